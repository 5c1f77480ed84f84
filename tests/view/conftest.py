"""Registers made from the models alone: a record of each kind, with every field filled."""

import datetime as dt
from collections.abc import Callable
from itertools import product

import pytest

from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.finding import Place
from mes_cli.model import Settings
from mes_cli.model.audience import Audience
from mes_cli.model.record import Part
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot, shape
from mes_cli.output.json import dump
from mes_cli.register import Entry, Register
from mes_cli.report.render import render
from mes_cli.view import REPORTS, Reader, data, view
from tests.view.canaries import MODELS, SETTINGS

DAY = dt.date(2025, 12, 31)

#: A valid value of each type that is not words.
VALUES = {
    Scalar.DATE: "2025-03-04", Scalar.DURATION: "2h", Scalar.MONEY: "120.50", Scalar.NUMBER: "2",
    Scalar.WHOLE: "5", Scalar.SHARE: "50%", Scalar.BOOLEAN: "true", Scalar.YEAR: "2025",
    Scalar.URL: "https://example.org/", Scalar.ACCOUNT: "606", Scalar.SIREN: "999000128",
    Scalar.SIRET: "99900012800010", Scalar.RNA: "W343000777", Scalar.COMMUNE: "34301",
    Scalar.DEPARTMENT: "34", Scalar.REGION: "76", Scalar.MONTH_DAY: "01-01", Scalar.TERM: "3 years",
}  # fmt: skip

#: Gives the words of a text field, by the names that lead to it.
Words = Callable[[tuple[str, ...]], str]


def filled(model: type[Part], words: Words, path: tuple[str, ...]) -> dict[str, object]:
    """Fill every field of a model."""
    found: dict[str, object] = {}
    for slot in shape(model).slots.values():
        here = (*path, slot.name)
        value = _one(slot, words, here)
        if slot.map_key is not None:
            key = VALUES.get(slot.map_key) or words((*here, "key"))
            found[slot.name] = {key: value}
        else:
            found[slot.name] = [value] if slot.many else value
    return found


def _one(slot: Slot, words: Words, here: tuple[str, ...]) -> object:
    if slot.part is not None:
        return filled(slot.part, words, here)
    if slot.choices is not None:
        return next(iter(slot.choices)).value
    if slot.refs:
        return record_id(slot.refs[0])
    if slot.open_words is not None:
        return next(iter(slot.open_words.words)).value
    if slot.scalar is Scalar.EMAIL:
        return f"{words(here)}@example.org"
    if slot.scalar is Scalar.ID:
        return record_id(here[0])
    return (slot.scalar and VALUES.get(slot.scalar)) or words(here)


def record_id(kind: str) -> str:
    return f"canary-id-{kind}"


@pytest.fixture
def make_register() -> Callable[..., Register]:
    """A register with a record of each kind, all fields filled, some of them as asked."""

    def make(words: Words, changes: dict[str, list[dict[str, object]]]) -> Register:
        entries = []
        for kind, model in MODELS.items():
            for change in changes.get(kind, [{}]):
                record = model.model_validate({**filled(model, words, (kind,)), **change})
                entries.append(Entry(record, Place(f"{kind}/{record.id}.yaml")))
        return Register(Settings.model_validate(SETTINGS), tuple(entries))

    return make


@pytest.fixture
def all_reports() -> Callable[[Register, Audience], dict[str, str]]:
    """Every report in every form, as an audience sees it, by name and form."""

    def run(register: Register, audience: Audience) -> dict[str, str]:
        figures = YearFigures(books(register), 2025)
        found: dict[str, str] = {}
        for name, form in product(REPORTS, ("html", "md", "json")):
            if audience not in REPORTS[name].audiences:
                continue
            kind = REPORTS[name].subject
            for subject in list(register.ids(kind)) if kind else [""]:
                reader = Reader(audience, DAY, "en", subject=subject)
                text = (
                    dump(data(name, figures, reader))
                    if form == "json"
                    else render(name, form, view(name, figures, reader), "en")
                )
                found[f"{name} {subject} {form}"] = text
        return found

    return run
