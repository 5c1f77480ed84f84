"""The five sentences of the essentials: when each is there, and what it says at its borders."""

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

DAY = dt.date(2025, 12, 31)
BASE = """
-- mes.yaml --
mes: 1
name: Network
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
territory: {department: "12"}
"""
CAME = (
    "- {{id: {id}, initiatives: [ovens], form: individual, started: {day}, "
    "entry: {{channel: {by}}}}}"
)


class Told:
    """The essentials of a register made of some records."""

    def __init__(self, root: Path, records: str, language: str = "en") -> None:
        write_folder(root, BASE + records)
        self.figures = YearFigures(books(load(root).register), 2025)
        self.language = language

    def reader(self, audience: Audience = Audience.PUBLIC) -> Reader:
        return Reader(audience, DAY, self.language)

    def seen(self, audience: Audience = Audience.PUBLIC) -> Any:
        return view("essential", self.figures, self.reader(audience))["essential"]

    def said(self, audience: Audience = Audience.PUBLIC) -> dict[str, tuple[str, str]]:
        return {
            it["key"]: (it["sentence"].replace("\u00a0", " "), it["before"].replace("\u00a0", " "))
            for it in self.seen(audience)["sentences"]
        }


def courses(*came: tuple[str, str]) -> str:
    lines = [CAME.format(id=f"c{n}", day=day, by=by) for n, (day, by) in enumerate(came)]
    return "-- accompaniments/all.yaml --\n" + "\n".join(lines) + "\n"


NOW, THEN = "2025-02-01", "2024-02-01"


@pytest.mark.parametrize(
    ("came", "english", "before", "french"),
    [
        ([(NOW, "direct")], "The only accompaniment begun in the year began without prescription.",
         "", "Le seul accompagnement commencé dans l’année l’a été sans prescription."),
        ([(NOW, "referral")], "The only accompaniment begun in the year was prescribed.", "",
         "Le seul accompagnement commencé dans l’année l’a été sur prescription."),
        ([(NOW, "direct")] * 2, "Two accompaniments out of two began without prescription.", "",
         "Les deux accompagnements commencés dans l’année l’ont été sans prescription."),
        ([(NOW, "prescription")] * 3 + [(THEN, "event")],
         "No accompaniment out of three began without prescription.",
         "In 2024: one, without prescription.",
         "Aucun des trois accompagnements commencés dans l’année ne l’a été sans prescription."),
        ([(NOW, "prescription")] * 2 + [(NOW, "direct")] + [(THEN, "event")] * 2,
         "One accompaniment out of three began without prescription.", "In 2024: two out of two.",
         "Un accompagnement sur trois a commencé sans prescription."),
        ([(NOW, "direct")] * 20 + [(NOW, "referral")] + [(THEN, "referral")] * 2,
         "20 accompaniments out of 21 began without prescription.", "In 2024: none out of two.",
         "20 accompagnements sur 21 ont commencé sans prescription."),
    ],
)  # fmt: skip
def test_how_many_came_without_prescription(
    tmp_path: Path, came: list[tuple[str, str]], english: str, before: str, french: str
) -> None:
    told = Told(tmp_path, courses(*came))
    assert told.said()["entry"] == (english, before)
    told.language = "fr"
    assert told.said()["entry"][0] == french


def grant(name: str, year: int, amount: int, more: str = "") -> str:
    return (
        f"-- funding/{name}.yaml --\nfunder: keeper\nnature: grant\nstatus: received\n"
        f"period: {{from: {year}-01-01, to: {year}-12-31}}\nreceived: {amount}\n{more}\n"
    )


WORK = (
    "-- accompaniments/one.yaml --\ninitiatives: [ovens]\nform: individual\nstarted: 2024-01-01\n"
    "entry: {channel: direct}\nsessions: [{date: 2024-02-01, hours: 10h}, "
    "{date: 2025-02-01, hours: 10h}]\n"
)


