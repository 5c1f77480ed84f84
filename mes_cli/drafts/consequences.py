"""What is confirmed apart before it is written: more readers, other figures of past years."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import cast

from mes_cli.drafts.names import RULES
from mes_cli.finding import Message, say
from mes_cli.model.audience import Audience
from mes_cli.model.settings import Settings
from mes_cli.store.reading.translation import Data

#: Who reads what an audience may see, the fewest first.
READERS = {
    Audience.INTERNAL: say("The team"),
    Audience.MEMBERS: say("The members of the network"),
    Audience.FUNDER: say("The members and the funders"),
    Audience.PUBLIC: say("Everybody"),
}
#: What a person agreed to being read, but for the name; whoever rewrites it asks again.
_READ = {
    "title": say("the title"),
    "text": say("the text"),
    "role": say("the role"),
    "media": say("the picture or the link"),
    "alt": say("what the picture shows"),
    "credit": say("the credit"),
}
_AGREED = (*_READ, "verbatim", "author")
_OPENED = {
    Audience.MEMBERS: say("The members of the network will read {read}."),
    Audience.FUNDER: say("The members and the funders will read {read}."),
    Audience.PUBLIC: say("Everybody will read {read}."),
}
_NAMED = {True: say("The name as well."), False: say("Not the name.")}


@dataclass(frozen=True, slots=True)
class Widening:
    """What a writing opens: to whom, and whether the person's name is among it."""

    audience: Audience
    naming: bool
    #: What will be read, but for the name.
    read: tuple[Message, ...]

    def told(self, say: Callable[[Message], str]) -> str:
        """Say who will read what; *say* puts messages into words."""
        opened = _OPENED[self.audience]
        read = ", ".join(map(say, self.read))
        whole = Message(opened.text, (("read", read),))
        return f"{say(whole)} {say(_NAMED[self.naming])}"


def widening(before: Data, after: Data, today: dt.date) -> Widening | None:
    """Tell what a piece of evidence would let others read that they could not read before.

    None where nobody reads more than before, and where the words that somebody agreed to stay.
    """
    new, naming = _scope(after, today)
    if new is Audience.INTERNAL:
        return None
    old, named = _scope(before, today)
    rewritten = any(before.get(name) != after.get(name) for name in _AGREED)
    wider = old is not new and old.sees(new)
    if not wider and naming <= named and not rewritten:
        return None
    return Widening(new, naming, what_is_read(after))


def what_is_read(data: Data) -> tuple[Message, ...]:
    """What readers see of a piece of evidence, but for the person's name."""
    return tuple(words for name, words in _READ.items() if data.get(name))


def _scope(data: Data, today: dt.date) -> tuple[Audience, bool]:
    """Who may read a piece of evidence on a day, and whether with the name."""
    consent = data.get("consent")
    if not isinstance(consent, Mapping) or consent.get("withdrawn"):
        return Audience.INTERNAL, False
    with suppress(ValueError):
        until = consent.get("until")
        if until and dt.date.fromisoformat(str(until)) < today:
            return Audience.INTERNAL, False
        scope = Audience(str(consent.get("scope", "internal")))
        return scope, consent.get("naming") == "true"
    return Audience.INTERNAL, False


_LAST = dt.date.max


def changed_years(
    before: Data, after: Data, settings: Settings, years: Sequence[int], today: dt.date
) -> list[int]:
    """Give those of the *years* of a register that are over, and in which another rule holds.

    *before* and *after* are what `mes.yaml` says, in canonical names.
    """
    moved = [span for rule in RULES for span in _moved(_rows(before, rule), _rows(after, rule))]
    year_of = settings.financial_year
    found = {
        year
        for first, last in moved
        for year in years
        if year_of(first) <= year <= year_of(last) and year < year_of(today)
    }
    return sorted(found)


def _rows(data: Data, rule: str) -> list[Data]:
    return cast("list[Data]", data.get(rule) or [])


def _moved(before: list[Data], after: list[Data]) -> Iterator[tuple[dt.date, dt.date]]:
    """The days on which another row holds: from that of the row to that of the next one."""
    for row in (*before, *after):
        if row in before and row in after:
            continue
        first = _day(row)
        following = [
            _day(it)
            for it in (*before, *after)
            if it.get("role") == row.get("role") and _day(it) > first
        ]
        day = dt.timedelta(days=1)
        yield first, min(following) - day if following else _LAST


def _day(row: Data) -> dt.date:
    try:
        return dt.date.fromisoformat(str(row.get("from", "")))
    except ValueError:
        return _LAST
