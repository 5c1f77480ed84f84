"""Checks of what can be true, and mostly is not."""

import datetime as dt
from collections.abc import Iterator
from difflib import SequenceMatcher
from hashlib import blake2b
from unicodedata import combining, normalize

from mes_cli.checks.facet import Facet, Frame, Overview, Row, place
from mes_cli.checks.words import field
from mes_cli.finding import Finding, Place, Related, say, warning
from mes_cli.model import Accompaniment, Contribution
from mes_cli.model.territory import Territory
from mes_cli.register import Entry

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


def duplicate_initiative(whole: Overview) -> Iterator[Finding]:
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
    blocks: dict[tuple[str, str], list[Row[tuple[str, str]]]] = {}
    for row in sorted(whole.rows(NAMES), key=lambda row: row[2]):
        plain, home = row[3]
        said: set[str] = set()
        for block in {(home, end) for end in (plain[:4], plain[-4:])}:
            rows = blocks.setdefault(block, [])
            # Only the newest few of a block: every register stays quick to check.
            for other in rows[-20:]:
                if other[2] not in said and _near(plain, other[3][0]):
                    said.add(other[2])
                    yield _twice(row, other)
            rows.append(row)


def _twice(row: Row[tuple[str, str]], other: Row[tuple[str, str]]) -> Finding:
    return warning(
        "duplicate-initiative",
        place(row, "name"),
        say("this initiative has nearly the name of another one of its territory"),
        say("if they are one, keep one record and its name everywhere"),
        related=(Related(place(other, "name"), say("the other one")),),
    )


def _plain(name: str) -> str:
    """A name without accents, capitals, signs and words that say nothing, in any order."""
    bare = "".join(c for c in normalize("NFD", name.casefold()) if not combining(c))
    words = "".join(c if c.isalnum() else " " for c in bare).split()
    return " ".join(sorted(word for word in words if word not in _EMPTY))


def _near(one: str, other: str) -> bool:
    if one == other:
        return True
    if len(one) > _LONGEST or 2 * min(len(one), len(other)) < _ALIKE * (len(one) + len(other)):
        return False
    digits = [[c for c in name if c.isdigit()] for name in (one, other)]
    return digits[0] == digits[1] and SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _home(territory: Territory) -> str:
    return territory.department_code or territory.region or _plain(territory.name or "")


#: The name of an initiative without what says nothing, and where it is.
NAMES: Facet[tuple[str, str]] = Facet(
    "names", ("initiative",), lambda it, _: (_plain(it.name), _home(it.territory))
)


def contribution_written_twice(whole: Overview) -> Iterator[Finding]:
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
    seen: set[str] = set()
    twice: set[str] = set()
    for row in whole.rows(SAID):
        (twice if row[3] in seen else seen).add(row[3])
    first: dict[str, Row[str]] = {}
    for row in whole.rows(SAID) if twice else ():
        if row[3] in first:
            yield warning(
                "contribution-written-twice",
                place(row, "date"),
                say("this contribution says the same as another one"),
                say("delete one of the two, or add `{title}` to tell them apart",
                    title=field("Contribution", "title")),
                related=(Related(place(first[row[3]], "date"), say("the other one")),),
            )  # fmt: skip
        elif row[3] in twice:
            first[row[3]] = row


_APART = frozenset({"id", "notes", "import_key", "tags"})


def _said(record: Contribution, _frame: Frame) -> str | None:
    if not record.by or not record.date:
        return None
    said = record.__dict__
    names = sorted(said.keys() - _APART)
    return _digest("\0".join(f"{name} {_spelt(said[name])}" for name in names if said[name]))


def _spelt(value: object) -> str:
    return value if isinstance(value, str) else repr(value)


def _digest(text: str) -> str:
    """Stand for private words: what is kept of them can be compared, and not be read."""
    return blake2b(text.encode(), digest_size=12).hexdigest()


#: All that a contribution of one person on one day says, as a digest.
SAID: Facet[str] = Facet("said", ("contribution",), _said)


def day_too_long(whole: Overview) -> Iterator[Finding]:
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
    given: dict[tuple[str, int], int] = {}
    for row in whole.rows(WORKED):
        who, day, seconds = row[3]
        given[who, day] = given.get((who, day), 0) + seconds
    long = {one for one, seconds in given.items() if seconds > _DAY}
    found: dict[tuple[str, int], list[Place]] = {}
    for row in whole.rows(WORKED) if long else ():
        if row[3][:2] in long:
            found.setdefault(row[3][:2], []).append(place(row, "hours"))
    for (_, day), places in found.items():
        yield warning(
            "day-too-long",
            places[-1],
            say("these hours of one person on {date} are more than a day has",
                date=str(dt.date.fromordinal(day))),
            say("correct the hours, the date or the number of people; write a period for"
                " several days"),
            related=tuple(Related(at, say("on the same day")) for at in places[:-1]),
        )  # fmt: skip


def _worked(record: Contribution, _frame: Frame) -> tuple[str, int, int] | None:
    if record.date is None or record.hours is None:
        return None
    people = max(record.people or 1, 1)
    one = record.hours // people
    if record.by and people == 1:
        return _digest(record.by), record.date.toordinal(), one
    # Of many people, nobody knows who gave how much: they are looked at by themselves.
    if one > _DAY and (record.by or record.people):
        return f"id {record.id}", record.date.toordinal(), one
    return None


#: Who worked, as a digest; the day, and for how many seconds.
WORKED: Facet[tuple[str, int, int]] = Facet("worked", ("contribution",), _worked)


def unusual_account(entry: Entry[Accompaniment], _frame: Frame) -> Iterator[Finding]:
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
    for position, expense in enumerate(entry.record.expenses):
        if expense.account is not None and expense.account[:2] not in _EXPENSES:
            yield warning(
                "unusual-account",
                entry.at("expenses", position, "account"),
                say("the account {account} is not one of expenses", account=expense.account),
                say("write an account from 60 to 65, as `625` for travel"),
            )


_EXPENSES = frozenset({"60", "61", "62", "63", "64", "65"})
