from collections.abc import Callable

from mes_cli.figures.method import method_changes
from mes_cli.register import Register

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
