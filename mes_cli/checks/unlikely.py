"""Checks of what can be true, and mostly is not."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

from mes_cli.checks.words import field
from mes_cli.finding import Finding, Place, Related, say, warning
from mes_cli.language.folding import words
from mes_cli.model import Accompaniment, Contribution, Initiative
from mes_cli.model.record import Record
from mes_cli.model.shape import shape
from mes_cli.model.territory import Territory
from mes_cli.register import Entry, Register

_DAY = 24 * 3600
#: How alike the names of two initiatives are that are probably one.
_ALIKE = 0.9
#: No name that is typed twice is longer; comparing long texts takes for ever.
_LONGEST = 200
#: Words that tell no initiative from another.
_EMPTY = frozenset(
    {"a", "l", "d", "le", "la", "les", "un", "une", "des", "du", "de", "et", "en", "au", "aux",
     "the", "of", "and", "association", "collectif"}
)  # fmt: skip


def duplicate_initiative(register: Register) -> Iterator[Finding]:
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
                    yield warning(
                        "duplicate-initiative",
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


def contribution_written_twice(register: Register) -> Iterator[Finding]:
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
    known: dict[object, list[Entry[Contribution]]] = defaultdict(list)
    for entry in register.entries_of(Contribution):
        it = entry.record
        if it.by and it.date:
            known[it.by, it.date, it.hours, it.title].append(entry)
    for alike in known.values():
        first: dict[object, Entry[Contribution]] = {}
        for entry in alike if len(alike) > 1 else ():
            other = first.setdefault(_said(entry.record), entry)
            if other is not entry:
                yield warning(
                    "contribution-written-twice",
                    entry.at("date"),
                    say("this contribution says the same as another one"),
                    say("delete one of the two, or add `{title}` to tell them apart",
                        title=field("Contribution", "title")),
                    related=(Related(other.at("date"), say("the other one")),),
                )  # fmt: skip


_APART = frozenset({"id", "notes", "import_key", "tags"})


def _said(record: Record) -> tuple[str, ...]:
    """All that a record says of what happened, to be compared."""
    slots = shape(type(record)).slots.values()
    return tuple(repr(getattr(record, it.attribute)) for it in slots if it.name not in _APART)


def day_too_long(register: Register) -> Iterator[Finding]:
    """The hours of one person on one day are more than a day has.

    They were given on several days, by several people, or a comma is missing.

    Bad::

        date: 2025-03-04
        by: Ana
        hours: 25h

    Good::

        date: 2025-03-04
        by: Ana
        hours: 2.5
    """
    worked: dict[tuple[str, dt.date], list[tuple[Place, int]]] = defaultdict(list)
    for entry in register.entries_of(Contribution):
        record = entry.record
        if record.date is None or record.hours is None:
            continue
        people = max(record.people or 1, 1)
        one = record.hours // people
        if record.by and people == 1:
            worked[record.by, record.date].append((entry.at("hours"), one))
        elif one > _DAY and (record.by or record.people):
            # Of many people, nobody knows who gave how much: they are looked at by themselves.
            worked[f"id {record.id}", record.date].append((entry.at("hours"), one))
    for (_, day), shares in worked.items():
        if sum(seconds for _, seconds in shares) > _DAY:
            yield warning(
                "day-too-long",
                shares[-1][0],
                say("these hours of one person on {date} are more than a day has", date=str(day)),
                say("correct the hours, the date or the number of people; write a period for"
                    " several days"),
                related=tuple(Related(at, say("on the same day")) for at, _ in shares[:-1]),
            )  # fmt: skip


def unusual_account(register: Register) -> Iterator[Finding]:
    """An expense stands in an account that is none of expenses.

    What an accompaniment costs directly is in accounts 60 to 65: purchases, services, taxes,
    staff, other charges of the year. Others belong to the accounts of the whole structure.

    Bad::

        expenses:
          - {date: 2025-03-04, label: Train, amount: 30.00, account: 706}

    Good::

        expenses:
          - {date: 2025-03-04, label: Train, amount: 30.00, account: 625}
    """
    for entry in register.entries_of(Accompaniment):
        for position, expense in enumerate(entry.record.expenses):
            if expense.account is not None and expense.account[:2] not in _EXPENSES:
                yield warning(
                    "unusual-account",
                    entry.at("expenses", position, "account"),
                    say("the account {account} is not one of expenses", account=expense.account),
                    say("write an account from 60 to 65, as `625` for travel"),
                )


_EXPENSES = frozenset({"60", "61", "62", "63", "64", "65"})
