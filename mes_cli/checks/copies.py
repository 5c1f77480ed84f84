"""Checks of copies, exact ones and names that are near: what is written twice counts twice."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from difflib import SequenceMatcher

from mes_cli.finding import Mistake, Place, Related, Word, field, kind, say
from mes_cli.language.folding import same, words
from mes_cli.model import Accompaniment, Contribution, Evidence, Funding, Initiative
from mes_cli.model.record import Part
from mes_cli.model.shape import shape
from mes_cli.model.structure import Territory
from mes_cli.register import Entry, Register

#: How similar the names of two initiatives are that are probably one.
_ALIKE = 0.9
#: No name that is typed twice is longer; comparing long texts takes for ever.
_LONGEST = 200
#: Words that tell no initiative from another.
_EMPTY = frozenset(
    words("a l d le la les un une des du de et en au aux the of and association collectif")
)
#: Fields in which two copies may differ; names in ``by`` are compared whatever their spelling.
_APART = frozenset({"id", "notes", "tags", "by"})


def contribution_written_twice(register: Register) -> Iterator[Mistake]:
    """Two contributions say exactly the same of the same person.

    A line copied once too often makes hours that nobody gave. The same person may well have
    given the same hours twice in a day; then a title tells the two apart.

    Bad::

        - {kind: volunteering, date: 2025-03-04, by: Ana, hours: 2h}
        - {kind: volunteering, date: 2025-03-04, by: Ana, hours: 2h}

    Good::

        - {kind: volunteering, date: 2025-03-04, by: Ana, hours: 2h, title: welcome}
        - {kind: volunteering, date: 2025-03-04, by: Ana, hours: 2h, title: accounts}
    """
    given = (
        (entry.at("date"), entry.record, (same(by), day, entry.record.hours))
        for entry in register.entries_of(Contribution)
        if (by := entry.record.by) and (day := entry.record.date)
    )
    for at, first in _copies(given):
        yield Mistake(
            at,
            say("this contribution says the same as another one"),
            say(
                "delete one of the two, or add `{title}` to tell them apart",
                title=field("Contribution", "title"),
            ),
            related=(Related(first, say("the other one")),),
        )


def record_written_twice(register: Register) -> Iterator[Mistake]:
    """Two fundings, accompaniments or pieces of evidence say exactly the same.

    A file that was copied, or a grant that was entered twice, counts twice.

    Bad::

        # funding/region-2025.yaml and funding/region-2025-copy.yaml
        funder: region
        nature: grant
        period: {from: 2025-01-01, to: 2025-12-31}
        received: 5000
        status: received

    Good::

        # funding/region-2025.yaml
        funder: region
        nature: grant
        period: {from: 2025-01-01, to: 2025-12-31}
        received: 5000
        status: received
    """
    fundings = (
        (it.at("funder"), it.record, (it.record.funder, it.record.period.first))
        for it in register.entries_of(Funding)
    )
    courses = (
        (it.at("initiatives"), it.record, (it.record.initiatives, it.record.started))
        for it in register.entries_of(Accompaniment)
    )
    evidence = (
        (it.at("title"), it.record, (it.record.title, it.record.date))
        for it in register.entries_of(Evidence)
    )
    for model, some in ((Funding, fundings), (Accompaniment, courses), (Evidence, evidence)):
        for at, first in _copies(some):
            yield Mistake(
                at,
                say("another one of the {kind} says exactly the same", kind=kind(model.kind)),
                say("delete one of the two, or write what tells them apart"),
                related=(Related(first, say("the other one")),),
            )


def line_written_twice(register: Register) -> Iterator[Mistake]:
    """An accompaniment has the same session, or the same expense, twice.

    A line that was pasted once too often makes hours and costs that there were not.

    Bad::

        sessions:
          - {date: 2025-03-04, hours: 2h}
          - {date: 2025-03-04, hours: 2h}

    Good::

        sessions:
          - {date: 2025-03-04, hours: 2h, note: in the morning}
          - {date: 2025-03-04, hours: 2h, note: in the afternoon}
    """
    for entry in register.entries_of(Accompaniment):
        sessions = (
            (entry.at("sessions", n, "date"), it, (it.date, it.hours))
            for n, it in enumerate(entry.record.sessions)
        )
        expenses = (
            (entry.at("expenses", n, "date"), it, (it.date, it.amount))
            for n, it in enumerate(entry.record.expenses)
        )
        yield from _lines(_copies(sessions), "sessions", field("Session", "note"))
        yield from _lines(_copies(expenses), "expenses", field("Expense", "label"))


def _lines(copies: Iterable[tuple[Place, Place]], name: str, telling: Word) -> Iterator[Mistake]:
    for at, first in copies:
        yield Mistake(
            at,
            say(
                "this line of `{name}` says the same as another one",
                name=field("Accompaniment", name),
            ),
            say("delete one of the two, or tell them apart by `{field}`", field=telling),
            related=(Related(first, say("the other one")),),
        )


def _copies(parts: Iterable[tuple[Place, Part, Hashable]]) -> Iterator[tuple[Place, Place]]:
    """Give the places of what says the same as something before it, and the first place of it.

    Each comes with a few of its values: only what has the same ones is compared.
    """
    alike: dict[Hashable, list[tuple[Place, Part]]] = defaultdict(list)
    for at, part, few in parts:
        alike[few].append((at, part))
    for some in alike.values():
        first: dict[Hashable, Place] = {}
        for at, part in some if len(some) > 1 else ():
            before = first.setdefault(_said(part), at)
            if before is not at:
                yield at, before


def _said(part: Part) -> Hashable:
    """All that a record, or a part of one, says of what happened, to be compared."""
    slots = shape(type(part)).slots.values()
    return tuple(repr(getattr(part, it.attribute)) for it in slots if it.name not in _APART)


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
