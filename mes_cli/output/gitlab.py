"""Findings as a code quality report of GitLab, which shows them in a merge request."""

from mes_cli.finding import Finding, Severity
from mes_cli.output.json import dump
from mes_cli.output.positions import marked, path
from mes_cli.output.speech import Result, Speech, labelled

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def gitlab(result: Result, speech: Speech) -> str:
    """Write a list of findings; the code opens the text, since GitLab does not show it."""
    return dump(
        [_finding(finding, mark, result, speech) for finding, mark in marked(result.printed)]
    )


def _finding(finding: Finding, mark: str, result: Result, speech: Speech) -> dict[str, object]:
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
