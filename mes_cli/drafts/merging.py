"""Two changes of one record: what was meant here, and what its file says meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mes_cli.store.reading.translation import Data


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both sides changed, each in its own way; None where one of them has none."""

    name: str
    before: object
    mine: object
    theirs: object


@dataclass(slots=True)
class Merged:
    """A record that says what only one side changed; the rest waits for a decision."""

    data: Data
    conflicts: list[Conflict] = field(default_factory=list)
    #: Fields that were taken over from the file without a question.
    taken: list[str] = field(default_factory=list)


def merged(before: Data, mine: Data, theirs: Data, choices: Mapping[str, str]) -> Merged:
    """Bring two changes together, field by field.

    *choices* says for fields in conflict whether ``mine`` or ``theirs`` counts.
    """
    found = Merged({})
    for name in dict.fromkeys((*theirs, *mine, *before)):
        old, my, their = before.get(name), mine.get(name), theirs.get(name)
        value = my
        if their not in (my, old):
            if my == old:
                value = their
                found.taken.append(name)
            elif choices.get(name) in {"mine", "theirs"}:
                value = my if choices[name] == "mine" else their
            else:
                found.conflicts.append(Conflict(name, old, my, their))
        if value is not None:
            found.data[name] = value
    return found
