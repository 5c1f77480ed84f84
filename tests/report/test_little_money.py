"""A year with little or no money: no empty table, no share of nothing, the singular for one."""

import datetime as dt
from pathlib import Path

import pytest

from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.model.audience import Audience
from mes_cli.report.render import render
from mes_cli.store.reading.load import load
from mes_cli.view import Reader, view
from tests.conftest import write_folder

RECORDS = """
-- mes.yaml --
mes: 1
name: Réseau
language: en
keeper: us
hourly_costs: [{from: 2024-01-01, rate: 30}]
-- structures/us.yaml --
name: Us
roles: [support]
-- initiatives/oven.yaml --
name: Oven
summary: Bread.
stage: idea
territory: {region: "76"}
-- accompaniments/oven-2025.yaml --
initiatives: [oven]
title: First
form: individual
started: 2025-02-01
entry: {channel: direct}
sessions: [{date: 2025-02-03, hours: 1h}]
-- contributions/year.yaml --
- {kind: volunteering, date: 2025-03-01, hours: 1h30, title: Help}
"""
GRANT = """
-- funding/grant.yaml --
funder: us
nature: grant
level: region
period: {from: 2025-01-01, to: 2025-12-31}
granted: 10
status: granted
"""


def rendered(folder: Path, records: str, name: str, form: str, subject: str = "") -> str:
    write_folder(folder, records)
    figures = YearFigures(books(load(folder).register), 2025)
    reader = Reader(Audience.FUNDER, dt.date(2025, 12, 31), "fr", subject=subject)
    return render(name, form, view(name, figures, reader), "fr").replace("\u00a0", " ")


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_year_without_money_has_no_table_of_it(form: str, tmp_path: Path) -> None:
    page = rendered(tmp_path, RECORDS, "annual", form)

    assert "restent sans financement" in page
    assert "Ce qui a couvert ce coût" not in page
    assert "est couvert par des financements" not in page


def test_hours_below_two_are_one_thing(tmp_path: Path) -> None:
    page = rendered(tmp_path, RECORDS, "annual", "md")

    assert "1 h 30 est comptée, jamais convertie en euros" in page.replace("\u202f", " ")


def test_a_grant_tells_one_day_and_a_region(tmp_path: Path) -> None:
    page = rendered(tmp_path, RECORDS + GRANT, "grant", "md", "grant")

    [row] = [line for line in page.split("\n") if line.startswith("| First")]
    assert [cell.strip() for cell in row.split("|")[3:5]] == ["Occitanie", "3 février 2025"]
