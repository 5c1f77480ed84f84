"""A register in which more than a hundred mistakes are planted: each is one finding.

A comment ``# ! code`` says what is wrong on its line; ``+1`` says: on the next one. The folder
``mended`` holds the files as ``mes check --fix`` leaves them.
"""

import re
import shutil
from pathlib import Path

import pytest

from mes_cli import checks
from mes_cli.drafts.wording import help_in_form
from mes_cli.finding import Finding
from mes_cli.language.catalogue import catalogue
from mes_cli.language.vocabulary import vocabulary
from mes_cli.output.speech import Speech
from mes_cli.store.editing.fixes import drafts, mended, wishes
from mes_cli.store.reading.load import Reading, load
from mes_cli.store.reading.locate import locate
from mes_cli.store.reading.record_files import Drafts

HERE = Path(__file__).parent
REGISTER, MENDED = HERE / "register", HERE / "mended"
MARK = re.compile(r"# ! ([a-z-]+)(?: \+(\d+))?")

Mistake = tuple[str, int, str]


def files(root: Path) -> dict[str, bytes]:
    paths = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def read(drafts: Drafts | None = None) -> tuple[Reading, list[Finding]]:
    reading = load(REGISTER, None, drafts or {})
    return reading, locate([*reading.findings, *checks.run(reading.register)], reading)


def planted() -> list[Mistake]:
    found: list[Mistake] = [("initative/", 1, "misnamed-folder")]
    for file, content in files(REGISTER).items():
        for number, line in enumerate(content.decode().split("\n"), 1):
            if mark := MARK.search(line):
                found.append((file, number + int(mark[2] or 0), mark[1]))
    return sorted(found)


def test_each_mistake_is_one_finding_on_its_line() -> None:
    _, findings = read()

    assert sorted((f.at.file, f.at.line, f.code) for f in findings) == planted()


def test_there_are_many_mistakes_of_many_kinds() -> None:
    assert len(planted()) >= 140
    assert len({code for _, _, code in planted()}) >= 100


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_finding_says_how_to_mend_it(language: str) -> None:
    speech = Speech(catalogue(language), vocabulary("fr"))
    _, findings = read()

    for finding in findings:
        assert finding.help is not None, finding.code
        assert not {"{", "}"} & set(speech.say(finding.help).replace("`{`", "")), finding.code
        assert len(speech.say(finding.message)) > 10


@pytest.mark.parametrize("language", ["fr", "en"])
def test_forms_name_fields_by_their_labels(language: str) -> None:
    words, speech = vocabulary(language), Speech(catalogue(language), None)
    fields = [it for home in words.fields.values() for it in home.values()]
    labels = {it.label for home in words.values.values() for it in home.values()}
    keys = {it.key for it in fields} - {it.form_label for it in fields} - labels
    # Forms offer the names of fields and the words of lists: nothing is wrong with these.
    never = {"accented-field", "unknown-field", "accented-value", "unknown-value"}
    found = [f for f in read()[1] if f.code not in never]

    for finding in found:
        said = [speech.say(it) for it in (finding.message, help_in_form(finding)) if it]
        quoted = set(re.findall(r"`([^`]*)`", " ".join(said)))
        typed = {str(it) for it in finding.message.values.values()}
        assert not (quoted - typed) & keys, (finding.code, said)
        assert not re.search(r"mes\.yaml|fichier|\bfile|\d{4}-\d\d-\d\d", " ".join(said[1:])), said
    assert len(found) > 110


def test_a_slip_that_several_records_repeat_is_said_once() -> None:
    [slip] = [f for f in read()[1] if f.code == "unknown-reference"]

    assert [other.at.line for other in slip.related] == [2, 3]


def test_what_may_be_mended_is_and_nothing_else_is_touched(request: pytest.FixtureRequest) -> None:
    before = files(REGISTER)

    said = drafts(mended(read, lambda _: True))

    if request.config.getoption("--golden"):
        shutil.rmtree(MENDED, ignore_errors=True)
        for file, content in said.items():
            (MENDED / file).parent.mkdir(parents=True, exist_ok=True)
            (MENDED / file).write_bytes(content)
    assert dict(said) == files(MENDED), "run `pytest --golden`, then read the diff"
    assert files(REGISTER) == before


def test_a_mended_line_differs_only_where_it_was_wrong() -> None:
    before = files(REGISTER)
    for file, content in files(MENDED).items():
        old, new = before[file].split(b"\n"), content.split(b"\n")
        assert len(old) == len(new), file
        comments = [[line.partition(b"  #")[2] for line in text] for text in (old, new)]
        assert sorted(comments[0]) == sorted(comments[1]), file


def test_what_is_mended_is_not_found_again() -> None:
    _, before = read()
    register, after = read(files(MENDED))

    assert wishes(after, register) == {}
    assert {f.code for f in after if f.fix is not None} == {"money-form"}
    assert len(before) - len(after) >= 35


def test_mending_twice_changes_nothing_more() -> None:
    done = files(MENDED)

    def again(said: Drafts) -> tuple[Reading, list[Finding]]:
        return read({**done, **said})

    assert mended(again, lambda _: True) == {}
