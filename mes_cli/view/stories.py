"""What numbers do not say: evidence, what was made to measure, cooperation, advocacy."""

from collections import Counter
from collections.abc import Iterable

from mes_cli.figures.counts import courses, initiatives
from mes_cli.figures.hours import Exchange
from mes_cli.figures.plain import Plain as Data
from mes_cli.figures.years import span
from mes_cli.model import Accompaniment, Advocacy, Evidence, FinancialYear, Initiative, Structure
from mes_cli.model.contribution import ContributionKind
from mes_cli.model.evidence import EvidenceKind as Kind
from mes_cli.model.structure import Role
from mes_cli.register import Entry, Name
from mes_cli.table import MINUTE, round_together
from mes_cli.view.records import Plain
from mes_cli.view.sight import Sight

#: The sections of a report that pieces of evidence stand in.
_VOICES = (Kind.PORTRAIT, Kind.TESTIMONY, Kind.FUNDER_WORD)
_MEETINGS = (Kind.VISIT, Kind.PUBLIC_DEBATE, Kind.EVENT)
_MEDIA = (Kind.VIDEO, Kind.PHOTO, Kind.ARTICLE)


def words_of_the_year(sight: Sight) -> Plain:
    """The foreword, the highlights and so on."""
    year = sight.figures.year
    found = [e for e in sight.register.of(FinancialYear) if e.record.year == year]
    empty = dict.fromkeys(("foreword", "context", "outlook"))
    if not found:
        return {**empty, "highlights": []}
    # It has no name but its id, which is not for everybody.
    return {**sight.plain(found[0]), "label": str(year)}


def evidence(sight: Sight) -> Plain:
    """The year's evidence, for the sections that it stands in."""
    pieces = list(_evidence(sight))
    return {
        "voices": _some(sight, pieces, _VOICES),
        "meetings": _some(sight, pieces, _MEETINGS),
        "media": _some(sight, pieces, _MEDIA),
    }


def evidence_data(sight: Sight) -> dict[str, Data]:
    """The year's evidence by kind: what the audience may see of it."""
    return _tally(entry.record.form for entry in _evidence(sight))


def _evidence(sight: Sight) -> Iterable[Entry[Evidence]]:
    period = sight.figures.period
    for entry in sight.eyes.ordered(sight.register.of(Evidence)):
        if sight.eyes.may_see(entry.record) and entry.record.date in period:
            yield entry


def _some(sight: Sight, pieces: list[Entry[Evidence]], kinds: tuple[Kind, ...]) -> list[Plain]:
    chosen = [entry for entry in pieces if entry.record.form in kinds]
    chosen.sort(key=lambda e: (kinds.index(e.record.form), e.record.date))
    return [
        {**sight.plain(entry), "label_of_kind": sight.label("EvidenceKind", entry.record.form)}
        for entry in chosen
    ]


def made_to_measure(sight: Sight) -> list[Plain]:
    """What was invented for an accompaniment of the year, and what came of it."""
    told = (entry for entry in sight.eyes.ordered(courses(sight.figures.ledger))
            if entry.record.tailored or entry.record.outcomes)  # fmt: skip
    return [it for it in map(sight.plain, told) if it["tailored"] or it["outcomes"]]


def initiatives_met(sight: Sight) -> list[Plain]:
    """The year's initiatives, with what the audience may see of each."""
    return [sight.plain(entry) for entry in sight.eyes.ordered(initiatives(sight.figures.ledger))]


def cooperation(sight: Sight) -> Plain:
    """Who worked with whom: partners, where people were sent on to, skills exchanged."""
    records = [entry.record for entry in courses(sight.figures.ledger)]
    partners = {name for record in records for name in record.partners}
    onward = {step.to for record in records for step in record.onward}
    return {
        "partners": _structures(sight, partners),
        "onward": _structures(sight, onward),
        "skills": _skills(sight),
        "exchanges": exchanges(sight),
        "exchanged": sum(it.given for it in sight.figures.exchanges),
    }


def exchanges(sight: Sight) -> list[Plain]:
    """Hours of skills by structure: reciprocity, and no debt."""
    found = _in_order(sight)
    given = round_together([it.given for it in found], MINUTE)
    received = round_together([it.received for it in found], MINUTE)
    return [
        {"structure": sight.name(*_party(sight, it)), "given": gave, "received": got}
        for it, gave, got in zip(found, given, received, strict=True)
    ]


def exchanges_data(sight: Sight) -> list[Data]:
    """The same for machines: by id where it may be seen, else by name."""
    seen = sight.eyes.sees_sources
    return [
        {
            "structure": sight.code(*_party(sight, it))
            if seen
            else sight.name(*_party(sight, it)).name,
            "given": it.given,
            "received": it.received,
        }
        for it in _in_order(sight)
    ]


def _in_order(sight: Sight) -> list[Exchange]:
    return sight.eyes.ordered_by(sight.figures.exchanges, lambda it: _party(sight, it))


def _party(sight: Sight, it: Exchange) -> Name:
    kind = Structure.kind if sight.register.get(Structure, it.party) else Initiative.kind
    return kind, it.party


def _skills(sight: Sight) -> list[Plain]:
    gifts = (gift.entry for gift in sight.figures.ledger.contributions
             if gift.entry.record.nature is ContributionKind.SKILL_EXCHANGE)  # fmt: skip
    return [sight.plain(entry) for entry in sight.eyes.ordered(gifts)]


def _structures(sight: Sight, names: set[str]) -> list[object]:
    return [sight.name(Structure.kind, name) for name in sorted(names)]


def advocacy(sight: Sight) -> list[Plain]:
    """The year's calls on those who write the rules."""
    return [
        {
            **sight.plain(entry),
            "form_label": sight.label("AdvocacyForm", entry.record.form),
            "outcome_label": sight.label("Outcome", entry.record.outcome or "pending"),
        }
        for entry in _advocacy(sight)
    ]


def advocacy_data(sight: Sight) -> dict[str, Data]:
    """The year's advocacy by outcome: what the audience may see of it."""
    return _tally(entry.record.outcome or "none" for entry in _advocacy(sight))


def _advocacy(sight: Sight) -> Iterable[Entry[Advocacy]]:
    """What runs over several years is in each of them."""
    calendar, year = sight.figures.books.calendar, sight.figures.year
    for entry in sight.eyes.ordered(sight.register.of(Advocacy)):
        days = span(entry.record)
        if sight.eyes.may_see(entry.record) and days and year in calendar.days(days):
            yield entry


def structure(sight: Sight) -> Plain:
    """The network in short: who keeps the register, its members, those who accompany."""
    keeper = sight.record(Structure.kind, sight.register.settings.keeper)
    members = _with_role(sight, Role.MEMBER)
    return {"keeper": keeper, "members": members, "support": _with_role(sight, Role.SUPPORT)}


def _with_role(sight: Sight, role: Role) -> list[object]:
    entries = sight.register.of(Structure)
    return [sight.name(Structure.kind, e.record.id) for e in entries if role in e.record.roles]


def accompaniments_of(sight: Sight, initiative: str) -> list[Entry[Accompaniment]]:
    """The year's accompaniments of an initiative."""
    found = courses(sight.figures.ledger)
    return [entry for entry in found if initiative in entry.record.initiatives]


def _tally(words: Iterable[str]) -> dict[str, Data]:
    return dict(sorted(Counter(map(str, words)).items()))
