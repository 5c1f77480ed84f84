"""What the year really cost, and who and what covered it, as an audience may see it."""

from collections.abc import Iterable, Sequence

from mes_cli.figures import plain
from mes_cli.figures.balance import COSTS, RESOURCES, Balance
from mes_cli.figures.groups import NONE, By, OwnBy, RowsBy
from mes_cli.figures.in_kind import DescribedContribution
from mes_cli.figures.plain import JsonValue
from mes_cli.figures.rounding import shares_together
from mes_cli.figures.year import YearFigures
from mes_cli.language.catalogue import catalogue
from mes_cli.model import Contribution, Funding
from mes_cli.model.audience import FUNDER
from mes_cli.model.settings import SpreadKey
from mes_cli.table import MINUTE, round_together
from mes_cli.view.disclosure import KINDS_OF_ROWS, ToldRow, grain, refuse_rows, told_rows
from mes_cli.view.edition import Edition
from mes_cli.view.making import reason_label
from mes_cli.view.pseudonyms import VocabularyWord
from mes_cli.view.records import ViewData

_HOMES = {By.POLICY: "Policy", By.THEME: "Theme", By.TERRITORY: "Territory"}


def coverage_data(edition: Edition, wanted: RowsBy | None = None) -> dict[str, JsonValue]:
    """The coverage of a year for machines, with the rows that are wanted.

    Raises:
        AudienceRefusedError: these rows are too fine for the audience.
    """
    by: RowsBy = wanted or grain(edition.viewer.audience)
    refuse_rows(by, edition.viewer)
    data = plain.coverage(edition.figures, by)
    told = told_rows(edition, by)
    return {
        **data,
        "ceilings": _ceilings(edition, data),
        "described": _described(edition),
        "rows": [
            {**_named(edition, by, row), **plain.balance(row.balance, edition.figures.balance)}
            for row in told
        ],
        **({} if told else {"withheld": True}),
    }


def _named(edition: Edition, by: RowsBy, row: ToldRow) -> dict[str, JsonValue]:
    codes: list[JsonValue] = [_code(edition, by, it) for it in row.ids if it is not None]
    code = "+".join(map(str, codes)) or None
    named: dict[str, JsonValue] = {"id": code, "label": row_label(edition, by, row) or code}
    return {**named, "ids": codes} if len(codes) > 1 else named


def _code(edition: Edition, by: RowsBy, name: str) -> str:
    return edition.code(KINDS_OF_ROWS[by], name) if by in KINDS_OF_ROWS and name != NONE else name


def _ceilings(edition: Edition, data: dict[str, JsonValue]) -> JsonValue:
    ceilings = data["ceilings"]
    if not edition.sees(FUNDER) or not isinstance(ceilings, list):
        return []
    return [
        {**row, "funding": edition.code(Funding.kind, str(row["funding"]))}
        for row in ceilings
        if isinstance(row, dict)
    ]


def _described(edition: Edition) -> JsonValue:
    contributions = edition.viewer.ordered_by(edition.figures.described, lambda it: it.line.record)
    if edition.sees(FUNDER):
        return [
            {
                "id": edition.code(Contribution.kind, contribution.id),
                "kind": str(contribution.kind),
                "seconds": contribution.seconds,
                "reason": contribution.words or str(contribution.reason),
            }
            for contribution in contributions
        ]
    sums: dict[tuple[str, str], int] = {}
    for contribution in contributions:
        key = (str(contribution.kind), str(contribution.reason))
        sums[key] = sums.get(key, 0) + contribution.seconds
    return [
        {"id": None, "kind": kind, "seconds": seconds, "reason": reason}
        for (kind, reason), seconds in sorted(sums.items())
    ]


def row_label(edition: Edition, by: RowsBy, row: ToldRow) -> str:
    """What a row is called; empty for the life of the structure, and for what has no home."""
    return VocabularyWord(
        ", ".join(_label(edition, by, it) for it in row.ids if it not in {None, NONE})
    )


def _label(edition: Edition, by: RowsBy, name: str | None) -> str:
    if isinstance(by, OwnBy):
        return edition.viewer.hide_names(edition.words.value(by.home, name or "").label)
    if by in _HOMES:
        return edition.label(_HOMES[by], name or "")
    return edition.name(KINDS_OF_ROWS[by], name or "").name


def coverage_facts(edition: Edition, figures: YearFigures) -> ViewData:
    """The balance of a year for templates."""
    balance = figures.balance
    return {
        "year": figures.year,
        "hours": hours_facts(edition, figures),
        "cost": {name: getattr(balance.cost, name) for name in COSTS},
        "resources": {name: getattr(balance.resources, name) for name in RESOURCES},
        "monetary": balance.monetary_coverage,
        "full": balance.full_coverage,
        "in_kind_share": balance.in_kind_share,
        "remainder": balance.remainder,
        "carried": carried(balance),
    }


