"""Registers made in memory, from records that say only what the test is about."""

from collections.abc import Callable, Mapping

import pytest

from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.finding import Place
from mes_cli.model import KINDS, Settings
from mes_cli.model.record import Record
from mes_cli.register import Entry, Register

DEFAULTS: Mapping[str, Mapping[str, object]] = {
    "structure": {"name": "Seeds", "roles": ["support"]},
    "programme": {"name": "Scheme", "lead": "seeds"},
    "initiative": {
        "name": "Café",
        "summary": "A café",
        "stage": "idea",
        "territory": {"department": "21"},
    },
    "accompaniment": {
        "initiatives": ["cafe"],
        "form": "individual",
        "started": "2025-01-01",
        "entry": {"channel": "direct"},
    },
    "contribution": {"kind": "volunteering"},
    "funding": {
        "funder": "region",
        "nature": "grant",
        "period": {"from": "2025-01-01", "to": "2025-12-31"},
        "status": "granted",
    },
    "evidence": {"kind": "testimony", "date": "2025-06-01", "title": "A word"},
    "advocacy": {"form": "public-call", "target": "region", "demand": "Lots"},
    "year": {"year": "2025"},
}
SETTINGS: Mapping[str, object] = {"mes": "1", "name": "Seed network", "keeper": "seeds"}


def entry(kind: str, name: str, fields: Mapping[str, object]) -> Entry[Record]:
    record = KINDS[kind].model_validate({"id": name, **DEFAULTS[kind], **fields})
    return Entry(record, Place(f"{kind}/{name}.yaml"))


@pytest.fixture(scope="session")
def make() -> Callable[..., Register]:
    """Make a register: settings, then by kind the records by id, in canonical names."""

    def make(
        settings: Mapping[str, object] | None = None,
        **kinds: Mapping[str, Mapping[str, object]],
    ) -> Register:
        entries = [
            entry(kind, name, fields)
            for kind, records in kinds.items()
            for name, fields in records.items()
        ]
        return Register(Settings.model_validate({**SETTINGS, **(settings or {})}), tuple(entries))

    return make


@pytest.fixture(scope="session")
def figures(make: Callable[..., Register]) -> Callable[..., YearFigures]:
    """Make a register and give the figures of one of its years."""

    def figures(
        year: int = 2025,
        settings: Mapping[str, object] | None = None,
        **kinds: Mapping[str, Mapping[str, object]],
    ) -> YearFigures:
        return YearFigures(books(make(settings, **kinds)), year)

    return figures
