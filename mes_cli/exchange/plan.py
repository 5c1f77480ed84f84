"""What an import would do, before it does anything; and who decides where two sides differ.

Nothing here knows a terminal: the command line asks, and so may a page.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from enum import StrEnum

from mes_cli.finding import Finding, Loc, Message, Place, Words, say
from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model.record import Part
from mes_cli.store.reading.phrases import describe
from mes_cli.store.reading.translation import Data


class ItemState(StrEnum):
    """What becomes of a record."""

    NEW = "new"
    CHANGED = "changed"
    CONFLICT = "conflict"  #: changed in the table, and meanwhile in the folder
    RENEWED = "renewed"  #: only the key by which it is known again is another one
    MISSING = "missing"  #: in the folder and no longer in the table
    REMOVED = "removed"  #: taken away


class KeptWords(StrEnum):
    """Whose words stay where the table and the folder differ."""

    MINE = "mine"  #: those of the table
    REGISTER = "register"  #: those of the folder


class Strategy(StrEnum):
    """What is done about conflicts where nobody is asked."""

    MINE = "mine"
    REGISTER = "register"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field, or an element of a list, that says something else in the table."""

    #: What people call the field.
    field: str
    old: str
    new: str
    #: Where it stands in the record: an element of a list has its position there.
    path: Loc
    #: What the record would say; None takes the field or the element away.
    value: object = None
    #: The folder changed there as well: somebody decides. Others are made anyway.
    contested: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something cannot be read in, and where."""

    spot: str
    message: Message
    help: Message | None = None


@dataclass(slots=True)
class Item:
    """One record in a plan: new, or different from what the register says."""

    state: ItemState
    kind: str
    #: Its id; empty where it becomes an element of a list.
    code: str
    label: str
    #: What it says; for a record of the folder, before the changes.
    data: Data
    #: Where it stands; None for a new one.
    place: Place | None = None
    changes: list[FieldChange] = field(default_factory=list)
    #: The file that a new one goes to.
    file: str = ""
    #: It becomes an element of a list.
    listed: bool = False
    #: Where it was read.
    spot: str = ""
    #: Where its fields were read, by their paths.
    spots: dict[Loc, str] = field(default_factory=dict)
    #: *data* has another key than the folder, by which the row is known again.
    renews: bool = False

    @property
    def result(self) -> Data:
        """What the record says after all changes."""
        return applied(self.data, self.changes)

    def decided(self, sides: Mapping[int, KeptWords]) -> "Item | None":
        """This record with its conflicts settled; None where nothing is left to change.

        *sides* says, by the number of the change, whether the table or the register wins. A
        contested change that it does not name is not made.
        """
        accepted = [
            it
            for number, it in enumerate(self.changes)
            if not it.contested or sides.get(number) is KeptWords.MINE
        ]
        if accepted or self.renews:
            state = ItemState.CHANGED if accepted else ItemState.RENEWED
            return replace(self, state=state, changes=accepted)
        return None


@dataclass(slots=True)
class Plan:
    """All that an import would do."""

    items: list[Item] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    #: What is left out on purpose, and how often.
    left_out: dict[Message, int] = field(default_factory=dict)
    #: New records are among those that have problems.
    refused: bool = False
    #: What is to be known besides.
    notes: list[Message] = field(default_factory=list)

    def of(self, state: ItemState) -> list[Item]:
        """The records of one state."""
        return [item for item in self.items if item.state is state]

    def leave(self, reason: Message, times: int = 1) -> None:
        """Count rows that are left out on purpose."""
        self.left_out[reason] = self.left_out.get(reason, 0) + times

    def problem(self, spot: str, message: Message, help: Message | None = None) -> None:  # noqa: A002
        """Say why something cannot be read in; the same is said once."""
        if (found := Problem(spot, message, help)) not in self.problems[-1:]:
            self.problems.append(found)

    @property
    def writable(self) -> bool:
        """Tell whether it may be carried out as it is."""
        return not self.problems and not self.of(ItemState.CONFLICT)

    @property
    def changing(self) -> list[Item]:
        """The records that would be written or taken away."""
        return [item for item in self.items if item.state is not ItemState.MISSING]

    def decide(self, item: Item, sides: Mapping[int, KeptWords]) -> None:
        """Settle a conflict, change by change."""
        at = self.items.index(item)
        settled = item.decided(sides)
        self.items[at : at + 1] = [settled] if settled else []
        self.unchanged += settled is None

    def settle(self, strategy: Strategy) -> None:
        """Settle all conflicts in one way; to refuse leaves them."""
        if strategy is Strategy.REFUSE:
            return
        for item in self.of(ItemState.CONFLICT):
            self.decide(item, dict.fromkeys(range(len(item.changes)), KeptWords(strategy)))

    def remove(self, item: Item) -> None:
        """Take a record away that is no longer in the table."""
        self.items[self.items.index(item)] = replace(item, state=ItemState.REMOVED)


def state_of(changes: Iterable[FieldChange]) -> ItemState:
    """What becomes of a known record: without any change only its import key is another one."""
    found = list(changes)
    if any(change.contested for change in found):
        return ItemState.CONFLICT
    return ItemState.CHANGED if found else ItemState.RENEWED


def applied(old: Data, changes: Iterable[FieldChange]) -> Data:
    """Give a record after some changes; elements of lists keep the places that *old* has.

    >>> change = FieldChange("", "", "", ("sessions", 0), None)
    >>> applied({"sessions": [{"hours": "2h"}, {"hours": "1h"}]}, [change])
    {'sessions': [{'hours': '1h'}]}
    """
    data = deepcopy(old)
    gone: dict[str, list[int]] = {}
    for change in changes:
        match change.path:
            case (str(name), int(at)) if change.value is None:
                gone.setdefault(name, []).append(at)
            case (str(name), int(at)):
                elements = _elements(data, name)
                elements[at : at + 1] = [change.value]
            case (str(name), int(at), *names):
                element = _elements(data, name)[at]
                assert isinstance(element, dict)
                put(element, map(str, names), change.value)
            case names:
                put(data, map(str, names), change.value)
    for name, places in gone.items():
        elements = _elements(data, name)
        for at in sorted(places, reverse=True):
            del elements[at]
        if not elements:
            del data[name]
    return data


def _elements(data: Data, name: str) -> list[object]:
    found = data.setdefault(name, [])
    assert isinstance(found, list)
    return found


def put(data: Data, names: Iterable[str], value: object) -> None:
    """Let a record say *value* in a field; None takes the field away."""
    *way, last = names
    for name in way:
        if value is None and name not in data:
            return
        inner = data.setdefault(name, {})
        assert isinstance(inner, dict)
        data = inner
    if value is None:
        data.pop(last, None)
    else:
        data[last] = value


def spot_of(spots: Mapping[Loc, str], loc: Loc, otherwise: str) -> str:
    """Where a field was read, or the nearest one that encloses it."""
    for end in range(len(loc), 0, -1):
        if loc[:end] in spots:
            return spots[loc[:end]]
    return next((spot for path, spot in spots.items() if path[: len(loc)] == loc), otherwise)


def problem_of(finding: Finding, spot: str, model: type[Part], words: Vocabulary) -> Problem:
    """Say what is wrong with a cell; where only some words may stand there, they are named."""
    slot, _, _ = describe(model, finding.at.loc)
    if finding.code == "missing-field":
        return Problem(spot, finding.message, say("fill in the cell"))
    if slot is None or slot.choices is None:
        return Problem(spot, finding.message, finding.help)
    own = (words.value(slot.choices.__name__, str(member)).word for member in slot.choices)
    return Problem(spot, finding.message, say("write one of {choices}", choices=Words(tuple(own))))
