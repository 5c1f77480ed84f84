"""A file as it may be shown: where its values stand, and what of it is private.

Private and unknown values are removed from a line before it is shown.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache

from mes_cli.finding import Place
from mes_cli.language.folding import SuggestionBudget, near, without_accents
from mes_cli.language.vocabulary import IDENTITIES_FILES, SETTINGS_FILE, Vocabulary
from mes_cli.model import Initiative, Settings, models
from mes_cli.model.record import Part
from mes_cli.model.settings import Identities
from mes_cli.model.shape import Slot, shape
from mes_cli.store.reading.composer import compose
from mes_cli.store.reading.folders import folders
from mes_cli.store.reading.load import RegisterSource, content_of
from mes_cli.store.reading.naming import (
    OPENLY,
    PUBLISHING,
    follow,
    keys,
    may_show,
    tells_who,
)
from mes_cli.store.reading.origin import decode
from mes_cli.store.reading.tree import ListNode, MapNode, Node, is_scalar, leaves

#: What stands for private words on a line that is shown.
MASK = "…"
_LONGEST_LINE = 200
#: How many lines above a line are looked at for the fields that enclose it.
_FARTHEST = 2000

_FIELD = re.compile(r"(\s*(?:- )*)([^\W\d][\w-]*)[ \t]*:(?=\s|$)")
_BARE = re.compile(r"(\s*(?:- )*)([^\W\d][\w-]*)(?=\s|$)")
_INNER = re.compile(r"[{,]\s*([^\W\d][\w-]*)[ \t]*:(?=\s|$)")
# No name of a field is longer; a longer word may end in one.
_NAMED = re.compile(r"([^\W\d][\w-]{0,63}+)[ \t]*+:(?=\s|$)")
_WORD = re.compile(r"[\w-]+")
#: What stands behind the field by which the name of an initiative may be published.
_OPENLY = re.compile(rf"""['"]?\s*:\s*['"]?(?:{"|".join(OPENLY)})['"]?\s*(?:$|[,}}#])""")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")
# A text between quotes that goes on in the next line.
_OPEN = re.compile(r"""(?:[:,-]\s+|[\[{]\s*)(?:"(?:[^"\\]|\\.)*|'(?:[^']|'')*)$""")


