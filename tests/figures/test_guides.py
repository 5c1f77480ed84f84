"""Worked examples that others published, and sums of real size, from files to plain figures."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from mes_cli import checks
from mes_cli.figures import plain
from mes_cli.figures.books import books
from mes_cli.figures.groups import By
from mes_cli.figures.year import YearFigures
from mes_cli.model.funding import Side
from mes_cli.register import Register

Make = Callable[..., Register]


def told(register: Register, year: int, by: By = By.ACCOMPANIMENT) -> Any:
    assert [it for it in checks.run(register) if it.severity == "error"] == []
    return plain.coverage(YearFigures(books(register), year), by)


def money(register: Register, year: int) -> dict[str | None, str]:
    rows = told(register, year)["rows"]
    return {row["id"]: row["resources"]["monetary"] for row in rows}


def test_three_rates_of_a_time_sheet(register: Register) -> None:
    """
    France Active, on valuing volunteers: an expert's hour at 60 €, a coordinator's at 30 €,
    a helping hand's at 18 €.

    -- mes.yaml --
    mes: 1
    nom: Réseau
    langue: fr
    teneur: seeds
    valorisation:
      - du: 2025-01-01
        methode: taux-par-tache
        taux_par_tache: {expertise: 60, encadrement: 30, execution: 18}

    -- structures/seeds.yaml --
    nom: Graines
    roles: [accompagnement]

    -- contributions/feuille-de-temps.yaml --
    - {nature: benevolat, date: 2025-03-03, duree: 3h30, tache: expertise}
    - {nature: benevolat, date: 2025-03-04, duree: "7:45", tache: encadrement}
    - {nature: benevolat, date: 2025-03-05, duree: "12,25", tache: execution}
    - {nature: benevolat, date: 2025-03-06, duree: 20min, tache: execution}
    """
    data = told(register, 2025)

    # 210.00 + 232.50 + 220.50 + 6.00
    assert data["accounts"]["864"] == data["accounts"]["875"] == "669.00"
    assert data["hours"]["in_kind"] == {"volunteering": 85800}
    assert data["coverage"] == {"monetary": None, "full": "1.0000", "in_kind_share": "1.0000"}
    assert data["remainder"] == "0.00"


def action(make: Make, cost: str, given: str, **grant: str) -> Register:
    """A training course with its expenses, the hours given to it, and a grant for it."""
    aim = [{"accompaniment": "a"}]
    return make(
        structure={"region": {}, "seeds": {}},
        initiative={"cafe": {}},
        accompaniment={
            "a": {"expenses": [{"date": "2025-05-01", "label": "All", "amount": cost}]},
            "b": {"expenses": [{"date": "2025-05-01", "label": "All", "amount": "999"}]},
        },
        contribution={
            "c": {
                "date": "2025-05-01",
                "for": aim,
                "value": {"amount": given, "basis": "time sheets"},
            }
        },
        funding={"f": {"for": aim, **grant}},
    )


@pytest.mark.parametrize(
    ("cost", "given", "share", "without", "full"),
    [
        # Ministère chargé de la vie associative, La valorisation comptable du bénévolat (2021),
        # as told by https://fraap.org/article318.html
        ("3000", "600", "80%", "2400.00", "2880.00"),
        # France Active: a funder of 20 %, with and without 5 000 € of volunteering.
        ("10000", "5000", "20%", "2000.00", "3000.00"),
    ],
)
def test_volunteering_raises_a_ceiling(
    make: Make, cost: str, given: str, share: str, without: str, full: str
) -> None:
    register = action(make, cost, given, ceiling=share, granted=full)

    [ceiling] = told(register, 2025)["ceilings"]

    assert (ceiling["without_in_kind"], ceiling["with_in_kind"]) == (without, full)
    assert [it.code for it in checks.run(register) if it.code == "above-ceiling"] == []
    above = action(make, cost, given, ceiling=share, granted=str(Decimal(full) + Decimal("0.01")))
    assert [it.code for it in checks.run(above) if it.code == "above-ceiling"]


def test_one_two_and_three_times_the_minimum_wage(make: Make) -> None:
    """Développement Solidaire, https://associationds.wordpress.com/ds-lab/valorisation-du-benevolat

    In 2014: 9.53 € for execution, 19.06 € for coordination, 28.59 € for expertise.
    """
    weights = {"execution": "1", "coordination": "2", "expertise": "3"}
    rule = {"from": "2014-01-01", "method": "minimum-wage", "coefficients": weights}
    register = make(
        {"valuation": [rule]},
        structure={"seeds": {}},
        contribution={
            level: {"date": "2014-06-01", "hours": "1", "level": level} for level in weights
        },
    )

    found = {line.record[1]: line.amount for line in YearFigures(books(register), 2014).lines}

    assert {name: str(amount) for name, amount in found.items()} == {
        "execution": "9.53",
        "coordination": "19.06",
        "expertise": "28.59",
    }


@pytest.mark.parametrize(
    ("charges", "level", "day", "euros"),
    [
        # 9.40 + 31.10 %: https://www.associationmodeemploi.fr (2012-13); 12.3234 a single hour.
        ("31.10%", "execution", "2012-07-01", "12320.00"),
        # The day before, the wage was 9.22: 12.08742.
        ("31.10%", "execution", "2012-06-30", "12090.00"),
        # 11.52 by 1.23 by 2 is 28.3392. The day before it is 27.7242: rounded once, not 2 by 13.86.
        ("23%", "expertise", "2023-05-01", "28340.00"),
        ("23%", "expertise", "2023-04-30", "27720.00"),
        # 11.07 by 1.5 by 1.5 is 24.9075.
        ("50%", "coordination", "2022-08-01", "24910.00"),
        ("50%", "coordination", "2022-07-31", "24410.00"),
    ],
)
def test_a_thousand_hours_at_a_loaded_wage(
    make: Make, charges: str, level: str, day: str, euros: str
) -> None:
    weights = {"execution": "1", "coordination": "1.5", "expertise": "2"}
    rule = {
        "from": "2010-01-01",
        "method": "minimum-wage",
        "employer_charges": charges,
        "coefficients": weights,
    }
    gift = {"date": day, "hours": "1000", "level": level}
    register = make({"valuation": [rule]}, structure={"seeds": {}}, contribution={"c": gift})

    assert told(register, int(day[:4]))["cost"]["in_kind"] == euros


@pytest.mark.parametrize(
    ("amount", "number", "first", "last", "firsts"),
    [
        ("100", 3, "33.34", "33.33", 1),
        ("100", 7, "14.29", "14.28", 4),
        ("100", 13, "7.70", "7.69", 3),
        ("0.01", 3, "0.01", "0.00", 1),
        ("0.05", 7, "0.01", "0.00", 5),
        ("250000", 7, "35714.29", "35714.28", 4),
    ],
)
@pytest.mark.parametrize("key", ["hours", "cost", "equal"])
def test_awkward_remainders(  # noqa: PLR0917 - the columns of a table
    make: Make, amount: str, number: int, first: str, last: str, firsts: int, key: str
) -> None:
    sessions = [{"date": "2025-05-01", "hours": "2"}]
    names = sorted(f"a{n}" for n in range(number))
    register = make(
        {"spread_key": key, "hourly_costs": [{"from": "2025-01-01", "rate": "30"}]},
        structure={"region": {}, "seeds": {}},
        initiative={"cafe": {}},
        accompaniment={name: {"sessions": sessions} for name in names},
        funding={"f": {"granted": amount}},
    )

    rows = money(register, 2025)

    # Ten comes before two: ids are in order of their signs, not of their numbers.
    assert [rows[name] for name in names] == [first] * firsts + [last] * (number - firsts)
    assert rows[None] == "0.00"


def test_three_school_years_of_which_one_is_longer(make: Make) -> None:
    """From 2 October 2022 to 30 June 2025: 334, 366 and 303 days, by years from 1 September."""
    grant = {"granted": "100000", "period": {"from": "2022-10-02", "to": "2025-06-30"}}
    register = make(
        {"fiscal_year_start": "09-01"},
        structure={"region": {}, "seeds": {}},
        initiative={"cafe": {}},
        funding={"f": grant},
        year={"y": {"year": "2021"}},
    )

    years = [told(register, year)["resources"]["monetary"] for year in (2022, 2023, 2024)]

    # 33 300.0997…, 36 490.5284…, 30 209.3718…: the cent that is left goes to the last but one.
    assert years == ["33300.10", "36490.53", "30209.37"]
    assert told(register, 2021)["resources"]["monetary"] == "0.00"


def test_a_year_of_grace_by_days(make: Make) -> None:
    """A grant of 366 € for 2024 in years from 1 March: 60 days of January and February."""
    grant = {"granted": "366", "period": {"from": "2024-01-01", "to": "2024-12-31"}}
    register = make(
        {"fiscal_year_start": "03-01"}, structure={"region": {}, "seeds": {}}, funding={"f": grant}
    )

    assert told(register, 2023)["period"] == {"from": "2023-03-01", "to": "2024-02-29"}
    assert told(register, 2023)["resources"]["monetary"] == "60.00"
    assert told(register, 2024)["resources"]["monetary"] == "306.00"


#: Account, side, planned and actual euros, in the order of form 12156: a resource centre.
BUDGET = """
604 cost     12400   11873.40
606 cost      6800    7112.55
613 cost     18600   18600
615 cost      2100    1846.20
616 cost      1950    1988.74
618 cost      1200     964
622 cost     21500   24310.80
623 cost      7300    6120.15
625 cost      9400   10275.35
626 cost      2800    2641.90
627 cost         0     118.26
631 cost      8900    8742.11
641 cost    104500  101384.67
645 cost     36550   35102.93
651 cost      1400    1375
861 cost      4800    4800
864 cost      9800   11214.72
70  resource 14500   15230
74  resource 95000   95000
74  resource 62000   58000
74  resource 38000   38000
74  resource 12400   12400
756 resource  5500    5215
758 resource  8000    8611.06
77  resource     0       0
871 resource  4800    4800
875 resource  9800   11214.72
"""


def test_a_real_budget_of_a_quarter_of_a_million(make: Make) -> None:
    keys = ("account", "side", "planned", "actual")
    rows = [dict(zip(keys, row.split(), strict=True)) for row in BUDGET.strip().splitlines()]
    grant = {"granted": "95000", "requested": "95000", "status": "received", "budget": rows}
    register = make(structure={"region": {}, "seeds": {}}, funding={"f": grant})
    it = YearFigures(books(register), 2025).grant("f")
    assert it

    cost, resource = it.totals[Side.COST], it.totals[Side.RESOURCE]

    assert it.balanced
    assert [str(side.monetary.planned) for side in (cost, resource)] == ["235400.00"] * 2
    assert [str(side.full.planned) for side in (cost, resource)] == ["250000.00"] * 2
    assert [str(side.monetary.actual) for side in (cost, resource)] == ["232456.06"] * 2
    assert [str(side.full.actual) for side in (cost, resource)] == ["248470.78"] * 2
    gaps = {
        row.line.account: (row.amounts.gap, plain.ratio(row.amounts.gap_share))
        for row in it.rows
        if row.line.account in {"604", "622", "627", "70", "77", "864"}
    }
    assert gaps == {
        "604": (Decimal("-526.60"), "-0.0425"),
        "622": (Decimal("2810.80"), "0.1307"),
        "627": (Decimal("118.26"), None),
        "70": (Decimal(730), "0.0503"),
        "77": (Decimal(0), None),
        "864": (Decimal("1414.72"), "0.1444"),
    }
    assert plain.ratio(cost.monetary.gap_share) == "-0.0125"
    assert plain.ratio(it.share) == "0.4087"
