"""The account of a grant: rows in the order of the form, this action's contributions, gaps."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.model.audience import Audience
from mes_cli.store.reading.load import load
from mes_cli.view import Reader, view
from tests.conftest import write_folder

RECORDS = """
-- mes.yaml --
mes: 1
name: Seed network
language: en
keeper: keeper
hourly_costs: [{from: 2024-01-01, rate: 30}]
valuation: [{from: 2024-01-01, method: flat-rate, rate: 10}]
-- structures/keeper.yaml --
name: Keeper
roles: [support, funder]
-- initiatives/ovens.yaml --
name: The Ovens
summary: Bread.
stage: idea
territory: {department: "21", name: Dijon}
-- accompaniments/one.yaml --
initiatives: [ovens]
form: individual
started: 2025-02-01
entry: {channel: direct}
sessions:
  - {date: 2025-02-01, hours: 2h, participants: 4}
  - {date: 2025-06-30, hours: 3h, participants: 5}
-- accompaniments/other.yaml --
initiatives: [ovens]
form: individual
started: 2025-02-01
entry: {channel: direct}
sessions: [{date: 2025-02-01, hours: 9h}]
-- contributions/mine.yaml --
- {kind: volunteering, date: 2025-03-01, for: one, hours: 6h}
- {kind: activist-time, date: 2025-03-01, for: one, hours: 2h}
- {kind: volunteering, date: 2025-03-01, for: other, hours: 50h}
-- funding/grant.yaml --
funder: keeper
title: A grant
nature: grant
period: {from: 2025-01-01, to: 2026-12-31}
requested: 1000
granted: 900
received: 300
by_year: {2025: 500, 2026: 400}
status: granted
for: [{accompaniment: one}]
budget:
  - {account: "641", side: cost, label: Wages, planned: 100, actual: 150, reason: More sessions.}
  - {account: "861", side: cost, label: Rooms, planned: 10, actual: 10}
  - {account: "606", side: cost, label: Paper, planned: 50, actual: 20}
  - {account: "74", side: resource, label: Keeper, planned: 150, actual: 170}
  - {account: "871", side: resource, label: Rooms, planned: 10, actual: 10}
"""


@pytest.fixture
def figures(tmp_path: Path) -> YearFigures:
    write_folder(tmp_path, RECORDS)
    return YearFigures(books(load(tmp_path).register), 2025)


def seen(figures: YearFigures, audience: Audience) -> dict[str, Any]:
    reader = Reader(audience, dt.date(2025, 12, 31), "en", subject="grant")
    return dict(view("grant", figures, reader))


def test_rows_stand_in_the_order_of_the_form_under_their_classes(figures: YearFigures) -> None:
    costs, resources = seen(figures, Audience.FUNDER)["sides"]

    assert [(it["account"], it["label"], it["actual"]) for it in costs["classes"]] == [
        ("60", "Purchases", 20),
        ("64", "Staff costs", 150),
        ("86", "Uses of voluntary contributions in kind", 10),
    ]
    rows = [row["account"] for it in costs["classes"] for row in it["rows"]]
    assert rows == ["606", "641", "861"]
    assert [it["account"] for it in resources["classes"]] == ["74", "87"]


def test_a_grant_of_several_years_says_what_falls_in_each(figures: YearFigures) -> None:
    award = seen(figures, Audience.FUNDER)["award"]

    assert (award["requested"], award["granted"], award["received"]) == (1000, 900, 300)
    assert [(it["year"], it["amount"], it["this"]) for it in award["years"]] == [
        (2025, 500, True),
        (2026, 400, False),
    ]
    # A budget of two years is no measure for one of them.
    assert award["share"] is None


def test_what_was_done_is_that_of_this_action(figures: YearFigures) -> None:
    facts = seen(figures, Audience.FUNDER)
    [done] = facts["accompaniments"]

    assert done["places"] == ["Dijon"]
    assert done["days"] == {"from": dt.date(2025, 2, 1), "to": dt.date(2025, 6, 30)}
    assert (done["sessions_held"], done["participants_met"]) == (2, 9)
    assert (done["paid"], done["volunteering"]) == (5 * 3600, 6 * 3600)
    assert [(it["kind"], it["seconds"], it["amount"]) for it in facts["given"]] == [
        ("volunteering", 6 * 3600, 60),
        ("activist-time", 2 * 3600, None),
    ]


def test_a_funder_reads_the_gaps_that_are_explained_and_members_those_that_are_not(
    figures: YearFigures,
) -> None:
    told = {
        audience: [(row["account"], row["reason"]) for row in seen(figures, audience)["gaps"]]
        for audience in (Audience.FUNDER, Audience.MEMBERS)
    }

    assert told[Audience.FUNDER] == [("641", "More sessions.")]
    assert told[Audience.MEMBERS] == [("641", "More sessions."), ("606", None), ("74", None)]
