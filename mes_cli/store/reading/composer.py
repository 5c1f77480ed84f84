"""From YAML text to a syntax tree whose values know their places: one loop over parser events.

It has a stack of its own, no recursion and no constructor: the C composers die of a
deep file, and a file of 33 bytes keeps a round-trip loader busy for a minute. A fresh
parser reads each file, so that no file changes the meaning of the next. Whatever lies
outside the plain profile is a finding.

The events are those of ruamel.yaml: its parser in C where it is installed, else its pure one.
Both read YAML 1.1. The one in C is libyaml 0.1.7, which refuses a colon inside a plain word
between brackets, as in ``{hours: 2:30}`` or ``[https://example.org]``; both refuse a question
mark there. YAML 1.2 allows them, so they are set aside as characters that no record may hold, and
put back into the values.
"""

import re
from collections.abc import Callable
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from mes_cli.finding import Finding, Place, Severity
from mes_cli.store.reading import syntax
from mes_cli.store.reading.faults import fault
from mes_cli.store.reading.origin import decode, forbidden
from mes_cli.store.reading.tree import MOST_NODES, ListNode, MapNode, Mark, Node, ScalarNode, Tree

try:
    from _ruamel_yaml import CParser
except ImportError:  # there is no wheel of ruamel.yaml.clib for this Python
    CParser = None

#: Gives the next event of a text; the last one is the end of the stream.
Events = Callable[[], Any]

_COLON, _QUESTION = "\ufdd0", "\ufdd1"
# The sign comes first in the patterns, so that they are found fast.
_INNER_COLON = re.compile(
    r":(?<=[^\s,\[\]{}\"':]:)(?=[^\s,\[\]{}])|:(?<=::)(?=[^\s,\[\]{}:])", re.ASCII
)
_INNER_QUESTION = re.compile(r"\?(?<=[^\s,\[\]{}:?-]\?)|\?(?<=[^\s,\[\]{}:?-][ \t]\?)", re.ASCII)


def in_c(text: str) -> Events:
    """Parse with libyaml; a fresh parser for each text."""
    events: Events = CParser(text).get_event
    return events


def set_aside(text: str) -> str:
    """Write a text that may have brackets so that both parsers read the words between them."""
    if "[" not in text and "{" not in text:
        return text
    return _INNER_QUESTION.sub(_QUESTION, _INNER_COLON.sub(_COLON, text))


def put_back(value: str) -> str:
    """Give a value of a rewritten text as it was."""
    return value.replace(_COLON, ":").replace(_QUESTION, "?")


def pure(text: str) -> Events:
    """Parse without any library in C, about twenty times slower."""
    yaml = YAML(typ="safe", pure=True)
    yaml.version = (1, 1)  # as libyaml reads
    events: Events = yaml.parse(text).__next__
    return events


PARSE: Callable[[str], Events] = in_c if CParser is not None else pure


_MOST_FAULTS = 100

# Directives stand before everything but comments and empty lines.
_DIRECTIVES = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n|%[^\n]*(?:\n|\Z))*+", re.ASCII)
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)


class _Stop(Exception):  # noqa: N818 - control flow, not an error
    """Stop reading this file."""


def compose(text: str, file: str, depth: int, parse: Callable[[str], Events] = PARSE) -> Tree:
    """Read the tree of one file, of at most *depth* levels; never raises because of the text."""
    said = set_aside(text)
    rewritten = said != text
    tree, problem = _attempt(said, _Composer(file, depth, rewritten=rewritten), parse)
    if problem is not None and rewritten:
        # A tag may have a colon of its own, and is found whole in the text as it was.
        whole, complaint = _attempt(text, _Composer(file, depth, rewritten=False), parse)
        if complaint is None:
            return whole
    if problem is not None:
        tree.findings.append(_explained(syntax.fault_of(problem, text, file), text, file, parse))
    elif tree.root is not None:
        found = list(syntax.signs_in_tree(tree.root, text, file))
        tree.holed = tree.holed or any(it.severity is Severity.ERROR for it in found)
        tree.findings += found
    return tree


def _explained(fault: Finding, text: str, file: str, parse: Callable[[str], Events]) -> Finding:
    """Give the sign on the line of a fault that only looks like one of YAML, if it is the cause."""
    sign = syntax.sign_in_line(text, file, fault.at.line)
    if sign is None:
        return fault
    lines = text.split("\n")
    lines[fault.at.line - 1] = syntax.with_yaml_signs(lines[fault.at.line - 1])
    better = "\n".join(lines)
    _, problem = _attempt(better, _Composer(file, MOST_NODES, rewritten=False), parse)
    if problem is None or syntax.fault_of(problem, better, file).at.line > fault.at.line:
        return sign
    return fault


def _attempt(
    text: str, composer: "_Composer", parse: Callable[[str], Events]
) -> tuple[Tree, MarkedYAMLError | None]:
    """Read a tree as far as the parser goes, and give the complaint on which it ended."""
    tree, problem = composer.tree, None
    try:
        composer.run(parse(composer.without_directives(text)))
    except _Stop:
        pass
    except MarkedYAMLError as complaint:
        problem = complaint
    except (YAMLError, ValueError, OverflowError):
        # The pure parser refuses characters that were let through, and reads numbers out of
        # escapes.
        tree.findings.append(syntax.unreadable(composer.file))
    else:
        return tree, None
    tree.root, tree.partial = None, tree.root
    return tree, problem