def given(hours: int) -> str:
    return (
        f"-- contributions/given.yaml --\nkind: volunteering\ndate: 2025-03-01\nhours: {hours}h\n"
    )


@pytest.mark.parametrize(
    ("records", "said"),
    [
        (grant("g", 2025, 300), ("Money carried the whole cost of accompaniment.", "")),
        (grant("g", 2025, 300) + given(10),
         ("A quarter of the full cost of accompaniment was not carried by money.", "")),
        (grant("g", 2025, 100),
         ("Two thirds of the full cost of accompaniment were not carried by money.", "")),
        (grant("g", 2025, 177) + grant("h", 2024, 300),
         ("41% of the full cost of accompaniment was not carried by money.", "In 2024: nothing.")),
        (given(10), None),
        (grant("g", 2025, 900), None),
    ],
)  # fmt: skip
def test_what_money_did_not_carry(
    tmp_path: Path, records: str, said: tuple[str, str] | None
) -> None:
    assert Told(tmp_path, WORK + records).said().get("coverage") == said


def test_without_a_cost_nothing_is_said_of_it(tmp_path: Path) -> None:
    assert "coverage" not in Told(tmp_path, grant("g", 2025, 300)).said()


def standing(**steps: str) -> str:
    """Initiatives by name, each with its standings in order."""
    return "".join(
        f"-- initiatives/{name}.yaml --\nname: {name.capitalize()} hall\nsummary: S.\nstage: idea\n"
        f'territory: {{department: "12"}}\nstanding: [{steps}]\n'
        for name, steps in steps.items()
    ) + given(1)


def step(since: str, status: str) -> str:
    return f"{{since: {since}, status: {status}}}"


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ({"a": step(NOW, "beneficiary")}, None),
        ({"a": step(NOW, "member")}, "One initiative became a member in the year."),
        ({"a": step(NOW, "member"), "b": step(NOW, "member"), "c": step(NOW, "activist")},
         "Two initiatives became members, one is an activist at the end of the year."),
        ({"a": f"{step(THEN, 'member')}, {step(NOW, 'activist')}", "b": step(NOW, "activist")},
         "Two initiatives are activists at the end of the year."),
        ({"a": f"{step(THEN, 'contributor')}, {step(NOW, 'member')}"},
         "One initiative is a member or a contributor at the end of the year."),
        ({"a": step("2026-01-01", "member")}, None),
    ],
)  # fmt: skip
def test_who_became_a_member_and_who_is_an_activist(
    tmp_path: Path, steps: dict[str, str], said: str | None
) -> None:
    assert Told(tmp_path, standing(**steps)).said().get("standing", (None, ""))[0] == said


USUAL = "economic development, employment, inclusion and the social economy"


@pytest.mark.parametrize(
    ("records", "said"),
    [
        (grant("g", 2025, 300), None),
        (grant("g", 2025, 300, "level: private\npolicies: [culture]"), None),
        (grant("g", 2025, 300, "policies: [sse]"),
         (f"No public money comes from policies other than {USUAL}.", "")),
        (grant("g", 2025, 300, "policies: [sse]") + grant("h", 2025, 1), None),
        (grant("g", 2025, 300, "policies: [culture]"),
         (f"All public money comes from policies other than {USUAL}.", "")),
        (grant("g", 2025, 100, "policies: [culture]") + grant("h", 2025, 200, "policies: [sse]")
         + grant("i", 2024, 200, "policies: [sse]") + grant("j", 2024, 300, "policies: [rural]"),
         (f"A third of public money comes from policies other than {USUAL}.", "In 2024: 60%.")),
    ],
)  # fmt: skip
def test_which_policies_public_money_comes_from(
    tmp_path: Path, records: str, said: tuple[str, str] | None
) -> None:
    assert Told(tmp_path, records).said().get("policies") == said


