"""What a parser complains of, in the words of people, where the mistake was made."""

from collections.abc import Callable, Mapping

import pytest

from mes_cli.finding import Finding

Found = Callable[[Mapping[str, str | bytes]], list[Finding]]

MISTAKES = [
    ("name: 'L'atelier'\n", "apostrophe-in-quotes", "1:7"),
    ('name: "Atelier" bois\n', "unclosed-quote", "1:7"),
    ("name: Our garden: one\n", "colon-in-text", "1:17"),
    ("name Garden\nstage: idea\n", "missing-colon", "1:1"),
    ("name: Garden\nstage\nsummary: x\n", "missing-colon", "2:1"),
    ("name: Garden\n  stage: idea\n", "bad-indentation", "2:3"),
    ("contact:\n  name: x\n email: y\n", "bad-indentation", "3:2"),
    ("tags:\n  - one\n - two\n", "bad-indentation", "3:2"),
    ("name: - one\n", "reserved-character", "1:7"),
    ("name: ? one\n", "reserved-character", "1:7"),
    ("name: %done\n", "reserved-character", "1:7"),
    ("name: `done`\n", "reserved-character", "1:7"),
    ("name: *important*\n", "alias", "1:7"),
    ("name: Q&A\nstage: & co\n", "anchor", "2:8"),
    ("name: &co\nstage: idea\n", "anchor", "1:7"),
    ("name: !important\nstage: x\n", "tag", "1:7"),
    ("tags: [one, two\nname: x\n", "unclosed-bracket", "1:7"),
    ("tags: [one two: three\n", "unclosed-bracket", "1:7"),
    ("contact: {name: x\n", "unclosed-bracket", "1:10"),
    ("contact:\n\tname: x\n", "tab", "2:1"),
    ("summary: |\n\ttext\n", "tab", "2:1"),
    ('name: "C:\\path"\n', "unknown-escape", "1:10"),
    ("name: x\n...\nstage: idea\n", "several-documents", "3:1"),
]


@pytest.mark.parametrize(("text", "code", "place"), MISTAKES)
def test_a_mistake_of_writing_is_found_where_it_was_made(
    text: str, code: str, place: str, found: Found
) -> None:
    [finding] = found({"initiatives/garden.yaml": text})

    assert (finding.code, f"{finding.at.line}:{finding.at.column}") == (code, place)
