"""What is mostly a slip: each check fires, and is silent just inside its border."""

from collections.abc import Callable, Mapping

import pytest

from mes_cli import checks
from mes_cli.finding import Finding, Place, Severity
from mes_cli.model import Initiative, Settings
from mes_cli.register import Entry, Register
from tests.conftest import calls

Found = Callable[[Mapping[str, str | bytes]], list[Finding]]

GIVEN = "kind: volunteering, date: 2025-03-04"


def lines(*rows: str) -> dict[str, str]:
    return {"contributions/day.yaml": "".join(f"- {{{GIVEN}, {row}}}\n" for row in rows)}


def named(one: str, other: str, where: str = "department: 21") -> dict[str, str]:
    more = "summary: x\nstage: idea\nterritory: "
    return {
        "initiatives/a.yaml": f"name: {one}\n{more}{{department: 21}}\n",
        "initiatives/b.yaml": f"name: {other}\n{more}{{{where}}}\n",
    }


def expense(account: str) -> dict[str, str]:
    return named("Garden", "Repair") | {
        "accompaniments/c.yaml": "initiatives: [a]\nform: individual\nstarted: 2025-03-01\n"
        "entry: {channel: direct}\n"
        f"expenses: [{{date: 2025-03-04, label: x, amount: 3, account: {account}}}]\n"
    }


def sessions(*hours: str) -> dict[str, str]:
    several = ", ".join(f"{{date: 2025-03-04, hours: {it}}}" for it in hours)
    return named("Garden", "Repair") | {
        "accompaniments/c.yaml": "initiatives: [a]\nform: individual\nstarted: 2025-03-01\n"
        f"entry: {{channel: direct}}\nsessions: [{several}]\n"
    }


FIRES: list[tuple[str, dict[str, str], str]] = [
    ("duplicate-initiative", named("Café des possibles", "Le cafe des Possibles"),
     "initiatives/b.yaml:1:7"),
    ("contribution-written-twice", lines("by: Ana, hours: 2h", "by: Ana, hours: 2h"),
     "contributions/day.yaml:2:30"),
    ("day-too-long", lines("by: Ana, hours: 25h"), "contributions/day.yaml:1:58"),
    ("day-too-long", lines("by: Ana, hours: 13h", "by: Ana, hours: 12h, title: x"),
     "contributions/day.yaml:2:58"),
    ("day-too-long", lines("people: 2, hours: 49h"), "contributions/day.yaml:1:60"),
    ("day-too-long", lines("by: Zoé, hours: 13h", "by: ' ZOE\u0301 ', hours: 12h, title: x"),
     "contributions/day.yaml:2:63"),
    ("day-too-long", sessions("90h"), "accompaniments/c.yaml:5:38"),
    ("day-too-long", sessions("13h", "12h"), "accompaniments/c.yaml:5:70"),
    ("contribution-written-twice", lines("by: Zoé, hours: 2h", "by: zoe, hours: 2h"),
     "contributions/day.yaml:2:30"),
    ("unusual-account", expense("706"), "accompaniments/c.yaml:5:61"),
]  # fmt: skip

SILENT = [
    named("Café des possibles", "Le cafe des Possibles", "department: 71"),
    named("Café des possibles 1", "Café des possibles 2"),
    named("Garden of the mill", "Garden of the river"),
    lines("by: Ana, hours: 2h", "by: Ana, hours: 2h, title: x", "by: Bo, hours: 2h"),
    lines("hours: 2h", "hours: 2h"),
    lines("by: Ana, hours: 24h", "by: Bo, hours: 24h", "people: 2, hours: 48h"),
    lines("hours: 90h"),
    expense("625"),
    sessions("14h", "10h"),
]


@pytest.mark.parametrize(("code", "files", "place"), FIRES)
def test_what_is_unlikely_is_a_warning_at_its_place(
    code: str, files: dict[str, str], place: str, found: Found
) -> None:
    findings = found(files)

    assert [(f.code, f"{f.at.file}:{f.at.line}:{f.at.column}") for f in findings] == [(code, place)]
    assert findings[0].severity is Severity.WARNING


@pytest.mark.parametrize("files", SILENT)
def test_nothing_is_unlikely_just_inside_the_border(files: dict[str, str], found: Found) -> None:
    assert [(f.code, f.at.file) for f in found(files)] == []


def test_initiatives_of_one_place_are_compared_in_as_many_steps_as_they_are() -> None:
    assert compared(1000) < 2.5 * compared(500)


def compared(number: int) -> int:
    """How many functions are called to find doubles among so many initiatives of one place."""
    entries = tuple(
        Entry(
            Initiative.model_validate({
                "id": f"i-{n}", "name": f"Le jardin partagé {n * 7919}", "summary": "x",
                "stage": "idea", "territory": {"department": "21"},
            }),
            Place(f"initiatives/i-{n}.yaml"),
        )
        for n in range(number)
    )  # fmt: skip
    settings = Settings.model_validate({"mes": 1, "name": "x", "keeper": "x"})
    register = Register(settings, entries)
    return calls(lambda: list(checks.copies.duplicate_initiative(register)))
