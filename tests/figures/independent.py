"""A second count of a register, from its YAML alone: slow, plain, and shared with nobody.

It was written from the rules of the arithmetic, and uses nothing of the product. Cents and
seconds are whole numbers, shares are fractions; whatever is spread is a number of them.
"""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

Yaml = Any
Cells = Counter[tuple[str, str]]
Accompaniment = str | None

#: The French word of each field that counts; where a word depends on its field, both are tried.
FIELDS = {
    "for": "pour", "to": "au", "hours": "duree", "kind": "nature", "nature": "nature",
    "period": "periode", "value": "valorisation", "rate": "taux", "amount": "montant",
    "none": "aucune", "quantity": "quantite", "unit_value": "valeur_unitaire",
    "level": "niveau", "governance": "vie_statutaire", "share": "part", "status": "etat",
    "requested": "demande", "granted": "accorde", "received": "recu",
    "by_year": "par_exercice", "programme": "dispositif", "accompaniment": "accompagnement",
    "sessions": "seances", "expenses": "depenses", "role": "fonction", "started": "debut",
    "funder": "financeur", "policies": "politiques", "policy": "politique",
    "ceiling": "plafond", "themes": "enjeux", "territory": "territoire",
    "department": "departement", "hourly_costs": "couts_horaires",
    "overheads": "frais_de_structure", "valuation": "valorisation", "method": "methode",
    "employer_charges": "charges_patronales", "coefficients": "coefficients",
    "valued_kinds": "natures_valorisees", "governance_time": "vie_statutaire",
    "spread_key": "cle_de_repartition", "fiscal_year_start": "debut_exercice",
    "keeper": "teneur", "coordination": "encadrement", "day_length": "journee",
    "account": "compte", "entry": "entree", "channel": "canal", "ended": "fin",
}  # fmt: skip
FOLDERS = {
    "initiatives": "initiatives", "accompaniments": "accompagnements",
    "contributions": "contributions", "funding": "financements", "programmes": "dispositifs",
}  # fmt: skip
WORDS = {
    "benevolat": "volunteering", "temps-militant": "activist-time",
    "echange-de-savoirs": "skill-exchange", "mise-a-disposition": "secondment",
    "locaux": "premises", "materiel": "equipment", "prestation": "service",
    "don-en-nature": "goods", "effet-externe": "external-effect",
    "encadrement": "coordination",
    "subvention": "grant", "concours-public": "public-contribution", "marche": "contract",
    "mecenat": "sponsorship", "don": "donation", "cotisations": "membership-fees",
    "participations": "fees", "fonds-propres": "own",
    "demande": "requested", "accorde": "granted", "recu": "received", "refuse": "refused",
    "smic": "minimum-wage", "taux-unique": "flat-rate", "aucune": "none",
    "salaires": "staff", "salaires-et-depenses": "staff-and-expenses",
    "heures": "hours", "cout": "cost", "egal": "equal", "besoin": "need",
    "incluse": "included", "vrai": "true",
    "transition-alimentaire": "food-transition", "transition-energetique": "energy-transition",
    "pouvoir-d-agir": "power-to-act", "lutte-contre-les-inegalites": "inequality",
    "droits-culturels": "cultural-rights",
    "developpement-economique": "economic-development", "emploi": "employment",
    "insertion": "inclusion", "ess": "sse", "developpement-durable": "sustainable-development",
    "politique-de-la-ville": "city-policy", "alimentation-agriculture": "food-agriculture",
    "sante": "health", "jeunesse": "youth", "habitat": "housing", "ruralite": "rural",
    "numerique": "digital", "autre": "other", "prive": "private",
    "bouche-a-oreille": "word-of-mouth", "reseau": "network", "evenement": "event",
    "orientation": "referral",
}  # fmt: skip
ACCOUNTS = {
    "goods": ("860", "870"), "premises": ("861", "871"), "equipment": ("861", "871"),
    "service": ("862", "871"), "volunteering": ("864", "875"), "secondment": ("862", "871"),
    "activist-time": ("862", "871"), "skill-exchange": ("862", "871"),
}  # fmt: skip
#: Décrets 2022-1608, 2023-1216, 2024-951, 2025-1228, and the orders of 2023 and 2026.
WAGES = (
    ("2023-01-01", "11.27"), ("2023-05-01", "11.52"), ("2024-01-01", "11.65"),
    ("2024-11-01", "11.88"), ("2026-01-01", "12.02"), ("2026-06-01", "12.31"),
)  # fmt: skip


