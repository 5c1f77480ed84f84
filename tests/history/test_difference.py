"""What changed between two states: laws that hold for any of them, and who may read what."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mes_cli.figures.books import books
from mes_cli.figures.plain import coverage
from mes_cli.figures.year import YearFigures
from mes_cli.history.difference import Difference, Recipient, difference
from mes_cli.history.pairs import is_by_place, pairing
from mes_cli.history.told import data, lines
from mes_cli.model.audience import Audience
from mes_cli.register import Entry
from mes_cli.store.reading.load import Reading, load
from tests.conftest import write_folder

BEFORE = """
-- mes.yaml --
mes: 1
name: Seed network
language: en
keeper: seeds
hourly_costs: [{from: 2024-01-01, rate: 30}]
overheads: [{from: 2024-01-01, share: 10%}]

-- structures/seeds.yaml --
name: Seeds
roles: [member]

-- structures/region.yaml --
name: Region
roles: [funder]

-- initiatives/garden.yaml --
name: Shared garden
summary: A garden.
territory: {department: '26', region: '84'}
themes: [food-transition]
stage: idea
standing: [{since: 2024-01-10, status: beneficiary}]
notes: CANARY-ONE

-- initiatives/hidden.yaml --
name: CANARY-NAME of the hill
publish_name: false
summary: A house.
territory: {department: '26', region: '84'}
themes: [food-transition]
stage: idea

-- accompaniments/course.yaml --
initiatives: [garden]
title: First steps
form: individual
started: 2024-01-10
entry: {channel: direct}
sessions:
  - {date: 2024-02-01, type: support, hours: 2h, note: CANARY-NOTE}
  - {date: 2024-03-01, type: support, hours: 3h}
expenses:
  - {date: 2024-02-02, label: Seeds, amount: 100, account: '60'}

-- contributions/2024.yaml --
- {kind: volunteering, date: 2024-05-01, hours: 2h, by: CANARY-PERSON, for: course}
- {kind: volunteering, date: 2024-05-02, hours: 4h, for: course}

-- funding/grant.yaml --
funder: region
title: Grant of the region
nature: grant
level: region
policies: culture
period: {from: 2024-01-01, to: 2024-12-31}
granted: 1000
status: granted
for: [{accompaniment: course, share: 100%}]

