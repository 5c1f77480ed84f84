"""``mes log``: hours in a breath, and taken back as easily."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mes_cli.store.reading.load import load

Mes = Callable[..., Any]
Terminal = Callable[..., tuple[int, str]]

LIST = """\
# Copied from the notebook
- kind: volunteering
  date: 2025-03-02
  by: Ana
  hours: 2h
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    root = tmp_path / "register"
    for name, text in {
        "mes.yaml": "mes: 1\nname: Seeds\nlanguage: en\nkeeper: seeds\n",
        "structures/seeds.yaml": "name: Seeds\nroles: [support]\n",
        "initiatives/cafe.yaml": "name: Café des Possibles\nsummary: A café\nstage: idea\n"
        'territory: {department: "21"}\n',
        "initiatives/mill.yaml": "name: The Mill\nsummary: A mill\nstage: idea\n"
        "territory: {name: Here}\n",
        "accompaniments/cafe-2024.yaml": "initiatives: [cafe]\nform: individual\n"
        "started: 2024-01-02\nended: 2024-12-31\nentry: {channel: direct}\n",
        "accompaniments/cafe-2025.yaml": "initiatives: [cafe]\nform: individual\n"
        "started: 2025-01-02\nentry: {channel: direct}\n",
        "contributions/2025-03-volunteering.yaml": LIST,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def files(root: Path) -> dict[str, str]:
    return {str(p.relative_to(root)): p.read_text("utf-8") for p in root.rglob("*.yaml")}


def test_hours_go_to_the_list_of_their_month(register: Path, mes: Mes) -> None:
    before = files(register)
    done = mes("-C", register, "log", "2h20", "possibles", "open hours", "--by", "Léa",
               "--on", "4 march 2025")  # fmt: skip

    assert (done.code, "mes undo" in done.err) == (0, True), done.err
    assert done.out.count("\n") == 1
    added = (
        "- kind: volunteering\n  date: 2025-03-04\n  title: open hours\n  for: cafe-2025\n"
        "  by: Léa\n  hours: 2h20\n"
    )
    name = "contributions/2025-03-volunteering.yaml"
    assert files(register) == before | {name: LIST + added}
    assert load(register).findings == []

    assert mes("-C", register, "log", "--undo").code == 0
    assert files(register) == before


def test_several_in_a_row_go_together(register: Path, mes: Mes) -> None:
    before = files(register)
    done = mes("-C", register, "log", "1h", "cafe", "tea", "+", "45min", "-", "board",
               "--on", "2025-05-06")  # fmt: skip
    assert done.code == 0, done.err
    made = files(register)["contributions/2025-05-volunteering.yaml"]
    assert made.count("- kind: volunteering") == 2
    assert made.count("for: ") == 1

    assert mes("-C", register, "log", "--undo").code == 0
    assert files(register) == before
    assert mes("-C", register, "log", "--undo").code == 2


def test_a_session_is_counted_once(register: Path, mes: Mes) -> None:
    words = ["log", "3h", "cafe", "--session", "--type", "workshop", "--people", "12",
             "--on", "2025-02-03"]  # fmt: skip
    before = files(register)
    assert mes("-C", register, *words).code == 0
    after = files(register)
    assert (
        "sessions:\n  - date: 2025-02-03\n    type: workshop\n    hours: 3h\n"
        in after["accompaniments/cafe-2025.yaml"]
    )
    again = mes("-C", register, "--lang", "en", *words)
    assert (again.code, files(register)) == (2, after)
    assert "has this entry already" in again.err
    assert mes("-C", register, "log", "--undo").code == 0
    assert files(register) == before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["log", "2 moons", "cafe", "--on", "2025-03-04"], 1, "error[duration-form]"),
        (["log", "2h", "cfae"], 2, "no record is called `cfae`"),
        (["log", "2h", "cafe", "--on", "soonish"], 2, "write a day"),
        (["log", "2h", "cafe", "--on", "2025-03-05", "--kind", "volonteering"], 1,
         "error[unknown-value]"),
        (["log"], 2, "there are no hours to log"),
        (["log", "2h", "a", "b", "c"], 2, "each entry has a length"),
        (["log", "2h", "seeds"], 2, "no record is called"),
        (["log", "2h", "-", "--session"], 2, "a session belongs to an accompaniment"),
        (["log", "0", "-"], 2, "a duration is missing"),
        (["log", "", "-"], 2, "a duration is missing"),
        (["log", "2h"], 2, "it is not said for whom these hours were"),
        (["log", "2h", ""], 2, "`-` is the life of the structure"),
        (["log", "2h", "-", "--by", "Ana,Jo", "--people", "3"], 2, "2 people are named and 3"),
    ],
)  # fmt: skip
def test_what_cannot_be_logged_is_said_and_nothing_written(
    words: list[str], code: int, said: str, register: Path, mes: Mes
) -> None:
    before = files(register)
    done = mes("-C", register, "--lang", "en", *words)

    assert (done.code, files(register)) == (code, before), done.err
    assert said in done.out + done.err


