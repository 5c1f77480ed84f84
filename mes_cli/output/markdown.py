"""Findings as Markdown: a summary for a merge request or for the page of a job."""

import re
from collections.abc import Iterator
from itertools import groupby

from mes_cli.finding import Argument, Finding, Message, Words
from mes_cli.output.forges import path
from mes_cli.output.human import severity
from mes_cli.output.speech import Result, Speech, closing, labelled, opening

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
