from collections.abc import Callable

from mes_cli.figures.in_kind import method_changes, own_values
from mes_cli.figures.year import YearFigures
from mes_cli.register import Register

Figures = Callable[..., YearFigures]
Make = Callable[..., Register]


def rule(since: str, method: str, **more: object) -> dict[str, object]:
    return {"from": since, "method": method, **more}


def test_a_change_of_method_knows_whether_it_is_explained(make: Make) -> None:
    rules = [
        rule("2026-01-01", "flat-rate", rate="18", reason="Simpler"),
        rule("2024-01-01", "minimum-wage"),
        rule("2025-01-01", "minimum-wage", employer_charges="20%", reason=" "),
    ]

    charges, flat = method_changes(make({"valuation": rules}).settings)

    assert (charges.choices, charges.explained, charges.position) == (
        ("employer_charges",),
        False,
        2,
    )
    assert (flat.choices, flat.explained, flat.position) == (("method",), True, 0)


def test_a_rate_that_follows_prices_is_no_change_of_method(make: Make) -> None:
    rules = [
        rule("2024-01-01", "flat-rate", rate="17", valued_kinds=["volunteering", "service"]),
        rule("2025-01-01", "flat-rate", rate="18", valued_kinds=["service", "volunteering"]),
    ]

    assert method_changes(make({"valuation": rules}).settings) == ()


def test_values_of_their_own_are_told_apart_from_those_of_the_method(figures: Figures) -> None:
    day = {"date": "2025-01-01"}
    amount = {**day, "kind": "premises", "value": {"amount": "120", "basis": "rent of the hall"}}
    it = figures(
        settings={"valuation": [{"from": "2025-01-01", "method": "flat-rate", "rate": "18"}]},
        contribution={
            "by-method": {**day, "hours": "2"},
            "by-method-too": {**day, "hours": "2", "value": {}},
            "own-rate": {**day, "hours": "2", "value": {"rate": "25"}},
            "amount": amount,
            "again": {**amount, "value": {"amount": "80", "basis": "rent of the hall"}},
            "unit": {**day, "kind": "premises", "quantity": "3", "unit_value": "10"},
            "none": {**day, "kind": "premises", "value": {"none": "a loan between friends"}},
            "effect": {**day, "kind": "external-effect", "value": {"amount": "5"}},
            "before": {**amount, "date": "2024-12-31"},
        },
    )

    found = [(str(own.kind), str(own.amount), own.bases) for own in own_values(it.ledger)]

    assert found == [
        ("volunteering", "50.00", ()),
        ("premises", "230.00", ("rent of the hall",)),
    ]
    assert {line.record[1] for own in own_values(it.ledger) for line in own.lines} == {
        "own-rate",
        "amount",
        "again",
        "unit",
    }