def get(record: Mapping[str, Yaml], field: str) -> Yaml:
    """A field of a record, in either language; None where it is absent or empty."""
    return record.get(field) or record.get(FIELDS.get(field, field)) or None


def parsed(path: Path) -> Yaml:
    """A file as text, lists and mappings: this loader knows no types at all."""
    return YAML(typ="base", pure=True).load(path.read_text("utf-8"))


def word(value: Yaml) -> str:
    return WORDS.get(str(value), str(value))


def number(text: Yaml) -> Fraction:
    plain = re.sub(r"[\s\u00a0\u202f€]", "", str(text)).replace(",", ".")
    return Fraction(plain[:-1]) / 100 if plain.endswith("%") else Fraction(plain)


def cents(euros: Fraction) -> int:
    return floor(euros * 100 + Fraction(1, 2))


def seconds(text: str, day: int = 7 * 3600) -> int:
    text = text.replace(" ", "").replace(",", ".")
    if text.endswith("min"):
        return int(text[:-3]) * 60
    if text[-1] in "jd":
        return int(Fraction(text[:-1]) * day)
    if "h" in text or ":" in text:
        hours, minutes = re.split("[h:]", text)
        return floor(Fraction(hours) * 3600) + int(minutes or 0) * 60
    return floor(Fraction(text) * 3600 + Fraction(1, 2))


def spread(units: int, weights: Mapping[Any, Fraction | int]) -> dict[Any, int]:
    """Largest remainder; ties to the first id, what has no id last; equally if all are zero."""
    if not any(weights.values()):
        weights = dict.fromkeys(weights, 1)
    whole = sum(Fraction(weight) for weight in weights.values())
    exact = {key: units * Fraction(weight) / whole for key, weight in weights.items()}
    parts = {key: floor(value) for key, value in exact.items()}
    order = sorted(exact, key=lambda key: (parts[key] - exact[key], key is None, str(key)))
    for key in order[: units - sum(parts.values())]:
        parts[key] += 1
    return parts


def spread_cells(cells: Cells, weights: Mapping[Any, Fraction | int]) -> dict[Any, Cells]:
    found: dict[Any, Cells] = {key: Counter() for key in weights}
    for column, units in cells.items():
        for key, part in spread(units, weights).items():
            found[key][column] += part
    return found


def latest(rules: Iterable[Mapping[str, Yaml]], day: dt.date) -> Mapping[str, Yaml] | None:
    holding = [r for r in rules if dt.date.fromisoformat(r.get("from") or r["du"]) <= day]
    return max(holding, key=lambda r: str(r.get("from") or r.get("du")), default=None)


