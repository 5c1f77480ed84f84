"""Findings as the report of a test run, in the form that JUnit began and all forges read."""

import re
from xml.etree import ElementTree as ET

from mes_cli.finding import Finding, Severity
from mes_cli.output.positions import path
from mes_cli.output.speech import Result, Speech, closing, labelled

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
