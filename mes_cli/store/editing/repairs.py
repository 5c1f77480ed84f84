"""What a fix does to the text of a file that can be read.

All fixes of a file are put in at once, then the file is read again and compared with what was
meant. Where it says anything else, half of them are tried, then the other half: a fix that does
not do what it says keeps no other one from being made.
"""

import re
from dataclasses import dataclass, field

from mes_cli.finding import Edit, Fix, Place, Word
from mes_cli.store.editing.spans import Splice, line_start, spliced
from mes_cli.store.reading.composer import compose
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.tree import (
    ListNode,
    MapNode,
    Node,
    ScalarNode,
    Tree,
    inside,
    is_scalar,
    is_sentence,
    said,
)

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# A new word goes where the old one stood, between its quotes or without any.
_SAFE = re.compile(r"[\w][\w ./,%€:'’+-]*", re.ASCII)
_WORD = re.compile(r"[\w-]+")
#: What a plain text cannot begin with, or not without meaning something else.
SIGNS = "\"'[]{}>|*&!#?,-"


@dataclass(frozen=True, slots=True)
class WantedFix:
    """A fix, and the place where it is to be made."""

    at: Place
    fix: Fix


@dataclass(frozen=True, slots=True)
class _Made:
    """A fix as a change of the text, and what the nodes that it changes say then."""

    splice: Splice
    meant: dict[int, object]


