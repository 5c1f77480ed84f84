"""What numbers do not say: evidence, what was made to measure, advocacy, the words of the year."""

import datetime as dt
import re
from typing import TypeVar

from mes_cli.figures.counts import initiatives, tally
from mes_cli.figures.groups import territory_code
from mes_cli.figures.plain import JsonValue
from mes_cli.figures.years import span
from mes_cli.geography import department_name
from mes_cli.language.catalogue import catalogue
from mes_cli.language.folding import fold
from mes_cli.model import Accompaniment, Advocacy, Evidence, FinancialYear, Initiative, Structure
from mes_cli.model.evidence import EvidenceKind as Kind
from mes_cli.model.structure import Role
from mes_cli.register import Entry
from mes_cli.view.edition import Edition
from mes_cli.view.pseudonyms import VocabularyWord
from mes_cli.view.records import ViewData

#: The sections of a report that pieces of evidence stand in.
_VOICES = (Kind.PORTRAIT, Kind.TESTIMONY, Kind.FUNDER_WORD)
_MEETINGS = (Kind.VISIT, Kind.PUBLIC_DEBATE, Kind.EVENT)
_MEDIA = (Kind.VIDEO, Kind.PHOTO, Kind.ARTICLE)
#: More would be a collection, not an answer; longer ones a story. Numbers, and characters.
_QUOTES = 2
_ROOM = 320
#: Between two sentences; an abbreviation like "St. Mary" is rare in a summary.
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


def words_of_the_year(edition: Edition) -> ViewData:
    """The foreword, the highlights and so on."""
    year = edition.figures.year
    found = [e for e in edition.register.of(FinancialYear) if e.record.year == year]
    empty = dict.fromkeys(("foreword", "context", "outlook"))
    if not found:
        return {**empty, "highlights": []}
    # It has no name but its id, which is not for everybody.
    return {**edition.plain(found[0]), "label": str(year)}


def evidence(edition: Edition) -> ViewData:
    """The year's evidence, for the sections that it stands in."""
    pieces = list(enumerate(_of_the_year(edition, Evidence), 1))
    rest = [it for it in pieces if not it[1].record.lead]
    return {
        "lead": _some(edition, [it for it in pieces if it[1].record.lead], tuple(Kind)),
        "voices": _some(edition, rest, _VOICES),
        "meetings": _some(edition, rest, _MEETINGS),
        "media": _some(edition, rest, _MEDIA),
    }


def evidence_data(edition: Edition) -> dict[str, JsonValue]:
    """The year's evidence by kind: what the audience may see of it."""
    return dict(tally(entry.record.form for entry in _of_the_year(edition, Evidence)))


def is_of_the_year(edition: Edition, entry: Entry[Evidence] | Entry[Advocacy]) -> bool:
    """Tell whether a record belongs to the year; what runs over several years is in each."""
    ledger, record = edition.figures.ledger, entry.record
    if isinstance(record, Evidence):
        return record.date in ledger.period_of(entry)
    days = span(record)
    return days is not None and ledger.year in ledger.calendar_of(entry).days(days)


R = TypeVar("R", Evidence, Advocacy)


def _of_the_year(edition: Edition, model: type[R]) -> list[Entry[R]]:
    """The year's evidence, or its calls, that may be seen."""
    return [
        entry
        for entry in edition.viewer.ordered(edition.register.of(model))
        if edition.viewer.may_see(entry.record) and is_of_the_year(edition, entry)
    ]


def _some(
    edition: Edition, pieces: list[tuple[int, Entry[Evidence]]], kinds: tuple[Kind, ...]
) -> list[ViewData]:
    chosen = [it for it in pieces if it[1].record.form in kinds]
    chosen.sort(key=lambda it: (kinds.index(it[1].record.form), it[1].record.date, it[0]))
    return [piece(edition, number, entry) for number, entry in chosen]


def piece(edition: Edition, number: int, entry: Entry[Evidence]) -> ViewData:
    """A piece of evidence, with its number on the page.

    The keeper, who alone sees what nobody agreed to, is told of it.
    """
    return {
        **edition.plain(entry),
        "label_of_kind": edition.label("EvidenceKind", entry.record.form),
        "unagreed": consent_trouble(edition, entry.record),
        "anchor": f"story-{number}",
        "picture": _picture(edition, entry.record, wide=entry.record.lead),
    }


def _picture(edition: Edition, record: Evidence, *, wide: bool) -> str:
    """Return the name of its picture, which needs a description and a consent in force.

    The keeper too sees only pictures that somebody agreed to.
    """
    path, consent = record.media_path, record.consent
    if path is None or path not in edition.register.media or not record.alt:
        return ""
    if consent is None or not consent.in_force(edition.viewer.day):
        return ""
    if not edition.sees(consent.scope):
        return ""
    return VocabularyWord(edition.pictures(path, wide))


def quotes(edition: Edition, accompaniments: set[str]) -> list[ViewData]:
    """What people said about some accompaniments in the year: their own words first."""
    about = [
        (number, entry)
        for number, entry in enumerate(_of_the_year(edition, Evidence), 1)
        if entry.record.text and accompaniments.intersection(entry.record.accompaniments)
    ]
    about.sort(key=lambda it: (not it[1].record.verbatim, it[1].record.form not in _VOICES, it[0]))
    said = (piece(edition, number, entry) for number, entry in about[:_QUOTES])
    return [{**it, "words": _beginning(str(it["text"]))} for it in said]


