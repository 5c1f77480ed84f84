"""Findings for programs: one object, canonical English keys whatever the language."""

import json as standard

from mes_cli.escape import printed
from mes_cli.finding import Finding, Place
from mes_cli.output.speech import Result, Speech

Json = dict[str, object]


def json(result: Result, speech: Speech) -> str:
    """Write the counts of all findings, and those that are printed."""
    document: Json = {
        "records": result.records,
        "files": result.files,
        "errors": result.errors,
        "warnings": result.warnings,
        "findings": [_finding(finding, speech) for finding in result.printed],
    }
    if result.moment is not None:
        document["at"] = result.moment.plain
    return dump(document)


def dump(document: object) -> str:
    """Write JSON that any program reads: ASCII only, no NaN, one final line end.

    In the log of a forge nothing in it is a command.
    """
    text = standard.dumps(document, ensure_ascii=True, allow_nan=False, indent=2)
    return text.replace("##[", "#\\u0023[") + "\n"


def _finding(finding: Finding, speech: Speech) -> Json:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        **_place(finding.at),
        "message": speech.say(finding.message),
        "help": speech.say(finding.help) if finding.help is not None else None,
        "related": [
            {**_place(other.at), "message": speech.say(other.message)} for other in finding.related
        ],
    }


def _place(place: Place) -> Json:
    return {"file": printed(place.file), "line": place.line, "column": place.column}