def test_rounded_euros_of_policies_add_up(tmp_path: Path) -> None:
    told = Told(tmp_path, "".join(
        grant(name, 2025, 0, f"granted: 10.{cents}\npolicies: [{policy}]")
        for name, cents, policy in (("a", 40, "sse"), ("b", 40, "culture"), ("c", 40, "rural"))
    ))  # fmt: skip

    (it,) = told.seen()["sentences"]
    assert sum(part["value"] for part in it["parts"]) == 31
    assert it["parts"][0]["label"] == "Others: culture, rural areas"


def calls(*outcomes: tuple[str, str]) -> str:
    return "-- advocacy/all.yaml --\n" + "\n".join(
        f"- {{id: a{n}, title: Demand {n}, form: public-call, target: keeper, date: 2025-03-0{n}, "
        f"demand: D, audience: {audience}, outcome: {outcome}}}"
        for n, (outcome, audience) in enumerate(outcomes, 1)
    )


def test_what_was_demanded_together_is_told_to_each_audience(tmp_path: Path) -> None:
    told = Told(tmp_path, calls(("obtained", "public"), ("partial", "members"),
                                ("refused", "members"), ("pending", "internal")))  # fmt: skip

    assert told.said()["advocacy"] == ("One demand made together: one success.", "")
    assert told.said(Audience.MEMBERS)["advocacy"][0] == (
        "Three demands made together: one success, one partial success, one refusal."
    )
    assert told.said(Audience.INTERNAL)["advocacy"][0] == (
        "Four demands made together: one success, one partial success, one refusal, one answer "
        "awaited."
    )
    parts = told.seen(Audience.FUNDER)["sentences"][0]["parts"]
    assert [it["label"] for it in parts] == ["obtained: Demand 1"]


def test_a_year_without_records_says_nothing(tmp_path: Path) -> None:
    told = Told(tmp_path, "")

    assert told.seen() == {"sentences": [], "quotation": None, "picture": None}


def test_own_words_take_the_place_of_those_that_are_computed(tmp_path: Path) -> None:
    told = Told(tmp_path, courses((NOW, "direct"), (THEN, "direct")) + "-- years/2025.yaml --\n"
                "year: 2025\nessential: {entry: They *came*., coverage: It held.}\n")  # fmt: skip

    entry, coverage = told.seen()["sentences"]
    assert (entry["own"], entry["sentence"], entry["before"]) == ("They *came*.", "", "")
    assert entry["parts"][0]["value"] == 1
    assert (coverage["own"], coverage["parts"]) == ("It held.", [])
    assert [(it["id"], it["sentence"], it["own"]) for it in told_data(told)] == [
        ("entry", "They *came*.", True), ("coverage", "It held.", True),
    ]  # fmt: skip


def told_data(told: Told) -> Any:
    return data("essential", told.figures, told.reader())["sentences"]


def said_by(name: str, day: str, more: str = "") -> str:
    return (
        f"-- evidence/{name}.yaml --\nkind: testimony\ndate: {day}\ntitle: T\n"
        f"text: The words of {name}.\n{more}\n"
    )


AGREED = "consent: {scope: public, given: 2025-01-01}\n"


@pytest.mark.parametrize(
    ("records", "words"),
    [
        (said_by("ada", "2025-03-01", "verbatim: true"), None),
        (said_by("ada", "2025-03-01", AGREED), None),
        (said_by("ada", "2024-03-01", f"verbatim: true\n{AGREED}"), None),
        (said_by("bob", "2025-04-01", f"verbatim: true\n{AGREED}")
         + said_by("ada", "2025-03-01", f"verbatim: true\n{AGREED}"), "The words of ada."),
        (said_by("bob", "2025-04-01", f"verbatim: true\nlead: true\n{AGREED}")
         + said_by("ada", "2025-03-01", f"verbatim: true\n{AGREED}"), "The words of bob."),
    ],
)  # fmt: skip
def test_only_words_that_somebody_agreed_to_are_quoted_even_for_the_keeper(
    tmp_path: Path, records: str, words: str | None
) -> None:
    quoted = Told(tmp_path, given(1) + records).seen(Audience.INTERNAL)["quotation"]

    assert (quoted and quoted["words"]) == words