def carried(balance: Balance) -> ViewData:
    """Who carries the full cost: money up to the monetary cost, contributions, and what is left."""
    money = min(balance.resources.monetary, balance.cost.monetary)
    left = balance.cost.monetary - money
    parts = {"money": money, "in_kind": balance.cost.in_kind, "left": left}
    return {
        name: {"amount": amount, "share": share}
        for (name, amount), share in zip(
            parts.items(), shares_together([*parts.values()]), strict=True
        )
    }


def hours_facts(edition: Edition, figures: YearFigures) -> ViewData:
    """Hours of staff, and by kind of contribution."""
    hours = figures.balance.hours
    return {
        "staff": hours.staff,
        "in_kind": [
            {"key": kind, "label": edition.label("ContributionKind", kind), "seconds": seconds}
            for kind, seconds in sorted(hours.in_kind.items(), key=lambda it: (-it[1], it[0]))
        ],
        "given": sum(hours.in_kind.values()),
        "volunteering": hours.in_kind.get("volunteering", 0),
        "full_time": figures.volunteers_full_time,
        "described": sum(contribution.seconds for contribution in figures.described),
    }


def described_facts(edition: Edition) -> list[ViewData]:
    """What is counted in hours or told in words, by kind and reason, without a value."""
    found: dict[tuple[str, str], list[DescribedContribution]] = {}
    for contribution in edition.figures.described:
        found.setdefault((str(contribution.kind), str(contribution.reason)), []).append(
            contribution
        )
    return [
        {
            "kind": kind,
            "label": edition.label("ContributionKind", kind),
            "reason": reason,
            "why": reason_label(contributions[0].reason, catalogue(edition.viewer.language)),
            "seconds": sum(contribution.seconds for contribution in contributions),
            "count": len(contributions),
            "words": _words(edition, contributions),
        }
        for (kind, reason), contributions in sorted(found.items())
    ]


def _words(edition: Edition, contributions: Iterable[DescribedContribution]) -> list[str]:
    """The reasons that records give themselves; as a part of the value, they are for funders."""
    return (
        sorted({contribution.words for contribution in contributions if contribution.words})
        if edition.sees(FUNDER)
        else []
    )


def table(edition: Edition, by: RowsBy) -> list[ViewData]:
    """The year's balance by something; the structure's life is left out where it is nothing.

    Hours are rounded to the minute so that they add up as they are printed.
    """
    told = (row for row in told_rows(edition, by) if is_printed(by, row))
    rows = [table_row(edition, by, row) for row in told if row.id is not None or _matters(row)]
    to_minutes(rows, "staff", "given")
    return rows


def to_minutes(rows: Sequence[ViewData], *names: str) -> None:
    """Round hours to the minute, column by column, so that they add up as they are printed."""
    for name in names:
        column = [value for row in rows if isinstance(value := row[name], int)]
        for row, seconds in zip(rows, round_together(column, MINUTE), strict=True):
            row[name] = seconds


def is_printed(by: RowsBy, row: ToldRow) -> bool:
    """Tell whether a table shows a row: money that is only asked for makes none by its origin."""
    return row.id is None or by not in {By.POLICY, By.FUNDER} or _matters(row)


def _matters(row: ToldRow) -> bool:
    """Tell whether anything was spent, given or received."""
    it = row.balance
    amounts = (it.cost.full, it.resources.monetary)
    return any((*amounts, it.hours.staff, *it.hours.in_kind.values()))


def has_ratio(edition: Edition, by: RowsBy, row: ToldRow) -> bool:
    """Tell whether the ratio of a row means something.

    General money that is not given by need may exceed the cost of an accompaniment; by need, the
    life of the structure keeps what no accompaniment lacks, and may cost much less itself.
    """
    if row.id is None and row.balance.remainder < 0:
        return False
    need = edition.register.settings.spread_key is SpreadKey.NEED
    return need or by not in {By.ACCOMPANIMENT, By.INITIATIVE}


def table_row(edition: Edition, by: RowsBy, row: ToldRow) -> ViewData:
    """One row of such a table."""
    it = row.balance
    given = sum(it.hours.in_kind.values())
    return {
        "key": "life" if row.id is None else NONE if NONE in row.ids else "",
        "label": row_label(edition, by, row),
        "staff": it.hours.staff,
        "given": given,
        "monetary": it.cost.monetary,
        "in_kind": it.cost.in_kind,
        "full": it.cost.full,
        "money": it.resources.monetary,
        "remainder": it.remainder,
        "coverage": it.full_coverage if has_ratio(edition, by, row) else None,
    }
