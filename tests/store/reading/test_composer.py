"""The composer over either parser: the same trees, the same findings."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mes_cli.finding import Severity
from mes_cli.model.settings import Limits
from mes_cli.store.reading.composer import PARSE, compose, in_c, pure
from mes_cli.store.reading.tree import ListNode, MapNode, Node, Tree

LIMITS = Limits()


def plain(node: Node | None) -> Any:
    """Give a tree as lists and pairs, with the place of each scalar that has one."""
    if node is None:
        return None
    if isinstance(node, MapNode):
        return [(plain(key), plain(value)) for key, value in node.pairs]
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    return str(node) and (str(node), node.start_mark.line, node.start_mark.column)


def both(text: str) -> tuple[Tree, Tree]:
    return tuple(compose(text, "a.yaml", LIMITS.depth, parser) for parser in (in_c, pure))  # type: ignore[return-value]


def depth(tree: Node | None) -> int:
    if isinstance(tree, MapNode):
        return 1 + max((depth(value) for _, value in tree.pairs), default=0)
    if isinstance(tree, ListNode):
        return 1 + max((depth(item) for item in tree.items), default=0)
    return 0


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a: {b: 2:30, c: http://x.org/?d=e:f}\n", ["2:30", "http://x.org/?d=e:f"]),
        ("a: [2:30, 'b:c', d::e]\n", ["2:30", "b:c", "d::e"]),
        ('a: [why?, why ?, "why?", a?b]\n', ["why?", "why ?", "why?", "a?b"]),
    ],
)
def test_words_between_brackets_may_have_colons_and_question_marks(
    text: str, values: list[str]
) -> None:
    for tree in both(text):
        assert tree.findings == []
        assert isinstance(tree.root, MapNode)
        (_, inner) = tree.root.pairs[0]
        found = inner.items if isinstance(inner, ListNode) else [
            value for _, value in inner.pairs  # type: ignore[union-attr]
        ]  # fmt: skip
        assert found == values
        marks = [(it.start_mark.column, it.end_mark.column) for it in found]
        assert [text[first:last].strip("'\"") for first, last in marks] == values


def test_what_remains_wrong_beside_a_colon_between_brackets_is_found() -> None:
    assert [(f.code, f.at.line) for f in both("a: [2:30, b\nc: d\n")[0].findings] == [
        ("unclosed-bracket", 1)
    ]


def test_libyaml_reads_where_it_is_installed() -> None:
    assert PARSE is in_c


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\n",
        "a:\n  - b\n  - c: d\n    e: f\n",
        "a: |\n  text\n  more\nb: >-\n  folded\n  text\n",
        "a: 'it''s'\nb: \"caf\\u00e9\"\n",
        "a: {b: [c, d], e: }\n",
        "# comment\na: b # comment\n",
        "a: é日本\nb: 😀 x\nc: d\n",
        "- \n- a\n",
        "a:\n\n\nb: c\n",
        "\ufeffa: b\n".removeprefix("\ufeff"),
        "a: - b\n",
        "a: b: c\n",
        "a: [b\n",
        'a: "b\n',
        "a: 'b\n",
        "a\n",
        "a: b\nc\n",
        "a: b\n c: d\n",
        "a:\n\tb: c\n",
        "\ta: b\n",
        "a: @b\n",
        "a: `b\n",
        "a: %b\n",
        "a: *b\n",
        "a: &b\n",
        "a: &b c\n",
        "a: !b c\n",
        "a: !<b c\n",
        "a: ]\n",
        "a: }\n",
        "? a\n",
        "? [a]\n: b\n",
        "<<: {a: b}\n",
        "%YAML 1.1\n---\na: b\n",
        "%YAML 9\n---\na: b\n",
        "%TAG ! x\n---\na: b\n",
        "%X\n---\na: b\n",
        "a: b\n---\nc: d\n",
        "a: b\n...\nc: d\n",
        "a: b\n---\n",
        "",
        "---\n",
        "...\n",
        "- a\nb: c\n",
        "a: |\n text\n  text\n text\n",
        "a: |x\n  text\n",
        'a: "\\q"\n',
        'a: "\\x4"\n',
        "a: b\n- c\n",
        ": a\n",
        ": : a\n",
        "a : b\n",
        "{a: b\n",
        "[a, b]]\n",
        "a: 'it's here'\n",
        "a: ? b\n",
        "a: 'b' c\n",
        "a: [b] c\n",
    ],
)
def test_both_parsers_say_the_same(text: str) -> None:
    fast, slow = both(text)

    assert fast.findings or plain(fast.root) == plain(slow.root)
    assert [(f.code, f.at.line) for f in fast.findings] == [
        (f.code, f.at.line) for f in slow.findings
    ]


@pytest.mark.parametrize(
    "text",
    ['a: "\\ud800"\n', 'a: "\\U00110000"\n', 'a: "\\UFFFFFFFF"\n',
     f"%YAML {'1' * 5000}.1\n---\na: b\n", 'a: "\\e[31m"\n'],
)  # fmt: skip
def test_both_parsers_refuse_what_no_text_may_hold(text: str) -> None:
    for tree in both(text):
        assert [f.severity for f in tree.findings] == [Severity.ERROR]


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", ": ", "{a: ", "[[", "- ["])
def test_depth_is_bounded_before_it_hurts(opening: str) -> None:
    fast, slow = both(opening * 3000)

    assert depth(fast.root) <= LIMITS.depth
    assert fast.findings
    assert slow.findings


def test_the_last_allowed_level_is_read() -> None:
    most = LIMITS.depth - 1

    assert compose(f"a: {'[' * most}{']' * most}\n", "a.yaml", LIMITS.depth).findings == []
    assert (
        compose(f"a: {'[' * (most + 1)}{']' * (most + 1)}\n", "a.yaml", LIMITS.depth).root is None
    )


def test_a_file_of_nothing_but_faults_is_not_read_to_its_end() -> None:
    tree = compose("a:\n" + "- &b c\n" * 5000, "a.yaml", LIMITS.depth)

    assert tree.root is None
    assert len(tree.findings) == 100


def test_one_file_never_changes_the_meaning_of_the_next() -> None:
    compose("%TAG ! tag:x,2000:\n---\na: b\n", "a.yaml", LIMITS.depth)

    assert plain(compose("a: no\nb: 0777\n", "b.yaml", LIMITS.depth).root) == [
        (("a", 0, 0), ("no", 0, 3)), (("b", 1, 0), ("0777", 1, 3)),
    ]  # fmt: skip


words = st.sampled_from(["name", "café", "no", "01000", "a b", "it's", "2:30", "#x", "[", "日本"])
trees = st.recursive(
    words,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(words, inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


def written(value: object, indent: int) -> Iterator[str]:
    """Write a tree by hand, in block style, every text between quotes."""
    margin = "  " * indent
    if isinstance(value, dict):
        for key, item in value.items():
            yield f"{margin}{quoted(key)}:"
            yield from after(item, indent)
    elif isinstance(value, list):
        for item in value:
            yield f"{margin}-"
            yield from after(item, indent)
    else:
        yield f"{margin}{quoted(str(value))}"


def after(value: object, indent: int) -> Iterator[str]:
    if isinstance(value, str):
        yield f" {quoted(value)}\n"
    else:
        yield "\n"
        yield from written(value, indent + 1)


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(words, trees, min_size=1, max_size=3))
def test_both_parsers_read_what_was_written(data: dict[str, object]) -> None:
    fast, slow = both("".join(written(data, 0)))

    assert fast.findings == slow.findings == []
    assert plain(fast.root) == plain(slow.root)


ROOT = Path(__file__).parents[3]


def records() -> list[Path]:
    """The files of the examples, and those that hold every mistake."""
    folders = (ROOT / "examples", ROOT / "tests/mistakes/register")
    return [path for folder in folders for path in sorted(folder.rglob("*.yaml"))]


def marked(node: Node) -> Any:
    """Give a tree with all its marks."""
    ends = [(it.line, it.column, it.index) for it in (node.start_mark, node.end_mark)]
    if isinstance(node, MapNode):
        return [ends, *((marked(key), marked(value)) for key, value in node.pairs)]
    if isinstance(node, ListNode):
        return [ends, *(marked(item) for item in node.items)]
    return [ends, str(node), node.style or ""]


def test_both_parsers_read_whole_records_alike_and_mark_the_same_places() -> None:
    paths = records()
    assert len(paths) > 100
    for path in paths:
        fast, slow = both(path.read_text("utf-8"))

        assert [(f.code, f.at.line) for f in fast.findings] == [
            (f.code, f.at.line) for f in slow.findings
        ], path
        # One may go on where the other gives up: a file with a fault of form is not counted.
        if not any(f.severity is Severity.ERROR for f in fast.findings):
            assert [marked(it.root) for it in (fast,) if it.root] == [
                marked(it.root) for it in (slow,) if it.root
            ], path
