"""Findings for people: with their lines, one a line, or as Markdown."""

import re
import textwrap
from collections.abc import Iterator
from itertools import groupby

from mes_cli.escape import printed
from mes_cli.finding import Argument, Finding, Message, Place, Severity, Words
from mes_cli.output.forges import path
from mes_cli.output.speech import Result, Speech, closing, labelled, opening
from mes_cli.table import text_width


def human(result: Result, speech: Speech) -> str:
    """Show every finding with the line it is about, then a line that counts them."""
    pictures = ["\n".join(_picture(finding, speech, result.width)) for finding in result.printed]
    return (
        "\n\n".join(filter(None, [opening(result, speech), *pictures, closing(result, speech)]))
        + "\n"
    )


def severity(finding: Finding, speech: Speech) -> str:
    """The word for how much a finding matters."""
    return speech.word("error" if finding.severity is Severity.ERROR else "warning")


#: More places than these are named, not shown.
_SHOWN = 3
#: Narrower screens are not worth fitting to.
_NARROWEST = 40


def _picture(finding: Finding, speech: Speech, width: int) -> Iterator[str]:
    places = [(finding.at, None, "^"), *((r.at, r.message, "-") for r in finding.related)]
    gutter = max(len(str(place.line)) for place, _, _ in places) + 1
    headline = f"{severity(finding, speech)}[{finding.code}]"
    yield from _fitted(f"{headline}: {speech.say(finding.message)}", width, "  ")
    for number, (place, label, mark) in enumerate(places):
        if number < _SHOWN:
            yield from _spot(place, label, mark, gutter, speech, width)
        else:
            yield f"{' ' * gutter}--> {printed(place.file)}:{place.line}:{place.column}"
    if finding.help is not None:
        help_line = labelled(speech, speech.word("help"), speech.say(finding.help))
        yield from _fitted(f"{' ' * gutter} = {help_line}", width, " " * (gutter + 3))


def _fitted(text: str, width: int, indent: str) -> list[str]:
    """Break a sentence between its words where the screen ends."""
    if width < _NARROWEST or text_width(text) <= width:
        return [text]
    return textwrap.wrap(
        text,
        width,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    )


def _spot(
    place: Place, label: Message | None, mark: str, gutter: int, speech: Speech, width: int
) -> Iterator[str]:
    said = speech.say(label) if label is not None else ""
    yield f"{' ' * gutter}--> {printed(place.file)}:{place.line}:{place.column}"
    if not place.excerpt:
        if said:
            yield f"{' ' * gutter} | {said}"
        return
    line = printed(place.excerpt)
    under = line[place.column - 1 : place.column - 1 + place.width]
    line, column = _window(line, place.column, max(len(under), 1), width - gutter - 3)
    yield f"{' ' * gutter} |"
    yield f"{place.line:>{gutter}} | {line}"
    before = text_width(line[: column - 1])
    marks = mark * max(text_width(line[column - 1 : column - 1 + len(under)]), 1)
    yield f"{' ' * gutter} | {' ' * before}{marks} {said}".rstrip()


def _window(line: str, column: int, marked: int, width: int) -> tuple[str, int]:
    """Cut a line so that what is marked on it is seen, and give its column in what is left."""
    if width < _NARROWEST // 2 or text_width(line) <= width:
        return line, column
    start = 0
    if column - 1 + marked > width - 1:
        start = min(column - 1, max(column - 1 + marked - width + 2, 1))
    kept = line[start : start + width - 2]
    kept = kept + "…" if start + len(kept) < len(line) else kept
    return (f"…{kept}", column - start + 1) if start else (kept, column)


def concise(result: Result, speech: Speech) -> str:
    """Write ``file:line:column: severity[code] message``, then a line that counts them."""
    lines = [
        f"{printed(f.at.file)}:{f.at.line}:{f.at.column}: {severity(f, speech)}[{f.code}] "
        f"{speech.say(f.message)}"
        for f in result.printed
    ]
    return (
        "\n".join(filter(None, [opening(result, speech), *lines, closing(result, speech)])) + "\n"
    )


# Whatever could begin markup, or call somebody, or name a ticket.
_MARKS = re.compile(r"[^\w\s.,;:'’«»()/%€–—…-]")


def markdown(result: Result, speech: Speech) -> str:
    """Write what is to be mended file by file, after a line that counts it."""
    lines = [f"**mes check** — {_text(closing(result, speech))}"]
    if said := opening(result, speech):
        lines += ["", _text(said)]
    for file, findings in groupby(result.printed, key=lambda finding: finding.at.file):
        del file
        lines += ["", *_file(list(findings), result, speech)]
    return "\n".join(lines) + "\n"


def _file(findings: list[Finding], result: Result, speech: Speech) -> Iterator[str]:
    yield f"### {_code(path(result, findings[0].at))}"
    yield ""
    for finding in findings:
        where = labelled(
            speech,
            speech.word("line {number}").replace("{number}", str(finding.at.line)),
            _said(finding.message, speech),
        )
        yield f"- **{severity(finding, speech)}** {_code(finding.code)}, {where}"
        if finding.help is not None:
            yield f"  <br>{labelled(speech, speech.word('help'), _said(finding.help, speech))}"
        for other in finding.related:
            at = _code(f"{path(result, other.at)}:{other.at.line}")
            yield f"  <br>{labelled(speech, at, _said(other.message, speech))}"


def _said(message: Message, speech: Speech) -> str:
    """Put a message into words: what stands between its own backticks becomes code."""
    # Backticks of records would end the code that they stand in.
    arguments = tuple((name, _calm(value)) for name, value in message.arguments)
    parts = speech.say(message._replace(arguments=arguments)).split("`")
    return "".join(_code(part) if odd % 2 else _text(part) for odd, part in enumerate(parts))


def _calm(value: Argument) -> Argument:
    match value:
        case str():
            return value.replace("`", "'")
        case Words(items):
            return Words(tuple(_calm(item) for item in items))
        case _:
            return value


def _text(text: str) -> str:
    return _MARKS.sub(lambda mark: f"&#{ord(mark[0])};", text.replace("\n", " "))


def _code(text: str) -> str:
    """Code: forges look for neither people nor tickets in it."""
    return f"<code>{_text(text)}</code>"
