"""A difference in sentences of the reader's language: the same for a terminal and for pages."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from mes_cli.drafts.wording import label
from mes_cli.finding import Finding, say
from mes_cli.history.difference import Difference
from mes_cli.history.speaker import FigureSpeaker, RecordSpeaker, Speaker, Told
from mes_cli.language.moment import Moment
from mes_cli.language.vocabulary import vocabulary
from mes_cli.view.records import Plain

NOTHING = say("Nothing changed.")


class Section(NamedTuple):
    """A heading, and what stands below it."""

    title: str
    items: tuple[Told, ...]


def told(found: Difference) -> list[Section]:
    """Put a difference into words: figures, records, standings and consents, findings."""
    return [section for section in _Teller(found).sections() if section.items]


def facts(found: Difference, moments: Sequence[Moment | None]) -> Plain:
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


def _rows(told: Told) -> Plain:
    return {"text": told.text, "rows": [_rows(it) for it in told.below]}


def lines(found: Difference, moments: Sequence[Moment | None]) -> Iterator[str]:
    """Give a difference line by line, what is below a sentence indented."""
    teller, sections = _Teller(found), told(found)
    yield from teller.states(moments)
    for section in sections:
        yield from ("", section.title, *_indented(section.items, 1))
    if not sections:
        yield from ("", teller.say(NOTHING))


def _indented(some: Iterable[Told], depth: int) -> Iterator[str]:
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
            yield Section(self.say(say("Figures")), (Told(self.say(text)),))
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
            yield Section(title_[:1].upper() + title_[1:], tuple(records_.records([*records])))
        yield Section(self.say(say("Standings")), tuple(records_.apart("standing")))
        yield Section(self.say(say("Consents")), tuple(records_.apart("consents")))
        yield Section(self.say(say("New findings")), tuple(map(self.finding, found.new)))
        yield Section(self.say(say("Findings that are gone")), tuple(map(self.finding, found.gone)))

    def finding(self, found: Finding) -> Told:
        place = f"{found.at.file}:{found.at.line}" if found.at.line else found.at.file
        register = vocabulary(self.after.register.settings.language)
        return Told(f"{place} — {self.catalogue.say(found.message, register)} [{found.code}]")
