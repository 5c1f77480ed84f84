"""What comes due: accounts, consents, years; and what was due long ago is not told for ever."""

import datetime as dt

from mes_cli.figures.due import Due, DueKind, due, still_due
from mes_cli.register import Register


def test_each_sort_comes_due(register: Register) -> None:
    """
    -- mes.yaml --
    mes: 1
    name: S
    language: en
    keeper: seeds
    fiscal_year_start: "09-01"
    -- structures/town.yaml --
    {name: Town, roles: [funder]}
    -- funding/a.yaml --
    {funder: town, nature: grant, status: granted, granted: 10,
     period: {from: 2024-09-01, to: 2025-01-31}}
    -- funding/b.yaml --
    {funder: town, nature: grant, status: received, received: 10, report_due: 2025-03-15,
     period: {from: 2024-09-01, to: 2025-01-31}}
    -- funding/c.yaml --
    {funder: town, nature: fees, status: received, received: 10,
     period: {from: 2024-09-01, to: 2025-01-31}}
    -- funding/d.yaml --
    {funder: town, nature: grant, status: requested, requested: 10,
     period: {from: 2024-09-01, to: 2025-01-31}}
    -- evidence/e.yaml --
    {kind: visit, date: 2023-10-01, title: T, text: x,
     consent: {scope: public, given: 2023-10-01, until: 2026-10-01}}
    -- evidence/f.yaml --
    {kind: visit, date: 2023-10-01, title: T, text: x,
     consent: {scope: public, given: 2023-10-01, until: 2026-10-01, withdrawn: 2024-01-01}}
    -- years/2023.yaml --
    {year: 2023, closed: 2025-01-10}
    """
    assert due(register) == [
        Due(dt.date(2025, 3, 15), DueKind.ACCOUNT, "funding", "b"),
        Due(dt.date(2026, 2, 28), DueKind.ACCOUNT, "funding", "a"),
        Due(dt.date(2026, 2, 28), DueKind.YEAR, "year", "2024"),
        Due(dt.date(2026, 10, 1), DueKind.CONSENT, "evidence", "e"),
    ]


def test_what_was_due_long_ago_is_left_out() -> None:
    account = Due(dt.date(2025, 3, 15), DueKind.ACCOUNT, "funding", "b")
    year = Due(dt.date(2025, 3, 15), DueKind.YEAR, "year", "2024")

    assert still_due([account, year], dt.date(2025, 4, 1)) == [account, year]
    assert still_due([account, year], dt.date(2025, 8, 1)) == [year]
    assert still_due([account, year], dt.date(2027, 1, 1)) == []