def test_what_was_changed_since_is_not_taken_back(register: Path, mes: Mes) -> None:
    assert mes("-C", register, "log", "2h", "cafe", "--on", "2025-03-04").code == 0
    path = register / "contributions/2025-03-volunteering.yaml"
    path.write_text(path.read_text("utf-8").replace("2025-03-04", "2025-03-05"), "utf-8")
    after = files(register)

    assert mes("-C", register, "log", "--undo").code == 2
    assert files(register) == after


@pytest.mark.parametrize("term", ["dumb", "xterm"])
def test_hours_are_asked_for_on_a_terminal(term: str, register: Path, terminal: Terminal) -> None:
    code, screen = terminal(
        "-C", register, "--lang", "en", "log", "--on", "2025-03-04", TERM=term,
        answers=[
            ("Who", "Ana, Jo\r"), ("When", "soon\r"), ("write a day", "\r"),
            ("How long", "soon\r"), ("write the duration", "2h30\r"),
            ("For whom", "nobody\r"), ("none of the answers", "\r"), ("an answer is", "possib\r"),
            ("What was done", "open hours\r"),
            ("Another entry?", "y\r"),
            ("Who [Ana, Jo]", "-\r"), ("When", "5 march 2025\r"), ("How many people", "3\r"),
            ("How long", "1h\r"), ("For whom", "-\r"), ("What was done", "\r"),
            ("Another entry?", "\r"),
        ],
    )  # fmt: skip

    assert code == 0, screen
    made = files(register)["contributions/2025-03-volunteering.yaml"]
    assert made.startswith(LIST)
    for name in ("Ana", "Jo"):
        assert f"  for: cafe-2025\n  by: {name}\n  hours: 2h30\n" in made
    assert made.endswith("  date: 2025-03-05\n  people: 3\n  hours: 1h\n")
    if term == "dumb":
        assert "\x1b" not in screen


def test_lines_can_be_taken_back(register: Path, terminal: Terminal) -> None:
    code, screen = terminal(
        "-C", register, "--lang", "en", "log", "--on", "2025-03-04",
        answers=[
            ("Who", "<\r"), ("this is the first question", "Ana\r"), ("When", "\r"),
            ("How long", "2h\r"), ("For whom", "<\r"), ("How long [2h]", "3h\r"),
            ("For whom", "mill\r"), ("What was done", "tea\r"), ("Another entry?", "y\r"),
            ("Who [Ana]", "Jo\r"), ("When", "<\r"), ("Who [Jo]", "<\r"),
            ("Another entry?", "<\r"), ("What was done [tea]", "soup\r"),
            ("Another entry?", "y\r"),
            ("Who [Ana]", "Ana, Jo\r"), ("When", "\r"), ("How long", "3x1h\r"),
            ("2 people are named and 3", "1h\r"), ("For whom [The Mill]", "\r"),
            ("What was done", "\r"), ("Another entry?", "\r"),
        ],
    )  # fmt: skip

    assert code == 0, screen
    made = files(register)["contributions/2025-03-volunteering.yaml"].removeprefix(LIST)
    said = ["title: soup\n  to: mill\n  by: Ana\n  hours: 3h", "to: mill\n  by: Ana\n  hours: 1h",
            "to: mill\n  by: Jo\n  hours: 1h"]  # fmt: skip
    assert made == "".join(f"- kind: volunteering\n  date: 2025-03-04\n  {line}\n" for line in said)


