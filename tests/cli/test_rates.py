import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mes_cli.figures.rules import MINIMUM_WAGES

Call = Callable[..., tuple[int, str, str]]

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
FRENCH = EXAMPLES / "reseau-des-possibles"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("form", "ending"), [("text", "txt"), ("md", "md")])
def test_the_rates_of_a_day(
    call: Call, golden: Callable[..., None], form: str, ending: str, language: str
) -> None:
    options = ("--date", "2024-10-31", "--lang", language, "--format", form)

    code, text, err = call(FRENCH, "rates", *options)

    golden(text, f"rates-{form}-{language}", ending)
    assert (code, err) == (0, "")


def test_a_change_holds_from_its_first_day(call: Call) -> None:
    def rates(day: str) -> Any:
        return json.loads(call(FRENCH, "rates", "--date", day, "--format", "json")[1])

    before, after = rates("2024-10-31"), rates("2024-11-01")

    assert (before["minimum_wage"], after["minimum_wage"]) == ("11.65", "11.88")
    assert before["valuation"]["rates"] == {
        "execution": "11.65",
        "coordination": "17.48",
        "expertise": "23.30",
    }
    assert after["hourly_costs"] == [
        {"role": None, "rate": "34.00", "from": "2024-01-01"},
        {"role": "direction", "rate": "46.00", "from": "2024-01-01"},
    ]
    assert before["overheads"] == {"share": "0.1800", "base": "staff", "from": "2024-01-01"}
    assert before["valuation"]["approved"]["date"] == "2024-01-18"
    assert rates("2023-12-31")["valuation"]["method"] == "flat-rate"
    assert rates("2001-01-01") == {
        "date": "2001-01-01",
        "minimum_wage": None,
        "hourly_costs": [],
        "valuation": None,
        "overheads": None,
        "minimum_wages": before["minimum_wages"],
    }


def test_csv_has_the_legal_table_with_its_texts(call: Call) -> None:
    rows = list(csv.reader(io.StringIO(call(FRENCH, "rates", "--format", "csv")[1])))

    for wage in MINIMUM_WAGES:
        assert [wage.since.isoformat(), str(wage.rate), wage.source] in rows


def test_the_legal_table_is_in_order_and_only_rises() -> None:
    assert [wage.since for wage in MINIMUM_WAGES] == sorted({w.since for w in MINIMUM_WAGES})
    assert [wage.rate for wage in MINIMUM_WAGES] == sorted(wage.rate for wage in MINIMUM_WAGES)
    assert all(wage.source for wage in MINIMUM_WAGES)


def test_a_day_that_is_none_is_refused(call: Call) -> None:
    code, text, err = call(FRENCH, "rates", "--date", "31/10/2024", "--lang", "en")

    assert (code, text) == (2, "")
    assert "write the year, the month and the day: `2025-03-04`" in err


def test_a_register_without_choices_says_so(call: Call, tmp_path: Path) -> None:
    (tmp_path / "structures").mkdir()
    (tmp_path / "structures/seeds.yaml").write_text("name: Seeds\nroles: [support]\n", "utf-8")
    (tmp_path / "mes.yaml").write_text("mes: 1\nname: Net\nlanguage: en\nkeeper: seeds\n", "utf-8")

    data = json.loads(call(tmp_path, "rates", "--date", "2025-01-01", "--format", "json")[1])

    assert (data["hourly_costs"], data["valuation"], data["overheads"]) == ([], None, None)
    assert call(tmp_path, "rates")[0] == 0


def test_rates_by_task_stand_in_the_table(call: Call, tmp_path: Path) -> None:
    (tmp_path / "structures").mkdir()
    (tmp_path / "structures/seeds.yaml").write_text("name: Seeds\nroles: [support]\n", "utf-8")
    (tmp_path / "mes.yaml").write_text(
        "mes: 1\nname: Net\nlanguage: en\nkeeper: seeds\nvaluation:\n"
        "  - from: 2025-01-01\n    method: task-rates\n    task_rates: {b: 20, a: 18}\n"
        "  - {from: 2026-01-01, method: none}\n",
        "utf-8",
    )

    first = call(tmp_path, "rates", "--date", "2025-12-31", "--format", "csv")[1]
    after = call(tmp_path, "rates", "--date", "2026-01-01", "--format", "csv")[1]

    assert "\r\na,18.00,\r\nb,20.00,\r\n" in first
    assert "18.00," not in after.partition("Legal")[0]
