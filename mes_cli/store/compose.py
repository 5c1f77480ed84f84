"""From text to a tree: a flat composer over libyaml's events.

It has a stack of its own, no recursion and no constructor: the C composers die of a
deep file, and a file of 33 bytes keeps a round-trip loader busy for a minute. A fresh
parser reads each file, so that no file changes the meaning of the next. Whatever lies
outside the plain profile is a finding.
"""

from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.reader import Reader
from yaml.scanner import Scanner

from mes_cli.finding import Finding, Place
from mes_cli.model.settings import Limits
from mes_cli.store import complaints
from mes_cli.store.faults import profile as faults
from mes_cli.store.faults.text import escaped_character
from mes_cli.store.nodes import MOST_NODES, Mapping, Mark, Node, Scalar, Sequence
from mes_cli.store.text import forbidden

_MOST_FAULTS = 100


class PureParser(Reader, Scanner, yaml.parser.Parser):
    """PyYAML's own parser, for machines without libyaml: the same events, slowly."""

    def __init__(self, stream: str) -> None:
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)


def _parser() -> Any:
    """Give libyaml's parser where it is installed; ``yaml`` itself does not export it."""
    try:
        from yaml._yaml import CParser
    except ImportError:
        return PureParser
    return CParser


PARSER = _parser()


@dataclass(slots=True)
class Tree:
    """What one file says, and what kept it from saying more."""

    root: Node | None = None
    findings: list[Finding] = field(default_factory=list)
    #: Some values are not what they seem: validating the record would find faults that are none.
    holed: bool = False


class _Stop(Exception):  # noqa: N818 - it is no error of anybody
    """Nothing more of this file is worth reading."""


def compose(text: str, file: str, limits: Limits, parser: Any = None) -> Tree:
    """Read the tree of one file; never raises because of what the file says."""
    tree = Tree()
    try:
        _Composer(tree, file, limits).run((parser or PARSER)(text))
    except _Stop:
        tree.root = None
    except yaml.MarkedYAMLError as problem:
        tree.root = None
        tree.findings.append(complaints.finding(problem, text, file))
    except (yaml.YAMLError, ValueError, OverflowError):
        # The pure reader refuses characters that were let through, and the pure
        # scanner reads numbers out of escapes and directives.
        tree.root = None
        tree.findings.append(complaints.unreadable(file))
    return tree


class _Composer:
    def __init__(self, tree: Tree, file: str, limits: Limits) -> None:
        self.tree = tree
        self.file = file
        self.limits = limits
        self.stack: list[Mapping | Sequence] = []
        #: The name of a field whose value is still to come.
        self.key: Scalar | None = None
        self.nodes = 0

    def run(self, parser: Any) -> None:
        """Take the events one by one until the stream ends."""
        documents = 0
        while True:
            event = parser.get_event()
            kind = event.__class__
            if kind is yaml.ScalarEvent:
                self.scalar(event)
            elif kind is yaml.MappingStartEvent:
                self.open(Mapping(event.start_mark), event)
            elif kind is yaml.SequenceStartEvent:
                self.open(Sequence(event.start_mark), event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self.stack.pop().end_mark = event.end_mark
            elif kind is yaml.AliasEvent:
                self.alias(event)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                self.document(event, documents)
            elif kind is yaml.StreamEndEvent:
                return

    def document(self, event: Any, number: int) -> None:
        """Accept one document, without directives."""
        # The pure parser passes over directives that it does not know.
        if event.version or event.tags or event.start_mark.line != event.end_mark.line:
            self.found(faults.directive(self.at(event.start_mark)))
        if number > 1:
            self.found(faults.several_documents(self.at(event.start_mark, 3)))
            raise _Stop

    def open(self, node: Mapping | Sequence, event: Any) -> None:
        """Begin a container."""
        self.marked(event)
        if len(self.stack) >= self.limits.depth:
            self.found(faults.too_deep(self.at(event.start_mark), self.limits.depth))
            raise _Stop
        self.put(node, event)
        self.stack.append(node)

    def scalar(self, event: Any) -> None:
        """Take a single value."""
        if event.anchor or event.tag:
            self.marked(event)
            # The word was meant to be the value, which is not absent.
            self.tree.holed = self.tree.holed or not event.value
        if event.style == '"' and (name := forbidden(event.value)):
            self.found(escaped_character(self.at(event.start_mark), name))
        self.put(event, event)

    def alias(self, event: Any) -> None:
        """Take a reference to an anchor for a hole."""
        self.tree.holed = True
        self.found(faults.alias(self.at(event.start_mark, len(event.anchor) + 1)))
        event.value, event.style = "", None
        self.put(event, event)

    def marked(self, event: Any) -> None:
        """Refuse anchors and tags; the value itself is read."""
        if event.anchor:
            self.found(faults.anchor(self.at(event.start_mark, len(event.anchor) + 1)))
        if event.tag:
            self.found(faults.tag(self.at(event.start_mark, len(event.tag))))

    def put(self, node: Any, event: Any) -> None:
        """Give the node to the container that waits for it."""
        self.nodes += 1
        if self.nodes > MOST_NODES:
            self.found(faults.too_many_values(self.at(event.start_mark), MOST_NODES))
            raise _Stop
        if not self.stack:
            self.tree.root = node
            return
        parent = self.stack[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif self.key is None:
            self.begin(node)
        else:
            parent.pairs.append((self.key, node))
            self.key = None

    def begin(self, node: Any) -> None:
        """Take the name of a field, which is a word and nothing else."""
        if node.__class__ is Mapping or node.__class__ is Sequence:
            self.found(faults.field_name_not_text(self.at(node.start_mark)))
            raise _Stop
        if node.value == "<<":
            self.tree.holed = True
            self.found(faults.merge_key(self.at(node.start_mark, 2)))
        self.key = node

    def at(self, mark: Mark, width: int = 1) -> Place:
        """Give a place of this file."""
        return Place(self.file, line=mark.line + 1, column=mark.column + 1, width=width)

    def found(self, finding: Finding) -> None:
        """Keep a finding; a file that has too many is read no further."""
        self.tree.findings.append(finding)
        if len(self.tree.findings) >= _MOST_FAULTS:
            raise _Stop
