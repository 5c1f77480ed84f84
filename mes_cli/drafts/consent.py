"""Consents: what a writing would let more people read is confirmed apart."""

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from mes_cli.model.audience import Audience
from mes_cli.store.reading.translation import Data

#: What a person agreed to being read: whoever rewrites it asks again.
AGREED = ("title", "text", "verbatim", "role", "media", "alt", "credit", "author")


@dataclass(frozen=True, slots=True)
class Widening:
    """What a writing opens: to whom, and whether the person's name is among it."""

    audience: Audience
    naming: bool
    #: The fields that will be read.
    fields: tuple[str, ...]


def widening(before: Data, after: Data, today: dt.date) -> Widening | None:
    """Tell what a piece of evidence would let others read that they could not read before.

    None where nobody reads more than before, and where the words that somebody agreed to stay.
    """
    new, naming = _scope(after, today)
    if new is Audience.INTERNAL:
        return None
    old, named = _scope(before, today)
    rewritten = any(before.get(name) != after.get(name) for name in AGREED)
    wider = old is not new and old.sees(new)
    if not wider and naming <= named and not rewritten:
        return None
    fields = tuple(
        name for name in AGREED if after.get(name) and name not in {"verbatim", "author"}
    )
    return Widening(new, naming, fields)


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
