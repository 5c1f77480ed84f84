"""Findings for people: what, where with the line shown, why, and how to mend it."""

import unicodedata
from collections.abc import Iterator

from mes_cli.finding import Finding, Message, Place, Severity
from mes_cli.output.speech import Result, Speech, clean, closing, labelled


def human(result: Result, speech: Speech) -> str:
    """Write every finding as a small picture, then a line that counts them."""
    pictures = ["\n".join(_picture(finding, speech)) for finding in result.printed]
    return "\n\n".join([*pictures, closing(result, speech)]) + "\n"


def severity(finding: Finding, speech: Speech) -> str:
    """The word for how much a finding matters."""
    return speech.word("error" if finding.severity is Severity.ERROR else "warning")


def _picture(finding: Finding, speech: Speech) -> Iterator[str]:
    places = [(finding.at, finding.label, "^"), *((r.at, r.message, "-") for r in finding.related)]
    gutter = max(len(str(place.line)) for place, _, _ in places) + 1
    yield f"{severity(finding, speech)}[{finding.code}]: {speech.say(finding.message)}"
    for place, label, mark in places:
        yield from _spot(place, label, mark, gutter, speech)
    if finding.help is not None:
        help_line = labelled(speech, speech.word("help"), speech.say(finding.help))
        yield f"{' ' * gutter} = {help_line}"


def _spot(
    place: Place, label: Message | None, mark: str, gutter: int, speech: Speech
) -> Iterator[str]:
    said = speech.say(label) if label is not None else ""
    yield f"{' ' * gutter}--> {clean(place.file)}:{place.line}:{place.column}"
    if not place.excerpt:
        if said:
            yield f"{' ' * gutter} | {said}"
        return
    line = clean(place.excerpt)
    yield f"{' ' * gutter} |"
    yield f"{place.line:>{gutter}} | {line}"
    before = cells(line[: place.column - 1])
    under = line[place.column - 1 : place.column - 1 + place.width]
    marks = mark * max(cells(under), 1)
    yield f"{' ' * gutter} | {' ' * before}{marks} {said}".rstrip()


def cells(text: str) -> int:
    """How many columns of a terminal a text takes.

    >>> cells("café"), cells("日本")
    (4, 4)
    """
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
