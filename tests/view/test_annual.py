"""What the annual report tells beside numbers, and to whom."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.model.audience import Audience
from mes_cli.store.reading.load import load
from mes_cli.view import Reader, data, view
from tests.conftest import write_folder

RECORDS = """
-- mes.yaml --
mes: 1
name: Seed network
language: en
keeper: keeper
minimum_group: 2
hourly_costs: [{from: 2024-01-01, rate: 30}]
valuation: [{from: 2024-01-01, method: flat-rate, rate: 10}]
-- structures/keeper.yaml --
name: Keeper
roles: [support, funder]
-- initiatives/ovens.yaml --
name: The Ovens
summary: Bread for *six* villages. And soup.
stage: idea
territory: {department: "12"}
jobs: 2.5
-- initiatives/seeds.yaml --
name: Atlas of Seeds
summary: Seeds.
stage: idea
territory: {name: Dijon, department: "21"}
-- accompaniments/one.yaml --
initiatives: [ovens, seeds]
title: Together
form: collective
started: 2025-02-01
entry: {channel: direct}
sessions: [{date: 2025-02-01, hours: 2h}]
-- contributions/year-before.yaml --
- {kind: volunteering, date: 2024-03-01, hours: 100h}
- {kind: premises, date: 2024-03-01, title: A room, hours: 3h}
-- contributions/year.yaml --
- {kind: volunteering, date: 2025-03-01, hours: 180h}
- {kind: volunteering, date: 2025-04-01, hours: 20h, governance: true}
- {kind: activist-time, date: 2025-05-01, title: march for bread, hours: 2h}
- {kind: activist-time, date: 2025-06-01, title: march for bread, hours: 2h}
- {kind: skill-exchange, date: 2025-06-01, from: ovens, to: seeds, skill: baking, hours: 4h}
- {kind: external-effect, date: 2025-07-01, title: A loan, to: ovens, obtained: 500}
- {kind: external-effect, date: 2025-08-01, title: A lease, to: seeds, obtained: 200}
-- funding/refused.yaml --
funder: keeper
title: Ten villages
nature: grant
period: {from: 2025-01-01, to: 2025-12-31}
requested: 9000
status: refused
terms: Too few villages.
-- evidence/lead.yaml --
kind: testimony
date: 2025-03-01
title: The first loaf
lead: true
consent: {scope: public, given: 2025-03-01}
-- evidence/withdrawn.yaml --
kind: testimony
date: 2025-03-02
title: Once said
consent: {scope: public, given: 2025-03-02, withdrawn: 2025-04-01}
-- evidence/never.yaml --
kind: testimony
date: 2025-03-03
title: Never agreed
-- evidence/over.yaml --
kind: testimony
date: 2025-03-04
title: Until June
consent: {scope: public, given: 2025-03-04, until: 2025-06-01}
"""


@pytest.fixture
def figures(tmp_path: Path) -> YearFigures:
    write_folder(tmp_path, RECORDS)
    return YearFigures(books(load(tmp_path).register), 2025)


def seen(figures: YearFigures, audience: Audience = Audience.PUBLIC) -> Any:
    return view("annual", figures, Reader(audience, dt.date(2025, 12, 31), "en"))


def test_each_initiative_has_its_place_its_stage_and_a_sentence(figures: YearFigures) -> None:
    met = [(it["label"], it["place"], it["stage"], it["sentence"])
           for it in seen(figures)["initiatives"]]  # fmt: skip

    assert met == [
        ("Atlas of Seeds", "Dijon", "idea", "Seeds."),
        ("The Ovens", "Aveyron", "idea", "Bread for *six* villages."),
    ]


def test_all_rules_of_overheads_that_hold_in_the_year_are_told(tmp_path: Path) -> None:
    def told(rules: str) -> list[str]:
        settings = f"hourly_costs: [{{from: 2024-01-01, rate: 30}}]\noverheads: [{rules}]"
        write_folder(tmp_path, RECORDS.replace(RECORDS.split("\n")[7], settings))
        figures = YearFigures(books(load(tmp_path).register), 2025)
        return [f"{it['share']} {it['base']}" for it in seen(figures)["rules"]["overheads"]]

    old, first = "{from: 2023-01-01, share: 9%, base: staff}", "{from: 2025-01-01, share: 17%}"
    later, next_year = "{from: 2025-09-01, share: 12%}", "{from: 2026-01-01, share: 5%}"
    base = "staff"
    assert told(f"{old}, {next_year}") == [f"0.09 {base}"]
    assert told(f"{old}, {first}, {later}, {next_year}") == [
        f"0.17 {base}, from 1 January 2025", f"0.12 {base}, from 1 September 2025",
    ]  # fmt: skip


def test_what_leads_stands_first_and_once(figures: YearFigures) -> None:
    evidence = seen(figures)["evidence"]

    assert [it["title"] for it in evidence["lead"]] == ["The first loaf"]
    assert evidence["voices"] == []


def test_the_keeper_reads_what_nobody_agreed_to_with_a_warning(figures: YearFigures) -> None:
    evidence = seen(figures, Audience.INTERNAL)["evidence"]

    told = {it["title"]: it["unagreed"] for it in (*evidence["lead"], *evidence["voices"])}
    assert told == {
        "The first loaf": "",
        "Once said": "the consent was withdrawn: not to be used any more",
        "Never agreed": "nobody agreed to this yet: not to be handed on",
        "Until June": "the consent is not in force on this day: ask again",
    }


def test_effects_elsewhere_are_told_and_their_sum_is_outside_of_the_accounts(
    figures: YearFigures,
) -> None:
    public, funder = (seen(figures, it)["effects"] for it in (Audience.PUBLIC, Audience.FUNDER))

    assert [it["label"] for it in public["rows"]] == ["A loan", "A lease"]
    assert [it["obtained"] for it in public["rows"]] == [None, None]
    assert [it["obtained"] for it in funder["rows"]] == [500, 200]
    assert public["obtained"] == funder["obtained"] == 700
    assert seen(figures)["coverage"]["resources"]["monetary"] == 0


def test_actions_of_activists_are_told_once_by_title(figures: YearFigures) -> None:
    assert seen(figures)["militant"] == [
        {"title": "march for bread", "days": [dt.date(2025, 5, 1), dt.date(2025, 6, 1)]}
    ]


def test_hours_of_exchanges_are_for_the_keeper(figures: YearFigures) -> None:
    for audience in Audience:
        keeps = audience is Audience.INTERNAL
        facts = seen(figures, audience)["cooperation"]
        assert [it["hours"] for it in facts["skills"]] == [4 * 3600 if keeps else None]
        assert bool(facts["exchanges"]) is keeps
        said: Any = data("annual", figures, Reader(audience, dt.date(2025, 12, 31), "en"))
        assert [it["given"] for it in said["exchanges"]] == ([14400, 0] if keeps else [None, None])


def test_a_refusal_is_told_to_funders_and_its_reason_to_the_keeper(figures: YearFigures) -> None:
    told = {it: seen(figures, it)["refused"] for it in Audience}

    assert told[Audience.PUBLIC] == []
    assert [it["title"] for it in told[Audience.FUNDER]] == ["Ten villages"]
    assert [it["reason"] for it in told[Audience.FUNDER]] == [None]
    assert [it["reason"] for it in told[Audience.INTERNAL]] == ["Too few villages."]


def test_jobs_are_told_to_funders(figures: YearFigures) -> None:
    assert seen(figures)["jobs"] is None
    assert seen(figures, Audience.FUNDER)["jobs"] == {"full_time": 2.5, "initiatives": 1}


def test_a_row_that_was_and_is_no_more_stays_and_statutory_time_is_apart(
    figures: YearFigures,
) -> None:
    rows = {it["label"]: (it["seconds"], it["before"]) for it in seen(figures)["hours"]}

    assert rows["volunteering"] == (200 * 3600, 100 * 3600)
    assert rows["of which statutory time"] == (20 * 3600, 0)
    assert rows["premises"] == (0, 3 * 3600)


def test_headlines_say_what_moved_in_the_language_of_the_reader(figures: YearFigures) -> None:
    said = {
        language: view("annual", figures, Reader(Audience.PUBLIC, dt.date(2025, 12, 31), language))
        for language in ("en", "fr")
    }
    english, french = (dict[str, str](it["headlines"]) for it in said.values())  # type: ignore[call-overload]

    assert english["hours"].replace("\u00a0", " ") == (
        "The work of volunteers doubles: 200 h against 100 h"
    )
    assert french["hours"].replace("\u00a0", " ") == "Le bénévolat double : 200 h contre 100 h"
    # Two initiatives after none, and money after none, are nothing to compare.
    assert (english["counts"], english["money"]) == ("", "")


def test_a_report_closes_with_its_year(figures: YearFigures) -> None:
    facts = view("annual", figures, Reader(Audience.PUBLIC, dt.date(2026, 5, 1), "en"))

    assert facts["day"] == dt.date(2025, 12, 31)
