import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.finding import Place
from mes_cli.model import Initiative, Settings
from mes_cli.model.audience import Audience
from mes_cli.register import Entry, Register
from mes_cli.view import REPORTS, Reader, data, file_name, view
from mes_cli.view.records import records
from mes_cli.view.viewer import viewer

DAY = dt.date(2025, 12, 31)


def reader(audience: Audience, subject: str = "") -> Reader:
    return Reader(audience, DAY, "en", subject=subject)


def told(name: str, register: Register, audience: Audience) -> Any:
    return data(name, figures(register), reader(audience))


def evidence(register: Register, reader: Reader) -> Any:
    return view("annual", figures(register), reader)["evidence"]


def figures(register: Register, year: int = 2025) -> YearFigures:
    return YearFigures(books(register), year)


def test_standings_are_counts_for_everybody_and_names_for_members(register: Register) -> None:
    """
    -- initiatives/one.yaml --
    name: One
    summary: x
    stage: idea
    territory: {department: "21"}
    standing: [{since: 2025-01-02, status: member}]
    """
    for audience in Audience:
        said = told("annual", register, audience)
        assert said["trajectory"] == [{"from": None, "to": "member", "count": 1}]
        assert said["standings"] == {"member": 1}
        facts: Any = view("annual", figures(register), reader(audience))
        [move] = facts["standings"]["moves"]
        named = audience.sees(Audience.MEMBERS)
        assert [str(name) for name in move["names"]] == (["One"] if named else [])


def test_ids_are_for_members(register: Register) -> None:
    """
    -- initiatives/one.yaml --
    name: One
    summary: x
    stage: idea
    territory: {department: "21"}

    -- accompaniments/first-steps.yaml --
    initiatives: [one]
    title: First steps
    form: individual
    started: 2025-02-01
    entry: {channel: event}
    """
    rows = {audience: told("coverage", register, audience)["rows"] for audience in Audience}

    assert rows[Audience.PUBLIC] == []
    assert rows[Audience.FUNDER][0]["id"] == "accompaniment-1"
    assert rows[Audience.FUNDER][0]["label"] == "First steps"
    assert rows[Audience.MEMBERS][0]["id"] == "first-steps"


def test_a_pseudonym_names_the_file_too(register: Register) -> None:
    """
    -- initiatives/the-shelter.yaml --
    name: Le Refuge
    summary: x
    stage: idea
    territory: {department: "21"}
    publish_name: false
    """
    known = figures(register)

    public = file_name("initiative", known, reader(Audience.PUBLIC, "the-shelter"))
    funder = file_name("initiative", known, reader(Audience.FUNDER, "the-shelter"))

    assert public == "initiative-initiative-1"
    assert funder == "initiative-initiative-1"


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("true", "public funder members internal"),
        ("false", "internal"),
        ("funder", "funder members internal"),
        ("members", "members internal"),
        ("internal", "internal"),
    ],
)
def test_a_name_is_for_whom_the_record_says(said: str, named: str) -> None:
    record = Initiative.model_validate(
        {
            "id": "shelter", "name": "Le Refuge", "summary": "x", "stage": "idea",
            "territory": {"department": "21"}, "publish_name": said,
        }
    )  # fmt: skip
    settings = Settings.model_validate({"mes": "1", "name": "Network", "keeper": "seeds"})
    register = Register(settings, (Entry(record, Place("initiatives/shelter.yaml")),))

    for audience in Audience:
        [seen] = records(viewer(register, audience, DAY, "en"))["initiative"]
        may = audience in named.split()
        assert (seen["name"] == "Le Refuge") is may
        assert ("shelter" in str(seen)) is (may and audience.sees(Audience.MEMBERS))


def test_an_accompaniment_without_a_title_is_called_after_its_initiatives(
    register: Register,
) -> None:
    """
    -- initiatives/one.yaml --
    name: One
    summary: x
    stage: idea
    territory: {department: "21"}

    -- accompaniments/ana-roy-2025.yaml --
    initiatives: [one]
    form: individual
    started: 2025-02-01
    entry: {channel: event}
    tailored: Beans
    """
    labels = {
        audience: view("annual", figures(register), reader(audience))["tailored"][0]["label"]  # type: ignore[index]
        for audience in (Audience.PUBLIC, Audience.FUNDER, Audience.MEMBERS)
    }

    assert labels == {
        Audience.PUBLIC: "One", Audience.FUNDER: "One", Audience.MEMBERS: "ana-roy-2025",
    }  # fmt: skip


@pytest.mark.parametrize("audience", [Audience.MEMBERS, Audience.INTERNAL])
def test_places_are_shown_to_those_who_may_know(register: Register, audience: Audience) -> None:
    """
    -- evidence/words.yaml --
    kind: testimony
    date: 2025-05-01
    title: Words
    consent: {scope: public, given: 2025-01-01}
    """
    places = {Place("evidence/words.yaml"): "evidence/words.yaml:1"}
    seen = {
        who: evidence(register, Reader(who, DAY, "en", places))
        for who in (Audience.FUNDER, audience)
    }

    assert seen[Audience.FUNDER]["voices"][0]["source"] is None
    assert seen[audience]["voices"][0]["source"] == "evidence/words.yaml:1"


def test_a_year_with_only_words_makes_every_report(
    register: Register, all_reports: Callable[[Register, Audience], dict[str, str]]
) -> None:
    """
    -- years/2025.yaml --
    year: 2025
    foreword: We begin.
    """
    texts = all_reports(register, Audience.INTERNAL)

    assert {name.split()[0] for name in texts} == REPORTS.keys() - {"initiative", "grant"}
    assert "We begin." in texts["annual  md"]
    assert "accompaniment" not in texts["annual  md"].partition("How to read")[0].lower()


def test_a_year_with_one_record_makes_every_report(
    register: Register, all_reports: Callable[[Register, Audience], dict[str, str]]
) -> None:
    """
    -- contributions/one.yaml --
    kind: volunteering
    date: 2025-03-01
    hours: 3h
    """
    for audience in Audience:
        assert "3" in all_reports(register, audience)["annual  md"]