class Count:
    """A year of a register."""

    def __init__(self, root: Path, year: int) -> None:
        self.root, self.year = root, year
        self.settings = parsed(root / "mes.yaml")
        self.records = {kind: dict(self.read(kind)) for kind in FOLDERS}
        month, day = map(int, (get(self.settings, "fiscal_year_start") or "01-01").split("-"))
        self.first = dt.date(year, month, day)
        self.end = dt.date(year + 1, month, day)
        self.cells: dict[Accompaniment, Cells] = defaultdict(Counter)
        #: Cents of each funding in each accompaniment, those asked for included.
        self.money: dict[Accompaniment, Counter[str]] = defaultdict(Counter)
        self.accounts = dict.fromkeys(("860", "861", "862", "864", "870", "871", "875"), 0)
        self.described: list[tuple[str, str, int]] = []
        #: Cents of each funding that have no target, by what they are: money or asked for.
        self.general: dict[str, dict[str, int]] = {"money": {}, "pending": {}}
        self.courses = self.named()
        for name, record in self.records["accompaniments"].items():
            self.cost(name, record)
        for name, record in self.records["contributions"].items():
            self.give(name, record)
        for name, record in self.records["funding"].items():
            self.fund(name, record)
        for column, grants in self.general.items():
            self.share_general(column, grants)

    def read(self, kind: str) -> Iterator[tuple[str, Mapping[str, Yaml]]]:
        for folder in {kind, FOLDERS[kind]}:
            for path in sorted((self.root / folder).rglob("*.y*ml")):
                content = parsed(path)
                if isinstance(content, dict):
                    yield path.stem, content
                    continue
                for place, record in enumerate(content, 1):
                    yield record.get("id") or f"{path.stem}-{place}", record

    def inside(self, day: str) -> bool:
        return self.first <= dt.date.fromisoformat(day) < self.end

    def days(self, period: Mapping[str, str]) -> dict[int, int]:
        """The days of a period by financial year, one day after the other."""
        day = dt.date.fromisoformat(period.get("from") or period["du"])
        last = dt.date.fromisoformat(period.get("to") or period["au"])
        found: Counter[int] = Counter()
        while day <= last:
            found[day.year - ((day.month, day.day) < (self.first.month, self.first.day))] += 1
            day += dt.timedelta(1)
        return found

    def share_of_year(self, record: Mapping[str, Yaml], units: int) -> int:
        """What the year has of a contribution or of a funding."""
        if period := get(record, "period"):
            return spread(units, self.days(period)).get(self.year, 0)
        return units if self.inside(record["date"]) else 0

    def touches(self, record: Mapping[str, Yaml]) -> bool:
        if period := get(record, "period"):
            return self.year in self.days(period)
        return self.inside(record["date"])

    def targets(self, record: Mapping[str, Yaml]) -> list[Mapping[str, Yaml]]:
        aim = get(record, "for") or []
        return [{"accompaniment": aim}] if isinstance(aim, str) else list(aim)

    def named(self) -> list[str]:
        """The year's accompaniments."""
        names = {
            name
            for name, record in self.records["accompaniments"].items()
            if self.inside(str(get(record, "started")))
            or any(self.inside(it["date"]) for it in get(record, "sessions") or [])
            or any(self.inside(it["date"]) for it in get(record, "expenses") or [])
        }
        for record in self.records["contributions"].values():
            if self.touches(record):
                names |= {get(aim, "accompaniment") for aim in self.targets(record)}
        return sorted(names)

    def cost(self, name: str, record: Mapping[str, Yaml]) -> None:
        cells, bases = self.cells[name], Counter[str]()
        overheads = get(self.settings, "overheads") or []
        paid = [(it, "staff") for it in get(record, "sessions") or []]
        paid += [(it, "expenses") for it in get(record, "expenses") or []]
        for it, column in paid:
            if not self.inside(it["date"]):
                continue
            day = dt.date.fromisoformat(it["date"])
            if column == "staff":
                length = seconds(get(it, "hours"))
                amount = cents(self.hourly_cost(get(it, "role"), day) * length / 3600)
                cells["hours", "staff"] += length
            else:
                amount = cents(number(get(it, "amount")))
            cells["cost", column] += amount
            rule = latest(overheads, day)
            if column == "expenses" and str(get(it, "account") or "").startswith("657"):
                continue  # money given on is in no base
            if rule and (column == "staff" or word(rule.get("base")) == "staff-and-expenses"):
                bases[rule.get("from") or rule["du"]] += amount
        for since, base in bases.items():
            [rule] = [r for r in overheads if (r.get("from") or r.get("du")) == since]
            cells["cost", "overheads"] += cents(number(get(rule, "share")) * Fraction(base, 100))

    def hourly_cost(self, role: str | None, day: dt.date) -> Fraction:
        costs = get(self.settings, "hourly_costs") or []
        rule = latest([c for c in costs if get(c, "role") == role], day)
        rule = rule or latest([c for c in costs if get(c, "role") is None], day)
        return number(get(rule, "rate")) if rule else Fraction(0)

    def worth(self, record: Mapping[str, Yaml]) -> int | None:
        """Cents of a contribution over all its years; None: described only."""
        kind, value = word(get(record, "kind")), get(record, "value") or {}
        length = seconds(get(record, "hours")) if get(record, "hours") else None
        if kind == "external-effect" or get(value, "none"):
            return None
        if get(value, "amount"):
            return cents(number(get(value, "amount")))
        if get(value, "rate"):
            return cents(number(get(value, "rate")) * (length or 0) / 3600)
        if get(record, "unit_value"):
            return cents(number(get(record, "unit_value")) * number(get(record, "quantity")))
        period = get(record, "period") or {}
        day = dt.date.fromisoformat(record.get("date") or period.get("from") or period["du"])
        rule = latest(get(self.settings, "valuation") or [], day)
        if rule is None or length is None or word(get(rule, "method")) == "none":
            return None
        if kind not in map(word, get(rule, "valued_kinds") or ["volunteering"]):
            return None
        statutory = word(get(record, "governance")) == "true"
        if statutory and word(get(rule, "governance_time")) != "included":
            return None
        rate = Fraction(cents(self.rate(rule, word(get(record, "level") or "execution"), day)), 100)
        return cents(rate * length / 3600)

    @staticmethod
    def rate(rule: Mapping[str, Yaml], level: str, day: dt.date) -> Fraction:
        if word(get(rule, "method")) == "flat-rate":
            return number(get(rule, "rate"))
        wage = [rate for since, rate in WAGES if since <= day.isoformat()][-1]
        weight = get(get(rule, "coefficients") or {}, level) or "1"
        return number(wage) * (1 + number(get(rule, "employer_charges") or "0")) * number(weight)

    def give(self, name: str, record: Mapping[str, Yaml]) -> None:
        if not self.touches(record):
            return
        kind, value = word(get(record, "kind")), self.worth(record)
        length = self.share_of_year(record, seconds(get(record, "hours") or "0"))
        amount = self.share_of_year(record, value or 0)
        if value is None:
            self.described.append((name, kind, length))
        else:
            for account in ACCOUNTS[kind]:
                self.accounts[account] += amount
        aims = self.targets(record)
        shares: dict[Accompaniment, Fraction] = defaultdict(Fraction)
        for a in aims:
            shares[get(a, "accompaniment")] += number(get(a, "share") or "1")
        cells: Cells = Counter({("cost", "in_kind"): amount, ("hours", kind): length})
        for course, part in spread_cells(cells, shares or {None: Fraction(1)}).items():
            self.cells[course] += part

    def whole(self, record: Mapping[str, Yaml]) -> int:
        if by_year := get(record, "by_year"):
            return sum(cents(number(amount)) for amount in by_year.values())
        asked = word(get(record, "status")) == "requested"
        amount = get(record, "requested") if asked else get(record, "granted")
        return cents(number(amount or get(record, "received")))

    def given(self, record: Mapping[str, Yaml]) -> int:
        """Cents of a funding in the year."""
        by_year = get(record, "by_year")
        if by_year:
            return cents(number(by_year.get(str(self.year), "0")))
        return self.share_of_year(record, self.whole(record))

    def monetary(self, name: Accompaniment) -> int:
        return sum(self.cells[name]["cost", it] for it in ("staff", "expenses", "overheads"))

    def keys(self, names: Iterable[str]) -> dict[Accompaniment, int]:
        """What courses weigh; money of a programme is by hours where the key is need."""
        key = word(get(self.settings, "spread_key") or "hours")
        if key == "equal":
            return dict.fromkeys(names, 0)
        if key == "cost":
            return {name: self.monetary(name) for name in names}
        return {name: self.cells[name]["hours", "staff"] for name in names}

    def heirs(self, aim: tuple[str, str] | None) -> dict[Accompaniment, int]:
        if aim and aim[1] == "accompaniment":
            return {aim[0]: 1}
        own = [n for n in self.courses if aim is None or self.programme(n) == aim[0]]
        return self.keys(own)

    def programme(self, name: str) -> str | None:
        found: str | None = get(self.records["accompaniments"][name], "programme")
        return found

    def weights(self, record: Mapping[str, Yaml]) -> dict[tuple[str, str] | None, Fraction]:
        """What a funding is for, by parts of it; None: it is general."""
        weights: dict[tuple[str, str] | None, Fraction] = defaultdict(Fraction)
        lines = 0
        for aim in self.targets(record):
            kind = "accompaniment" if get(aim, "accompaniment") else "programme"
            part = number(get(aim, "share") or "1")
            lines += not get(aim, "amount")
            if get(aim, "amount"):
                part = number(get(aim, "amount")) * 100 / self.whole(record)
            weights[get(aim, kind), kind] += part
        left = 1 - sum(weights.values(), Fraction(0))
        if left > Fraction(lines, 10000):  # else a share was rounded
            weights[None] = left
        return dict(weights)

    def fund(self, name: str, record: Mapping[str, Yaml]) -> None:
        status = word(get(record, "status"))
        if status == "refused":
            return
        column = "pending" if status == "requested" else "money"
        for target, units in spread(self.given(record), self.weights(record)).items():
            if target is None:
                self.general[column][name] = units
                continue
            for course, amount in spread(units, self.heirs(target) or {None: 1}).items():
                self.receive(name, course, amount)

    def receive(self, name: str, course: Accompaniment, amount: int) -> None:
        record = self.records["funding"][name]
        asked = word(get(record, "status")) == "requested"
        self.cells[course]["money", "pending" if asked else word(get(record, "nature"))] += amount
        self.money[course][name] += amount

    def share_general(self, column: str, grants: Mapping[str, int]) -> None:
        if word(get(self.settings, "spread_key")) != "need":
            for name, units in grants.items():
                for course, amount in spread(units, self.heirs(None) or {None: 1}).items():
                    self.receive(name, course, amount)
            return
        # All together, at most what each course's monetary cost still lacks.
        lacks = {c: max(0, self.monetary(c) - self.received(c, column)) for c in self.courses}
        every = sum(grants.values())
        enough = every >= sum(lacks.values())
        left: dict[Any, int] = dict(lacks) if enough else spread(every, lacks)
        left[None] = every - sum(left.values())
        for name in sorted(grants):
            if not grants[name]:
                continue
            parts = spread(grants[name], left)
            for course, amount in parts.items():
                if amount:
                    self.receive(name, course, amount)
            left = {course: units - parts[course] for course, units in left.items()}

    def received(self, course: Accompaniment, column: str) -> int:
        """Money of a course; for what is asked for, also what is asked for already."""
        money = {c: n for (home, c), n in self.cells[course].items() if home == "money"}
        pending = money.pop("pending", 0)
        return sum(money.values()) + (pending if column == "pending" else 0)

    def ceilings(self) -> list[tuple[str, Fraction, int, int]]:
        """What each funding with a ceiling may give, without and with what was given in kind."""
        found = []
        for name, record in sorted(self.records["funding"].items()):
            here = self.year in map(int, get(record, "by_year") or ()) or (
                not get(record, "by_year") and self.touches(record)
            )
            if not here or not get(record, "ceiling") or word(get(record, "status")) == "refused":
                continue
            weights = self.weights(record)
            aims = {course for aim in weights if aim for course in self.heirs(aim)}
            paid = given = 0
            for course, cells in self.cells.items():
                if None in weights or not weights or course in aims:
                    paid += self.monetary(course)
                    given += cells["cost", "in_kind"]
            share = number(get(record, "ceiling"))
            without, full = (cents(share * Fraction(it, 100)) for it in (paid, paid + given))
            found.append((name, share, without, full))
        return found

    def policies(self) -> dict[str, Any]:
        """Public money by policy, and private money beside it."""
        amounts, private = Counter[str](), 0
        for name, record in self.records["funding"].items():
            if word(get(record, "status")) in {"requested", "refused"}:
                continue
            public = word(get(record, "nature")) in {"grant", "public-contribution", "contract"}
            if not public or word(get(record, "level")) == "private":
                private += self.given(record)
                continue
            for policy, units in spread(self.given(record), self.cut(name)).items():
                amounts[policy] += units
        amounts = +amounts
        total = sum(amounts.values())
        named = {it: n for it, n in amounts.items() if it != "none"}
        usual = {"economic-development", "employment", "inclusion", "sse"}
        beyond = sum(n for it, n in named.items() if it not in usual)
        squares = sum(n * n for n in named.values())
        return {
            "amounts": {
                it: {"amount": euros(amounts[it]), "share": ratio(amounts[it], total)}
                for it in sorted(amounts)
            },
            "public": euros(total),
            "private": euros(private),
            "beyond_usual": ratio(beyond, total),
            "number": len(named.keys() - {"other"}),
            "concentration": ratio(squares, sum(named.values()) ** 2),
        }

    def entry(self) -> dict[str, Any]:
        """By which channels the people of the year's new accompaniments came."""
        came = Counter(
            word(get(get(record, "entry"), "channel"))
            for record in self.records["accompaniments"].values()
            if self.inside(get(record, "started"))
        )
        every = sum(came.values())
        prescribed = ("prescription", "referral")
        spontaneous = ("word-of-mouth", "direct", "network", "event")

        def part(channels: Iterable[str]) -> dict[str, Any]:
            count = sum(came[it] for it in channels)
            return {"count": count, "share": ratio(count, every)}

        return {
            "channels": {it: part([it]) for it in (*spontaneous, *prescribed)},
            "spontaneous": part(spontaneous),
            "prescribed": part(prescribed),
        }

    def ended(self) -> int:
        """The accompaniments that ended in the year, whatever else was done in it."""
        ends = (get(record, "ended") for record in self.records["accompaniments"].values())
        return sum(1 for day in ends if day and self.inside(day))

    def rows(self, by: str) -> dict[str | None, Cells]:
        found: dict[str | None, Cells] = defaultdict(Counter)
        paid = {course for course, it in self.money.items() if any(it.values())}
        for course in filter(None, paid.union(self.courses)):
            for row, part in self.homes(by, course, self.cells[course]):
                found[row].update(part)
        found[None].update(self.cells[None])
        return found

    def homes(self, by: str, course: str, cells: Cells) -> Iterator[tuple[str, Cells]]:
        record = self.records["accompaniments"][course]
        if by in {"policy", "funder"}:
            yield from self.origins(by, course, cells)
        elif by in {"accompaniment", "programme", "structure"}:
            keeper = get(self.settings, "keeper")
            homes = {
                "accompaniment": course,
                "programme": self.programme(course) or "none",
                "structure": record.get("structure") or keeper,
            }
            yield homes[by], cells
        else:
            names = dict.fromkeys(record["initiatives"], 1)
            for name, part in spread_cells(cells, names).items():
                yield from spread_cells(part, self.places(by, name)).items()

    def places(self, by: str, initiative: str) -> dict[str, int]:
        record = self.records["initiatives"][initiative]
        if by == "theme":
            return dict.fromkeys(map(word, get(record, "themes") or ["none"]), 1)
        if by == "initiative":
            return {initiative: 1}
        place = get(record, "territory")
        code = get(place, "department")
        if not code and place.get("commune"):
            commune = place["commune"]
            code = commune[: 3 if commune.startswith(("97", "98")) else 2]
        region = place.get("region")
        return {code or (f"region-{region}" if region else "none"): 1}

    def origins(self, by: str, course: str, cells: Cells) -> Iterator[tuple[str, Cells]]:
        """Money to its origins; all else in proportion to the money received from each."""
        received: Counter[str] = Counter()
        for name, amount in self.money[course].items():
            record = self.records["funding"][name]
            pending = word(get(record, "status")) == "requested"
            column = "pending" if pending else word(get(record, "nature"))
            for row, part in self.sources(by, name, course, amount).items():
                if part:
                    yield row, Counter({("money", column): part})
                received[row] += 0 if pending else part
        rest = Counter({c: n for c, n in cells.items() if c[0] != "money"})
        weights = +received or {"none": 1}
        yield from spread_cells(rest, weights).items()

    def sources(self, by: str, name: str, course: str, amount: int) -> dict[str, int]:
        record = self.records["funding"][name]
        if by == "funder":
            return {get(record, "funder"): amount}
        weights = self.cut(name)
        if len(weights) == 1:
            return {next(iter(weights)): amount}
        # Each policy has the very cents that the whole funding gives it in the year: they are
        # given out policy by policy, over what is left of each accompaniment's part.
        left = {c: it[name] for c, it in self.money.items() if name in it}
        found: dict[str, int] = {}
        columns = spread(sum(left.values()), weights)
        for policy in sorted(columns):
            parts = spread(columns[policy], left)
            found[policy] = parts[course]
            left = {c: units - parts[c] for c, units in left.items()}
        return found

    def cut(self, name: str) -> dict[str, Fraction]:
        """The policies that a funding comes from."""
        record = self.records["funding"][name]
        policies = get(record, "policies") or "none"
        if isinstance(policies, str):
            return {word(policies): Fraction(1)}
        return {
            word(it if isinstance(it, str) else get(it, "policy")): number(
                "1" if isinstance(it, str) else get(it, "share") or get(it, "amount") or "1"
            )
            for it in policies
        }