-- evidence/word.yaml --
kind: testimony
date: 2024-06-01
title: A word CANARY-WORD
initiatives: [garden]
text: Said in confidence.
"""

Change = Callable[[Path], None]


def edit(file: str, old: str, new: str) -> Change:
    def change(root: Path) -> None:
        text = (root / file).read_text("utf-8")
        assert old in text
        (root / file).write_text(text.replace(old, new), "utf-8")

    return change


def move(old: str, new: str) -> Change:
    """Rename a record, and whatever names it."""

    def change(root: Path) -> None:
        (root / old).rename(root / new)
        for file in root.rglob("*.yaml"):
            text = file.read_text("utf-8")
            file.write_text(text.replace(f"[{Path(old).stem}]", f"[{Path(new).stem}]"), "utf-8")

    return change


def write(file: str, text: str) -> Change:
    def change(root: Path) -> None:
        (root / file).write_text(text, "utf-8")

    return change


CHANGES: dict[str, Change] = {
    "hours": edit("accompaniments/course.yaml", "hours: 3h", "hours: 4h30"),
    "a session more": edit(
        "accompaniments/course.yaml",
        "expenses:",
        "  - {date: 2024-04-01, type: visit, hours: 1h}\nexpenses:",
    ),
    "an expense": edit("accompaniments/course.yaml", "amount: 100", "amount: 120.50"),
    "a rate": edit("mes.yaml", "rate: 30", "rate: 31.07"),
    "the stage": edit("initiatives/garden.yaml", "stage: idea", "stage: creation"),
    "a standing": edit(
        "initiatives/garden.yaml",
        "status: beneficiary}",
        "status: beneficiary}, {since: 2024-09-01, status: member}",
    ),
    "the grant": edit("funding/grant.yaml", "granted: 1000", "granted: 1200"),
    "a renamed initiative": move("initiatives/garden.yaml", "initiatives/plot.yaml"),
    "a record less": lambda root: (root / "contributions/2024.yaml").unlink(),
    "a line first": edit(
        "contributions/2024.yaml",
        "- {kind: volunteering, date: 2024-05-01",
        "- {kind: volunteering, date: 2024-04-01, hours: 1h}\n"
        "- {kind: volunteering, date: 2024-05-01",
    ),
    "another year": write(
        "contributions/2026.yaml", "- {kind: volunteering, date: 2026-01-01, hours: 5h}\n"
    ),
    "notes": edit("initiatives/garden.yaml", "CANARY-ONE", "CANARY-TWO"),
    "a note": edit("accompaniments/course.yaml", "CANARY-NOTE", "CANARY-OTHER"),
    "an error": edit("accompaniments/course.yaml", "[garden]", "[nobody]"),
}


@pytest.fixture
def before(tmp_path: Path) -> Reading:
    write_folder(tmp_path / "before", BEFORE)
    return load(tmp_path / "before")


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Reading]:
    def make(*names: str) -> Reading:
        root = tmp_path / "-".join(names).replace(" ", "-")
        write_folder(root, BEFORE)
        for name in names:
            CHANGES[name](root)
        return load(root)

    return make


def compared(before: Reading, after: Reading, audience: str = "internal") -> Difference:
    return difference(before, after, Recipient(Audience(audience), dt.date(2026, 1, 1), "en"))


def is_empty(found: Difference) -> bool:
    told = (found.figures, found.settings, found.decisions, found.records, found.new, found.gone)
    return not any(told) and found.errors == (0, 0)


def said(found: Difference) -> str:
    return "\n".join(lines(found, [None, None])).replace("\u00a0", " ")


def test_nothing_differs_from_itself(before: Reading) -> None:
    found = compared(before, before)

    assert is_empty(found)
    assert said(found).endswith("Nothing changed.")


@pytest.mark.parametrize("name", CHANGES)
def test_the_other_way_round_everything_is_reversed(
    before: Reading, changed: Callable[..., Reading], name: str
) -> None:
    after = changed(name)
    there, back = data(compared(before, after)), data(compared(after, before))

    assert there != data(compared(before, before))
    assert _sorted(_reversed(there)) == _sorted(back)


def _reversed(value: Any) -> Any:
    """What the other direction says: before and after, added and removed, change their places."""
    swapped = {"before": "after", "after": "before", "new": "gone", "gone": "new"}
    words = {"added": "removed", "removed": "added"}
    if isinstance(value, list):
        return [_reversed(it) for it in value]
    if not isinstance(value, dict):
        return value
    turned = {swapped.get(key, key): _reversed(it) for key, it in value.items()}
    change: Any = turned.get("change")
    if change in words:
        turned["change"] = words[change]
    elif isinstance(change, int):
        turned["change"] = -change
    elif "unit" in turned or ("id" in turned and isinstance(change, str) and "." in change):
        turned["change"] = change[1:] if change.startswith("-") else f"-{change}"
    if "was" in turned:
        turned["was"], turned["id"] = turned["id"], turned["was"]
    return turned


def _sorted(value: Any) -> Any:
    """In an order of its own; ids of what was renamed are those of either side."""
    if isinstance(value, list):
        return sorted((_sorted(it) for it in value), key=lambda it: json.dumps(it, sort_keys=True))
    if isinstance(value, dict):
        return {key: _sorted(it) for key, it in value.items()}
    return "garden" if value == "plot" else value


@pytest.mark.parametrize("name", CHANGES)
def test_the_named_changes_make_the_other_state(
    before: Reading, changed: Callable[..., Reading], name: str
) -> None:
    after = changed(name)
    found = pairing(before.register, after.register)
    gone = {id(pair.before) for pair in found.pairs if pair.before}
    kept = [
        # Elements that others came before have other numbers: any that nobody else has will do.
        Entry(it.record.model_copy(update={"id": f"kept-{it.record.id}"}), it.place)
        if is_by_place(it)
        else it
        for it in before.register.entries
        if id(it) not in gone
    ]
    come = [pair.after for pair in found.pairs if pair.after]
    renamed = {old[1]: new for old, new in found.renamed.items()}
    made = replace(before.register, settings=after.settings, entries=(*kept, *come))

    if not renamed:
        assert _figures(made) == _figures(after.register)
    assert len(made.entries) == len(after.register.entries)


def _figures(register: Any) -> Any:
    counted = books(register)
    found = [{**coverage(YearFigures(counted, year))} for year in sorted(counted.days.years)]
    for one in found:
        one.pop("described")  # it names the records by their places in a list
    return found


@pytest.mark.parametrize("name", CHANGES)
def test_what_records_moved_a_figure_by_adds_up(
    before: Reading, changed: Callable[..., Reading], name: str
) -> None:
    after = changed(name)
    found = compared(before, after)
    by_figure: dict[str, int] = defaultdict(int)
    for moved in found.figures:
        if not moved.figure.startswith("account."):
            assert sum(moved.records.values()) == moved.change, moved
        by_figure[moved.figure] += moved.change
    if name == "hours":
        assert by_figure["hours.staff"] == 90 * 60
        assert by_figure["cost.staff"] == 45_00
        assert by_figure["cost.overheads"] == 4_50
        assert by_figure["remainder"] == 49_50
        assert by_figure["account.cost"] == 49_50
    if name == "an error":
        assert not found.figures
        assert found.errors == (0, 1)


def test_lists_are_compared_by_what_tells_their_elements_apart(
    before: Reading, changed: Callable[..., Reading]
) -> None:
    text = said(compared(before, changed("hours", "a session more")))

    assert "1 added, 1 modified" in text
    assert "1 March 2024 · support — Hours: 3 h → 4 h 30" in text
    assert "+ 1 April 2024 · visit · 1 h" in text


def test_a_line_before_others_changes_none_of_them(
    before: Reading, changed: Callable[..., Reading]
) -> None:
    found = compared(before, changed("a line first"))

    assert [it.what for it in found.records] == ["added"]


def test_a_renamed_record_is_followed(before: Reading, changed: Callable[..., Reading]) -> None:
    found = compared(before, changed("a renamed initiative"))

    assert [(it.what, it.name[1]) for it in found.records] == [("renamed", "plot")]
    assert not found.figures
    assert "Shared garden: renamed, garden → plot" in said(found)


def test_standings_have_a_section_of_their_own(
    before: Reading, changed: Callable[..., Reading]
) -> None:
    text = said(compared(before, changed("a standing")))

    assert text.index("Standings") < text.index("+ 1 September 2024")


def test_a_rate_moves_figures_of_records_that_did_not_change(
    before: Reading, changed: Callable[..., Reading]
) -> None:
    text = said(compared(before, changed("a rate")))

    assert "First steps” by the settings" in text.replace(",", "")
    assert "Hourly" in text


@pytest.mark.parametrize("audience", ["members", "funder"])
@pytest.mark.parametrize("name", ["notes", "a note"])
def test_what_may_not_be_read_did_not_change(
    before: Reading, changed: Callable[..., Reading], name: str, audience: str
) -> None:
    after = changed(name)
    found = compared(before, after, audience)

    assert is_empty(found)
    assert said(found) == said(compared(before, before, audience))
    assert data(found) == data(compared(before, before, audience))
    assert "CANARY" in said(compared(before, after))


@pytest.mark.parametrize("audience", ["members", "funder"])
@pytest.mark.parametrize("name", CHANGES)
def test_no_canary_gets_out(
    before: Reading, changed: Callable[..., Reading], name: str, audience: str
) -> None:
    after = changed(name)
    for found in (compared(before, after, audience), compared(after, before, audience)):
        assert "CANARY" not in said(found) + json.dumps(data(found))


@pytest.mark.parametrize("audience", ["members", "funder"])
def test_a_name_that_one_state_hides_is_hidden_in_both(
    before: Reading, tmp_path: Path, audience: str
) -> None:
    root = tmp_path / "shown"
    write_folder(root, BEFORE)
    edit("initiatives/hidden.yaml", "publish_name: false\n", "")(root)
    edit("initiatives/hidden.yaml", "stage: idea", "stage: creation")(root)
    after = load(root)

    for one, other in ((before, after), (after, before)):
        text = said(compared(one, other, audience))
        assert "CANARY-NAME" not in text
        assert "hidden" not in text
        assert "idea" in text.lower()