class Page:
    """A file that has findings: its lines, its tree, and what of it is private."""

    def __init__(self, file: str, reading: RegisterSource) -> None:
        self.file = file
        self.words: Vocabulary = reading.words
        limits = reading.settings.limits
        self.model: type[Part] | None = model_of(file, reading)
        self.lines: list[str] = []
        self.root: Node | None = None
        content = content_of(reading, file, limits.file_size)
        if isinstance(content, bytes):
            text, _ = decode(content, file)
            self.lines = text.replace("\r\n", "\n").split("\n")
            self.root = compose(text, file, limits.depth).root
        #: It holds an initiative whose name is not to be published.
        is_initiative = self.model is not None and issubclass(self.model, Initiative)
        self.unnamed = is_initiative and any(map(_asks_for_silence, self.lines))
        self.masks: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self.ends: dict[int, int] = {}
        self.masked = False
        self.left = SuggestionBudget()
        self.excerpts: dict[int, str] = {}

    def records(self) -> Iterator[MapNode]:
        """Give the records of the file."""
        nodes = self.root.items if isinstance(self.root, ListNode) else [self.root]
        yield from (node for node in nodes if isinstance(node, MapNode))

    def place(self, place: Place) -> Place:
        """Give a place its line, its column and an excerpt."""
        if not place.line:
            place = self.found(place)
        return place._replace(excerpt=self.excerpt(place.line))

    def found(self, place: Place) -> Place:
        """Look a place up; what is not there is found in what encloses it."""
        node: Node | None = self.root
        if place.item is not None and isinstance(node, ListNode):
            node = node.items[place.item] if place.item < len(node.items) else None
        if node is None or self.model is None:
            return place._replace(line=1, column=1, width=0)
        target, whole = follow(node, self.model, place.loc, self.words, on_key=place.on_key)
        start, end = target.start_mark, target.end_mark
        width = end.column - start.column if end.line == start.line else 0
        if not width and is_scalar(target):
            width = 1
        return place._replace(
            line=start.line + 1, column=start.column + 1, width=0 if whole else width
        )

    def mask_all(self) -> None:
        """Note what is private in the file, when the first line of it is asked for."""
        if not self.masked and self.model is not None and self.root is not None:
            for record in self.records():
                self.mask(record, self.model)
        self.masked = True

    def mask(self, node: MapNode, model: type[Part], *, hidden: bool = False) -> None:
        """Note where private and unknown values stand."""
        table = keys(self.words.language, model)
        for key, value in node.pairs:
            slot = table.get(key)
            if slot is None and (hidden or " " in key or not may_show(key, self.left.among(table))):
                # Behind a first word there may be a value that only lacks its colon.
                self.hide(key)
            else:
                self.reach(key)
            self.cover(value, slot, hidden=hidden or slot is None or self.secret(slot))

    def secret(self, slot: Slot) -> bool:
        """Tell whether what a field says stays out of all that is printed."""
        return slot.hidden or (self.unnamed and tells_who(slot))

    def cover(self, value: Node, slot: Slot | None, *, hidden: bool) -> None:
        """Note what may be seen of the value of a field."""
        for part in value.items if isinstance(value, ListNode) else [value]:
            if slot is not None and slot.map_key is not None and isinstance(part, MapNode):
                for key, inner in part.pairs:
                    self.hide(key) if hidden else self.reach(key)
                    self.cover(inner, slot.entry, hidden=hidden)
            elif slot is not None and slot.part is not None and isinstance(part, MapNode):
                self.mask(part, slot.part, hidden=hidden)
            elif hidden or (slot and slot.part and not slot.alone and _keeps(slot.part)):
                for word in leaves(part):
                    self.hide(word)
            else:
                self.reach(part)

    def reach(self, node: Node) -> None:
        """Note how far a line is known; behind that there are only comments."""
        end = node.end_mark
        for line in range(node.start_mark.line, end.line + 1):
            width = end.column if line == end.line else len(self.lines[line])
            self.ends[line] = max(self.ends.get(line, 0), width)

    def hide(self, node: Node) -> None:
        """Take a value out of all lines that it stands on."""
        start, end = node.start_mark, node.end_mark
        for line in range(start.line, min(end.line + 1, len(self.lines))):
            first = start.column if line == start.line else 0
            last = end.column if line == end.line else len(self.lines[line])
            if first < last:
                self.masks[line].append((first, last))
                self.ends[line] = max(self.ends.get(line, 0), last)

    def harmless(self, number: int) -> bool:
        """Tell whether a line of a file without a tree may be shown.

        Its field, and all those that enclose it by their indentation, must be known and
        none of them private; so must those within the line.
        """
        said = self.lines[number]
        # A line without a colon begins with the name of its field; else it is unknown.
        own = _FIELD.match(said) or _BARE.match(said)
        if own is None:
            return False
        chain: list[str] = []
        indent: int | None = None
        farthest = max(number - _FARTHEST, 0)
        for above in range(number, farthest - 1, -1):
            found = own if above == number else _FIELD.match(self.lines[above])
            if found is None or (indent is not None and len(found[1]) >= indent):
                continue
            chain.insert(0, found[2])
            indent = len(found[1])
            # A list may stand as far left as the field that it belongs to.
            if not self.lines[above][:1].isspace() and self.lines[above][:1] != "-":
                break
        else:
            if farthest:
                return False
        part, table = self.model, dict[str, Slot]()
        for name in chain:
            table = dict(keys(self.words.language, part)) if part is not None else {}
            slot = table.get(name)
            if slot is None or self.secret(slot):
                return False
            part = slot.part
        within = table | dict(keys(self.words.language, part) if part is not None else {})
        inner = [within.get(name) for name in _INNER.findall(said)]
        # A word may begin another field although nothing parts it from the text before.
        inner += [within[name] for name in _NAMED.findall(said) if name in within]
        return number <= self.opened and not any(s is None or self.secret(s) for s in inner)

    @cached_property
    def opened(self) -> int:
        """The first line with a text between quotes that goes on in the next one."""
        opened = (number for number, line in enumerate(self.lines) if _OPEN.search(line))
        return next(opened, len(self.lines))

    def excerpt(self, line: int) -> str:
        """Give a line as it may be shown; an empty text if that cannot be told."""
        if line not in self.excerpts:
            self.excerpts[line] = self.shown(line - 1)
        return self.excerpts[line]

    def shown(self, number: int) -> str:
        """Remove private and unknown values from a line."""
        if not 0 <= number < len(self.lines):
            return ""
        if self.root is None:
            # A comment may say anything.
            said = _COMMENT.sub("", self.lines[number])
            return said[:_LONGEST_LINE].rstrip() if self.harmless(number) else ""
        self.mask_all()
        if number not in self.ends:
            return ""
        text = self.lines[number]
        end = self.ends[number]
        end += len(text[end:]) - len(text[end:].lstrip("]}, "))
        shown = list(text[: min(end, _LONGEST_LINE)])
        for first, last in sorted(self.masks.get(number, ())):
            if first >= len(shown):
                break
            # As wide as what it hides, so that the marks below stay in their columns.
            shown[first:last] = MASK.ljust(min(last, len(shown)) - first)
        return "".join(shown).rstrip()


def _asks_for_silence(line: str) -> bool:
    """Tell whether a line may ask, however it is spelt, for a name not to be published."""
    return any(
        _is_like_publishing(word[0]) and not _OPENLY.match(line, word.end())
        for word in _WORD.finditer(line)
    )


@lru_cache(4096)
def _is_like_publishing(word: str) -> bool:
    return near(without_accents(word), PUBLISHING) is not None


def model_of(file: str, reading: RegisterSource) -> type[Part] | None:
    """Give the model of what a file holds; None for a file without records."""
    if file == SETTINGS_FILE:
        return Settings
    if file in IDENTITIES_FILES:
        return Identities
    kind = folders(reading.words).get(file.partition("/")[0])
    return models(reading.settings)[kind] if kind else None


@cache
def _keeps(part: type[Part]) -> bool:
    """Tell whether a part has something that only the keeper may see."""
    slots = shape(part).slots.values()
    return any(s.hidden or (s.part and _keeps(s.part)) for s in slots)