def told(cells: Cells) -> dict[str, Any]:
    """Cells as the JSON has them: text of euros, ratios with four decimals, zeros left out."""
    cost = {it: cells["cost", it] for it in ("staff", "expenses", "overheads", "in_kind")}
    paid = cost["staff"] + cost["expenses"] + cost["overheads"]
    full = paid + cost["in_kind"]
    money = {c: n for (home, c), n in cells.items() if home == "money" and c != "pending" and n}
    received = sum(money.values())
    times = {c: n for (home, c), n in cells.items() if home == "hours" and n and c != "staff"}
    return {
        "hours": {"staff": cells["hours", "staff"], "in_kind": times},
        "cost": {**{k: euros(n) for k, n in cost.items()}, "monetary": euros(paid),
                 "full": euros(full)},
        "resources": {
            "money": {nature: euros(n) for nature, n in money.items()},
            "monetary": euros(received),
            "in_kind": euros(cost["in_kind"]),
            "full": euros(received + cost["in_kind"]),
            "pending": euros(cells["money", "pending"]),
        },
        "coverage": {
            "monetary": ratio(received, paid),
            "full": ratio(received + cost["in_kind"], full),
            "in_kind_share": ratio(cost["in_kind"], full),
        },
        "remainder": euros(paid - received),
    }  # fmt: skip


def euros(units: int) -> str:
    sign = "-" if units < 0 else ""
    return f"{sign}{abs(units) // 100}.{abs(units) % 100:02}"


def ratio(part: int | Fraction, whole: int) -> str | None:
    if not whole:
        return None
    units = floor(Fraction(part) / whole * 10000 + Fraction(1, 2))
    return f"{units // 10000}.{units % 10000:04}"
