"""Checks of initiatives: their names, their beginnings, their standings."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from mes_cli.finding import Edit, Fix, Mistake, Related, field, say
from mes_cli.language.folding import words
from mes_cli.model import Accompaniment, Initiative
from mes_cli.model.structure import Territory
from mes_cli.register import Entry, Register

#: How similar the names of two initiatives are that are probably one.
_ALIKE = 0.9
#: No name that is typed twice is longer; comparing long texts takes for ever.
_LONGEST = 200
#: Words that tell no initiative from another.
_EMPTY = frozenset(
    {
        "a",
        "l",
        "d",
        "le",
        "la",
        "les",
        "un",
        "une",
        "des",
        "du",
        "de",
        "et",
        "en",
        "au",
        "aux",
        "the",
        "of",
        "and",
        "association",
        "collectif",
    }
)


def accompaniment_before_initiative(register: Register) -> Iterator[Mistake]:
    """An accompaniment begins before its initiative was founded, by its own record.

    People are often accompanied before anything is founded. Then the record says so by
    having no date of creation, or a later stage; a date of creation after the first
    session is worth a second look.

    Bad::

        # initiatives/garden.yaml
        created: 2025-06-01
        # accompaniments/garden-2025.yaml
        started: 2025-03-01

    Good::

        # initiatives/garden.yaml
        created: 2025-03-01
    """
    for entry in register.entries_of(Accompaniment):
        for name in entry.record.initiatives:
            initiative = register.get(Initiative, name)
            created = initiative.record.created if initiative else None
            if initiative and created and entry.record.started < created:
                yield Mistake(
                    entry.at("started"),
                    say("the accompaniment begins before `{name}` exists", name=name),
                    say(
                        "correct one of the two dates; leave `{field}` out while nothing is"
                        " founded",
                        field=field("Initiative", "created"),
                    ),
                    related=(Related(initiative.at("created"), say("it exists from here on")),),
                )


def standing_out_of_order(register: Register) -> Iterator[Mistake]:
    """The standings of an initiative are not in order of date.

    They tell a story: first a beneficiary, then a member, perhaps an activist. Its
    steps are written in the order in which they came.

    Bad::

        standing:
          - since: 2025-01-01
            status: member
          - since: 2024-01-01
            status: beneficiary

    Good::

        standing:
          - since: 2024-01-01
            status: beneficiary
          - since: 2025-01-01
            status: member
    """
    for entry in register.entries_of(Initiative):
        steps = entry.record.standing
        for position, (before, after) in enumerate(pairwise(steps)):
            if after.since <= before.since:
                yield Mistake(
                    entry.at("standing", position + 1, "since"),
                    say(
                        "this step of {date} does not come after the one before it",
                        date=str(after.since),
                    ),
                    say("put the steps in order of date, each on a day of its own"),
                    related=(
                        Related(entry.at("standing", position, "since"), say("the one before")),
                    ),
                    fix=Fix(Edit.ORDER),
                )


def duplicate_initiative(register: Register) -> Iterator[Mistake]:
    """Two initiatives of one territory have nearly the same name.

    One initiative that is written down twice is counted twice, and each half of its story
    stands alone. Two that only sound alike may keep their names: the warning can be left out
    in ``mes.yaml``.

    Bad::

        # initiatives/cafe-des-possibles.yaml
        name: Café des possibles
        # initiatives/le-cafe-des-possibles.yaml
        name: Le café des Possibles

    Good::

        # initiatives/cafe-des-possibles.yaml
        name: Café des possibles
    """
    blocks: dict[tuple[str, str], list[tuple[Entry[Initiative], str]]] = {}
    for entry in sorted(register.entries_of(Initiative), key=lambda it: it.record.id):
        plain, home = _plain(entry.record.name), _home(entry.record.territory)
        said: set[str] = set()
        for block in {(home, end) for end in (plain[:4], plain[-4:])}:
            others = blocks.setdefault(block, [])
            # Only the newest few of a block: every register stays quick to check.
            for other, name in others[-20:]:
                if other.record.id not in said and _near(plain, name):
                    said.add(other.record.id)
                    yield Mistake(
                        entry.at("name"),
                        say("this initiative has nearly the name of another one of its territory"),
                        say("if they are one, keep one record and its name everywhere"),
                        related=(Related(other.at("name"), say("the other one")),),
                    )
            others.append((entry, plain))


def _plain(name: str) -> str:
    """A name without accents, capitals, signs and words that say nothing, in any order."""
    return " ".join(sorted(word for word in words(name) if word not in _EMPTY))


def _near(one: str, other: str) -> bool:
    if one == other:
        return True
    if len(one) > _LONGEST or 2 * min(len(one), len(other)) < _ALIKE * (len(one) + len(other)):
        return False
    digits = [[c for c in name if c.isdigit()] for name in (one, other)]
    return digits[0] == digits[1] and SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _home(territory: Territory) -> str:
    return territory.department_code or territory.region or _plain(territory.name or "")
