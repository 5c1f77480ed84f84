"""Which years a change of the dated rules moves."""

import datetime as dt

import pytest

from mes_cli.drafts.consequences import changed_years
from mes_cli.model import Settings
from mes_cli.store.reading.translation import Data

SETTINGS = Settings.model_validate({"mes": "1", "name": "N", "keeper": "k"})
OLD = {"from": "2023-01-01", "rate": "30"}
NEW = {"from": "2025-01-01", "rate": "35"}
BOSS = {"from": "2024-06-01", "rate": "48", "role": "direction"}


@pytest.mark.parametrize(
    ("after", "changed"),
    [([OLD, NEW], []), ([{**OLD, "rate": "31"}, NEW], [2023, 2024]), ([OLD], [2025]),
     ([OLD, NEW, BOSS], [2024, 2025]), ([OLD, NEW, {"from": "2026-01-01", "rate": "36"}], []),
     ([OLD, NEW, {"from": "bientôt"}], [])],
)  # fmt: skip
def test_past_years_in_which_another_rate_holds(after: list[Data], changed: list[int]) -> None:
    before: Data = {"hourly_costs": [OLD, NEW]}
    years, today = (2022, 2023, 2024, 2025, 2026), dt.date(2026, 2, 1)

    assert changed_years(before, {"hourly_costs": after}, SETTINGS, years, today) == changed
