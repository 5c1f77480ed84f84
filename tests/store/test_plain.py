"""The short way to read a file means what the other one means, or gives up."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mes_cli.finding import Severity
from mes_cli.model.settings import Limits
from mes_cli.store import plain, plainwords
from mes_cli.store.compose import compose
from mes_cli.store.nodes import Mapping, Node, Sequence
from mes_cli.store.text import all_plainly, decode, plainly

ROOT = Path(__file__).parents[2]
SUITE = json.loads((ROOT / "tests/cases/yaml-test-suite.json").read_text("utf-8"))
EXAMPLES = sorted(ROOT.glob("examples/*/**/*.yaml"))


def value(node: Node | None) -> object:
    """What a tree says, without its places; a key that comes twice is an error."""
    if isinstance(node, Mapping):
        keys = [key.value for key, _ in node.pairs]
        assert len(keys) == len(set(keys))
        return {key.value: value(it) for key, it in node.pairs}
    if isinstance(node, Sequence):
        return [value(it) for it in node.items]
    return node.value if node is not None else None


def agree(content: bytes) -> bool:
    """Tell whether the short way was taken; then both must say the same, and nothing be wrong."""
    text = plainly(content)
    if text is None:
        return False
    try:
        found = plain.read(text)
    except plainwords.NotPlain:
        return False
    decoded, faults = decode(content, "x.yaml")
    tree = compose(decoded, "x.yaml", Limits())
    assert [*faults, *tree.findings] == []
    assert value(tree.root) == found
    return True


def test_the_examples_are_plainly_written() -> None:
    assert [str(path) for path in EXAMPLES if not agree(path.read_bytes())] == []


def suite() -> Iterator[str]:
    yield from SUITE["cases"].values()


def test_the_suite_is_read_alike_or_not_at_all() -> None:
    taken = [text for text in suite() if agree(text.encode("utf-8", "surrogatepass"))]

    assert len(taken) > 10


TAKEN = (
    "a: b\n",
    "---\na: b\n",
    "a: b",
    "a:\nb: \n",
    "a: 2:30\nb: x#y\nc: d # e\n",
    "a: one\n  two\n  three\nb: c\n",
    "a: one\n\n  two\n\n\n  three\nb: c\n",
    "a:\n- b\n- c: d\n  e: f\n\n- g\n",
    "a:\n  - b\n  - c\n",
    "- a: b\n  c:\n    d: e\n- a: f\n",
    "a: |\n  x\n   y\n\n  z\n\nb: c\n",
    "a: |-\n  x\n\n",
    "a: >\n  x\n  y\n\n  z\n",
    "a: >-\n  x\n  y\nb: c\n",
    "a: 'it''s'\nb: 'x'  # y\nc: \"z\"\n",
    "a: 'one\n  two\n\n  three '\n",
    'a: "one\n  two \\\n  three\\\n  \\ four"\n',
    'a: "\\xE9t\\u00e9 \\"x\\" \\\\ \\n"\n',
    "a: [b, 'c', \"d, e\", 2:30]\nb: {c: d, e: 'f'}\nc: []\nd: {}\n",
    "a: [{b: c}, {d: e, f: g}]\n",
    "a: \u00ab\u00a0x\u00a0\u00bb\u202f!\n",
    "\ufeffa: b\r\nc: d\r\n",
    "# x\n\na: b\n  # y\nc: d\n",
)

LEFT = (
    "", "# x\n", "a\n", "a: b: c\n", "a: b\na: c\n", "a: b\n c: d\n", "a: *b\n", "a: &b c\n",
    "a: !b c\n", "? a\n: b\n", "a: b\n---\nc: d\n", "%YAML 1.1\n---\na: b\n", "a: - b\n",
    "a:\tb\n", "a: 'b\n", 'a: "\\q"\n', 'a: "\\x1b"\n', "a: [b, [c]]\n", "a: [b\n", "<<: a\n",
    "a: |\n   x\n  y\n", "a: |2\n  x\n", "a: |+\n  x\n\n", "- - a\n", "-\n  a: b\n", "a: b\n...\n",
    "<<<<<<< x\na: b\n", "a: \u200bb\n", "a: b\x00\n", "a: \ufffd\n", "- a\n b: c\n",
)  # fmt: skip


@pytest.mark.parametrize("text", TAKEN)
def test_what_people_write_is_read_in_the_short_way(text: str) -> None:
    assert agree(text.encode())


@pytest.mark.parametrize("text", LEFT)
def test_all_else_is_left_to_the_other_reader(text: str) -> None:
    assert not agree(text.encode())


PIECES = st.sampled_from(
    (
        *(
            "a",
            "bc",
            "no",
            "2:30",
            "12",
            "x y",
            " ",
            "  ",
            ": ",
            ":",
            "- ",
            "-",
            "#",
            " #",
            "'",
            '"',
        ),
        *("''", "\\", "\\\n", "\\n", "|", "|-", ">", ">-", "[", "]", "{", "}", ", ", ",", "&a"),
        *("*a", "!", "%", "---\n", "...", "?", "\u00e9", "\u00a0", "\t", "\r\n", "<<"),
        *("\n", "\n  ", "\n- ", "\n  - ", "\n    ", "\na: ", "\nb: ", "\n  c: ", "\n  - d: "),
    )
)


@settings(max_examples=1500, deadline=None)
@given(st.lists(PIECES, max_size=25))
def test_whatever_is_read_in_the_short_way_means_the_same(pieces: list[str]) -> None:
    agree("".join(("a: ", *pieces, "\n")).encode())


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(EXAMPLES), st.data())
def test_a_mutated_record_means_the_same(path: Path, data: st.DataObject) -> None:
    text = path.read_text("utf-8")
    at = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 3))
    agree(f"{text[:at]}{data.draw(PIECES)}{text[at + length :]}".encode())


def test_no_text_that_may_not_be_there_is_printable() -> None:
    doubtful = re.compile("[\u200b\u200e\u200f\u2060]")
    for code in range(0x110000):
        character = chr(code)
        if not 0xD800 <= code <= 0xDFFF and plainly(f"a{character}".encode()) is not None:
            _, found = decode(f"a{character}".encode(), "x")
            assert not found, hex(code)
            assert not doubtful.match(character)
            assert not any(it.severity is Severity.ERROR for it in found)


BITS = st.sampled_from(
    [b"a: b\n", b"\0", b"\r", b"\r\n", b"\n", b"\xef\xbb\xbf", b"\xe2\x80", b"\x99",
     "à\u00a0!".encode(), b"<<<", b"<<<<", "\u200b".encode(), "\ufffd".encode(), b"\x07", b"|"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.lists(BITS, max_size=4).map(b"".join), max_size=4))
def test_files_that_are_glanced_at_together_say_what_each_says(contents: list[bytes]) -> None:
    assert list(all_plainly(contents)) == [plainly(content) for content in contents]
