"""The fields of the records of an invented network, kind by kind."""

import datetime as dt
from collections.abc import Callable, Mapping
from random import Random

from benchmarks.book import END, FIRST_YEAR, FUNDER, PRESCRIBER, START, Book, likely
from benchmarks.layout import Code, Day, Node, Text

Fields = Mapping[str, Node]

_COMMUNES = ("21231", "25056", "39300", "58194", "70550", "71270", "89024", "90010", "34172",
             "48061", "30189", "12145", "01053", "2A004")  # fmt: skip
_REGIONS = ("27", "76", "84", "44")
_ROLES = (("network-head", "support", "member"), ("funder",), ("prescriber", "partner"),
          ("member", "support"), ("partner",))  # fmt: skip
_PLACES = ("historic-mission", "members-practice", "laboratory", "sectoral")
_STAGES = ("idea", "emergence", "creation", "development", "consolidation")
_FORMS = ("association", "collective", "scop", "scic", "cae", "company")
_THEMES = ("food-transition", "energy-transition", "power-to-act", "inequality", "cultural-rights")
_STATUSES = ("beneficiary", "member", "contributor", "activist")
_CHANNELS = ("word-of-mouth", "word-of-mouth", "direct", "network", "event", "prescription")
_SESSIONS = ("diagnosis", "plan", "support", "support", "workshop", "visit", "follow-up")
_ACCOUNTS = ("601", "606", "6132", "6185", "622", "6226", "623", "6251", "6257")
_EVIDENCE = ("testimony", "testimony", "portrait", "visit", "public-debate", "article", "event")
_SCOPES = ("public", "public", "funder", "members", "internal")
_ADVOCACY = ("public-call", "specification", "evaluation-framework", "recognition", "negotiation")
_OUTCOMES = ("obtained", "partial", "refused", "pending")
_FIGURES = (("accompaniments", "counted"), ("jobs", "counted"), (None, "qualitative"))
#: What the settings add.
THEME, POLICY = "mobilites-solidaires", "egalite-femmes-hommes"


