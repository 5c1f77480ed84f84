"""Mending: what is safe is done, to the letter; the rest is left alone."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mes_cli import checks
from mes_cli.finding import Edit, Finding, Fix, Place, say
from mes_cli.model.settings import Limits
from mes_cli.store.editing import repairs
from mes_cli.store.editing.changes import carry_out
from mes_cli.store.editing.edited_file import FileChangedError
from mes_cli.store.editing.fixes import drafts, mended, readable
from mes_cli.store.editing.journal import Change
from mes_cli.store.reading.composer import compose
from mes_cli.store.reading.load import Reading, load
from mes_cli.store.reading.locate import locate
from mes_cli.store.reading.record_files import Drafts
from mes_cli.store.reading.tree import MapNode, Tree
from tests.conftest import calls
from tests.findings import error

Mes = Callable[..., Any]

GARDEN = "name: Garden\nsummary: x\nstage: idea\nterritory: {name: x}\n"


def changes(root: Path) -> dict[str, Change]:
    def find(said: Drafts) -> tuple[Reading, list[Finding]]:
        reading = load(root, None, said)
        return reading, locate([*reading.findings, *checks.run(reading.register)], reading)

    return mended(find, lambda _: True)


def draft(root: Path) -> Drafts:
    return drafts(changes(root))


def mend(root: Path, text: str | bytes, file: str = "initiatives/garden.yaml") -> bytes | None:
    """Mend one file of a register; nothing, where nothing is mended."""
    (root / "mes.yaml").write_text("mes: 1\nname: Seeds\nlanguage: en\nkeeper: seeds\n", "utf-8")
    for name, content in (("structures/seeds.yaml", "name: Seeds\nroles: [member]\n"),
                          (file, text)):  # fmt: skip
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return draft(root).get(file)


MENDED = [
    ("stage: ideaa # why\n", "stage: idea # why\n"),
    ('stage: "Idea"\n', 'stage: "idea"\n'),
    ("stage: 'idéa'   # why\n", "stage: 'idea'   # why\n"),
    ("Stage: idea\n", "stage: idea\n"),
    ("stage: idea\ntags:\n  - a: b c # d\n", 'stage: idea\ntags:\n  - "a: b c" # d\n'),
    ("stage: idea\ntags: rural # a\n", "stage: idea\ntags: [rural] # a\n"),
    ("stage: idea\ncreated: 13/04/2024\n", "stage: idea\ncreated: 2024-04-13\n"),
    ("stage: idea\ncreated: 04/13/2024\n", "stage: idea\ncreated: 2024-04-13\n"),
    ("stage: idea\ncreated: 05/05/2024\n", "stage: idea\ncreated: 2024-05-05\n"),
    ("stage: idea\ntags:\n\t- a\n\t- b\n", "stage: idea\ntags:\n  - a\n  - b\n"),
    ("stage: idea\nnotes: one: two \n", 'stage: idea\nnotes: "one: two" \n'),
    ('stage: idea\nnotes: say "one": two\n', 'stage: idea\nnotes: "say \\"one\\": two"\n'),
    ("stage: idea\njobs: 1.234,5\n", "stage: idea\njobs: 1234,5\n"),
    ("stage: idea\nnotes: Workshop #2 \n", 'stage: idea\nnotes: "Workshop #2" \n'),
    ("stage: idea\ntags:\n  \u2013\u00a0a\n  -b\n", "stage: idea\ntags:\n  - a\n  - b\n"),
]

LEFT = [
    "stage: idea\ncreated: 04/03/2024\n",  # the fourth of March, or the third of April
    "stage: idea\ncreated: 2024-03-04 10:00\n",  # the hour would be lost
    "stage: idea\ncreated: 2025-13-01\n",
    "stage: beginning\n",
    "stage: idea\ntags:\n  - {a: b}\n",
    "stage: idea\ntags:\n  - a:\n      b\n",
    "stage: idea\ntags: rural, young\n",
    "stage: |\n  ideaa\n",  # not on one line
    "stage: idea\njobs: 1.234\n",  # one thousand, or one and a bit
    "stage: idea\nnotes: one: two # three\n",  # a comment, or more of the text
    "stage: idea\nnotes: one: two\n  and more\n",
    "stage: idea\nname: Twice\n",
    "stage: idea\nSummary: twice\n",  # it would be written twice
    "stage: *idea\n",
    (
        "stage: idea\nstanding:\n  - {since: 2025-01-01, status: member}\n  # whose comment?\n"
        "  - {since: 2024-01-01, status: beneficiary}\n"
    ),
    (
        "stage: idea\nstanding: [{since: 2025-01-01, status: member},"
        " {since: 2024-01-01, status: beneficiary}]\n"
    ),
    (
        "stage: idea\nstanding:\n  - {since: 2024-01-01, status: member}\n"
        "  - {since: 2024-01-01, status: beneficiary}\n"
    ),
]
BEFORE = GARDEN.replace("stage: idea\n", "")


@pytest.mark.parametrize(("wrong", "right"), MENDED)
def test_what_is_certain_is_mended_and_nothing_else(wrong: str, right: str, tmp_path: Path) -> None:
    assert mend(tmp_path, BEFORE + wrong) == (BEFORE + right).encode()


@pytest.mark.parametrize("text", LEFT)
def test_what_could_mean_two_things_is_left_alone(text: str, tmp_path: Path) -> None:
    assert mend(tmp_path, BEFORE + text) is None


def test_line_ends_and_the_mark_of_windows_stay(tmp_path: Path) -> None:
    wrong = b"\xef\xbb\xbf" + GARDEN.replace("idea", "ideaa").replace("\n", "\r\n").encode()

    assert mend(tmp_path, wrong) == wrong.replace(b"ideaa", b"idea")


def test_steps_are_put_in_order_with_their_comments(tmp_path: Path) -> None:
    first = "  - since: 2024-01-01  # long ago\n    status: beneficiary\n"
    second = "  - since: 2025-01-01\n    status: member\n"
    after = "jobs: 2  # two\n"

    new = mend(tmp_path, f"{GARDEN}standing:\n{second}{first}{after}")

    assert new == f"{GARDEN}standing:\n{first}{second}{after}".encode()


def test_a_last_step_without_a_line_end_is_left_alone(tmp_path: Path) -> None:
    text = "standing:\n  - {since: 2025-01-01, status: member}\n"

    assert mend(tmp_path, f"{GARDEN}{text}  - {{since: 2024-01-01, status: activist}}") is None


def test_an_id_of_another_year_is_no_slip(tmp_path: Path) -> None:
    mend(tmp_path, GARDEN, "initiatives/garden-2024.yaml")
    word = "kind: testimony\ndate: 2025-01-01\ntitle: x\ninitiatives: [garden-2025]\n"

    assert mend(tmp_path, word, "evidence/word.yaml") is None


def test_what_a_mended_file_uncovers_is_mended_as_well(tmp_path: Path) -> None:
    mend(tmp_path, GARDEN)
    word = "kind: testimony\ndate: 2025-01-01\ntitle: One: two\ninitiatives: [gardn]\n"

    new = mend(tmp_path, word, "evidence/word.yaml")

    assert new == b'kind: testimony\ndate: 2025-01-01\ntitle: "One: two"\ninitiatives: [garden]\n'


def test_files_are_written_whole_and_permissions_stay(tmp_path: Path) -> None:
    mend(tmp_path, GARDEN.replace("idea", "ideaa"))
    path = tmp_path / "initiatives/garden.yaml"
    path.chmod(0o640)

    carry_out(tmp_path, changes(tmp_path).values())

    assert path.read_text("utf-8") == GARDEN
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(p.name for p in path.parent.iterdir()) == ["garden.yaml"]


def test_what_somebody_saves_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    mend(tmp_path, GARDEN.replace("idea", "ideaa"))
    path = tmp_path / "initiatives/garden.yaml"
    found = changes(tmp_path)
    path.write_text("name: saved meanwhile\n", "utf-8")

    with pytest.raises(FileChangedError):
        carry_out(tmp_path, found.values())

    assert path.read_text("utf-8") == "name: saved meanwhile\n"


def test_a_fix_that_changes_more_than_its_word_is_not_made_and_keeps_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the pattern of safe words, a comma would make two elements of one."""
    monkeypatch.setattr(repairs, "_SAFE", re.compile(".*"))
    mend(tmp_path, GARDEN)
    text = f"{BEFORE}stage: ideaa\ntags: [x, ruraal]\n"
    (tmp_path / "initiatives/garden.yaml").write_text(text, "utf-8")

    def find(said: Drafts) -> tuple[Reading, list[Finding]]:
        reading = load(tmp_path, None, said)
        at = Place("initiatives/garden.yaml", ("tags", 1), line=5, column=11)
        wrong = error("x", at, say("x"), say("x"), fix=Fix(Edit.REPLACE, "rural, young"))
        return reading, locate([*reading.findings, wrong], reading)

    new = drafts(mended(find, lambda _: True))["initiatives/garden.yaml"]
    assert new == text.replace("ideaa", "idea").encode()


