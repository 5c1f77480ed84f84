"""Questions that depend on answers name fields and words that there are."""

from pathlib import Path

import pytest

from mes_cli.drafts.fields import path
from mes_cli.drafts.layouts import CONDITIONS, AskedWhen, idle
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import KINDS, Settings
from mes_cli.model.record import Part
from mes_cli.store.reading.load import load
from mes_cli.store.reading.translation import Data
from mes_cli.web.forms.dependent_fields import style


@pytest.mark.parametrize(("kind", "name"), CONDITIONS)
def test_fields_and_words_exist(kind: str, name: str) -> None:
    models: dict[str, type[Part]] = {**KINDS, Settings.kind: Settings}
    model, condition = models[kind], CONDITIONS[kind, name]
    path(name, model, vocabulary("en"))
    choices = path(condition.field, model, vocabulary("en")).slot.choices

    assert condition.field != name
    assert condition.words <= {str(it) for it in choices or ()}


@pytest.mark.parametrize(
    ("words", "beside", "said", "holds"),
    [({"a"}, True, "a", True), ({"a"}, True, "", False), ({"a"}, False, "a", False),
     ({"a"}, False, "", True), (set(), True, "x", True), (set(), True, "", False),
     (set(), False, "x", False), (set(), False, "", True)],
)  # fmt: skip
def test_a_condition_holds(words: set[str], beside: bool, said: str, holds: bool) -> None:  # noqa: FBT001 - a table
    assert AskedWhen("kind", frozenset(words), beside=beside).holds(said) is holds


def test_each_condition_is_a_rule_of_style() -> None:
    rules = style().splitlines()

    assert len(rules) == len(CONDITIONS)
    assert all(rule.endswith("{ display: none; }") for rule in rules)


SETTINGS = "mes: 1\nname: Seeds\nlanguage: en\nkeeper: seeds\n"


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


FLAT = "valuation: [{from: 2025-01-01, method: flat-rate, rate: 15}]\n"
WAGE = "valuation: [{from: 2025-01-01, method: minimum-wage}]\n"
TASKS = "valuation: [{from: 2025-01-01, method: task-rates, task_rates: {animation: 18}}]\n"
HOURS = "kind: volunteering\ndate: 2025-03-01\nhours: 2h\n"
NORM = "norm: {hours: 4h, sessions: 2}\n"


def sessions(*lengths: str) -> Data:
    return {"sessions": [{"hours": it} for it in lengths]}


@pytest.mark.parametrize(
    ("settings", "given", "left_out"),
    [("", "", {"level", "task"}), (FLAT, "", {"level", "task"}), (WAGE, "", {"task"}),
     (TASKS, "", {"level"}), (FLAT, "level: expertise\n", {"task"}),
     (FLAT, "task: animation\n", {"level"})],
)  # fmt: skip
def test_levels_and_tasks_are_asked_for_where_they_are_used(
    tmp_path: Path, settings: str, given: str, left_out: set[str]
) -> None:
    write(tmp_path, {"mes.yaml": SETTINGS + settings, "contributions/one.yaml": HOURS + given})

    assert idle("contribution", {}, load(tmp_path).register) == left_out


@pytest.mark.parametrize(
    ("first", "last", "asked"),
    [("2025-01-01", "2025-12-31", True), ("2025-09-01", "2026-08-31", False),
     ("2025-08-31", "2025-09-01", True), ("2025-09-01", "2026-09-01", True),
     ("2025-09-01", "", False), ("soon", "2026-09-01", False)],
)  # fmt: skip
def test_amounts_of_years_are_asked_for_beside_several(
    tmp_path: Path, first: str, last: str, *, asked: bool
) -> None:
    write(tmp_path, {"mes.yaml": f'{SETTINGS}fiscal_year_start: "09-01"\n'})

    found = idle("funding", {"period": {"from": first, "to": last}}, load(tmp_path).register)
    assert ("by_year" not in found) is asked


@pytest.mark.parametrize(
    ("data", "asked"),
    [({}, False), (sessions("4h"), False), (sessions("4h01"), True), (sessions("2h", "2h"), False),
     (sessions("1h", "1h", "1h"), True), (sessions("long", ""), False),
     ({**sessions("5h"), "norm": {"hours": "6h"}}, False),
     ({**sessions("5h"), "norm": {"hours": "?"}}, True),
     ({**sessions("1h"), "norm": {"sessions": "0"}}, True),
     ({**sessions("1h"), "norm": [], "sessions_": 1}, False)],
)  # fmt: skip
def test_a_reason_is_asked_for_beyond_the_norm(tmp_path: Path, data: Data, *, asked: bool) -> None:
    scheme = f"name: Scheme\nlead: seeds\n{NORM}"
    write(tmp_path, {"mes.yaml": SETTINGS, "programmes/scheme.yaml": scheme})
    register = load(tmp_path).register

    found = idle("accompaniment", {**data, "programme": "scheme"}, register)
    assert ("overrun_reason" not in found, "norm" in found) == (asked, False)


def test_no_norm_is_asked_for_where_no_programme_has_one(tmp_path: Path) -> None:
    write(tmp_path, {"mes.yaml": SETTINGS, "programmes/scheme.yaml": "name: S\nlead: seeds\n"})

    assert idle("accompaniment", sessions("9h"), load(tmp_path).register) == {
        "norm", "overrun_reason",
    }  # fmt: skip


def test_money_is_given_on_from_accounts_657() -> None:
    given = CONDITIONS["accompaniment", "expenses.to"]

    assert [given.holds(it) for it in ("657", "6573", "625", "65", "")] == [
        True, True, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [{"norm": {"sessions": "9" * 5000}}, {"norm": ["x"]}, {"sessions": "x"}, {"sessions": ["x"]},
     {"sessions": [{"hours": ["x"]}]}, {"programme": ["x"]}],
    ids=lambda it: str(it)[:40],
)  # fmt: skip
def test_what_is_no_number_and_no_list_is_beyond_no_norm(tmp_path: Path, said: Data) -> None:
    write(tmp_path, {"mes.yaml": SETTINGS})
    assert "overrun_reason" in idle("accompaniment", said, load(tmp_path).register)
