"""Strips: each audience sees of an accompaniment what it may."""

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest

from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.model.audience import Audience
from mes_cli.store.reading.load import load
from mes_cli.view import Reader
from mes_cli.view.build import edition_of
from mes_cli.view.people import strips
from mes_cli.view.records import ViewData
from tests.conftest import write_folder

RECORDS = """
-- mes.yaml --
mes: 1
name: Seed network
language: en
keeper: keeper
hourly_costs: [{from: 2024-01-01, rate: 30}]
-- structures/keeper.yaml --
name: Keeper
roles: [support]
-- initiatives/cafe.yaml --
name: The Corner Café
summary: A café.
stage: idea
territory: {department: "21"}
-- accompaniments/cafe-one.yaml --
title: Finding a room
initiatives: [cafe]
form: individual
started: 2024-11-04
entry: {channel: direct}
norm: {hours: 5h}
overrun_reason: The owner changed his mind.
sessions:
  - {date: 2024-12-01, hours: 2h, type: welcome}
  - {date: 2025-01-01, hours: 3h, type: plan}
  - {date: 2025-12-31, hours: 4h}
-- contributions/one.yaml --
kind: volunteering
date: 2025-03-02
for: cafe-one
hours: 6h
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_folder(tmp_path, RECORDS)
    return tmp_path


def seen(folder: Path, audience: Audience) -> ViewData:
    figures = YearFigures(books(load(folder).register), 2025)
    [strip] = strips(edition_of(figures, Reader(audience, dt.date(2025, 12, 31), "en")))
    return strip


def test_the_public_sees_from_when_to_when(folder: Path) -> None:
    it = seen(folder, Audience.PUBLIC)

    assert str(it["label"]) == "Finding a room"
    assert (it["from"], it["to"], it["before"], it["open"]) == (0, 1, True, True)
    assert (it["sessions"], it["paid"], it["volunteering"], it["norm"]) == ([], 0, 0, None)


def test_funders_see_sessions_and_hours_and_no_norm(folder: Path) -> None:
    it = seen(folder, Audience.FUNDER)

    sessions = it["sessions"]
    assert isinstance(sessions, list)
    assert [(mark["at"], mark["type"]) for mark in sessions] == [(0, "plan"), (Fraction(1), "")]
    assert (it["paid"], it["volunteering"]) == (7 * 3600, 6 * 3600)
    assert it["months"] == [0, 0, 6 * 3600, *[0] * 9]
    assert (it["norm"], it["earlier"], it["reason"]) == (None, 0, None)


def test_the_keeper_sees_the_norm_and_why_it_was_left_behind(folder: Path) -> None:
    it = seen(folder, Audience.INTERNAL)

    assert (it["norm"], it["earlier"], it["overrun"]) == (5 * 3600, 2 * 3600, 4 * 3600)
    assert it["reason"] == "The owner changed his mind."
