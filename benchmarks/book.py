"""An invented network: how many records of each kind, what they are called, what they cost.

Each record is made on its own from a seed and a number, and whatever refers to another knows
its id from its number alone: nothing is kept in memory, whatever the size.
"""

import datetime as dt
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from random import Random

from benchmarks.layout import Day, Hours, Money, Node, Open, Prose, Ref, Word
from benchmarks.texts import TEXTS, Texts
from mes_cli.language.vocabulary import Vocabulary, vocabulary

FIRST_YEAR, YEARS = 2021, 5
START = dt.date(FIRST_YEAR, 1, 1)
END = dt.date(FIRST_YEAR + YEARS - 1, 12, 31)
#: The last day on which an accompaniment begins.
LAST_START = END - dt.timedelta(60)

#: Shares of the kinds among all records, and the fewest of each; the rest is contributions.
SHARES = {
    "structure": (0.015, 6), "programme": (0.003, 1), "initiative": (0.09, 2),
    "accompaniment": (0.16, 2), "funding": (0.05, 2), "evidence": (0.06, 1),
    "advocacy": (0.012, 1), "year": (0, YEARS),
}  # fmt: skip
#: The fewest records that hold all kinds.
FEWEST = 30

_STREAMS = {kind: place for place, kind in enumerate((*SHARES, "contribution"))}
#: Structures come in fives: one of many roles, a funder, a prescriber, a member, a partner.
FUNDER, PRESCRIBER, FIVE = 1, 2, 5


def counts(records: int) -> dict[str, int]:
    """How many records of each kind."""
    found = {kind: max(least, round(records * part)) for kind, (part, least) in SHARES.items()}
    return found | {"contribution": records - sum(found.values())}


def likely(dice: Random, percent: int) -> bool:
    """So many times in a hundred."""
    return dice.random() * 100 < percent


@cache
def slug(text: str) -> str:
    """What an id says of a name.

    >>> slug("Épicerie de l’écluse")
    'epicerie-de-l-ecluse'
    """
    bare = unicodedata.normalize("NFD", text.lower().replace("œ", "oe").replace("’", " "))
    return "-".join(bare.encode("ascii", "ignore").decode().split())


@dataclass(frozen=True, slots=True)
class Course:
    """What an accompaniment costs."""

    started: dt.date
    #: Day, minutes, and whether the leader was there.
    sessions: Sequence[tuple[dt.date, int, bool]]
    #: Day and cents.
    expenses: Sequence[tuple[dt.date, int]]


