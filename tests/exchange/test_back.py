"""A spreadsheet that comes back: what it changes, what it may not, and every cell that is wrong."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mes_cli.exchange.apply import drafted
from mes_cli.exchange.export import FORMS, ExportWish
from mes_cli.exchange.grids import Grid, grids
from mes_cli.exchange.plan import ItemState
from mes_cli.finding import Message
from mes_cli.language.formats import formats
from mes_cli.model.audience import Audience
from mes_cli.store.editing.writer import quoted
from mes_cli.store.reading.load import load

EXAMPLE = Path(__file__).parents[2] / "examples" / "reseau-des-possibles"
ENGLISH = EXAMPLE.parent / "seed-library"

Sheets = Any  # conftest's fixture


@pytest.mark.parametrize("example", [EXAMPLE, ENGLISH])
@pytest.mark.parametrize(
    ("form", "dialect"), [("xlsx", "fr"), ("ods", "fr"), ("csv", "fr"), ("csv", "standard")]
)
def test_what_comes_back_as_it_went_changes_nothing(
    example: Path,
    form: str,
    dialect: str,
    tmp_path: Path,
    sheets: Sheets,
) -> None:
    back = sheets.read_back(example, sheets.exported(example, tmp_path / "out", form, dialect))
    assert back.plan.items == []
    assert back.plan.problems == []
    assert back.plan.unchanged > 30
    assert back.edits.drafts == {}


WORDS = st.text(alphabet="aé =+-@'\"\\;,:#\n\t€%<&0.5/", min_size=1, max_size=12)


@example(words=["'\t", "b", "\t'=", "c"], seconds=0, cents=0)
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(WORDS, min_size=4, max_size=4), st.integers(0, 10**6), st.integers(0, 10**5))
def test_no_text_and_no_number_changes_on_the_way(
    tmp_path: Path,
    sheets: Sheets,
    words: Sequence[str],
    seconds: int,
    cents: int,
) -> None:
    root = tmp_path / "register"
    for folder in ("structures", "contributions"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "mes.yaml").write_text("mes: 1\nname: S\nlanguage: en\nkeeper: s\n", "utf-8")
    (root / "structures/s.yaml").write_text("name: S\nroles: [support]\n", "utf-8")
    first, second, third, fourth = map(quoted, words)
    (root / "contributions/a.yaml").write_text(
        f"- kind: service\n  date: 2025-01-02\n  title: {first}\n  by: {second}\n"
        f"  tags: [{third}, {fourth}]\n  hours: '{seconds / 3600:.6f}'\n"
        f"  value: {{amount: '{cents / 100:.2f}', basis: quote}}\n",
        "utf-8",
    )
    if load(root).findings:  # a tag of spaces only, and the like
        return
    for form, dialect in (("xlsx", "fr"), ("ods", "fr"), ("csv", "fr"), ("csv", "standard")):
        back = sheets.read_back(root, sheets.exported(root, tmp_path / "out", form, dialect))
        assert (back.plan.items, back.plan.problems) == ([], [])
        assert back.edits.drafts == {}


def test_a_changed_cell_changes_its_field_and_nothing_else(
    folder: Path, tmp_path: Path, sheets: Sheets
) -> None:
    """
    -- initiatives/cafe.yaml --
    # The first one we knew.
    name: Café
    summary: "A café"   # their words
    stage: idea
    territory: {department: "21"}
    -- accompaniments/cafe-2025.yaml --
    initiatives: [cafe]
    form: individual
    started: 2025-01-01
    entry: {channel: direct}
    sessions:
      - date: 2025-02-01   # at theirs
        hours: 2 h
      - {date: 2025-03-01, hours: 1h}
    """
    found = sheets.exported(folder, tmp_path / "out")
    found = sheets.changed(found, "initiatives", 1, Stage="emergence")
    found = sheets.changed(found, "accompaniments-sessions", 1, Hours="2,5")
    back = sheets.read_back(folder, found)
    assert [(item.code, [(c.field, c.old, c.new) for c in item.changes]) for item in
            back.plan.items] == [
        ("cafe", [("Stage", "idea", "emergence")]),
        ("cafe-2025", [("Sessions 1 – Hours", *map(formats("en").hours, (7200, 9000)))]),
    ]  # fmt: skip
    before = {path: path.read_text("utf-8") for path in folder.rglob("*.yaml")}
    back.write()
    for path, text in before.items():
        expected = text.replace("stage: idea", "stage: emergence").replace("2 h\n", "2h30\n")
        assert path.read_text("utf-8") == expected


def test_rows_can_join_and_leave_a_list(folder: Path, tmp_path: Path, sheets: Sheets) -> None:
    """
    -- initiatives/cafe.yaml --
    name: Café
    summary: A café
    stage: idea
    territory: {department: "21"}
    -- accompaniments/cafe-2025.yaml --
    initiatives: [cafe]
    form: individual
    started: 2025-01-01
    entry: {channel: direct}
    sessions:
      - {date: 2025-02-01, hours: 2h}
      - {date: 2025-03-01, hours: 1h}
    """
    found = sheets.exported(folder, tmp_path / "out")
    found = sheets.changed(
        found, "accompaniments-sessions", 3, Accompaniment="cafe-2025", Date="4/4/2025", Hours=1.5
    )
    found = [Grid(g.name, (g.rows[0], *g.rows[2:])) if g.name == "accompaniments-sessions" else g
             for g in found]  # fmt: skip
    sheets.read_back(folder, found).write()
    assert (
        (folder / "accompaniments/cafe-2025.yaml")
        .read_text("utf-8")
        .endswith(
            "sessions:\n  - {date: 2025-03-01, hours: 1h}\n  - {date: 2025-04-04, hours: 1h30}\n"
        )
    )


def test_new_rows_become_records_once(folder: Path, tmp_path: Path, sheets: Sheets) -> None:
    """
    -- initiatives/cafe.yaml --
    name: Café
    summary: A café
    stage: idea
    territory: {department: "21"}
    -- contributions/2025-03.yaml --
    - {kind: volunteering, date: 2025-03-04, hours: 2h}
    """
    found = sheets.exported(folder, tmp_path / "out", "xlsx")
    found = sheets.changed(found, "initiatives", 2, Name="Le Jardin d'Été", Summary="A garden",
                    Stage="Idea", **{"Territory – Commune": 1004.0})  # fmt: skip
    given = {"Kind": "Volunteering", "Date": "5/3/2025", "Hours": "2:20", "By": "Léa"}
    found = sheets.changed(found, "contributions", 2, **given)
    back = sheets.read_back(folder, found)
    assert [(item.state, item.file) for item in back.plan.items] == [
        (ItemState.NEW, "initiatives/le-jardin-d-ete.yaml"),
        (ItemState.NEW, "contributions/2025-03.yaml"),
    ]
    back.write()
    text = (folder / "initiatives/le-jardin-d-ete.yaml").read_text("utf-8")
    assert "stage: idea\n" in text
    assert 'commune: "01004"\n' in text
    assert load(folder).findings == []


def test_twice_the_same_new_row_is_one_record(folder: Path, tmp_path: Path, sheets: Sheets) -> None:
    """
    -- contributions/old.yaml --
    - {kind: volunteering, date: 2025-03-04, hours: 2h}
    """
    given = {"Kind": "volunteering", "Date": "5/3/2025", "Hours": "2:20", "By": "Léa"}
    found = sheets.changed(sheets.exported(folder, tmp_path / "out"), "contributions", 2, **given)
    sheets.read_back(folder, found).write()
    path = folder / "contributions/2025-03-volunteering.yaml"
    assert path.read_text("utf-8").startswith(
        "- kind: volunteering\n  date: 2025-03-05\n  by: Léa\n  hours: 2h20\n  import_key: mes:"
    )
    again = sheets.read_back(folder, found)
    assert (again.plan.items, again.plan.unchanged) == ([], 3)


def test_both_sides_changed_is_a_conflict_and_one_side_is_none(
    folder: Path, tmp_path: Path, sheets: Sheets
) -> None:
    """
    -- structures/region.yaml --
    name: Region
    roles: [funder]
    """
    found = sheets.exported(folder, tmp_path / "out")
    path = folder / "structures/region.yaml"
    path.write_text("name: Region\nroles: [funder, partner]\n", "utf-8")

    assert sheets.read_back(folder, found).plan.items == []

    [item] = sheets.read_back(
        folder, sheets.changed(found, "structures", 1, Name="The Region")
    ).plan.items
    assert item.state is ItemState.CONFLICT
    both = sheets.changed(found, "structures", 1, Roles="partner; funder")
    assert [it.state for it in sheets.read_back(folder, both).plan.items] == [ItemState.CONFLICT]
    same = sheets.changed(found, "structures", 1, Roles="funder; partner")
    assert sheets.read_back(folder, same).plan.items == []


def test_every_problem_names_its_cell(
    folder: Path,
    tmp_path: Path,
    sheets: Sheets,
    said: Callable[[Message | None], str],
) -> None:
    """
    -- contributions/2025-03.yaml --
    - {kind: volunteering, date: 2025-03-04, hours: 2h}
    - {kind: volunteering, date: 2025-03-04, hours: 2h}
    - {kind: volunteering, date: 2025-03-04, hours: 2h}
    """
    found = sheets.exported(folder, tmp_path / "out")
    found = sheets.changed(found, "contributions", 1, Kind="volontering", Date="31/02/2025")
    found = sheets.changed(found, "contributions", 2, Hours="two")
    found = sheets.changed(found, "contributions", 4, Id="2025-03-9", Kind="volunteering")
    found = sheets.changed(found, "contributions", 0, Proof="Evidence of it")
    back = sheets.read_back(folder, found)
    spots = {problem.spot: said(problem.message) for problem in back.plan.problems}
    assert set(spots) == {"contributions, B2", "contributions, C2", "contributions, L3",
                          "contributions, Y1"}  # fmt: skip
    helps = {problem.spot: said(problem.help) for problem in back.plan.problems}
    assert "`volunteering`, `activist-time`" in helps["contributions, B2"]


def test_all_problems_are_told_in_one_run(folder: Path, tmp_path: Path, sheets: Sheets) -> None:
    """
    -- programmes/scheme.yaml --
    name: Scheme
    lead: seeds
    -- contributions/2025-03.yaml --
    - {kind: volunteering, date: 2025-03-04, hours: 2h}
    - {kind: volunteering, date: 2025-03-05, hours: 2h}
    """
    found = sheets.exported(folder, tmp_path / "out")
    found = sheets.changed(found, "programmes", 1, Funders="Nobody")
    found = sheets.changed(found, "contributions", 1, Hours="-2,5")
    found = sheets.changed(found, "contributions", 2, Hours=float("-3"))
    found = [*found, Grid("Notes", (("What to do",), ("Fill in",)))]
    back = sheets.read_back(folder, found)
    drafted(back.plan, back.edits)
    assert {problem.spot for problem in back.plan.problems} == {
        "programmes, E2", "contributions, L2", "contributions, L3",
    }  # fmt: skip
    assert [note.values["sheet"] for note in back.plan.notes] == ["Notes"]


def test_two_people_with_one_row_are_two_records_once(
    folder: Path, tmp_path: Path, sheets: Sheets
) -> None:
    """
    -- contributions/old.yaml --
    - {kind: volunteering, date: 2025-03-04, hours: 2h}
    """
    cells = {"Kind": "volunteering", "Date": "5/3/2025", "Hours": "2:20"}
    found = sheets.changed(
        sheets.exported(folder, tmp_path / "out"), "contributions", 2, By="Léa", **cells
    )
    sheets.read_back(folder, found).write()
    found = sheets.changed(found, "contributions", 2, By="Ana", **cells)
    found = sheets.changed(found, "contributions", 3, By="Léa", **cells)
    sheets.read_back(folder, found).write()
    text = "".join(path.read_text("utf-8") for path in folder.rglob("2025-03*.yaml"))
    assert (text.count("by: Léa"), text.count("by: Ana")) == (1, 1)
    assert sheets.read_back(folder, found).plan.items == []


def test_an_unknown_reference_is_found_before_anything_is_written(
    folder: Path, tmp_path: Path, sheets: Sheets
) -> None:
    """
    -- programmes/scheme.yaml --
    name: Scheme
    lead: seeds
    """
    found = sheets.exported(folder, tmp_path / "out")
    back = sheets.read_back(folder, sheets.changed(found, "programmes", 1, Funders="Nobody"))
    with pytest.raises(AssertionError):
        back.write()
    assert [problem.spot for problem in back.plan.problems] == ["programmes, E2"]
    by_name = sheets.read_back(folder, sheets.changed(found, "programmes", 1, Funders="SEEDS"))
    by_name.write()
    assert "funders:\n  - seeds\n" in (folder / "programmes/scheme.yaml").read_text("utf-8")


def test_what_others_may_see_cannot_be_read_back(
    folder: Path,
    tmp_path: Path,
    asked: Callable[..., ExportWish],
    sheets: Sheets,
) -> None:
    """
    -- structures/region.yaml --
    name: Region
    roles: [funder]
    """
    for audience in (Audience.PUBLIC, Audience.FUNDER):
        [(name, content)] = FORMS["ods"].make(asked(load(folder).register, audience)).items()
        (tmp_path / name).write_bytes(content)
        plan = sheets.read_back(folder, grids(tmp_path / name).grids).plan
        assert plan.items == []
        assert any(problem.spot == "structures, 1" for problem in plan.problems)


def test_the_command_asks_before_it_writes(mes: Callable[..., Any], tmp_path: Path) -> None:
    import shutil

    root = tmp_path / "register"
    shutil.copytree(ENGLISH, root)
    table = tmp_path / "structures.csv"
    mes("-C", root, "export", "csv", "structures", "-a", "internal", "-o", table)
    assert mes("-C", root, "import", table).out == "0 new, 0 changed, 4 unchanged\n"
    lines = table.read_text("utf-8").splitlines()
    table.write_text("\n".join([*lines, ",New friends,,partner"]) + "\n", "utf-8")
    looked = mes("-C", root, "import", table)
    assert "structures/new-friends" in looked.out
    assert (looked.code, "--yes" in looked.err) == (0, True)
    assert not (root / "structures/new-friends.yaml").exists()
    assert mes("-C", root, "import", table, "--yes").code == 0
    text = (root / "structures/new-friends.yaml").read_text("utf-8")
    assert text.startswith("name: New friends\nroles:\n  - partner\nimport_key: mes:")
    assert mes("-C", root, "import", tmp_path / "none.csv").code == 2
