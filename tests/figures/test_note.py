from collections.abc import Callable

from mes_cli.figures.method import own_values
from mes_cli.figures.year import YearFigures

Figures = Callable[..., YearFigures]


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
