"""A word of its own in every private field: no report of a narrower audience may print it."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest

from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.model import KINDS
from mes_cli.model.audience import Audience
from mes_cli.model.scalars import Scalar
from mes_cli.model.walk import Path, paths
from mes_cli.register import Register
from mes_cli.report.render import render
from mes_cli.view import Reader, everything, view

DAY = dt.date(2025, 12, 31)
Reports = Callable[[Register, Audience], dict[str, str]]


def canary(path: tuple[str, ...]) -> str:
    return "canary" + "".join(filter(str.isalnum, "".join(path).lower()))


def token(path: Path, kind: str) -> str:
    return canary((kind, *(slot.name for slot in path.slots)))


def private() -> Iterator[tuple[str, Audience]]:
    """The word in each text field, and the widest audience that may see it."""
    for kind, model in KINDS.items():
        for path in paths(model):
            words = path.slot.scalar in {Scalar.TEXT, Scalar.EMAIL}
            if words and not path.slot.refs and not path.slot.open_words:
                yield token(path, kind), path.audience
        yield f"canary-id-{kind}", Audience.MEMBERS


#: An author whom the consent covers is named; one field of consent is enough to say so.
SHOWN = {"canaryevidenceauthor"}

PIECES: dict[str, list[dict[str, object]]] = {
    "initiative": [
        {"publish_name": "true"},
        {"id": "canary-hidden", "name": "Canary’s  Hidden Name", "publish_name": "false",
         "siren": "999000136", "website": "https://canary-hidden.example.org/",
         "summary": "We are Canary's\nhidden name, canary-hidden for short."},
    ],
    "accompaniment": [
        {}, {"id": "canary-second", "initiatives": ["canary-hidden"], "title": None,
             "tailored": "For CANARY’S HIDDEN NAME only"},
    ],
    "evidence": [
        {"consent": {"scope": "public", "naming": "true", "given": "2025-01-01"}},
        {"id": "canary-nameless", "author": "canarynameless",
         "consent": {"scope": "public", "naming": "false", "given": "2025-01-01"}},
        {"id": "canary-none", "title": "canarywithoutconsent", "consent": None},
        {"id": "canary-late", "title": "canarylate",
         "consent": {"scope": "public", "given": "2026-01-01"}},
        {"id": "canary-over", "title": "canaryover",
         "consent": {"scope": "public", "given": "2024-01-01", "until": "2025-12-30"}},
        {"id": "canary-withdrawn", "title": "canarywithdrawn",
         "consent": {"scope": "public", "given": "2024-01-01", "withdrawn": "2026-06-01"}},
        {"id": "canary-members", "title": "canarymembersonly",
         "consent": {"scope": "members", "given": "2024-01-01"}},
    ],
    "advocacy": [
        {"audience": "public"},
        {"id": "canary-call", "form": "negotiation", "demand": "canarynegotiation",
         "account": "canarynegotiation", "audience": None},
        {"id": "canary-plea", "demand": "canaryplea", "audience": None},
    ],
}  # fmt: skip

#: What is private because of another field than the one it stands in.
GUARDED = {
    "canarynameless": Audience.INTERNAL,
    "canarywithoutconsent": Audience.INTERNAL,
    "canarylate": Audience.INTERNAL,
    "canaryover": Audience.INTERNAL,
    "canarywithdrawn": Audience.INTERNAL,
    "canarymembersonly": Audience.MEMBERS,
    "canarynegotiation": Audience.INTERNAL,
    "canaryplea": Audience.MEMBERS,
    "canary-hidden": Audience.FUNDER,
    "hidden name": Audience.FUNDER,
    "999000136": Audience.FUNDER,
}


@pytest.fixture
def register(make_register: Callable[..., Register]) -> Register:
    return make_register(canary, PIECES)


@pytest.mark.parametrize("audience", Audience)
def test_no_report_prints_what_its_audience_may_not_see(
    register: Register, all_reports: Reports, audience: Audience
) -> None:
    hidden = {
        word
        for word, widest in [*private(), *GUARDED.items()]
        if not audience.sees(widest) and word not in SHOWN
    }
    texts = all_reports(register, audience)

    leaks = {
        (name, word) for name, text in texts.items() for word in hidden if word in text.lower()
    }

    assert leaks == set()


@pytest.mark.parametrize("audience", Audience)
def test_no_template_can_print_what_its_audience_may_not_see(
    register: Register, audience: Audience
) -> None:
    hidden = [
        word
        for word, widest in [*private(), *GUARDED.items()]
        if not audience.sees(widest) and word not in SHOWN
    ]
    figures = YearFigures(books(register), 2025)
    for name, subject, _ in everything(figures, Reader(audience, DAY, "en")):
        seen = view(name, figures, Reader(audience, DAY, "en", subject=subject))
        own = "".join(f"{{{{ {key}|pprint }}}}\n" for key in seen)
        text = render(name, "html", seen, "en", ((f"{name}/{name}.html.j2", own, "own.j2"),))

        assert [word for word in hidden if word in text.lower()] == [], name


def test_what_may_be_seen_is_there(register: Register, all_reports: Reports) -> None:
    public = all_reports(register, Audience.PUBLIC)["annual  html"]
    members = all_reports(register, Audience.MEMBERS)["annual  md"]

    assert "canaryyearforeword" in public
    assert "canaryevidencetext" in public
    assert "canaryevidenceauthor" in public
    assert "Initiative 1" in public
    assert "canaryplea" in members
    assert "canarymembersonly" in members


def test_an_author_is_named_only_if_the_consent_says_so(
    register: Register, all_reports: Reports
) -> None:
    members = all_reports(register, Audience.MEMBERS)["annual  md"]

    assert "canaryevidenceauthor" in members
    assert "canarynameless" not in members
