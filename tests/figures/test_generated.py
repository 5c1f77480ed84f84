"""Registers made at random, counted by the product and a second time by somebody else."""

import json
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest

from mes_cli.figures import plain
from mes_cli.figures.books import books
from mes_cli.figures.groups import By
from mes_cli.figures.year import YearFigures
from mes_cli.store.reading.load import load
from tests.figures.test_independent import independent, without_zeros

COURSES = ("a", "b", "c", "d", "e")
INITIATIVES = ("cafe", "farm", "shop", "yard")
KEYS = ("hours", "cost", "equal", "need")

Fields = dict[str, Any]


class Maker:
    """Makes the records of a register."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)  # noqa: S311 - no secret
        self.key = KEYS[seed % len(KEYS)]

    def day(self) -> str:
        months = (
            "2023-12-31",
            "2024-01-01",
            "2024-02-29",
            "2024-07-14",
            "2024-12-31",
            "2025-03-01",
        )
        return self.dice.choice(months)

    def period(self) -> Fields:
        days = sorted((self.day(), self.day()))
        return {"from": days[0], "to": days[1]}

    def some(self, number: int) -> range:
        return range(self.dice.randint(0, number))

    def settings(self) -> Fields:
        return {
            "mes": 1, "name": "Seeds", "language": "en", "keeper": "seeds", "spread_key": self.key,
            "fiscal_year_start": self.dice.choice(["01-01", "09-01"]),
            "hourly_costs": [
                {"from": "2024-01-01", "rate": "33.33"},
                {"from": "2024-02-01", "rate": "47.10", "role": "direction"},
            ],
            "overheads": [
                {"from": "2024-01-01", "share": "17.3%", "base": "staff-and-expenses"},
                {"from": "2024-06-01", "share": "9%", "base": "staff"},
            ],
            "valuation": [
                {"from": "2024-01-01", "method": "minimum-wage", "employer_charges": "31.1%",
                 "coefficients": {"coordination": "1.5"}},
                {"from": "2024-07-01", "method": "flat-rate", "rate": self.dice.choice(
                    ["0.00", "18.01"]), "reason": "x"},
            ],
        }  # fmt: skip

    def initiative(self) -> Fields:
        themes = ["food-transition", "power-to-act", "inequality"]
        return {
            "name": "x", "summary": "x", "stage": "idea",
            "territory": self.dice.choice([{"department": "21"}, {"region": "27"}, {"name": "x"}]),
            "themes": self.dice.sample(themes, self.dice.randint(0, 3)),
        }  # fmt: skip

    def accompaniment(self) -> Fields:
        dice = self.dice
        return {
            "initiatives": dice.sample(INITIATIVES, dice.randint(1, 3)), "form": "collective",
            "started": self.day(), "entry": {"channel": dice.choice(
                ["word-of-mouth", "direct", "network", "event", "prescription", "referral"])},
            **dice.choice([{}, {"programme": "dla"}]),
            **dice.choice([{}, {"ended": self.day()}]),
            **dice.choice([{}, {"structure": "town"}]),
            "sessions": [
                {"date": self.day(), "hours": dice.choice(["0h10", "1h", "2h25", "7h"]),
                 **dice.choice([{}, {"role": "direction"}])}
                for _ in self.some(4)
            ],
            "expenses": [
                {"date": self.day(), "label": "x", "amount": dice.choice(["0.01", "33.33", "250"]),
                 "account": dice.choice(["606", "6571"])}
                for _ in self.some(2)
            ],
        }  # fmt: skip

    def targets(self) -> list[Fields]:
        shares = self.dice.choice([["100%"], ["50%", "50%"], ["33.33%"] * 3])
        names = [self.dice.choice(COURSES) for _ in shares]
        return [
            {"accompaniment": name, "share": share}
            for name, share in zip(names, shares, strict=True)
        ]

    def contribution(self) -> Fields:
        dice = self.dice
        return {
            "kind": dice.choice(
                ["volunteering", "activist-time", "premises", "goods", "secondment"]
            ),
            **dice.choice([{"date": self.day()}, {"period": self.period()}]),
            "hours": dice.choice(["0h10", "3h20", "40h"]),
            **dice.choice([{}, {"governance": "true"}, {"level": "coordination"}]),
            **dice.choice(
                [{}, {"value": {"amount": "100.01", "basis": "x"}}, {"value": {"none": "no"}},
                 {"value": {"rate": "11.11"}}, {"quantity": "3", "unit_value": "7.77"}]
            ),
            **dice.choice([{}, {"for": self.targets()}]),
        }  # fmt: skip

    def funding(self) -> Fields:
        dice, amount = self.dice, self.dice.choice(["0.02", "100", "333.33", "2500"])
        policies = dice.choice([
            None, "culture", "other", "sse",
            [{"policy": "sse", "share": "50%"}, {"policy": "health", "share": "50%"}],
            [{"policy": it, "share": "33.33%"} for it in ("sse", "youth", "culture")],
        ])  # fmt: skip
        scheme = {"programme": "dla", "share": "25%"}
        aims = dice.choice([[], [], self.targets(), [scheme], [*self.targets()[:1], scheme]])
        if sum(float(aim["share"][:-1]) for aim in aims) > 100:
            aims = [scheme]
        return {
            "funder": dice.choice(["region", "town"]),
            "nature": dice.choice(["grant", "contract", "donation", "membership-fees"]),
            **dice.choice([{}, {"level": "region"}, {"level": "private"}]),
            "period": self.period(),
            **dice.choice([
                {"status": "granted", "granted": amount},
                {"status": "received", "received": amount},
                {"status": "requested", "requested": amount},
                {"status": "refused", "requested": amount},
            ]),
            **({"policies": policies} if policies else {}), **({"for": aims} if aims else {}),
            **dice.choice([{}, {"ceiling": "80%"}]),
        }  # fmt: skip

    def records(self) -> Mapping[str, Mapping[str, Fields]]:
        return {
            "structures": {
                it: {"name": it, "roles": ["funder", "support"]}
                for it in ("seeds", "town", "region")
            },
            "programmes": {"dla": {"name": "DLA", "lead": "seeds"}},
            "initiatives": {it: self.initiative() for it in INITIATIVES},
            "accompaniments": {it: self.accompaniment() for it in COURSES},
            "contributions": {f"c{n}": self.contribution() for n in self.some(5)},
            "funding": {f"f{n}": self.funding() for n in self.some(6)},
        }


def write(root: Path, maker: Maker) -> None:
    (root / "mes.yaml").write_text(json.dumps(maker.settings()), "utf-8")
    for folder, records in maker.records().items():
        (root / folder).mkdir()
        for name, fields in records.items():
            (root / folder / f"{name}.yaml").write_text(json.dumps(fields), "utf-8")


@pytest.mark.parametrize("seed", range(24))
def test_two_counts_agree_to_the_cent_and_to_the_second(seed: int, tmp_path: Path) -> None:
    write(tmp_path, Maker(seed))
    reading = load(tmp_path)
    assert not reading.findings
    register = reading.register

    for year in (2023, 2024, 2025):
        it, figures = independent().Count(tmp_path, year), YearFigures(books(register), year)
        for by in By:
            rows: Any = plain.coverage(figures, by)["rows"]
            told = {row["id"]: without_zeros(row) for row in rows}
            assert told == {row: independent().told(cells) for row, cells in it.rows(by).items()}
        data: Any = plain.coverage(figures)
        assert [tuple(one.values()) for one in data["ceilings"]] == [
            (name, independent().ratio(share, 1), *map(independent().euros, most))
            for name, share, *most in it.ceilings()
        ]
        assert plain.policies(figures.diversification) == it.policies()
        assert plain.entry(figures.entries) == it.entry()
        assert figures.counts.ended == it.ended()
