"""``mes remove``: a record goes, and nothing goes with it unasked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Mes = Callable[..., Any]
Terminal = Callable[..., tuple[int, str]]

FILES = {
    "mes.yaml": "mes: 1\nname: Seeds\nlanguage: en\nkeeper: seeds\n",
    "structures/seeds.yaml": "name: Seeds\nroles: [support]\n",
    "structures/mill.yaml": "name: The Mill\nroles: [partner]\n",
    "initiatives/cafe.yaml": "name: Corner Cafe\nsummary: A cafe\nstage: idea\n"
    "territory: {name: Here}\n",
    "accompaniments/cafe-2025.yaml": "initiatives:\n  - cafe  # the first\nform: individual\n"
    "started: 2025-01-02\nentry: {channel: direct}\npartners: [mill]\n",
    "contributions/2025-03.yaml": "- kind: volunteering\n  date: 2025-03-04\n  title: tea\n"
    "  for: cafe-2025\n  hours: 2h\n- kind: volunteering\n  date: 2025-03-05\n  title: board\n"
    "  hours: 1h\n",
}


@pytest.fixture
def register(tmp_path: Path) -> Path:
    root = tmp_path / "register"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def files(root: Path) -> dict[str, str]:
    return {str(p.relative_to(root)): p.read_text("utf-8") for p in root.rglob("*.yaml")}


def test_what_names_it_is_told_and_nothing_written(register: Path, mes: Mes) -> None:
    done = mes("-C", register, "remove", "cafe-2025", "--yes")

    assert (done.code, files(register)) == (2, FILES)
    assert "other records name it: `tea (2025-03-1)`" in done.err


def test_links_are_left_out_where_a_record_can_do_without(register: Path, mes: Mes) -> None:
    assert mes("-C", register, "remove", "mill", "--links").code == 2
    assert files(register) == FILES  # shown only

    done = mes("-C", register, "remove", "mill", "--links", "--yes")

    assert done.code == 0, done.err
    course = "accompaniments/cafe-2025.yaml"
    rest = {k: v for k, v in FILES.items() if k != "structures/mill.yaml"}
    assert files(register) == rest | {course: FILES[course].replace("partners: [mill]\n", "")}
    assert "-name: The Mill" in done.out
    assert mes("-C", register, "undo").code == 0
    assert files(register) == FILES


def test_what_cannot_do_without_goes_as_well(register: Path, mes: Mes) -> None:
    done = mes("-C", register, "remove", "cafe", "--links", "--also", "--yes")

    assert done.code == 0, done.err
    left = files(register)
    assert set(left) == {"mes.yaml", "structures/seeds.yaml", "structures/mill.yaml",
                         "contributions/2025-03.yaml"}  # fmt: skip
    assert left["contributions/2025-03.yaml"] == FILES["contributions/2025-03.yaml"].replace(
        "  for: cafe-2025\n", ""
    )


def test_all_that_hangs_on_it_goes_where_somebody_says_so(register: Path, mes: Mes) -> None:
    assert mes("-C", register, "remove", "cafe", "--also", "--yes").code == 0

    assert files(register)["contributions/2025-03.yaml"] == (
        "- kind: volunteering\n  date: 2025-03-05\n  title: board\n  hours: 1h\n"
    )


def test_the_keeper_stays(register: Path, mes: Mes) -> None:
    done = mes("-C", register, "remove", "seeds", "--links", "--also", "--yes")

    assert (done.code, files(register)) == (2, FILES)
    assert "it is the structure that keeps this register" in done.err


@pytest.mark.parametrize(
    ("answers", "code", "written"),
    [
        ([("Take the link", "y\n"), ("Write this?", "y\n")], 0, True),
        ([("Take the link", "n\n"), ("Remove", "n\n")], 2, False),
        ([("Take the link", "y\n"), ("Write this?", "n\n")], 2, False),
        ([("Take the link", "\x03")], 130, False),
    ],
)
def test_each_record_that_names_it_is_asked_about(
    answers: list[tuple[str, str]], code: int, *, written: bool, register: Path, terminal: Terminal
) -> None:
    done, screen = terminal("-C", register, "--lang", "en", "remove", "mill", answers=answers)

    assert (done, files(register) != FILES) == (code, written), screen


def two_mills(register: Path) -> dict[str, str]:
    """Give the register one more record that «mill» may mean; say what all files hold."""
    (register / "structures/mill-two.yaml").write_text(
        "name: Second Mill\nroles: [partner]\n", "utf-8"
    )
    street = FILES["initiatives/cafe.yaml"].replace("Corner Cafe", "Street")
    (register / "initiatives/mill.yaml").write_text(street, "utf-8")
    return files(register)


@pytest.mark.parametrize(
    "words",
    [["show", "ill"], ["show", "ill", "--format", "json"], ["remove", "ill", "--yes"],
     ["rename", "mill", "miller"]],
)  # fmt: skip
def test_where_several_fit_a_pipe_is_told_which(words: list[str], register: Path, mes: Mes) -> None:
    before = two_mills(register)

    told = mes("-C", register, "--lang", "en", *words)

    assert (told.code, files(register)) == (2, before)
    assert "may be one of several records" in told.err


def test_where_several_fit_a_terminal_asks(register: Path, terminal: Terminal) -> None:
    before = two_mills(register)
    english = ("-C", register, "--lang", "en")

    code, screen = terminal(*english, "show", "ill", answers=[("Which record: ", "second\r")])
    assert (code, "structure · Second Mill" in screen) == (0, True), screen
    code, screen = terminal(
        *english, "remove", "ill",
        answers=[("Which record: ", "second\r"), ("Write this?", "y\r")],
    )  # fmt: skip
    assert code == 0, screen
    assert set(before) - set(files(register)) == {"structures/mill-two.yaml"}
    code, screen = terminal(
        *english, "rename", "mill", "miller", answers=[("Which record: ", "street\r")]
    )
    assert (code, "initiatives/miller.yaml" in files(register)) == (0, True), screen
