"""Findings for programs: one object, canonical English keys whatever the language."""

import json as standard

from mes_cli.finding import Finding, Place
from mes_cli.output.speech import Result, Speech, clean

Plain = dict[str, object]


def json(result: Result, speech: Speech) -> str:
    """Write the counts of all findings, and those that are printed."""
    document = {
        "records": result.records,
        "files": result.files,
        "errors": result.errors,
        "warnings": result.warnings,
        "findings": [_finding(finding, speech) for finding in result.printed],
    }
    return dump(document)


def dump(document: object) -> str:
    """Write JSON that any program reads: ASCII only, no NaN, one final line end."""
    return standard.dumps(document, ensure_ascii=True, allow_nan=False, indent=2) + "\n"


def _finding(finding: Finding, speech: Speech) -> Plain:
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


def _place(place: Place) -> Plain:
    return {"file": clean(place.file), "line": place.line, "column": place.column}
