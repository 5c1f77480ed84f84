"""Questions that depend on answers name fields and words that there are."""

import pytest

from mes_cli.drafts.conditions import CONDITIONS, AskedWhen
from mes_cli.drafts.fields import path
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import KINDS, Settings
from mes_cli.model.record import Part
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
