from collections.abc import Callable

import pytest

from mes_cli.figures.year import YearFigures

Figures = Callable[..., YearFigures]


@pytest.mark.parametrize(
    ("kind", "debit", "credit"),
    [
        ("goods", "860", "870"),
        ("premises", "861", "871"),
        ("equipment", "861", "871"),
        ("service", "862", "871"),
        ("secondment", "862", "871"),
        ("volunteering", "864", "875"),
        ("activist-time", "862", "871"),
        ("skill-exchange", "862", "871"),
    ],
)
def test_each_kind_has_its_two_accounts(
    figures: Figures, kind: str, debit: str, credit: str
) -> None:
    gift = {"kind": kind, "date": "2025-01-01", "value": {"amount": "5"}}

    table = figures(contribution={"c": gift}).in_kind

    assert list(table.accounts) == ["860", "861", "862", "864", "870", "871", "875"]
    assert {name for name, amount in table.accounts.items() if amount == 5} == {debit, credit}
    assert sum(table.accounts.values()) == 10
    assert table.total == 5


def test_people_made_available_may_be_entered_as_volunteers(figures: Figures) -> None:
    gift = {"kind": "secondment", "date": "2025-01-01", "value": {"amount": "5"}}

    it = figures(settings={"secondment_accounts": "864/875"}, contribution={"c": gift})

    assert it.in_kind.debit["864"] == it.in_kind.credit["875"] == 5


def test_what_is_described_is_in_no_account(figures: Figures) -> None:
    gift = {"kind": "external-effect", "date": "2025-01-01", "value": {"amount": "5"}}

    table = figures(contribution={"c": gift}).in_kind

    assert table.total == 0
    assert table.lines == ()
