"""``mes list``, ``mes show`` and ``mes search``: the records on a terminal."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import write_folder

Mes = Callable[..., Any]
EXAMPLE = Path(__file__).parent.parent.parent / "examples/reseau-des-possibles"


@pytest.mark.parametrize(
    ("conditions", "count"),
    [
        ([], 15),
        (["etape=idee"], 2),
        (["stage=idea"], 2),
        (["stage=idée"], 2),
        (["stage!=idea"], 13),
        (["etape=idee", "territoire.departement=30"], 1),
        (["nom~FRICHE"], 1),
        (["enjeux=droits-culturels"], 4),
        (["emplois="], 7),
        (["emplois>1", "emplois<=2"], 2),
        (["nom_publiable=faux"], 1),
    ],
)
def test_conditions_choose_records(conditions: list[str], count: int, mes: Mes) -> None:
    done = mes("-C", EXAMPLE, "list", "initiatives", "--format", "json",
               *(word for said in conditions for word in ("--where", said)))  # fmt: skip

    assert (done.code, done.err) == (0, "")
    assert len(json.loads(done.out)) == count


def test_a_list_has_its_columns_and_the_next_command(mes: Mes) -> None:
    done = mes("-C", EXAMPLE, "list", "financements", "--where", "accorde>=10000")

    first, _rule, *rows, total = done.out.splitlines()
    assert total.split()[0] == "Total"
    assert first.split() == ["Identifiant", "Nom", "Financeur", "État", "Montant", "accordé"]
    assert [row.split()[0] for row in rows] == ["etat-tete-de-reseau", "region-emergence-2025"]
    assert "mes show etat-tete-de-reseau" in done.err


def test_a_year_keeps_what_is_dated_in_it(mes: Mes) -> None:
    def ids(kind: str) -> set[str]:
        done = mes("-C", EXAMPLE, "list", kind, "--year", "2025", "--format", "csv")
        return {row["id"] for row in csv.DictReader(io.StringIO(done.out))}

    assert "jardins-2025" in ids("accompagnements")
    assert "terre-trouvee" in ids("initiatives")
    assert "logis-2024" not in ids("accompagnements")


def test_fields_are_chosen_and_csv_computes_nothing(folder: Path, mes: Mes) -> None:
    """
    -- initiatives/a.yaml --
    name: "=1+1"
    summary: A
    stage: idea
    territory: {department: "21", name: "@x"}
    """
    done = mes("-C", folder, "list", "initiative", "--fields", "territory.name", "-f", "csv")
    assert done.out.splitlines() == ["id,name,territory.name", "a,'=1+1,'@x"]
    lost = mes("-C", folder, "--lang", "en", "list", "initiative", "--fields", "nmae")
    assert (lost.code, lost.out) == (2, "")
    assert "there is no field `nmae`\n  = help: write `name`" in lost.err
    wrong = mes("-C", folder, "--lang", "en", "list", "initiative", "--where", "name")
    assert wrong.code == 2
    assert "write a field, a sign" in wrong.err
    nothing = mes("-C", folder, "--lang", "en", "list", "initiative", "--where", "stage=dream")
    assert (nothing.code, nothing.out) == (2, "")
    assert "write one of `idea`, `emergence`, " in nothing.err


PRIVATE = """
    -- initiatives/a.yaml --
    name: Secret garden
    summary: A garden
    stage: idea
    territory: {department: "21"}
    publish_name: false
    contact: {name: Canary}
    notes: Canary sings
    -- accompaniments/b.yaml --
    initiatives: [a]
    form: individual
    started: 2025-01-02
    entry: {channel: direct}
    tailored: A tour of the Secret garden
    sessions:
      - date: 2025-01-03
        hours: 2:30
        note: Canary
    """


@pytest.mark.parametrize("command", [["list", "initiatives"], ["show", "b"], ["show", "a"],
                                     ["search", "garden"], ["search", "canary"]])  # fmt: skip
@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_what_is_private_is_for_the_keeper_only(
    command: list[str], form: str, folder: Path, mes: Mes
) -> None:
    folder.joinpath("mes.yaml").parent.mkdir(exist_ok=True)
    public = mes("-C", folder, *command, "--format", form, "--audience", "public")
    assert "Canary" not in public.out
    assert "Secret" not in public.out


test_what_is_private_is_for_the_keeper_only.__doc__ = PRIVATE


def test_a_card_says_all_and_who_names_it(folder: Path, mes: Mes) -> None:
    """
    -- initiatives/a.yaml --
    name: The garden
    summary: A garden
    stage: idea
    territory: {department: "21"}
    notes: |
      One
      Two
    -- accompaniments/b.yaml --
    initiatives: [a]
    title: Planting
    form: individual
    started: 2025-01-02
    entry: {channel: direct}
    sessions:
      - date: 2025-01-03
        hours: 2:20
    """
    done = mes("-C", folder, "--lang", "en", "show", "GARDEN")
    assert "Notes:\n  One\n  Two\n" in done.out
    assert "initiatives/a.yaml:1" in done.out
    assert "Named by:\n  accompaniment · Planting (b)" in done.out
    assert "mes edit a" in done.err
    assert (
        "  - 3 January 2025 · 2\u00a0h\u00a020\n"
        in mes("-C", folder, "show", "accompaniment/b").out
    )


def test_an_unknown_or_doubtful_name_is_said(folder: Path, mes: Mes) -> None:
    """
    -- structures/seed-fund.yaml --
    name: Seed fund
    roles: [funder]
    """
    lost = mes("-C", folder, "--lang", "en", "show", "seed-fnud")
    assert (lost.code, "write `seed-fund`" in lost.err) == (2, True)
    doubtful = mes("-C", folder, "--lang", "en", "show", "seed")
    assert doubtful.code == 2
    assert "write one of `seed-fund`, `seeds`" in doubtful.err


def test_search_minds_no_accent_and_tells_where(mes: Mes) -> None:
    done = mes("-C", EXAMPLE, "search", "INTERPRETARIAT", "pachto")
    assert done.code == 0
    assert "jardins-2025" in done.out
    assert "pachto" in done.out
    none = mes("-C", EXAMPLE, "search", "zzzz")
    assert (none.code, none.out) == (1, "")


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("mois", [("2025-03", 2, 12600), ("2025-04", 1, 3600)]),
        ("person", [("Ana", 1, 9000), ("Léa", 1, 3600), (None, 1, 3600)]),
        ("initiative", [("The Mill", 2, 12600), (None, 1, 3600)]),
    ],
)
def test_hours_are_added_up(
    by: str, groups: list[tuple[str | None, int, int]], tmp_path: Path, mes: Mes
) -> None:
    write_folder(tmp_path, """
