"""Findings in the forms of forges and their tools: GitHub, GitLab, JUnit, SARIF."""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from urllib.parse import quote
from xml.etree import ElementTree as ET

from mes_cli.escape import printed
from mes_cli.finding import Finding, Place, Severity
from mes_cli.output.json import Json, dump
from mes_cli.output.speech import Result, Speech, closing, labelled


def path(result: Result, place: Place) -> str:
    """The path of a place, from the folder that the program knows."""
    return printed(f"{result.prefix}{place.file}")


def last_column(place: Place) -> int | None:
    """The column behind the marks, where something is marked."""
    return place.column + place.width if place.width else None


def marked(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Give findings with a mark that stays the same when lines above them are added or deleted.

    No two findings of a report have the same mark.
    """
    seen: dict[str, int] = {}
    for finding in findings:
        names = [step for step in finding.at.loc if isinstance(step, str)]
        said = (
            finding.code,
            finding.at.file,
            *names,
            finding.message.text,
            *(f"{name}={value!r}" for name, value in finding.message.arguments),
        )
        what = "\0".join(said)
        seen[what] = seen.get(what, 0) + 1
        yield finding, sha256(f"{what}\0{seen[what]}".encode("utf-8", "replace")).hexdigest()


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
    """Escape the message of a workflow command of GitHub."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a property of a workflow command of GitHub."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def gitlab(result: Result, speech: Speech) -> str:
    """Write a list of findings; the code opens the text, since GitLab does not show it."""
    return dump(
        [_gitlab_finding(finding, mark, result, speech) for finding, mark in marked(result.printed)]
    )


def _gitlab_finding(
    finding: Finding, mark: str, result: Result, speech: Speech
) -> dict[str, object]:
    text = labelled(speech, finding.code, speech.say(finding.message))
    if finding.help is not None:
        text += f" ({labelled(speech, speech.word('help'), speech.say(finding.help))})"
    return {
        "description": text,
        "check_name": finding.code,
        "fingerprint": mark,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": path(result, finding.at), "lines": {"begin": finding.at.line}},
    }


# What XML 1.0 cannot hold, however it is written.
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(result: Result, speech: Speech) -> str:
    """Write a test for each finding: one that fails, or one that passes with a remark."""
    suite = ET.Element("testsuite", {"name": "mes check"})
    failures = 0
    for finding in result.printed:
        failures += _case(suite, finding, result, speech)
    if not result.printed:
        ET.SubElement(suite, "testcase", {"classname": "mes", "name": closing(result, speech)})
    counts = {"tests": str(max(len(result.printed), 1)), "failures": str(failures), "errors": "0"}
    suite.attrib.update(counts)
    suites = ET.Element("testsuites", counts)
    suites.append(suite)
    ET.indent(suites)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(suites, encoding="unicode")}\n'


def _case(suite: ET.Element, finding: Finding, result: Result, speech: Speech) -> bool:
    """Write a finding as a test case of JUnit; tell whether it fails."""
    place, file = finding.at, path(result, finding.at)
    names = {
        "classname": file,
        "name": f"{finding.code} ({place.line}:{place.column})",
        "file": file,
        "line": str(place.line),
    }
    case = ET.SubElement(suite, "testcase", {k: _legal(v) for k, v in names.items()})
    message = _legal(speech.say(finding.message))
    lines = [f"{file}:{place.line}:{place.column}", message]
    if finding.help is not None:
        lines.append(labelled(speech, speech.word("help"), speech.say(finding.help)))
    text = _legal("\n".join(lines))
    fails = finding.severity is Severity.ERROR or result.strict
    if fails:
        failure = ET.SubElement(case, "failure", {"message": message, "type": finding.code})
        failure.text = text
    else:
        ET.SubElement(case, "system-out").text = text
    return fails


def _legal(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def sarif(result: Result, speech: Speech) -> str:
    """Write one run: the rules that findings are about, and the findings."""
    codes = sorted({finding.code for finding in result.printed})
    driver: Json = {"name": "mes", "rules": [_rule(code, result) for code in codes]}
    if result.version:
        driver["version"] = result.version
    run: Json = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, mark, codes.index(finding.code), result, speech)
            for finding, mark in marked(result.printed)
        ],
    }
    return dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str, result: Result) -> Json:
    headline = result.headlines.get(code)
    return {"id": code, **({"shortDescription": {"text": headline}} if headline else {})}


def _result(finding: Finding, mark: str, rule: int, result: Result, speech: Speech) -> Json:
    text = speech.say(finding.message)
    if finding.help is not None:
        text += f"\n{speech.say(finding.help)}"
    document: Json = {
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


def _physical(place: Place, result: Result) -> Json:
    region: Json = {"startLine": place.line, "startColumn": place.column}
    if (last := last_column(place)) is not None:
        region["endColumn"] = last
    where = {"uri": quote(path(result, place)), "uriBaseId": "%SRCROOT%"}
    return {"artifactLocation": where, "region": region}
