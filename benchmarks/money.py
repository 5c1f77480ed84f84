"""Contributions, fundings and the settings of an invented network: what is counted in euros."""

import datetime as dt
from collections.abc import Mapping
from random import Random

from benchmarks.book import END, FIRST_YEAR, FUNDER, START, YEARS, Book, likely
from benchmarks.kinds import POLICY, THEME, Fields, Kinds
from benchmarks.layout import Code, Day, Node, Text

_NATURES = ("grant", "grant", "public-contribution", "contract", "sponsorship", "donation", "fees")
_LEVELS = ("region", "department", "inter-municipality", "municipality", "state", "private")
_POLICIES = ("sse", "employment", "inclusion", "culture", "city-policy", "rural", "youth",
             "food-agriculture", "digital", POLICY)  # fmt: skip
_STATES = ("granted", "granted", "received", "received", "requested", "refused")
_WORK = ("execution", "coordination", "expertise")
#: The kinds of contributions, out of a hundred.
_MOSTLY = {
    "volunteering": 60, "activist-time": 12, "skill-exchange": 10, "premises": 5, "equipment": 3,
    "service": 3, "goods": 3, "secondment": 2, "external-effect": 2,
}  # fmt: skip
#: The least that an hour of staff costs.
_RATE = 34


class Resources:
    """Makes contributions and fundings, in order of time."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.kinds = Kinds(book)

    def contribution(self, dice: Random, number: int) -> Fields:
        """A contribution; they are numbered month by month."""
        book, day = self.book, self.day_of(number)
        kind = dice.choices(tuple(_MOSTLY), tuple(_MOSTLY.values()))[0]
        titles = book.texts.tasks if kind in {"volunteering", "activist-time"} else book.texts.gifts
        title = dice.choice(book.texts.skills if kind == "skill-exchange" else titles)
        head: dict[str, Node | None] = {
            "kind": book.word("ContributionKind", kind),
            "date": Day(day),
            "title": Text(title),
            "for": self._targets(dice) if likely(dice, 50) else None,
        }
        return book.part("Contribution", head | self._much(dice, number, kind) | {
            "proof": Text(dice.choice(book.texts.remarks)) if likely(dice, 25) else None,
            "notes": book.prose(dice, 1, 3) if likely(dice, 45) and not book.small else None,
        })  # fmt: skip

    def day_of(self, number: int) -> dt.date:
        """The day of a contribution: months follow one another, days do not."""
        months = number * 12 * YEARS // self.book.number["contribution"]
        year, month = divmod(months, 12)
        return dt.date(FIRST_YEAR + year, month + 1, 1 + number * 7 % 28)

    def _much(self, dice: Random, number: int, kind: str) -> dict[str, Node | None]:
        """How much was given, by whom."""
        match kind:
            case "volunteering" | "activist-time":
                return self._work(dice, number)
            case "skill-exchange":
                return self._exchange(dice)
            case "premises" | "equipment" | "goods":
                return self._things(dice)
            case "external-effect":
                return {"to": self.book.some(dice, "initiative"),
                        "obtained": self.book.money(dice, 10000 * dice.randint(5, 90))}  # fmt: skip
            case _:
                return self._service(dice)

    def _work(self, dice: Random, number: int) -> dict[str, Node | None]:
        book, people = self.book, dice.choice((1, 1, 1, 2, 3, 6))
        return {
            "by": Text(book.person(number)),
            "people": str(people),
            "hours": book.hours(dice, 15 * dice.randint(2, 14) * people),
            "level": book.word("Level", dice.choice(_WORK)) if likely(dice, 25) else None,
            "governance": book.boolean(yes=True) if likely(dice, 8) else None,
        }

    def _exchange(self, dice: Random) -> dict[str, Node | None]:
        book = self.book
        return {
            "from": book.some(dice, "initiative"),
            "to": book.some(dice, "structure"),
            "hours": book.hours(dice, 30 * dice.randint(2, 14)),
            "skill": Text(dice.choice(book.texts.skills)),
        }

    def _things(self, dice: Random) -> dict[str, Node | None]:
        book = self.book
        counted = {
            "quantity": str(dice.randint(1, 40)),
            "unit": Text(book.texts.unit),
            "unit_value": book.money(dice, 50 * dice.randint(2, 400)),
        }
        valued = book.part("Value", {"amount": book.money(dice, 100 * dice.randint(20, 900)),
                                     "basis": Text(book.texts.basis)})  # fmt: skip
        more: Mapping[str, Node] = counted if likely(dice, 70) else {"value": valued}
        return {"from": book.some(dice, "structure"), **more}

    def _service(self, dice: Random) -> dict[str, Node | None]:
        book = self.book
        rate = book.part("Value", {"rate": book.money(dice, 100 * dice.randint(20, 60))})
        none = book.part("Value", {"none": Text(dice.choice(book.texts.remarks))})
        return {
            "from": book.some(dice, "structure"),
            "hours": book.hours(dice, 60 * dice.randint(1, 20)),
            "value": rate if likely(dice, 90) else none,
        }

    def _targets(self, dice: Random) -> Node:
        """One accompaniment, or two that share."""
        book = self.book
        if likely(dice, 90) or book.number["accompaniment"] < FUNDER + 1:
            return book.some(dice, "accompaniment")
        part = dice.choice((50, 60, 70, 80))
        shares = (f"{part} %", f"0.{100 - part}")
        pair = dice.sample(range(book.number["accompaniment"]), 2)
        return [
            book.part("ContributionTarget", {
                "accompaniment": book.id("accompaniment", one), "share": share})
            for one, share in zip(pair, shares, strict=True)
        ]  # fmt: skip

    def funding(self, dice: Random, number: int) -> Fields:
        """A funding: for all, for some, or within a ceiling."""
        book = self.book
        capped = self._capped(dice) if likely(dice, 20) else None
        state = dice.choice(_STATES[:4] if capped else _STATES)
        cents = capped[0] if capped else 10000 * dice.randint(5, 300)
        more = 10000 * dice.randint(0, 20)
        obtained = state in {"granted", "received"}
        period, by_year = self._when(dice, cents, once=bool(capped) or not obtained)
        return book.part("Funding", {
            "funder": book.structure(dice, FUNDER),
            "title": Text(dice.choice(book.texts.courses)) if likely(dice, 80) else None,
            "nature": book.word("FundingNature", dice.choice(_NATURES)),
            "level": book.word("FunderLevel", dice.choice(_LEVELS)),
            "policies": self._policies(dice, cents),
            "period": capped[1] if capped else period,
            "requested": book.money(dice, cents + (more if obtained else 0)),
            "granted": book.money(dice, cents) if obtained else None,
            "received": book.money(dice, cents // 2) if state == "received" else None,
            "by_year": by_year,
            "for": capped[2] if capped else self._spending(dice),
            "ceiling": "80 %" if capped else None,
            "status": book.word("FundingStatus", state),
            "budget": self._budget(dice, cents) if not book.small and likely(dice, 40) else None,
            "terms": book.prose(dice, 1, 4) if likely(dice, 60) else None,
            "tags": [str(FIRST_YEAR + number % YEARS)] if likely(dice, 10) else None,
        })  # fmt: skip

    def _capped(self, dice: Random) -> tuple[int, Fields, Node] | None:
        """Less than its ceiling of what an accompaniment costs in its first year."""
        book = self.book
        number = dice.randrange(book.number["accompaniment"])
        course = book.course(number)
        year = course.started.year
        minutes = sum(length for day, length, _ in course.sessions if day.year == year)
        target = book.part("FundingTarget", {"accompaniment": book.id("accompaniment", number)})
        period = self.kinds.period(course.started, dt.date(year, 12, 31))
        return minutes * _RATE * 100 // 60 // 2, period, [target]

    def _when(self, dice: Random, cents: int, *, once: bool) -> tuple[Fields, Fields | None]:
        """A year; or two, in two parts."""
        year = dice.randrange(FIRST_YEAR, FIRST_YEAR + YEARS)
        first = dt.date(year, dice.choice((1, 1, 3, 7, 9)), 1)
        if once or year == END.year or likely(dice, 70):
            return self.kinds.period(first, dt.date(year, 12, 31)), None
        parts = {str(year): self.book.money(dice, cents // 3),
                 str(year + 1): self.book.money(dice, cents - cents // 3)}  # fmt: skip
        return self.kinds.period(first, dt.date(year + 1, 12, 31)), parts

    def _policies(self, dice: Random, cents: int) -> Node:
        book = self.book
        words = [book.open_word("Policy", name) for name in dice.sample(_POLICIES, 2)]
        if likely(dice, 40):
            return words if likely(dice, 50) else words[0]
        if likely(dice, 50):
            rows = [{"policy": word, "share": share}
                    for word, share in zip(words, ("35 %", "0.65"), strict=True)]  # fmt: skip
        else:
            halves = (cents // 2, cents - cents // 2)
            rows = [{"policy": word, "amount": book.money(dice, half)}
                    for word, half in zip(words, halves, strict=True)]  # fmt: skip
        return [book.part("PolicyShare", row) for row in rows]

    def _spending(self, dice: Random) -> list[Node] | None:
        """The programme that a grant pays for, or nothing in particular."""
        if likely(dice, 60):
            return None
        row = {"programme": self.book.some(dice, "programme"), "share": "60 %"}
        return [self.book.part("FundingTarget", row)]

    def _budget(self, dice: Random, cents: int) -> list[Node]:
        book = self.book
        rows = (("64", "cost", cents // 2), ("61", "cost", cents - cents // 2),
                ("74", "resource", cents))  # fmt: skip
        return [
            book.part("BudgetLine", {
                "account": Code(account),
                "side": book.word("Side", side),
                "label": Text(dice.choice(book.texts.expenses)),
                "planned": book.money(dice, planned),
                "actual": book.money(dice, planned * 9 // 10) if likely(dice, 60) else None,
            })
            for account, side, planned in rows
        ]  # fmt: skip

    def settings(self) -> Fields:
        """What the register says about itself."""
        book = self.book
        before = START - dt.timedelta(366)
        costs = [(before, 3400, None), (before, 4600, book.texts.leader),
                 (dt.date(FIRST_YEAR + 2, 1, 1), 3550, None),
                 (dt.date(FIRST_YEAR + 2, 1, 1), 4800, book.texts.leader)]  # fmt: skip
        dice = book.dice("year", 0, 2)
        return book.part("Settings", {
            "mes": "1",
            "name": Text(book.texts.network),
            "language": book.language,
            "keeper": book.id("structure", 0),
            "fiscal_year_start": Code("01-01"),
            "day_length": "7h",
            "hourly_costs": [
                book.part("HourlyCost", {"from": Day(day), "rate": book.money(dice, rate),
                                         "role": Text(role) if role else None})
                for day, rate, role in costs
            ],
            "overheads": [book.part("Overhead", {
                "from": Day(before), "share": "18 %", "base": book.word("OverheadBase", "staff")})],
            "valuation": self._valuation(before),
            "spread_key": book.word("SpreadKey", "hours"),
            "themes": {THEME: Text("Mobilités solidaires")},
            "policies": {POLICY: Text("Égalité entre les femmes et les hommes")},
            "minimum_group": "3",
        })  # fmt: skip

    def _valuation(self, before: dt.date) -> list[Node]:
        book = self.book
        shared: dict[str, Node] = {
            "valued_kinds": [book.word("ContributionKind", "volunteering")],
            "governance_time": book.word("GovernanceTime", "excluded"),
            "approved": book.part("Approval", {"by": Text(book.texts.board), "date": Day(before)}),
        }
        ones = {"execution": "1", "coordination": "1.5", "expertise": "2"}
        return [
            book.part("Valuation", {
                "from": Day(before), "method": book.word("Method", "flat-rate"), "rate": "15.00",
                **shared}),
            book.part("Valuation", {
                "from": Day(START + dt.timedelta(365)),
                "method": book.word("Method", "minimum-wage"), "employer_charges": "0 %",
                "coefficients": book.part("Coefficients", ones), **shared,
                "reason": Text(book.texts.reason)}),
        ]  # fmt: skip
