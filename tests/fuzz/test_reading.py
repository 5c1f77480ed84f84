"""Whatever stands in a file, reading it ends in records or in findings with a place."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mes_cli import checks
from mes_cli.finding import Finding
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import KINDS, Settings
from mes_cli.register import Register
from mes_cli.store.reading.folders import RecordFile
from mes_cli.store.reading.record_files import Contents, ReadingContext, read_file

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(ROOT.glob("examples/*/*/**/*.yaml"))
READERS = {
    language: ReadingContext(
        Settings.model_validate({"mes": "1", "name": "x", "keeper": "x", "language": language}),
        vocabulary(language),
    )
    for language in ("fr", "en")
}
#: What mutations put in: signs of YAML, odd characters, values that types refuse.
ODD = (
    b"\x00", b"\xff", b"\xef\xbb\xbf", b"\r", b"\t", b"\n", b"\xe2\x80\xae", b"&a ", b"*a",
    b"!!int ",
    b"<<: ", b"---\n", b"%YAML 1.1\n", b"? ", b"- " * 40, b"[" * 40, b"{a: " * 40, b'"\\ud800"',
    b"'", b'"', b"|\n", b">-\n", b"<<<<<<< x\n", b"1e9999999", b"9" * 400, b"0x" + b"f" * 90,
    b"2025-02-30", b"0000-01-01", b"-1", b"NaN", b"25:61", b"~", b"null", b": ", b" #", b"\xc2\xa0",
)  # fmt: skip


def read(content: bytes, kind: str, language: str) -> Contents:
    """Read one file that says something, and look at its records."""
    record_file = RecordFile(f"x/{kind}.yaml", kind)
    reader = READERS[language]
    drafted = ReadingContext(reader.settings, reader.words, {record_file.file: content or b"\n"})
    contents = read_file(record_file, drafted)
    register = Register(reader.settings, tuple(contents.entries), frozenset(contents.unread))
    contents.findings += checks.run(register)
    return contents


def placed(finding: Finding) -> bool:
    """Tell whether a finding has a place: a line, or the way to a value."""
    at = finding.at
    return bool(at.file) and ((at.line >= 1 and at.column >= 1) or at.line == 0)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(EXAMPLES), st.sampled_from(("fr", "en")), st.data())
def test_a_mutated_file_ends_in_records_or_findings(
    path: Path, language: str, data: st.DataObject
) -> None:
    content = path.read_bytes()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        piece = data.draw(st.sampled_from(ODD) | st.binary(max_size=4))
        content = content[:at] + piece + content[at + data.draw(st.integers(0, 6)) :]
    kind = data.draw(st.sampled_from(list(KINDS)))

    once, again = read(content, kind, language), read(content, kind, language)

    assert all(map(placed, once.findings))
    assert once.findings == again.findings
    assert [e.name for e in once.entries] == [e.name for e in again.entries]


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(list(KINDS)))
def test_any_bytes_end_in_records_or_findings(content: bytes, kind: str) -> None:
    assert all(map(placed, read(content, kind, "fr").findings))


@pytest.mark.parametrize("piece", ODD, ids=range(len(ODD)))
def test_what_is_odd_can_stand_anywhere(piece: bytes) -> None:
    content = EXAMPLES[0].read_bytes()
    victim = read(EXAMPLES[1].read_bytes(), "accompaniment", "fr").findings
    for at in range(0, len(content), 7):
        assert all(
            map(placed, read(content[:at] + piece + content[at:], "accompaniment", "fr").findings)
        )

    assert read(EXAMPLES[1].read_bytes(), "accompaniment", "fr").findings == victim