LETTERS = st.text("abc:#'\"[]{}é -,&*!|>%@\t\\", max_size=12)


@settings(max_examples=200, deadline=None)
@given(LETTERS)
def test_whatever_is_put_between_quotes_is_still_what_it_was(said: str) -> None:
    text = f"name: {said}\nother: x\n"

    new = readable(text, composed)

    if new is not None and new != text:
        root = composed(new).root
        assert isinstance(root, MapNode)
        assert dict(root.pairs) == {"name": said.strip(" \t"), "other": "x"}
        assert new.endswith("\nother: x\n")


def composed(text: str) -> Tree:
    return compose(text, "a.yaml", Limits().depth)


def test_one_slip_of_form_is_mended_wherever_it_stands_but_in_texts(tmp_path: Path) -> None:
    wrong = "stage: idea\nsummary: |\n  a: b: c\n  \td\ntags:\n\t- x\n\t- y\nnotes: >\n  e: f: g\n"
    right = wrong.replace("\t- ", "  - ")

    assert (
        mend(tmp_path, BEFORE.replace("summary: x\n", "") + wrong)
        == (BEFORE.replace("summary: x\n", "") + right).encode()
    )


@pytest.mark.parametrize(
    ("key", "slip", "many"),
    [
        ("tags:\n", "  - ruraal{n}: x\n", 1600),
        ("tags:\n", "\t- x\n", 400),
        ("", "notes{n}: a: b\n", 400),
        ("standing:\n", "  - {{since: {day}, status: memberr}}\n", 400),
    ],
)
def test_many_slips_take_as_long_as_they_are_many(
    key: str, slip: str, many: int, tmp_path: Path
) -> None:
    mend(tmp_path, GARDEN)

    def taken(number: int) -> int:
        days = (dt.date(2020, 1, 1) - dt.timedelta(days=n) for n in range(number))
        slips = "".join(slip.format(n=n, day=day) for n, day in enumerate(days))
        text = f"{BEFORE}stage: idea\n{key}{slips}"
        (tmp_path / "initiatives/garden.yaml").write_text(text, "utf-8")
        return calls(lambda: changes(tmp_path))

    # They are mended in rounds, of which there are at most eight: these are as many in both texts.
    assert taken(2 * many) < 3 * taken(many)


