"""What an import asks: whose words stay, and what becomes of rows that are gone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.conftest import write_folder


def test_conflicts_are_refused_asked_or_decided(
    mes: Callable[..., Any], terminal: Callable[..., Any], tmp_path: Path
) -> None:
    root = tmp_path / "register"
    write_folder(root, "-- structures/region.yaml --\nname: Region\nroles: [funder]\n")
    table = tmp_path / "structures.csv"
    mes("-C", root, "export", "csv", "structures", "-a", "internal", "-o", table)
    text = table.read_text("utf-8").replace("Region,", "The Region,").replace("funder", "partner")
    table.write_text(text, "utf-8")
    record = root / "structures/region.yaml"
    record.write_text("name: Regional council\nroles: [funder]\n", "utf-8")

    for options in (("--yes",), ("--strategy", "refuse", "--yes")):
        refused = mes("-C", root, "import", table, *options)
        assert (refused.code, "--strategy" in refused.err) == (1, True)
    assert record.read_text("utf-8").startswith("name: Regional council\n")

    code, screen = terminal("-C", root, "import", table, answers=[
        ("Whose words stay", "each\n"), ("Name", "register\n"), ("Roles", "mine\n"),
        ("Write this?", "y\n"),
    ])  # fmt: skip
    assert code == 0, screen
    assert record.read_text("utf-8") == "name: Regional council\nroles: [partner]\n"

    kept = mes("-C", root, "import", table, "--strategy", "register", "--yes")
    assert kept.code == 0
    assert "Regional council" in record.read_text("utf-8")
    assert mes("-C", root, "import", table, "--strategy", "tableau", "--yes").code == 0
    assert "name: The Region\n" in record.read_text("utf-8")


def test_rows_that_are_gone_are_asked_about(
    mes: Callable[..., Any], terminal: Callable[..., Any], tmp_path: Path
) -> None:
    root = tmp_path / "register"
    write_folder(root, "-- structures/old.yaml --\nname: Old\nroles: [partner]\n")
    table = tmp_path / "structures.csv"
    mes("-C", root, "export", "csv", "structures", "-a", "internal", "-o", table)
    lines = [
        line for line in table.read_text("utf-8").splitlines(keepends=True) if "Old" not in line
    ]
    table.write_text("".join(lines), "utf-8")

    looked = mes("-C", root, "import", table, "--yes")
    assert (looked.code, "1 in the folder alone" in looked.out) == (0, True)
    code, _ = terminal("-C", root, "import", table, answers=[("take it away", "n\n")])
    assert (code, (root / "structures/old.yaml").exists()) == (0, True)
    gone = mes("-C", root, "import", table, "--remove", "--yes")
    assert (gone.code, (root / "structures/old.yaml").exists()) == (0, False)


def test_projects_of_other_programs_are_asked_for(
    terminal: Callable[..., Any], tmp_path: Path
) -> None:
    root = tmp_path / "register"
    write_folder(
        root,
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
""",
    )
    table = tmp_path / "hours.csv"
    table.write_text("Date;Nom;Durée, en heures;Projet\n04/03/2025;Ana B;2,5;Café\n", "utf-8")
    code, screen = terminal("-C", root, "import", table, answers=[
        ("project `Café`", "\n"), ("Write this?", "y\n"),
    ])  # fmt: skip
    assert code == 0, screen
    assert "2h30" in screen
    [file] = (root / "contributions/2025").iterdir()
    assert "for: cafe-2025\n" in file.read_text("utf-8")
