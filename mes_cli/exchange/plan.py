"""What an import would do, before it does anything."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mes_cli.finding import Loc, Message, Place

Data = dict[str, object]


class State(StrEnum):
    """What becomes of a record."""

    NEW = "new"
    CHANGED = "changed"
    CONFLICT = "conflict"  #: changed here, and meanwhile in the folder


@dataclass(frozen=True, slots=True)
class Change:
    """A field that gets another value."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something cannot be read in, and where."""

    spot: str
    message: Message
    help: Message | None = None


@dataclass(slots=True)
class Item:
    """A record that is new, or says something else than in the folder."""

    state: State
    kind: str
    #: Its id; nothing where it becomes an element of a list.
    code: str
    label: str
    data: Data
    #: Where it stands; nothing for a new one.
    place: Place | None = None
    changes: list[Change] = field(default_factory=list)
    #: The file that a new one goes to.
    file: str = ""
    #: It becomes an element of a list.
    listed: bool = False
    #: Where it was read.
    spot: str = ""
    #: Where its fields were read, by their paths.
    spots: dict[Loc, str] = field(default_factory=dict)


@dataclass(slots=True)
class Plan:
    """All that an import would do."""

    items: list[Item] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    #: What is left out on purpose, and how often.
    left_out: dict[Message, int] = field(default_factory=dict)

    def of(self, state: State) -> list[Item]:
        """The records of one state."""
        return [item for item in self.items if item.state is state]

    def leave(self, reason: Message) -> None:
        """Count a row that is left out on purpose."""
        self.left_out[reason] = self.left_out.get(reason, 0) + 1

    @property
    def writable(self) -> bool:
        """Tell whether it may be carried out as it is."""
        return not self.problems and not self.of(State.CONFLICT)


def put(data: Data, names: Iterable[str], value: object) -> None:
    """Let a record say *value* in a field; nothing takes the field away."""
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
