"""The example network, recomputed from its YAML alone by other means than those of mes."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from mes_cli.combined.combination import CombinedFigures, combined
from mes_cli.exchange.joining import join
from mes_cli.figures.groups import By
from mes_cli.store.reading.load import load

MOVEMENT = Path(__file__).parents[2] / "examples" / "mouvement"
REGISTERS = {
    "pes-21": MOVEMENT / "membres" / "pes-21",
    "confed-habitat": MOVEMENT / "membres" / "confed-habitat",
    "confed-alimentation": MOVEMENT / "membres" / "confed-alimentation",
    "mouvement": MOVEMENT,
}
CENT = Decimal("0.01")
#: The minimum wage of 2025 (décret 2024-951).
WAGE = Decimal("11.88")


def records(register: str, folder: str) -> list[dict[str, Any]]:
    reader = YAML(typ="base")
    read: list[dict[str, Any]] = []
    for path in sorted((REGISTERS[register] / folder).glob("*.yaml")):
        said = reader.load(path.read_text("utf-8"))
        read += ({"id": path.stem, **it} for it in (said if isinstance(said, list) else [said]))
    return read


def hours(text: str) -> Decimal:
    whole, _, minutes = text.partition("h")
    return Decimal(whole) + Decimal(minutes or 0) / 60


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


@pytest.fixture(scope="module")
def figures() -> CombinedFigures:
    joined = join(load(MOVEMENT))
    assert joined.findings == []
    return CombinedFigures(combined(joined.network), 2025)


def test_costs_are_those_of_the_yaml_less_what_passes_inside(figures: CombinedFigures) -> None:
    rates = {"pes-21": "34", "confed-habitat": "38.5"}
    rates |= {"confed-alimentation": "36", "mouvement": "40"}
    shares = {"pes-21": Decimal("0.18"), "mouvement": Decimal("0.1")}
    staff = expenses = overheads = Decimal(0)
    for code, rate in rates.items():
        for course in records(code, "accompagnements"):
            # One course, kept by two, of the movement: its own register counts it.
            if code != course.get("structure", code):
                continue
            lines = [cents(hours(it["duree"]) * Decimal(rate)) for it in course["seances"]]
            staff += sum(lines)
            overheads += cents(sum(lines, Decimal(0)) * shares.get(code, Decimal(0)))
            paid = [it for it in course.get("depenses", ()) if it.get("vers") not in REGISTERS]
            expenses += sum(Decimal(it["montant"]) for it in paid)
    cost = figures.balance.cost
    assert (cost.staff, cost.expenses, cost.overheads) == (staff, expenses, overheads)


def test_money_is_that_of_the_yaml_less_what_members_give(figures: CombinedFigures) -> None:
    given_on = {"MVT-2025-07"}
    money = Decimal(0)
    for code in REGISTERS:
        for it in records(code, "financements"):
            inside = it["financeur"] in REGISTERS or it.get("reference") in given_on
            money += 0 if inside else Decimal(it.get("accorde") or it["recu"])
    assert figures.balance.resources.monetary == money


def test_volunteering_stays_and_gifts_of_members_go(figures: CombinedFigures) -> None:
    worth = {"pes-21": WAGE, "confed-habitat": Decimal(18)}
    value, time = Decimal(0), Decimal(0)
    for code in REGISTERS:
        for it in records(code, "contributions"):
            if it["nature"] == "benevolat":
                time += hours(it["duree"])
                value += cents(hours(it["duree"]) * worth.get(code, Decimal(0)))
    assert figures.balance.cost.in_kind == value
    assert figures.balance.hours.in_kind == {"volunteering": int(time * 3600)}


def test_every_table_adds_up_to_the_same(figures: CombinedFigures) -> None:
    whole = figures.balance
    for by in By:
        rows = [row.balance for row in figures.rows(by)]
        assert sum(it.cost.full for it in rows) == whole.cost.full
        assert sum(it.resources.monetary for it in rows) == whole.resources.monetary
        assert sum(it.hours.staff for it in rows) == whole.hours.staff


def test_the_mission_is_told_by_structure_and_by_programme(figures: CombinedFigures) -> None:
    mission = "confed-habitat:mission-ressource"
    [row] = [it for it in figures.rows(By.PROGRAMME) if it.id == mission]
    structures = {it.id: it.balance.cost.monetary for it in figures.rows(By.STRUCTURE)}
    outside = structures["pes-21"]
    assert row.balance.cost.monetary == sum(structures.values()) - outside


def test_what_is_counted_once(figures: CombinedFigures) -> None:
    assert figures.counts.initiatives == 4
    assert figures.counts.accompaniments == 5
    assert {str(it): number for it, number in figures.standings.items()} == {
        "member": 1,
        "contributor": 1,
    }
    assert [(it.party, it.given, it.received) for it in figures.exchanges] == [
        ("confed-habitat", 0, 6 * 3600),
        ("pes-21", 6 * 3600, 0),
    ]
    [gap] = figures.gaps
    assert (gap.payer, gap.payee, gap.given, gap.received) == (
        "mouvement",
        "confed-habitat",
        Decimal("3000.00"),
        Decimal("2500.00"),
    )


def test_it_checks_with_the_warnings_that_it_should_have(mes: Callable[..., Any]) -> None:
    done = mes("--lang", "en", "-C", MOVEMENT, "check", "--network", "-f", "concise")
    assert done.code == 0
    codes = sorted(
        line.split("[")[1].split("]")[0] for line in done.out.splitlines() if "[" in line
    )
    assert codes == ["methods-differ", "reciprocal-gap"]


def test_a_path_names_the_findings_of_a_member_s_folder(mes: Callable[..., Any]) -> None:
    found = [
        mes("--lang", "en", "-C", MOVEMENT, "check", "--network", "-f", "concise",
            MOVEMENT / "membres" / it).out.count("reciprocal-gap")
        for it in ("confed-habitat", "pes-21")
    ]  # fmt: skip
    assert found == [1, 0]


def test_its_report_is_golden(mes: Callable[..., Any], golden: Callable[..., None]) -> None:
    done = mes("--lang", "fr", "-C", MOVEMENT, "report", "annual", "--network", "-f", "md",
               "--output", "-")  # fmt: skip
    assert done.code == 0
    golden(done.out, "mouvement-annual-members", "md")


def test_the_essentials_say_what_was_taken_out(mes: Callable[..., Any]) -> None:
    for form in ("md", "html"):
        asked = ("report", "essential", "--network", "-f", form, "--output", "-")
        done = mes("--lang", "fr", "-C", MOVEMENT, *asked)
        assert "Ce qui a été neutralisé, et pourquoi" in done.out
