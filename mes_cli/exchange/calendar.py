"""Calendars that other programs read: iCalendar (RFC 5545)."""

import datetime as dt
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from mes_cli.escape import legible

#: A line has at most so many bytes; a longer one goes on behind a space.
_LONGEST = 75
#: When a reminder comes before the day.
_BEFORE = "-P14D"


class Event(NamedTuple):
    """Something on a day; *code* tells it from others, from one file to the next."""

    code: str
    day: dt.date
    title: str


def calendar(events: Iterable[Event]) -> str:
    """Write events, each of a whole day with a reminder; the same events give the same bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//mes//mes//EN", "CALSCALE:GREGORIAN"]
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(event: Event) -> Iterator[str]:
    title = _text(event.title)
    yield "BEGIN:VEVENT"
    yield f"UID:{sha256(event.code.encode()).hexdigest()[:32]}@mes"
    # A moment of the register, not of the clock.
    yield f"DTSTAMP:{event.day:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{title}"
    yield "TRANSP:TRANSPARENT"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{_BEFORE}", f"DESCRIPTION:{title}",
                "END:VALARM", "END:VEVENT")  # fmt: skip


def _text(said: str) -> str:
    said = legible(said).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return said.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Break a line into lines that are short enough, never within a letter."""
    part, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _LONGEST:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + width
    yield part