AGREED = [
    ("evidence/word.yaml", "consent: {scope: publc, given: 2024-12-31}\n"),
    ("evidence/word.yaml", "consent: {scope: public, given: 31/12/2024}\n"),
    ("evidence/word.yaml", "consent: {scope: public, givn: 2024-12-31}\n"),
    ("evidence/word.yaml", "consennt: {scope: public, given: 2024-12-31}\n"),
    ("evidence/word.yaml", "Consent: {scope: public, given: 2024-12-31}\n"),
    ("advocacy/ask.yaml", "audience: publc\n"),
    ("advocacy/ask.yaml", "audiennce: public\n"),
    ("initiatives/garden.yaml", "publish_name: Funder\n"),
    ("funding/fee.yaml", "granted: 1.234,50\n"),
    ("funding/fee.yaml", "grantd: 1234\n"),
]
FILES = {
    "evidence/word.yaml": "kind: testimony\ndate: 2025-01-01\ntitle: x\n",
    "advocacy/ask.yaml": "form: public-call\ntarget: seeds\ndate: 2025-01-01\ndemand: x\n",
    "initiatives/garden.yaml": GARDEN,
    "funding/fee.yaml": "funder: seeds\nnature: fees\nperiod: {from: 2025-01-01, to: 2025-02-01}\n"
    "status: granted\n",
}


@pytest.mark.parametrize(("file", "text"), AGREED)
def test_consents_audiences_and_amounts_are_for_people(
    file: str, text: str, tmp_path: Path
) -> None:
    assert mend(tmp_path, FILES[file] + text, file) is None


def test_private_words_are_not_shown_when_they_are_mended(tmp_path: Path, mes: Mes) -> None:
    canary = "canary"
    mend(tmp_path, f"{GARDEN}contact: {{name: {canary}-1, Email: {canary}-2@example.org}}\n"
         f"notes: {canary}-3: {canary}-4\n")  # fmt: skip
    consent = "consent: {scope: public, given: 2024-12-31}\n"
    word = f"kind: testimony\ndate: 2025-01-01\ntitle: x\nauthor: {canary}-5\n{consent}"
    mend(tmp_path, word, "evidence/word.yaml")

    shown = mes("-C", tmp_path, "check", "--diff")
    done = mes("-C", tmp_path, "check", "--fix")

    assert (shown.code, done.code) == (0, 0)
    assert canary not in shown.out + shown.err + done.out + done.err
    text = (tmp_path / "initiatives/garden.yaml").read_text("utf-8")
    assert f'notes: "{canary}-3: {canary}-4"' in text


def test_only_what_is_asked_for_is_mended(tmp_path: Path, mes: Mes) -> None:
    mend(tmp_path, GARDEN.replace("idea", "ideaa"))
    mend(tmp_path, GARDEN.replace("idea", "ideea"), "initiatives/other.yaml")

    shown = mes("-C", tmp_path, "check", "--diff", tmp_path / "initiatives/other.yaml")
    done = mes("-C", tmp_path, "check", "--fix", tmp_path / "initiatives/other.yaml")

    assert "ideea" in shown.out
    assert "ideaa" not in done.out
    assert (tmp_path / "initiatives/other.yaml").read_text("utf-8") == GARDEN
    assert "ideaa" in (tmp_path / "initiatives/garden.yaml").read_text("utf-8")
