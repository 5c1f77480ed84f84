"""A word of its own in every private field: no report of a narrower audience may print it."""

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Callable

import pytest

from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.model.audience import Audience
from mes_cli.output.json import dump
from mes_cli.register import Register
from mes_cli.report.form_values import FormValues
from mes_cli.report.pictures import Album
from mes_cli.report.publishing import DOCUMENTS, Imprint, written
from mes_cli.report.render import render
from mes_cli.view import REPORTS, Reader, data, everything, view
from tests.view.canaries import PIECES, canary, hidden_from

DAY = dt.date(2025, 12, 31)
Reports = Callable[[Register, Audience], dict[str, str]]


@pytest.fixture
def register(make_register: Callable[..., Register]) -> Register:
    return make_register(canary, PIECES)


@pytest.mark.parametrize("audience", Audience)
def test_no_report_prints_what_its_audience_may_not_see(
    register: Register, all_reports: Reports, audience: Audience
) -> None:
    hidden = hidden_from(audience)
    texts = all_reports(register, audience)

    leaks = {
        (name, word) for name, text in texts.items() for word in hidden if word in text.lower()
    }

    assert leaks == set()


@pytest.mark.parametrize("audience", Audience)
def test_no_template_can_print_what_its_audience_may_not_see(
    register: Register, audience: Audience
) -> None:
    hidden = hidden_from(audience)
    figures = YearFigures(books(register), 2025)
    for name, subject, _ in everything(figures, Reader(audience, DAY, "en")):
        seen = view(name, figures, Reader(audience, DAY, "en", subject=subject))
        own = "".join(f"{{{{ {key}|pprint }}}}\n" for key in seen)
        text = render(name, "html", seen, "en", ((f"{name}/{name}.html.j2", own, "own.j2"),))

        assert [word for word in hidden if word in text.lower()] == [], name


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("form", DOCUMENTS)
def test_no_part_of_a_document_holds_what_its_audience_may_not_see(
    register: Register, audience: Audience, form: str
) -> None:
    hidden = hidden_from(audience)
    facts = view("annual", YearFigures(books(register), 2025), Reader(audience, DAY, "en"))
    made = written("annual", form, facts, Album(lambda _: None), Imprint("en", "N", DAY))
    assert isinstance(made, bytes)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {it: archive.read(it).decode("utf-8", "replace") for it in archive.namelist()}

    # Words may be parted by the marks of their look.
    said = "\n".join(f"{it}\n{text}\n{re.sub('<[^>]*>', '', text)}" for it, text in parts.items())
    assert "canaryyearforeword" in said
    assert [word for word in hidden if word in said.lower()] == []


@pytest.mark.parametrize("audience", REPORTS["grant"].audiences)
def test_no_form_is_filled_in_with_what_its_audience_may_not_see(
    register: Register, audience: Audience
) -> None:
    hidden = hidden_from(audience)
    figures = YearFigures(books(register), 2025)
    for subject in register.ids("funding"):
        values = FormValues(view("grant", figures, Reader(audience, DAY, "en", {}, subject)), "en")
        said = "\n".join(f"{it.name}: {it.text}" for it in values.all)

        assert "Funder: " in said
        assert [word for word in hidden if word in said.lower()] == [], subject


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


#: A piece of evidence, its consent, the day of the report, and who may see it then.
CONSENTS = [
    ({"given": "2025-06-01"}, "2025-05-31", Audience.INTERNAL),
    ({"given": "2025-06-01"}, "2025-06-01", Audience.PUBLIC),
    ({"given": "2025-06-01", "until": "2025-06-30"}, "2025-06-30", Audience.PUBLIC),
    ({"given": "2025-06-01", "until": "2025-06-30"}, "2025-07-01", Audience.INTERNAL),
    ({"given": "2025-06-01", "until": "2025-06-01"}, "2025-06-01", Audience.PUBLIC),
    ({"given": "2025-06-01", "withdrawn": "2025-12-01"}, "2025-06-15", Audience.INTERNAL),
    ({"given": "2025-06-01", "withdrawn": "2025-06-01"}, "2025-06-01", Audience.INTERNAL),
    ({"given": "2025-06-01", "scope": "funder"}, "2025-06-01", Audience.FUNDER),
    ({"given": "2025-06-01", "scope": "members"}, "2025-06-01", Audience.MEMBERS),
    ({"given": "2025-06-01", "scope": "internal"}, "2025-06-01", Audience.INTERNAL),
    ({"given": "2025-06-01", "scope": "members", "until": "2025-06-30"}, "2025-07-01",
     Audience.INTERNAL),
    (None, "2025-06-01", Audience.INTERNAL),
]  # fmt: skip


@pytest.mark.parametrize("naming", ["true", "false"])
@pytest.mark.parametrize(("consent", "day", "widest"), CONSENTS)
def test_a_consent_holds_for_its_readers_from_its_first_day_to_its_last(
    consent: dict[str, str] | None, day: str, widest: Audience, naming: str,
    make_register: Callable[..., Register],
) -> None:  # fmt: skip
    agreed = consent and {"scope": "public", "naming": naming, **consent}
    figures = YearFigures(books(make_register(canary, {"evidence": [{"consent": agreed}]})), 2025)
    for audience in Audience:
        reader = Reader(audience, dt.date.fromisoformat(day), "en")
        text = render("annual", "md", view("annual", figures, reader), "en")
        told = dump(data("annual", figures, reader))

        assert ("canaryevidencetext" in text) is audience.sees(widest), audience
        assert ("testimony" in json.loads(told)["evidence"]) is audience.sees(widest), audience
        named = audience.sees(widest) and (naming == "true" or audience is Audience.INTERNAL)
        if audience is not Audience.INTERNAL:
            assert ("canaryevidenceauthor" in text) is named, audience