def compose_bytes(content: bytes | Finding, file: str, depth: int) -> Tree:
    """Decode and read what a file holds, or keep the finding that it could not be opened."""
    if isinstance(content, Finding):
        return Tree(findings=[content])
    text, findings = decode(content, file)
    if any(it.severity is Severity.ERROR for it in findings):
        return Tree(findings=findings)
    tree = compose(text, file, depth)
    tree.findings[:0] = findings
    return tree


class _Composer:
    """Builds the tree of a file from the events of a parser."""

    def __init__(self, file: str, depth: int, *, rewritten: bool) -> None:
        self.tree = Tree()
        self.file = file
        self.depth = depth
        #: Signs of the text were set aside, and are put back into its values.
        self.rewritten = rewritten
        #: A document has begun.
        self.begun = False

    def run(self, next_event: Events) -> None:
        """Take the events one by one until the stream ends."""
        stack: list[MapNode | ListNode] = []
        parent: MapNode | ListNode | None = None
        key: ScalarNode | None = None  # the name of a field whose value is still to come
        nodes = 0
        while (event := next_event()).__class__ is not StreamEndEvent:
            kind = event.__class__
            if kind is MappingEndEvent or kind is SequenceEndEvent:
                stack.pop().end_mark = event.end_mark
                parent = stack[-1] if stack else None
                continue
            node = self.scalar(event) if kind is ScalarEvent else self.other(event, len(stack))
            if node is None:
                continue
            nodes += 1
            if nodes > MOST_NODES:
                self.found(fault("too-many-values", self.at(node.start_mark), most=MOST_NODES))
                raise _Stop
            if parent is None:
                self.tree.root = node
            elif isinstance(parent, ListNode):
                parent.items.append(node)
            elif key is None:
                key = self.key(node)
                continue
            else:
                parent.pairs.append((key, node))
                key = None
            if not isinstance(node, ScalarNode):
                stack.append(node)
                parent = node

    def other(self, event: Any, level: int) -> Node | None:
        """Take any event but a scalar, inside *level* containers; None if it makes no node."""
        kind = event.__class__
        if kind is AliasEvent:
            return self.alias(event)
        if kind is MappingStartEvent:
            return self.container(MapNode(event.start_mark), event, level)
        if kind is SequenceStartEvent:
            return self.container(ListNode(event.start_mark), event, level)
        if kind is DocumentStartEvent:
            if self.begun:
                self.found(fault("several-documents", self.at(event.start_mark, 3)))
                raise _Stop
            self.begun = True
        return None

    def without_directives(self, text: str) -> str:
        """Make comments of directives, which parsers understand differently; each is a finding."""
        beginning = _DIRECTIVES.match(text)
        if beginning is None or "%" not in beginning.group():
            return text
        for number, line in enumerate(beginning.group().split("\n"), 1):
            if line.startswith("%"):
                self.found(fault("directive", Place(self.file, line=number, column=1, width=1)))
        return _DIRECTIVE.sub("#", beginning.group()) + text[beginning.end() :]

    def container(self, node: MapNode | ListNode, event: Any, level: int) -> MapNode | ListNode:
        """Begin a mapping or a sequence inside *level* others."""
        if event.anchor or event.ctag:
            self.marked(event)
        if level >= self.depth:
            self.found(fault("too-deep", self.at(event.start_mark), most=self.depth))
            raise _Stop
        return node

    def scalar(self, event: Any) -> ScalarNode:
        """Take a single value."""
        text = ScalarNode(put_back(event.value) if self.rewritten else event.value)
        text.start_mark, text.end_mark = event.start_mark, event.end_mark
        text.style = style = event.style
        if event.anchor or event.ctag:
            self.marked(event)
            # The word was meant to be the value, which is not absent.
            self.tree.holed = self.tree.holed or not text
        if style == '"' and (name := forbidden(text)):
            self.found(fault("escaped-character", self.at(event.start_mark), name=name))
        return text

    def alias(self, event: Any) -> ScalarNode:
        """Put an empty text in place of an alias."""
        self.tree.holed = True
        self.found(fault("alias", self.at(event.start_mark, len(event.anchor) + 1)))
        hole = ScalarNode()
        hole.start_mark, hole.end_mark, hole.style = event.start_mark, event.end_mark, None
        return hole

    def marked(self, event: Any) -> None:
        """Refuse anchors and tags; the value itself is read."""
        if event.anchor:
            self.found(fault("anchor", self.at(event.start_mark, len(event.anchor) + 1)))
        if event.tag:
            self.found(fault("tag", self.at(event.start_mark, len(event.tag))))

    def key(self, node: Node) -> ScalarNode:
        """Take the name of a field; only a text can be one."""
        if not isinstance(node, ScalarNode):
            self.found(fault("field-name-not-text", self.at(node.start_mark)))
            raise _Stop
        if node == "<<":
            self.tree.holed = True
            self.found(fault("merge-key", self.at(node.start_mark, 2)))
        return node

    def at(self, mark: Mark, width: int = 1) -> Place:
        """Give a place of this file."""
        return Place(self.file, line=mark.line + 1, column=mark.column + 1, width=width)

    def found(self, finding: Finding) -> None:
        """Keep a finding; a file that has too many is read no further."""
        self.tree.findings.append(finding)
        if len(self.tree.findings) >= _MOST_FAULTS:
            raise _Stop
