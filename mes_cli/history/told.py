"""A whole difference as sections, text lines and JSON."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from mes_cli.drafts.wording import label
from mes_cli.figures.plain import money
from mes_cli.figures.rounding import from_cents
from mes_cli.finding import Finding, say
from mes_cli.history.difference import Difference, RecordChange
from mes_cli.history.field_changes import FieldDifference
from mes_cli.history.movements import Movement
from mes_cli.history.speaker import FigureSpeaker, NestedSentence, RecordSpeaker, Speaker
from mes_cli.language.catalogue import catalogue
from mes_cli.language.formats import Moment, capitalised
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model.audience import Audience
from mes_cli.view.records import ViewData, machine, machine_record, plain

NOTHING = say("Nothing changed.")


class Section(NamedTuple):
    """A heading, and what stands below it."""

    title: str
    items: tuple[NestedSentence, ...]


def told(found: Difference) -> list[Section]:
    """Put a difference into words: figures, records, standings and consents, findings."""
    return [section for section in _Teller(found).sections() if section.items]


def facts(found: Difference, moments: Sequence[Moment | None]) -> ViewData:
    """Give what templates print of a difference; *moments* are the states, None for the folder."""
    teller, look = _Teller(found), found.sides.after
    return {
        "register": look.hide_names(look.register.settings.name),
        "language": look.language,
        "audience_label": label("Audience", look.audience.value, look),
        "states": teller.states(moments),
        "sections": [
            {"title": it.title, "rows": [_rows(told) for told in it.items]} for it in told(found)
        ],
    }


def _rows(told: NestedSentence) -> ViewData:
    """A sentence, and those below it, as plain data."""
    return {"text": told.text, "rows": [_rows(it) for it in told.below]}


def lines(found: Difference, moments: Sequence[Moment | None]) -> Iterator[str]:
    """Give a difference line by line, what is below a sentence indented."""
    teller, sections = _Teller(found), told(found)
    yield from teller.states(moments)
    for section in sections:
        yield from ("", section.title, *_indented(section.items, 1))
    if not sections:
        yield from ("", teller.say(NOTHING))


def _indented(some: Iterable[NestedSentence], depth: int) -> Iterator[str]:
    for told in some:
        yield f"{'  ' * depth}{told.text}"
        yield from _indented(told.below, depth + 1)


class _Teller(Speaker):
    """Puts one difference into sections."""

    def states(self, moments: Sequence[Moment | None]) -> list[str]:
        """The sentences that say what is compared."""
        if len(moments) == 1:
            return []
        now = say("the folder as it stands")
        before, after = (it.said(self.form) if it else now for it in moments)
        return [
            self.say(say("before: {state}", state=before)),
            self.say(say("after: {state}", state=after)),
        ]

    def sections(self) -> Iterator[Section]:
        found = self.found
        figures, records_ = FigureSpeaker(found), RecordSpeaker(found)
        if any(found.errors):
            text = say("one of the states has errors: its figures cannot be counted")
            yield Section(self.say(say("Figures")), (NestedSentence(self.say(text)),))
        for year, some in groupby(found.figures, lambda it: it.year):
            title = say("Figures of {year}", year=str(year))
            if found.years:
                one, other = map(str, found.years)
                title = say("Figures of {year} beside those of {before}", year=other, before=one)
            yield Section(self.say(title), tuple(map(figures.figure, some)))
        settings = tuple(records_.fields(found.settings))
        yield Section(self.say(say("Settings")), settings)
        decisions = tuple(records_.fields(found.decisions))
        yield Section(self.say(say("Decisions on identities")), decisions)
        for kind, records in groupby(found.records, lambda it: it.name[0]):
            title_ = self.words.kinds[kind].plural
            yield Section(capitalised(title_), tuple(records_.records([*records])))
        yield Section(self.say(say("Standings")), tuple(records_.apart("standing")))
        yield Section(self.say(say("Consents")), tuple(records_.apart("consents")))
        yield Section(self.say(say("New findings")), tuple(map(self.finding, found.new)))
        yield Section(self.say(say("Findings that are gone")), tuple(map(self.finding, found.gone)))

    def finding(self, found: Finding) -> NestedSentence:
        place = f"{found.at.file}:{found.at.line}" if found.at.line else found.at.file
        register = vocabulary(self.after.register.settings.language)
        return NestedSentence(
            f"{place} — {self.catalogue.say(found.message, register)} [{found.code}]"
        )


#: The version of the document.
SCHEMA = 1


def data(found: Difference) -> ViewData:
    """Give everything that changed and that the audience may see."""
    return {
        "schema": SCHEMA,
        "audience": str(found.sides.after.audience),
        "years": list(found.years) if found.years else None,
        "errors": {"before": found.errors[0], "after": found.errors[1]},
        "figures": [_figure(it, found) for it in found.figures],
        "settings": [_field(it) for it in found.settings],
        "decisions": [_field(it) for it in found.decisions],
        "records": [_record(it, found) for it in found.records],
        "findings": {"new": _findings(found.new, found), "gone": _findings(found.gone, found)},
    }


def _figure(moved: Movement, found: Difference) -> ViewData:
    def value(units: int) -> object:
        return money(from_cents(units)) if moved.unit == "cents" else units

    funder = found.sides.after.sees(Audience.FUNDER)
    return {
        "year": moved.year,
        "figure": moved.figure,
        "detail": moved.detail or None,
        "unit": "euros" if moved.unit == "cents" else moved.unit,
        "before": value(moved.before),
        "after": value(moved.after),
        "change": value(moved.change),
        "records": [
            {**_named(name, found), "change": value(units)}
            for name, units in (moved.records.items() if funder else ())
        ],
    }


def _named(name: tuple[str, str], found: Difference) -> ViewData:
    sides = found.sides
    look = sides.after if sides.after.register.find(*name) else sides.before
    return {"kind": name[0], "id": look.code(*name), "label": look.name(*name).name}


def _record(one: RecordChange, found: Difference) -> ViewData:
    sides, pair = found.sides, one.pair
    row: ViewData = {"change": one.what, **_named(one.name, found)}
    if one.what == "renamed" and pair.before:
        row["was"] = sides.before.code(*pair.before.name)
    if pair.before is None:
        row["after"] = _whole(plain(pair.entry, sides.after))
    elif pair.after is None:
        row["before"] = _whole(plain(pair.entry, sides.before))
    else:
        row["fields"] = [_field(it) for it in one.fields]
    return row


def _whole(seen: ViewData) -> ViewData:
    return machine_record({key: value for key, value in seen.items() if value is not None})


def _field(change: FieldDifference) -> ViewData:
    row: ViewData = {
        "field": change.slot.name,
        "before": machine(change.before),
        "after": machine(change.after),
    }
    if change.inner:
        row["fields"] = [_field(it) for it in change.inner]
    return row


def _findings(some: Iterable[Finding], found: Difference) -> list[ViewData]:
    language = found.sides.after.language
    register = vocabulary(found.sides.after.register.settings.language)
    return [
        {
            "code": it.code,
            "severity": str(it.severity),
            "file": it.at.file,
            "line": it.at.line or None,
            "message": catalogue(language).say(it.message, register),
        }
        for it in some
    ]