-- initiatives/mill.yaml --
{name: The Mill, summary: M, stage: idea, territory: {name: H}}
-- accompaniments/mill-2025.yaml --
{initiatives: [mill], form: individual, started: 2025-01-02, entry: {channel: direct}}
-- contributions/2025.yaml --
- {kind: volunteering, date: 2025-03-04, hours: 2h30, by: Ana, for: mill-2025}
- {kind: volunteering, date: 2025-03-05, hours: 1h, by: Léa, to: mill}
- {kind: volunteering, date: 2025-04-05, hours: 1h}
""".lstrip())  # fmt: skip

    said = json.loads(mes("-C", tmp_path, "list", "contribution", "--by", by, "-f", "json").out)
    assert [(it["group"], it["records"], it["totals"]["hours"]) for it in said] == groups
    plain = mes("-C", tmp_path, "list", "contribution", "--by", by).out
    assert re.search(r"^Total +3 +4.h.30$", plain, re.MULTILINE), plain
    listed = mes("-C", tmp_path, "list", "contribution").out.splitlines()
    assert re.search(r"^ +Total +4.h.30$", listed[-1]), listed[-1]
    hidden = mes("-C", tmp_path, "list", "contribution", "--by", "person", "--audience", "public")
    assert "Ana" not in hidden.out