@dataclass(frozen=True)
class Book:
    """All records of a register, by kind and number."""

    records: int
    seed: int = 1
    language: str = "fr"
    #: Short texts, and few of the fields that may be left out.
    small: bool = False

    @cached_property
    def number(self) -> Mapping[str, int]:
        """How many records there are of each kind."""
        return counts(self.records)

    @cached_property
    def texts(self) -> Texts:
        """What people write in the language of the register."""
        return TEXTS[self.language]

    @cached_property
    def words(self) -> Vocabulary:
        """The fields and words of records in that language."""
        return vocabulary(self.language)

    def dice(self, kind: str, number: int, throw: int = 0) -> Random:
        """The chances of one record, the same whenever it is asked for."""
        stream = _STREAMS[kind] + len(_STREAMS) * throw
        return Random((self.seed << 80) + (stream << 48) + number)  # noqa: S311 - no secret

    def part(self, home: str, fields: Mapping[str, Node | None]) -> dict[str, Node]:
        """Fields in the register's words, but those that are left out."""
        keys, shared = self.words.fields[home], self.words.fields["Record"]
        return {
            (keys.get(name) or shared[name]).key: value
            for name, value in fields.items()
            if value is not None
        }

    def word(self, home: str, name: str) -> Word:
        """One of the words of a list, as the register writes it."""
        return Word(self.words.value(home, name).word)

    def open_word(self, home: str, name: str) -> Open:
        """The same where the register may add words."""
        return Open(self.words.value(home, name).word)

    def boolean(self, *, yes: bool) -> str:
        """Yes or no."""
        meant = "true" if yes else "false"
        return next((own for own, word in self.words.booleans.items() if word == meant), meant)

    # Names and ids.

    def name(self, kind: str, number: int) -> str:
        """What a structure, an initiative or a programme is called."""
        words = self.texts
        firsts = words.initiatives
        if kind == "structure":
            firsts = words.funders if number % FIVE == FUNDER else words.others
        if kind == "programme":
            firsts = words.courses
            return f"{firsts[number % len(firsts)]} {number}"
        place = words.places[number // len(firsts) % len(words.places)]
        return f"{firsts[number % len(firsts)]} {place} {number}"

    def id(self, kind: str, number: int) -> Ref:
        """The id of a record."""
        match kind:
            case "structure" | "initiative":
                first, _, last = self.name(kind, number).rpartition(" ")
                return Ref(f"{slug(first)}-{last}")
            case "accompaniment":
                place = slug(self.texts.places[number % len(self.texts.places)])
                return Ref(f"{slug(self.words.kinds[kind].label)}-{place}-{number}")
            case "year":
                return Ref(f"{slug(self.words.kinds[kind].label)}-{FIRST_YEAR + number}")
            case _:
                return Ref(f"{slug(self.words.kinds[kind].label)}-{number}")

    def some(self, dice: Random, kind: str) -> Ref:
        """The id of any record of a kind."""
        return self.id(kind, dice.randrange(self.number[kind]))

    def structure(self, dice: Random, place: int) -> Ref:
        """The id of any structure that has one of the places among five."""
        rows = (self.number["structure"] - place + FIVE - 1) // FIVE
        return self.id("structure", place + FIVE * dice.randrange(rows))

    # What people write.

    def sentence(self, dice: Random) -> str:
        """Any sentence."""
        words = self.texts
        who, what = words.several if likely(dice, 40) else words.alone
        joint = dice.choice(words.joints)
        return f"{dice.choice(who)} {dice.choice(what)}{joint}{dice.choice(words.ends)}"

    def prose(self, dice: Random, least: int, most: int) -> Prose:
        """A text of some sentences, in paragraphs."""
        sentences = [self.sentence(dice) for _ in range(dice.randint(least, most))]
        if self.small:
            return Prose(f"{sentences[0]}\n")
        parts = [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]
        return Prose("\n\n".join(parts) + "\n")

    def person(self, number: int) -> str:
        """A person; forty thousand of them are different."""
        people = self.texts.people
        rest = number // len(people)
        return f"{people[number % len(people)]} {chr(65 + rest % 26)}{chr(97 + rest // 26 % 26)}."

    def money(self, dice: Random, cents: int) -> Money:
        """An amount, as one or another writes it."""
        euros, rest = divmod(cents, 100)
        if self.language != "fr":
            return Money(f"{euros}.{rest:02}")
        grouped = f"{euros:,}".replace(",", dice.choice((" ", " ", "")))
        return Money(dice.choice((f"{grouped},{rest:02}",) * 4 + (f"{euros}.{rest:02}",
                                 f"{grouped},{rest:02} €")))  # fmt: skip

    def hours(self, dice: Random, minutes: int) -> Hours:
        """A duration, as one or another writes it."""
        whole, rest = divmod(minutes, 60)
        if rest == 0:
            return Hours(dice.choice((f"{whole}h", f"{whole}h", f"{whole} h", f"{whole}h00")))
        forms = [f"{whole}h{rest:02}", f"{whole}h{rest:02}", f"{whole}:{rest:02}"]
        if rest == 30:  # noqa: PLR2004 - half an hour
            forms.append(f"{whole},5" if self.language == "fr" else f"{whole}.5")
        return Hours(dice.choice(forms))

    def day(self, dice: Random) -> dt.date:
        """Any day of the years."""
        return START + dt.timedelta(dice.randrange((END - START).days + 1))

    def born(self, number: int) -> Day:
        """The day on which an initiative was founded: before all accompaniments."""
        return Day(START - dt.timedelta(1 + number * 7919 % 2500))

    def course(self, number: int) -> Course:
        """The sessions and expenses of an accompaniment."""
        dice = self.dice("accompaniment", number, 1)
        started = START + dt.timedelta(dice.randrange((LAST_START - START).days))
        days = [started]
        for _ in range(dice.randint(1, 3 if self.small else 7)):
            days.append(days[-1] + dt.timedelta(dice.randint(5, 40)))
        sessions = [(day, 30 * dice.randint(2, 16), likely(dice, 10)) for day in days if day <= END]
        expenses = [
            (dice.choice(sessions)[0], dice.randint(800, 60000)) for _ in range(dice.randint(0, 3))
        ]
        return Course(started, sessions, expenses)
