"""Findings as commands to GitHub Actions, which puts them on the lines of a change."""

from mes_cli.finding import Finding
from mes_cli.output.positions import last_column, path
from mes_cli.output.speech import Result, Speech, closing, labelled


def github(result: Result, speech: Speech) -> str:
    """Write a command for each finding, then a line that counts them."""
    commands = [_command(finding, result, speech) for finding in result.printed]
    return "\n".join([*commands, closing(result, speech)]) + "\n"


def _command(finding: Finding, result: Result, speech: Speech) -> str:
    place = finding.at
    properties = {
        "file": path(result, place),
        "line": place.line,
        "col": place.column,
        "endColumn": last_column(place),
        "title": finding.code,
    }
    named = ",".join(f"{k}={_property(str(v))}" for k, v in properties.items() if v is not None)
    text = speech.say(finding.message)
    if finding.help is not None:
        text += "\n" + labelled(speech, speech.word("help"), speech.say(finding.help))
    for other in finding.related:
        where = f"{path(result, other.at)}:{other.at.line}:{other.at.column}"
        text += "\n" + labelled(speech, where, speech.say(other.message))
    return f"::{finding.severity} {named}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
