"""What forges and other programs read: each form keeps to the rules of its reader."""

import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from mes_cli.cli.findings_form import FORMATS
from mes_cli.finding import Finding, Place, Related, Severity, say
from mes_cli.language.catalogue import catalogue
from mes_cli.language.vocabulary import vocabulary
from mes_cli.output.speech import Result, Speech
from tests.findings import error, warning

SPEECH = Speech(catalogue("en"), vocabulary("en"))
AT = Place("initiatives/a,b:c%.yaml", ("name",), line=3, column=7, width=4)
HOSTILE = "</code>`x` ::error:: @all #12 | <b> &amp; \x1b[2J\n::warning:: ]]>"


def fault(at: Place = AT, text: str = HOSTILE) -> Finding:
    other = Related(Place("structures/é.yaml", line=1, column=2), say("the other one"))
    return error("no-date", at, say("`{found}` is no id", found=text),
                 say("write `{near}`", near="a%b"), related=(other,))  # fmt: skip


def result(*findings: Finding, **more: object) -> Result:
    whole = Result(findings, records=2, files=1, checks=3, headlines={"no-date": "x"}, prefix="r/")
    return replace(whole, **more)  # type: ignore[arg-type]


def test_an_annotation_is_one_line_and_its_properties_are_escaped() -> None:
    text = FORMATS["github"](result(fault()), SPEECH)

    command, closing, end = text.split("\n")
    assert command.startswith(
        "::error file=r/initiatives/a%2Cb%3Ac%25.yaml,line=3,col=7,endColumn=11,title=no-date::`"
    )
    assert "%0Ahelp: write `a%25b`%0A" in command
    assert closing == "1 finding: 1 error, 0 warnings"
    assert end == ""


def test_a_warning_without_marks_has_no_end_column() -> None:
    text = FORMATS["github"](result(warning("x", AT._replace(width=0), say("done"))), SPEECH)

    assert text.startswith("::warning file=")
    assert "endColumn" not in text


def test_code_quality_has_all_that_gitlab_requires() -> None:
    [row] = json.loads(FORMATS["gitlab"](result(fault()), SPEECH))

    assert row["check_name"] == "no-date"
    assert row["description"].startswith("no-date: ")
    assert row["severity"] in {"info", "minor", "major", "critical", "blocker"}
    assert row["location"] == {"path": "r/initiatives/a,b:c%.yaml", "lines": {"begin": 3}}
    assert re.fullmatch(r"[0-9a-f]{64}", row["fingerprint"])


def test_fingerprints_survive_edits_above_and_are_unique() -> None:
    def marks(*findings: Finding) -> list[str]:
        rows = json.loads(FORMATS["gitlab"](result(*findings), SPEECH))
        return [row["fingerprint"] for row in rows]

    [before] = marks(fault())
    moved = marks(fault(AT._replace(line=9, column=1)), fault(AT._replace(line=12)))

    assert moved[0] == before != moved[1]


def test_nothing_found_is_an_empty_report() -> None:
    assert json.loads(FORMATS["gitlab"](result(), SPEECH)) == []
    assert json.loads(FORMATS["sarif"](result(), SPEECH))["runs"][0]["results"] == []


@pytest.mark.parametrize(("strict", "failures"), [(False, "1"), (True, "2")])
def test_junit_fails_where_the_check_does(strict: bool, failures: str) -> None:  # noqa: FBT001
    found = result(fault(), warning("x", AT, say("done")), strict=strict)

    root = ET.fromstring(FORMATS["junit"](found, SPEECH))  # noqa: S314 - our own

    assert root.attrib == {"tests": "2", "failures": failures, "errors": "0"}
    assert len(root.findall(".//failure")) == int(failures)


def test_junit_of_a_clean_register_has_one_test_that_passes() -> None:
    root = ET.fromstring(FORMATS["junit"](result(), SPEECH))  # noqa: S314 - our own

    [case] = root.findall(".//testcase")
    assert case.attrib["name"] == "2 records, 3 checks, nothing to mend"
    assert list(case) == []


def test_junit_holds_only_what_xml_can() -> None:
    text = FORMATS["junit"](result(fault(text="a\ufffe\ud800b")), SPEECH)

    assert "\ufffe" not in text
    ET.fromstring(text)  # noqa: S314 - our own


def test_sarif_has_the_parts_that_its_schema_requires() -> None:
    document = json.loads(FORMATS["sarif"](result(fault()), SPEECH))

    [run] = document["runs"]
    [found] = run["results"]
    assert document["version"] == "2.1.0"
    assert run["tool"]["driver"]["rules"][found["ruleIndex"]]["id"] == found["ruleId"]
    assert found["level"] in {"none", "note", "warning", "error"}
    place = found["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "r/initiatives/a%2Cb%3Ac%25.yaml"
    assert place["region"] == {"startLine": 3, "startColumn": 7, "endColumn": 11}
    assert found["relatedLocations"][0]["physicalLocation"]["region"]["startColumn"] == 2


def test_markdown_takes_no_markup_from_a_record() -> None:
    text = FORMATS["markdown"](result(fault()), SPEECH)

    body = text.replace("<code>", "").replace("</code>", "").replace("<br>", "")
    assert not re.search(r"[<>@`|]", body)
    assert not re.search(r"(?<!&)#1|\[2J", body.replace("### ", ""))
    assert "<code>a%b</code>" in text


def test_every_form_ends_its_last_line_and_obeys_no_record() -> None:
    for name, form in FORMATS.items():
        text = form(result(fault(), fault()._replace(severity=Severity.WARNING)), SPEECH)
        assert text.endswith("\n"), name
        assert "\x1b" not in text, name
        assert not any(line.startswith("::warning:: ") for line in text.split("\n")), name


def test_narrow_screens_show_the_marked_words() -> None:
    line = "note: " + "x " * 60 + "culprit" + " y" * 60
    at = Place("a.yaml", line=3, column=line.index("culprit") + 1, width=7, excerpt=line)
    words = "these words go on behind the end of a narrow screen"

    text = FORMATS["human"](result(error("no-date", at, say(words)), width=44), SPEECH)

    lines = text.split("\n")
    assert max(map(len, lines)) <= 44
    excerpt, marks = next((a, b) for a, b in pairwise(lines) if "^" in b)
    assert excerpt[marks.index("^") : marks.rindex("^") + 1] == "culprit"


def test_the_schema_of_sarif_is_named(tmp_path: Path) -> None:
    assert json.loads(FORMATS["sarif"](result(), SPEECH))["$schema"].endswith("2.1.0.json")