def quotation(edition: Edition) -> ViewData | None:
    """What somebody said in the year: of those who agreed the one who leads, else the first."""
    said = [
        (number, entry)
        for number, entry in enumerate(_of_the_year(edition, Evidence), 1)
        if entry.record.verbatim
        and entry.record.text
        and not consent_trouble(edition, entry.record)
    ]
    if not said:
        return None
    found = piece(edition, *min(said, key=_leading))
    return {**found, "words": _beginning(str(found["text"]))}


def picture(edition: Edition) -> ViewData | None:
    """The picture of the year: the one that leads, else the first that may be shown."""
    for number, entry in sorted(enumerate(_of_the_year(edition, Evidence), 1), key=_leading):
        name = _picture(edition, entry.record, wide=False)
        if name:
            return {**edition.plain(entry), "anchor": f"story-{number}", "picture": name}
    return None


def _leading(it: tuple[int, Entry[Evidence]]) -> tuple[bool, bool, dt.date, int]:
    """Put what leads first, then what people say, by date."""
    number, record = it[0], it[1].record
    return not record.lead, record.form not in _VOICES, record.date, number


def _beginning(text: str) -> str:
    r"""The first paragraph of a text, or as many of its sentences as a quotation has room for.

    >>> _beginning("One. Two.\n\nThree."), len(_beginning("Word. " * 90)) < _ROOM
    ('One. Two.', True)

    Where the end is left out, what was opened is closed.

    >>> _beginning("« One.\n\nTwo. »")
    '« One. »'
    """
    first = " ".join(text.strip().split("\n\n", 1)[0].split())
    if len(first) <= _ROOM:
        return _closed(first)
    sentences = _SENTENCE.split(first)
    kept = sentences[0]
    for sentence in sentences[1:]:
        if len(kept) + len(sentence) > _ROOM - 2:
            break
        kept = f"{kept} {sentence}"
    return _closed(f"{kept} …")


def _closed(text: str) -> str:
    """Close the quotation marks that are still open."""
    if text.count("«") > text.count("»"):
        return f"{text} »"
    return f'{text}"' if text.count('"') % 2 else text


def consent_trouble(edition: Edition, record: Evidence) -> str:
    """Say why a piece of evidence may not be handed on at all; empty where it may."""
    _ = catalogue(edition.viewer.language).text
    consent = record.consent
    if consent is None:
        return _("nobody agreed to this yet: not to be handed on")
    if consent.withdrawn is not None:
        return _("the consent was withdrawn: not to be used any more")
    if not consent.in_force(edition.viewer.day):
        return _("the consent is not in force on this day: ask again")
    return ""


def made_to_measure(edition: Edition) -> list[ViewData]:
    """What was invented for an accompaniment of the year, and what came of it."""
    told = (
        entry
        for entry in edition.viewer.ordered(edition.figures.ledger.courses)
        if entry.record.tailored or entry.record.outcomes
    )
    return [it for it in map(edition.plain, told) if it["tailored"] or it["outcomes"]]


def initiatives_met(edition: Edition) -> list[ViewData]:
    """The year's initiatives: name, place, stage, and a sentence about each."""
    found = [_met(edition, entry) for entry in initiatives(edition.figures.ledger)]
    return sorted(found, key=lambda it: fold(str(it["label"])))


def _met(edition: Edition, entry: Entry[Initiative]) -> ViewData:
    seen = edition.plain(entry)
    territory = seen["territory"]
    named = territory.get("name") if isinstance(territory, dict) else None
    code = territory_code(entry.record.territory)
    return {
        "label": seen["label"],
        "place": str(named or department_name(code) or edition.label("Territory", code)),
        "stage": edition.label("Stage", str(seen["stage"])),
        "sentence": _SENTENCE.split(str(seen["summary"]).strip(), maxsplit=1)[0],
        "source": seen["source"],
    }


def advocacy(edition: Edition) -> list[ViewData]:
    """The year's calls on those who write the rules."""
    return [
        {
            **edition.plain(entry),
            "form_label": edition.label("AdvocacyForm", entry.record.form),
            "outcome_label": edition.label("Outcome", entry.record.outcome or "pending"),
        }
        for entry in sorted(_of_the_year(edition, Advocacy), key=_first_day)
    ]


def _first_day(call: Entry[Advocacy]) -> dt.date:
    days = span(call.record)
    assert days is not None  # else it is of no year
    return days.first


def advocacy_data(edition: Edition) -> dict[str, JsonValue]:
    """The year's advocacy by outcome: what the audience may see of it."""
    calls = _of_the_year(edition, Advocacy)
    return dict(tally(entry.record.outcome or "none" for entry in calls))


def structure(edition: Edition) -> ViewData:
    """The network in short: who keeps the register, its members, those who accompany."""
    keeper = edition.record(Structure.kind, edition.register.settings.keeper)
    members = _with_role(edition, Role.MEMBER)
    return {"keeper": keeper, "members": members, "support": _with_role(edition, Role.SUPPORT)}


def _with_role(edition: Edition, role: Role) -> list[object]:
    entries = edition.register.of(Structure)
    return [edition.name(Structure.kind, e.record.id) for e in entries if role in e.record.roles]


def accompaniments_of(edition: Edition, initiative: str) -> list[Entry[Accompaniment]]:
    """The year's accompaniments of an initiative."""
    found = edition.figures.ledger.courses
    return [entry for entry in found if initiative in entry.record.initiatives]
