"""Own fields in a network: those that are attached to one thing add up, the others stay at home."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Done

#: Of two members, in two languages: their declarations, and what their records say in them.
FIELDS = {
    "east": """
language: en
fields:
  accompaniment:
    residents: {type: whole, label: Residents, attached: Residents, audience: public}
    pace: {type: words, label: Pace, attached: pace, audience: members, values: [steady, fast]}
    canaryone: {type: text, label: Canarytwo, audience: public}
    hidden: {type: text, label: Canarythree, attached: Residents}
  year:
    visits: {type: whole, label: Visits, attached: visits, audience: public}
""",
    "west": """
language: fr
champs:
  accompaniment:
    habitants: {type: entier, libelle: Habitants, rattache_a: residents, audience: membres}
    residents: {type: texte, libelle: Qui, rattache_a: Residents, audience: membres, cumul: compte}
    rythme: {type: mots, libelle: Rythme, rattache_a: pace, audience: membres, valeurs: [fast, slow]}
  year:
    visites: {type: entier, libelle: Visites, rattache_a: visits, audience: public}
""",  # noqa: E501 - a line a field
}
SAID = {
    "east": "own: {residents: 28, pace: fast, canaryone: canaryfour, hidden: canaryfive}",
    "west": "propres: {habitants: 14, residents: Deux classes, rythme: slow}",
}
YEARS = {"east": "own: {visits: 3}", "west": "propres: {visites: 4}"}


def written(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    root = tmp_path / "whole"
    rows = "".join(f"  - {{structure: {it}, register: {it}}}\n" for it in FIELDS)
    structures = "".join(f"- {{id: {it}, name: {it}, roles: [member]}}\n" for it in FIELDS)
    written(root, {
        "mes.yaml": f"mes: 1\nname: Whole\nlanguage: en\nkeeper: head\nmembers:\n{rows}",
        "structures/all.yaml": f"{structures}- {{id: head, name: Head, roles: [network-head]}}\n",
    })  # fmt: skip
    for code, fields in FIELDS.items():
        written(root / code, {
            "mes.yaml": f"mes: 1\nname: {code}\nkeeper: {code}\n{fields}",
            "structures/all.yaml": f"- {{id: {code}, name: {code}, roles: [member]}}\n"
            "- {id: head, name: Head, roles: [network-head]}\n",
            "programmes/scheme.yaml": "name: Scheme\nlead: head\nindicators:\n"
            "  - {label: How many, kind: counted, figure: accompaniment.residents}\n",
            "initiatives/cafe.yaml": "name: Cafe\nsummary: x\nstage: idea\n"
            "territory: {department: '21'}\n",
            "accompaniments/cafe.yaml": "initiatives: [cafe]\nform: individual\n"
            "started: 2025-01-02\nprogramme: scheme\nentry: {channel: direct}\n"
            f"sessions: [{{date: 2025-02-03, hours: 2h}}]\n{SAID[code]}\n",
            "years/2025.yaml": f"year: 2025\nforeword: x\n{YEARS[code]}\n",
        })  # fmt: skip
    return root


@pytest.fixture
def report(whole: Path, mes: Callable[..., Done]) -> Callable[[str], Done]:
    def run(audience: str) -> Done:
        return mes("--lang", "en", "-C", whole, "report", "annual", "--network",
                   "-f", "json", "-a", audience, "--output", "-")  # fmt: skip

    return run


def rows(done: Done) -> dict[str, object]:
    assert done.code == 0, done.err
    found = json.loads(done.out)["own_fields"]
    return {f"{it['field']}:{it['word']}" if "word" in it else it["field"]: it["value"]
            for it in found}  # fmt: skip


def test_what_answers_for_one_thing_adds_up(report: Callable[[str], Done]) -> None:
    """For the strictest audience of all; a field of another type is another field."""
    assert rows(report("members")) == {
        "accompaniment.residents": 42,
        "accompaniment.residents_2": 1,
        "accompaniment.pace:fast": 1,
        "accompaniment.pace:slow": 1,
        "year.visits": 7,
    }
    assert rows(report("public")) == {"year.visits": 7}


def test_the_network_is_divided_by_their_words(whole: Path, mes: Callable[..., Done]) -> None:
    done = mes("-C", whole, "combine", "--by", "own.pace", "-f", "json")
    assert done.code == 0, done.err
    seconds = {it["id"]: it["hours"]["staff"] for it in json.loads(done.out)["rows"]}
    assert seconds == {"fast": 7200, "slow": 7200, None: 0}
    assert mes("-C", whole, "combine", "--by", "own.residents").code == 2


def test_indicators_name_the_field_of_the_network(whole: Path, mes: Callable[..., Done]) -> None:
    done = mes("--lang", "en", "-C", whole, "report", "annual", "--network", "-f", "md", "-o", "-")
    [row] = [it for it in done.out.splitlines() if "How many" in it and "Scheme" in it]
    assert "42" in row


def test_what_any_member_is_asked_is_told_once(whole: Path, mes: Callable[..., Done]) -> None:
    path = whole / "west/programmes/scheme.yaml"
    more = path.read_text("utf-8") + "  - {label: How long, kind: counted, figure: hours}\n"
    path.write_text(more, "utf-8")
    done = mes("--lang", "en", "-C", whole, "report", "annual", "--network", "-f", "md", "-o", "-")
    told = [it for it in done.out.splitlines() if "Scheme" in it and it.startswith("| How")]
    assert [it.split("|")[1].split("(")[0].strip()[:8] for it in told] == ["How many", "How long"]


def test_what_is_not_attached_stays_at_home(
    whole: Path, mes: Callable[..., Done], report: Callable[[str], Done]
) -> None:
    made = mes("-C", whole / "east", "export", "network", "--output", whole / "package")
    assert made.code == 0, made.err
    [package] = (whole / "package").glob("*.sqlite")
    assert b"residents" in package.read_bytes()
    query = "SELECT * FROM accompaniments"
    asked = mes("-C", whole, "sql", "--network", query, "-f", "json")
    told = [report("members").out, asked.out, package.read_bytes().decode("utf-8", "replace")]
    assert [it for it in told if "canary" in it.lower()] == []
    assert {it["own_residents"] for it in json.loads(asked.out)} == {28, 14}

    before = rows(report("members"))
    settings = whole / "mes.yaml"
    said = settings.read_text("utf-8").replace("register: east", f"package: package/{package.name}")
    settings.write_text(said, "utf-8")
    assert rows(report("members")) == before


def test_a_course_that_two_keep_says_a_number_once(
    whole: Path, report: Callable[[str], Done]
) -> None:
    ids = "[east:cafe, west:cafe]"
    both = "".join(f"  - {{kind: {it}, ids: {ids}}}\n" for it in ("initiative", "accompaniment"))
    (whole / "identities.yaml").write_text(f"same:\n{both}", "utf-8")
    assert rows(report("members")) == {
        "accompaniment.residents": 28,
        "accompaniment.residents_2": 1,
        "accompaniment.pace:fast": 1,
        "year.visits": 7,
    }