@pytest.mark.parametrize(
    ("words", "lines", "said"),
    [
        (["4x2h30", "-", "paint"], ["  people: 4\n  hours: 10h\n"], "4 people, 10 h in all"),
        (["2h30", "-", "--people", "4"], ["  people: 4\n  hours: 2h30\n"], "4 people, 2 h 30 in"),
        (["2h", "-", "--by", "Ana,Jo"], ["  by: Ana\n  hours: 2h\n", "  by: Jo\n  hours: 2h\n"],
         "2 h"),
        (["2h", "-", "--by", "Ana,Jo", "--in-all"], ["  by: Ana, Jo\n  people: 2\n  hours: 2h\n"],
         "2 people, 2 h in all"),
        (["2x45min", "-", "--by", "Ana,Jo", "--in-all"], ["  people: 2\n  hours: 1h30\n"],
         "1 h 30"),
    ],
)  # fmt: skip
def test_hours_are_of_each_or_of_all(
    words: list[str], lines: list[str], said: str, register: Path, mes: Mes
) -> None:
    done = mes("-C", register, "--lang", "en", "log", *words, "--on", "2025-03-04")

    assert done.code == 0, done.err
    made = files(register)["contributions/2025-03-volunteering.yaml"].removeprefix(LIST)
    assert made.count("- kind") == len(lines)
    assert all(line in made for line in lines), made
    assert said in done.out.replace("\u202f", " ").replace("\u00a0", " ")


def test_an_initiative_without_accompaniment_receives(register: Path, mes: Mes) -> None:
    assert mes("-C", register, "log", "2h", "mill", "tea", "--on", "2025-03-04").code == 0

    made = files(register)["contributions/2025-03-volunteering.yaml"]
    assert made.endswith("  title: tea\n  to: mill\n  hours: 2h\n")
    assert load(register).findings == []


def test_an_exchange_says_who_gives_and_who_receives(register: Path, mes: Mes) -> None:
    done = mes("-C", register, "log", "2h", "-", "baking", "--from", "mill", "--to", "seeds",
               "--on", "2025-03-04")  # fmt: skip

    assert done.code == 0, done.err
    assert files(register)["contributions/2025-03-skill-exchange.yaml"] == (
        "- kind: skill-exchange\n  date: 2025-03-04\n  from: mill\n  to: seeds\n  hours: 2h\n"
        "  skill: baking\n"
    )
    assert " → " in done.out


@pytest.mark.parametrize(
    ("first", "words", "question"),
    [
        ([], ["log", "1h", "-", "tea", "--on", "2090-01-02"], "still to come"),
        (["log", "1h", "-", "tea", "--on", "2025-03-04"],
         ["log", "1h", "-", "tea", "--on", "2025-03-04"], "has this entry already"),
    ],
)  # fmt: skip
def test_what_is_doubtful_is_asked_about(
    first: list[str], words: list[str], question: str, register: Path, mes: Mes, terminal: Terminal
) -> None:
    assert not first or mes("-C", register, *first).code == 0
    before = files(register)

    refused = mes("-C", register, "--lang", "en", *words)
    assert (refused.code, question in refused.err, files(register)) == (2, True, before)
    left, screen = terminal("-C", register, "--lang", "en", *words, answers=[(question, "\r")])
    assert (left, files(register)) == (2, before), screen
    code, screen = terminal("-C", register, "--lang", "en", *words, answers=[(question, "y\r")])
    assert (code, files(register) != before) == (0, True), screen
    assert mes("-C", register, *words, "--anyway").code == 0


def test_where_several_fit_one_is_chosen(register: Path, terminal: Terminal) -> None:
    code, screen = terminal(
        "-C", register, "--lang", "en", "log", "2h", "cafe-202", "--on", "2025-03-04",
        answers=[("Which one", "2\r")],
    )  # fmt: skip

    assert code == 0, screen
    assert "for: cafe-2025" in files(register)["contributions/2025-03-volunteering.yaml"]


def test_hours_for_nobody_are_asked_about(register: Path, terminal: Terminal) -> None:
    code, screen = terminal(
        "-C", register, "--lang", "en", "log", "2h", "--on", "2025-03-04",
        answers=[("For whom", "\r"), ("For whom", "cafe-2025\r")],
    )  # fmt: skip

    assert code == 0, screen
    assert "for: cafe-2025" in files(register)["contributions/2025-03-volunteering.yaml"]


def test_statutory_time_is_for_the_structure(register: Path, mes: Mes) -> None:
    assert mes("-C", register, "log", "2h", "--governance", "--on", "2025-03-04").code == 0
    assert "for:" not in files(register)["contributions/2025-03-volunteering.yaml"]


def test_nothing_is_written_when_questions_are_left(register: Path, terminal: Terminal) -> None:
    before = files(register)
    code, _screen = terminal("-C", register, "log", answers=[(": ", "2h\r"), (": ", "\x04")])

    assert (code, files(register)) == (130, before)
