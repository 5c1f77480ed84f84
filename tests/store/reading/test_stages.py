"""A stage is a word, or a list of stages with their dates."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mes_cli.model import Initiative
from mes_cli.model.initiative import Stage
from mes_cli.store.reading.load import load
from tests.conftest import write_folder

Run = Callable[..., Any]

GARDEN = """
-- mes.yaml --
mes: 1
name: Seeds
language: en
keeper: seeds
-- structures/seeds.yaml --
name: Seeds
roles: [support]
-- initiatives/garden.yaml --
name: Garden
summary: x
stage:
  - {since: 2024-03-01, stage: idea}
  - {since: 2025-03-01, stage: creation}
territory: {name: Dijon}
-- accompaniments/a.yaml --
initiatives: [garden]
form: individual
started: 2025-03-01
entry: {channel: direct}
"""


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    """A register with an initiative that has two stages."""
    write_folder(tmp_path, GARDEN)
    return tmp_path


def test_a_list_of_stages_has_a_last_one(folder: Path) -> None:
    """
    -- mes.yaml --
    mes: 1
    nom: Graines
    langue: fr
    teneur: seeds
    -- initiatives/un.yaml --
    nom: Un
    resume: Un jardin
    etape:
      - {depuis: 2024-03-01, etape: idee}
      - {depuis: 2025-03-01, etape: creation}
    territoire: {nom: Dijon}
    -- initiatives/deux.yaml --
    nom: Deux
    resume: Un jardin
    etape: idee
    territoire: {nom: Dijon}
    """
    two, one = (entry.record for entry in load(folder).register.of(Initiative))

    assert (one.stage, two.stage) == (Stage.CREATION, Stage.IDEA)
    assert [one.stage_is_dated, two.stage_is_dated] == [True, False]
    days = (dt.date(2024, 1, 1), dt.date(2025, 2, 28), dt.date(2025, 3, 1))
    assert [one.stage_on(day) for day in days] == [Stage.IDEA, Stage.IDEA, Stage.CREATION]
    assert {two.stage_on(day) for day in days} == {Stage.IDEA}


def test_readers_get_the_last_stage_and_beside_it_all(garden: Path, mes: Run) -> None:
    done = mes("-C", garden, "export", "json", "--audience", "internal", "--output", "-")
    [seen] = json.loads(done.out)["records"]["initiative"]

    assert seen["stage"] == "creation"
    assert seen["stages"] == [
        {"since": "2024-03-01", "stage": "idea"},
        {"since": "2025-03-01", "stage": "creation"},
    ]
    for where, number in (("stage=creation", 1), ("stage=idea", 0)):
        listed = mes("-C", garden, "list", "initiatives", "--where", where, "--format", "json")
        assert len(json.loads(listed.out)) == number
    assert "1 March 2024 · idea" in mes("-C", garden, "show", "garden").out


def test_stages_and_their_dates_survive_a_sheet(garden: Path, mes: Run, tmp_path: Path) -> None:
    before = (garden / "initiatives/garden.yaml").read_text("utf-8")
    sheet = tmp_path / "all.xlsx"
    mes("-C", garden, "export", "xlsx", "--audience", "internal", "--output", sheet)

    done = mes("-C", garden, "import", sheet)

    assert done.code == 0, done.err
    assert (garden / "initiatives/garden.yaml").read_text("utf-8") == before