def luhn(digits: str) -> str:
    """Add their key to the digits of a SIREN.

    >>> luhn("73282932")
    '732829320'
    """
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits))]
    return digits + str(-sum(number // 10 + number % 10 for number in doubled) % 10)


class Kinds:
    """Makes the records of a book, by kind and number."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.makers: Mapping[str, Callable[[Random, int], Fields]] = {
            "structure": self.structure, "programme": self.programme,
            "initiative": self.initiative, "accompaniment": self.accompaniment,
            "evidence": self.evidence, "advocacy": self.advocacy, "year": self.year,
        }  # fmt: skip

    def structure(self, dice: Random, number: int) -> Fields:
        """A structure: its roles are those of its place among five."""
        book = self.book
        siren = luhn(f"{31000000 + number % 60000000}")
        return book.part("Structure", {
            "name": Text(book.name("structure", number)),
            "roles": [book.word("Role", role) for role in _ROLES[number % 5]],
            "accompaniment_as": book.word("AccompanimentAs", dice.choice(_PLACES))
            if likely(dice, 20) else None,
            "statement": book.prose(dice, 1, 4) if likely(dice, 50) else None,
            "siren": f"{siren[:3]} {siren[3:6]} {siren[6:]}" if likely(dice, 50) else None,
            "rna": f"W{211000000 + number % 9000000:09}" if likely(dice, 30) else None,
            "territory": book.part("Territory", {"region": Code(dice.choice(_REGIONS))})
            if number % 5 == FUNDER else self._territory(dice),
            "website": f"https://structure-{number}.example.org" if likely(dice, 40) else None,
            "email": f"contact@structure-{number}.example.org" if likely(dice, 60) else None,
            "phone": Code(f"03 81 {number % 100:02} {dice.randrange(100):02} 17")
            if likely(dice, 40) else None,
            "notes": self._notes(dice),
        })  # fmt: skip

    def programme(self, dice: Random, number: int) -> Fields:
        """A programme with its norm and its indicators."""
        book = self.book
        indicators: list[Node] = [
            book.part("Indicator", {
                "label": Text(label),
                "asked_by": book.structure(dice, FUNDER),
                "kind": book.word("IndicatorKind", dice.choice(("counted", "qualitative"))),
                "target": str(dice.randint(3, 40)) if likely(dice, 40) else None,
            })
            for label in dice.sample(book.texts.indicators, 2)
        ]  # fmt: skip
        return book.part("Programme", {
            "name": Text(book.name("programme", number)),
            "lead": book.id("structure", 0),
            "co_leads": [book.some(dice, "structure")],
            "funders": [book.structure(dice, FUNDER)],
            "starts": Day(START),
            "ends": Day(END) if likely(dice, 50) else None,
            "norm": book.part("Norm", {"hours": book.hours(dice, 60 * dice.randint(10, 70)),
                                       "sessions": str(dice.randint(3, 10))}),
            "specification": book.prose(dice, 2, 6),
            "indicators": indicators,
        })  # fmt: skip

    def initiative(self, dice: Random, number: int) -> Fields:
        """An initiative, and what it becomes to the network."""
        book = self.book
        full = not book.small
        return book.part("Initiative", {
            "name": Text(book.name("initiative", number)),
            "summary": book.prose(dice, 2, 5),
            "legal_form": book.word("LegalForm", dice.choice(_FORMS)),
            "stage": book.word("Stage", dice.choice(_STAGES)),
            "created": book.born(number) if likely(dice, 60) else None,
            "territory": self._territory(dice),
            "sectors": [Text(word) for word in dice.sample(book.texts.sectors, 2)],
            "themes": self._themes(dice),
            "value_for_territory": book.prose(dice, 3, 8) if full and likely(dice, 80) else None,
            "standing": self._standing(dice, number),
            "carriers": [self._carrier(dice) for _ in range(dice.randint(1, 3))] if full else None,
            "contact": book.part("Contact", {
                "name": Text(book.person(number)),
                "email": f"bonjour@initiative-{number}.example.org",
                "phone": Code(f"06 39 98 {number % 100:02} {dice.randrange(100):02}"),
            }) if full and likely(dice, 70) else None,
            "jobs": dice.choice(("0", "1", "2.5", "3", "0,8")) if book.language == "fr" else "2.5",
            "website": f"https://initiative-{number}.example.org" if likely(dice, 30) else None,
            "publish_name": book.boolean(yes=False) if likely(dice, 5) else None,
            "tags": self._tags(dice),
            "notes": self._notes(dice),
        })  # fmt: skip

    def accompaniment(self, dice: Random, number: int) -> Fields:
        """An accompaniment with sessions and expenses."""
        book, course = self.book, self.book.course(number)
        full, several = not book.small, likely(dice, 8)
        most = min(dice.randint(2, 4) if several else 1, book.number["initiative"])
        last = course.sessions[-1][0]
        ended = min(last + dt.timedelta(dice.randrange(30)), END)
        goes_on = last.year == END.year and likely(dice, 60)
        return book.part("Accompaniment", {
            "initiatives": [book.id("initiative", one)
                            for one in dice.sample(range(book.number["initiative"]), most)],
            "title": Text(dice.choice(book.texts.courses)) if likely(dice, 80) else None,
            "partners": [book.some(dice, "structure")] if likely(dice, 40) else None,
            "programme": book.some(dice, "programme") if likely(dice, 50) else None,
            "form": book.word("Form", "individual" if most == 1 else "collective"),
            "started": Day(course.started),
            "ended": None if goes_on else Day(ended),
            "entry": self._entry(dice, course.started),
            "sessions": [self._session(dice, place, *row)
                         for place, row in enumerate(course.sessions)],
            "expenses": [self._expense(dice, *row) for row in course.expenses] or None,
            "onward": [self._onward(dice, last)] if full and likely(dice, 20) else None,
            "overrun_reason": book.prose(dice, 2, 5) if full and likely(dice, 30) else None,
            "tailored": book.prose(dice, 2, 6) if full and likely(dice, 80) else None,
            "outcomes": book.prose(dice, 4, 10) if full else None,
            "tags": self._tags(dice),
            "notes": self._notes(dice),
        })  # fmt: skip

    def evidence(self, dice: Random, number: int) -> Fields:
        """A testimony, most of them with a consent."""
        book, day = self.book, self.book.day(dice)
        return book.part("Evidence", {
            "kind": book.word("EvidenceKind", dice.choice(_EVIDENCE)),
            "date": Day(day),
            "title": Text(f"{dice.choice(book.texts.titles)} {number}"),
            "initiatives": [book.some(dice, "initiative")],
            "accompaniments": [book.some(dice, "accompaniment")] if likely(dice, 40) else None,
            "themes": self._themes(dice),
            "text": book.prose(dice, 5, 14),
            "verbatim": book.boolean(yes=likely(dice, 50)),
            "author": Text(book.person(number)) if likely(dice, 80) else None,
            "role": Text(dice.choice(book.texts.roles)),
            "media": f"https://example.org/media/{number}.html" if likely(dice, 20) else None,
            "consent": book.part("Consent", {
                "scope": book.word("Audience", dice.choice(_SCOPES)),
                "naming": book.boolean(yes=likely(dice, 30)),
                "given": Day(day),
                "until": Day(f"{END.year + 4}-06-30") if likely(dice, 20) else None,
            }) if likely(dice, 90) else None,
        })  # fmt: skip

    def advocacy(self, dice: Random, _number: int) -> Fields:
        """A call on those who write the rules."""
        book, day = self.book, self.book.day(dice)
        long = likely(dice, 50)
        return book.part("Advocacy", {
            "form": book.word("AdvocacyForm", dice.choice(_ADVOCACY)),
            "target": book.structure(dice, FUNDER),
            "allies": [book.structure(dice, 3)],
            "date": None if long else Day(day),
            "period": self.period(day, day + dt.timedelta(dice.randint(10, 300))) if long else None,
            "demand": Text(dice.choice(book.texts.demands)),
            "outcome": book.word("Outcome", dice.choice(_OUTCOMES)),
            "account": book.prose(dice, 2, 5),
        })  # fmt: skip

    def year(self, dice: Random, number: int) -> Fields:
        """The words of a year."""
        book = self.book
        return book.part("FinancialYear", {
            "year": str(FIRST_YEAR + number),
            "foreword": book.prose(dice, 4, 9),
            "context": book.prose(dice, 2, 4),
            "highlights": [Text(title) for title in dice.sample(book.texts.titles, 3)],
            "outlook": book.prose(dice, 2, 4),
        })  # fmt: skip

    def period(self, first: dt.date, last: dt.date) -> Fields:
        """From one day to another."""
        return self.book.part("Period", {"from": Day(first), "to": Day(last)})

    def _territory(self, dice: Random) -> Fields:
        book, commune = self.book, dice.choice(_COMMUNES)
        return book.part("Territory", {
            "commune": Code(commune),
            "department": Code(commune[:2]) if likely(dice, 40) else None,
            "name": Text(dice.choice(book.texts.lands)) if likely(dice, 30) else None,
            "rural": book.boolean(yes=likely(dice, 50)) if likely(dice, 60) else None,
        })  # fmt: skip

    def _themes(self, dice: Random) -> list[Node]:
        book = self.book
        found: list[Node] = [book.open_word("Theme", name) for name in dice.sample(_THEMES, 2)]
        return [*found, book.open_word("Theme", THEME)] if likely(dice, 20) else found

    def _standing(self, dice: Random, number: int) -> list[Node]:
        day = dt.date.fromisoformat(self.book.born(number))
        steps: list[Node] = []
        for status in _STATUSES[: dice.randint(1, 4)]:
            day += dt.timedelta(dice.randint(20, 500))
            steps.append(self.book.part("Standing", {
                "since": Day(day), "status": self.book.word("Status", status)}))  # fmt: skip
        return steps

    def _carrier(self, dice: Random) -> Fields:
        return self.book.part("Carrier", {
            "name": Text(self.book.person(dice.randrange(10_000))),
            "role": Text(dice.choice(self.book.texts.roles)),
        })  # fmt: skip

    def _entry(self, dice: Random, started: dt.date) -> Fields:
        book, channel = self.book, dice.choice(_CHANNELS)
        sent = channel == "prescription"
        return book.part("Entry", {
            "channel": book.word("Channel", channel),
            "by": book.structure(dice, PRESCRIBER) if sent else None,
            "date": Day(started - dt.timedelta(dice.randrange(30))) if likely(dice, 70) else None,
        })  # fmt: skip

    def _session(
        self,
        dice: Random,
        place: int,
        day: dt.date,
        minutes: int,
        leader: bool,  # noqa: FBT001
    ) -> Fields:
        book = self.book
        kind = dice.choice(_SESSIONS) if place else "welcome"
        return book.part("Session", {
            "date": Day(day),
            "type": book.word("SessionType", kind),
            "hours": book.hours(dice, minutes),
            "role": Text(book.texts.leader) if leader else None,
            "participants": str(dice.randint(1, 30)) if likely(dice, 80) else None,
            "note": Text(dice.choice(book.texts.remarks)) if likely(dice, 15) else None,
        })  # fmt: skip

    def _expense(self, dice: Random, day: dt.date, cents: int) -> Fields:
        return self.book.part("Expense", {
            "date": Day(day),
            "label": Text(dice.choice(self.book.texts.expenses)),
            "amount": self.book.money(dice, cents),
            "account": Code(dice.choice(_ACCOUNTS)) if likely(dice, 80) else None,
        })  # fmt: skip

    def _onward(self, dice: Random, day: dt.date) -> Fields:
        return self.book.part("Onward", {
            "to": self.book.some(dice, "structure"),
            "date": Day(day),
            "for": Text(dice.choice(self.book.texts.courses)),
        })  # fmt: skip

    def _tags(self, dice: Random) -> list[Node] | None:
        found: list[Node] = ["rural", "a-relire"]
        return found[: dice.randint(1, 2)] if likely(dice, 15) else None

    def _notes(self, dice: Random) -> Text | None:
        return Text(dice.choice(self.book.texts.remarks)) if likely(dice, 15) else None