@dataclass(slots=True)
class Repair:
    """A file that is to be repaired, and what stands where in it."""

    text: str
    file: str
    register: Reading
    tree: Tree = field(init=False)
    #: The nodes by the places where they begin, and the containers that hold them.
    nodes: dict[tuple[int, int], list[Node]] = field(init=False, default_factory=dict)
    parents: dict[int, MapNode | ListNode] = field(init=False, default_factory=dict)
    #: The plain texts by the lines on which they end.
    ends: dict[int, list[ScalarNode]] = field(init=False, default_factory=dict)
    #: The lists that were put in order, or could not be: each has a finding for each element.
    lists: set[int] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self.tree = self.composed(self.text)
        waiting = [self.tree.root] if self.tree.root is not None else []
        while waiting:
            node = waiting.pop()
            start = node.start_mark
            self.nodes.setdefault((start.line, start.column), []).append(node)
            if is_scalar(node) and not node.style:
                self.ends.setdefault(node.end_mark.line, []).append(node)
            parts = inside(node)
            if isinstance(node, MapNode | ListNode):
                self.parents |= dict.fromkeys(map(id, parts), node)
            waiting += parts

    def composed(self, text: str) -> Tree:
        """Read a text as this file."""
        return compose(text, self.file, self.register.register.settings.limits.depth)

    def made(self, wishes: list[WantedFix]) -> str | None:
        """Do what can be done to a file that can be read; None if that is nothing."""
        assert self.tree.root is not None
        found: list[_Made] = []
        end = len(self.text)
        for wish in sorted(wishes, key=lambda it: it.at.order, reverse=True):
            fix = self.fix(wish)
            # Of two that overlap the first waits for the next round.
            if fix is not None and fix.splice.end <= end:
                found.append(fix)
                end = fix.splice.start
        kept = self.agreed(found)
        return spliced(self.text, (it.splice for it in kept)) if kept else None

    def agreed(self, made: list[_Made]) -> list[_Made]:
        """Keep the fixes after which the file says what was meant, and nothing else."""
        if not made or self.does(made):
            return made
        if len(made) == 1:
            return []
        half = len(made) // 2
        first, second = self.agreed(made[:half]), self.agreed(made[half:])
        both = [*first, *second]
        return both if self.does(both) else first

    def does(self, made: list[_Made]) -> bool:
        """Tell whether the file says what was meant, and nothing else, after these fixes."""
        meant = {node: words for it in made for node, words in it.meant.items()}
        new = self.composed(spliced(self.text, (it.splice for it in made)))
        same = new.root is not None and not new.unsound
        return same and said(new.root) == said(self.tree.root, meant)

    def fix(self, wish: WantedFix) -> _Made | None:
        """Give the change of the text that a fix stands for; None where it cannot be made."""
        here = self.nodes.get((wish.at.line - 1, wish.at.column - 1), [])
        value = next((node for node in here if is_scalar(node)), None)
        match wish.fix.edit:
            case Edit.ORDER:
                return self.ordered(value) if value is not None else None
            case Edit.QUOTE:
                return next(filter(None, map(self.quoted, here)), None)
            case Edit.WHOLE:
                return self.whole(wish.at.line - 1, wish.at.column - 1)
            case Edit.LIST:
                return self.listed(value) if value is not None else None
            case _:
                text, words = wish.fix.text, self.register.words
                word = words.value(text.home, text.name).word if isinstance(text, Word) else text
                return self.replaced(value, str(word)) if value is not None else None

    def replaced(self, node: ScalarNode, word: str) -> _Made | None:
        """Replace a single value by a word, between its own quotes."""
        start, end = node.start_mark, node.end_mark
        if start.line != end.line or not _SAFE.fullmatch(word):
            return None
        first = self.text[start.index]
        quote = first if first in "\"'" else ""
        parent = self.parents.get(id(node))
        keys = [key for key, _ in parent.pairs] if isinstance(parent, MapNode) else []
        if (quote and quote in word) or (any(it is node for it in keys) and word in keys):
            return None
        splice = Splice(start.index, end.index, f"{quote}{word}{quote}")
        return _Made(splice, {id(node): word})

    def listed(self, node: ScalarNode) -> _Made | None:
        """Make a list of a single word; several words could be several elements."""
        if not _WORD.fullmatch(node):
            return None
        start, end = node.start_mark.index, node.end_mark.index
        return _Made(Splice(start, end, f"[{self.text[start:end]}]"), {id(node): ("[", str(node))})

    def quoted(self, node: Node) -> _Made | None:
        """Put a text between quotes that was taken for a field with its value."""
        if not is_sentence(node):
            return None
        assert isinstance(node, MapNode)
        start, end = node.start_mark.index, node.pairs[0][1].end_mark.index
        text = self.text[start:end]
        if text[0] in SIGNS or " #" in text:
            return None
        return _Made(Splice(start, end, between_quotes(text)), {id(node): text})

    def whole(self, line: int, column: int) -> _Made | None:
        """Put a text between quotes with the comment that cuts it off, which begins at a column."""
        before = [it for it in self.ends.get(line, ()) if it.end_mark.column <= column]
        node = max(before, key=lambda it: it.end_mark.column, default=None)
        if node is None or node.start_mark.line != line:
            return None
        sign = line_start(self.text, node.end_mark.index) + column
        if self.text[node.end_mark.index : sign + 1].strip(" \t") != "#":
            return None
        # Where nothing stands before the comment, it is all that was meant.
        start, end = node.start_mark.index if node else sign, self.text.find("\n", sign)
        text = self.text[start : end if end >= 0 else len(self.text)].rstrip()
        return _Made(Splice(start, start + len(text), between_quotes(text)), {id(node): text})

    def ordered(self, day: ScalarNode) -> _Made | None:
        """Put the elements of a list in order of the date that stands in one of them.

        Only where each element has lines of its own, and no comment between them could belong to
        the one or to the other.
        """
        item = self.parents.get(id(day))
        whole = self.parents.get(id(item))
        if not isinstance(item, MapNode) or not isinstance(whole, ListNode):
            return None
        if id(whole) in self.lists:
            return None
        self.lists.add(id(whole))
        name = next((key for key, value in item.pairs if value is day), None)
        days = [_day(it, name) for it in whole.items]
        blocks = self.blocks(whole.items)
        if blocks is None or "" in days or len(set(days)) != len(days):
            return None
        order = sorted(range(len(days)), key=days.__getitem__)
        parts = [self.text[start:end] for start, end in blocks]
        splice = Splice(blocks[0][0], blocks[-1][1], "".join(parts[n] for n in order))
        meant = ("[", *(said(whole.items[n]) for n in order))
        return _Made(splice, {id(whole): meant})

    def blocks(self, items: list[Node]) -> list[tuple[int, int]] | None:
        """The lines of each element, where it has them for itself alone; None elsewhere."""
        blocks: list[tuple[int, int]] = []
        for item in items:
            start = line_start(self.text, item.start_mark.index)
            alone = self.text[start : item.start_mark.index].strip() == "-"
            end = self.text.find("\n", _last(item).end_mark.index - 1) + 1
            # The last line needs an end that it can take with it.
            if not alone or (blocks and blocks[-1][1] != start) or not end:
                return None
            blocks.append((start, end))
        return blocks


def _day(item: Node, name: str | None) -> str:
    """Give the date of an element; empty where it has none in its plain form."""
    pairs = item.pairs if isinstance(item, MapNode) else []
    found = next((value for key, value in pairs if key == name), "")
    return str(found) if isinstance(found, ScalarNode) and _ISO.fullmatch(found) else ""


def _last(node: Node) -> Node:
    """Give the last single value inside a node."""
    while parts := inside(node):
        node = parts[-1]
    return node


def between_quotes(said: str) -> str:
    """Write a text between double quotes."""
    escaped = said.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
