"""Findings as SARIF 2.1.0, the common form of programs that look for faults."""

from urllib.parse import quote

from mes_cli.finding import Finding, Place
from mes_cli.output.json import dump
from mes_cli.output.positions import last_column, marked, path
from mes_cli.output.speech import Result, Speech

Plain = dict[str, object]

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def sarif(result: Result, speech: Speech) -> str:
    """Write one run: the rules that findings are about, and the findings."""
    codes = sorted({finding.code for finding in result.printed})
    driver: Plain = {"name": "mes", "rules": [_rule(code, result) for code in codes]}
    if result.version:
        driver["version"] = result.version
    run: Plain = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, mark, codes.index(finding.code), result, speech)
            for finding, mark in marked(result.printed)
        ],
    }
    return dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str, result: Result) -> Plain:
    headline = result.headlines.get(code)
    return {"id": code, **({"shortDescription": {"text": headline}} if headline else {})}


def _result(finding: Finding, mark: str, rule: int, result: Result, speech: Speech) -> Plain:
    text = speech.say(finding.message)
    if finding.help is not None:
        text += f"\n{speech.say(finding.help)}"
    document: Plain = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": str(finding.severity),
        "message": {"text": text},
        "locations": [{"physicalLocation": _physical(finding.at, result)}],
        "partialFingerprints": {"mes/v1": mark},
    }
    if finding.related:
        document["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _physical(other.at, result),
                "message": {"text": speech.say(other.message)},
            }
            for number, other in enumerate(finding.related)
        ]
    return document


def _physical(place: Place, result: Result) -> Plain:
    region: Plain = {"startLine": place.line, "startColumn": place.column}
    if (last := last_column(place)) is not None:
        region["endColumn"] = last
    where = {"uri": quote(path(result, place)), "uriBaseId": "%SRCROOT%"}
    return {"artifactLocation": where, "region": region}
