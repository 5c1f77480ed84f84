"""Changing records: what is not meant stays byte for byte, and what is meant is what is read."""

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mes_cli.finding import Place
from mes_cli.store.editing.edited_file import FileChangedError, NotEditableError, UncleanFileError
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.load import load

TEXTS = st.sampled_from(
    ["Un mot", "no", "2024", "a: b", "# x", "- y", "l’été", '"q"', "[z", "deux\nlignes",
     "trois\n\nlignes\n", "  avance", "x" * 120, "~", "01", "a # b", "{", "@", "fin:", "\ttab"]
)  # fmt: skip
DAYS = st.sampled_from(["2025-01-02", "2025-03-04", "2025-12-31"])
LENGTHS = st.sampled_from(["2h30", "2:30", "2,5", "45min", "7"])


def some(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


SESSIONS = some(
    {"date": DAYS, "hours": LENGTHS},
    {"note": TEXTS, "type": st.sampled_from(["welcome", "follow-up"]), "role": TEXTS},
)
RECORDS = some(
    {
        "initiatives": st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=3),
        "form": st.sampled_from(["individual", "collective"]),
        "started": DAYS,
        "entry": some({"channel": st.sampled_from(["direct", "word-of-mouth"])}, {"by": TEXTS}),
    },
    {
        "title": TEXTS,
        "sessions": st.lists(SESSIONS, min_size=1, max_size=3),
        "tailored": TEXTS,
        "notes": TEXTS,
        "tags": st.lists(TEXTS, min_size=1, max_size=2),
    },
)
SETTINGS = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
FRENCH = "mes: 1\nnom: Essai\nlangue: fr\nteneur: seeds\n"
FILE = "accompagnements/a.yaml"


def register(root: Path, files: dict[str, str] | None = None) -> Edits:
    seeds = {"structures/seeds.yaml": "name: Seeds\nroles: [support]\n"}
    for name in ("accompagnements", "contributions"):
        for old in (root / name).glob("*"):
            old.unlink()
    for name, text in ({"mes.yaml": FRENCH} | seeds | (files or {})).items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(text.encode("utf-8"))
    return Edits(load(root))


@SETTINGS
@given(RECORDS, RECORDS)
def test_a_record_says_what_it_was_told(tmp_path: Path, old: Any, new: Any) -> None:
    edits = register(tmp_path)
    place = edits.create(FILE, old)
    text = edits.files[FILE].text

    edits.change(place, copy.deepcopy(new))
    assert edits.data(place) == new
    edits.change(place, old)
    assert edits.data(place) == old
    assert "\n\n\n" not in text or "\n\n" in str(old)


@SETTINGS
@given(st.lists(RECORDS, min_size=1, max_size=3), RECORDS, st.data())
def test_other_records_of_a_list_keep_their_bytes(
    tmp_path: Path, records: Any, new: Any, data: Any
) -> None:
    edits = register(tmp_path)
    places = edits.append(FILE, records)
    before = edits.files[FILE].text
    [added] = edits.append(FILE, [new])
    assert edits.files[FILE].text.startswith(before)
    edits.remove(added)
    assert edits.files[FILE].text == before
    chosen = data.draw(st.sampled_from(places))
    edits.change(chosen, new)
    said = edits.files[FILE].records
    assert [r for n, r in enumerate(said) if n != chosen.item] == [
        r for n, r in enumerate(records) if n != chosen.item
    ]
    assert said[chosen.item or 0] == new


TEXT = """\
# Tenu par Ana

initiatives: [ a,  b ]   # deux
"titre":   'Un titre'  # à revoir
forme: collectif
debut: 2025-01-02
entree: {canal: direct}

seances:
    # la première
    - date: 2025-01-02
      duree: 2h30   # avec le trajet
    # la seconde
    -   duree: "1 h"
        date: 2025-02-03
        note: >
          Un texte
          replié.

# fin
sur_mesure: un texte
  sur deux lignes
notes:
"""


def change(root: Path, text: str, **new: Any) -> str:
    edits = register(root, {FILE: text})
    data = edits.data(Place(FILE))
    for name, value in new.items():
        data[name] = value
    edits.change(Place(FILE), data)
    assert edits.write().files == ([FILE] if edits.drafts else [])
    return (root / FILE).read_bytes().decode("utf-8")


@pytest.mark.parametrize(
    ("new", "before", "after"),
    [
        ({"title": "Autre"}, "'Un titre'  # à", "Autre  # à"),
        ({"title": "Un\nDeux"}, "'Un titre'  # à revoir", "|-  # à revoir\n  Un\n  Deux"),
        ({"title": ""}, "\"titre\":   'Un titre'  # à revoir\n", ""),
        ({"notes": "non"}, "notes:\n", "notes: non\n"),
        ({"started": "2025-01-01"}, "debut: 2025-01-02", "debut: 2025-01-01"),
        ({"ended": "2025-09-01"}, "debut: 2025-01-02\n", "debut: 2025-01-02\nfin: 2025-09-01\n"),
        ({"tags": ["x"]}, "notes:\n", "tags:\n  - x\nnotes:\n"),
        ({"initiatives": ["a"]}, "[ a,  b ]", "[ a ]"),
        ({"initiatives": ["a", "b", "c"]}, "[ a,  b ]", "[ a,  b, c ]"),
        ({"initiatives": ["b"]}, "[ a,  b ]", "[ b ]"),
        ({"tailored": "Un\nDeux"}, "un texte\n  sur deux lignes", "|-\n  Un\n  Deux"),
        ({"entry": {"channel": "event", "by": "a"}}, "{canal: direct}",
         "{canal: evenement, par: a}"),
        ({"tailored": "un"}, "un texte\n  sur deux lignes", "un"),
    ],
)  # fmt: skip
def test_only_the_field_that_is_meant_changes(
    tmp_path: Path, new: dict[str, Any], before: str, after: str
) -> None:
    assert before in TEXT
    assert change(tmp_path, TEXT, **new) == TEXT.replace(before, after)


BRACKETS = """\
{
  "initiatives": [  # those of the harbour
    "a", # first
    # once more
    b,
  ],
  titre: Un titre, # à revoir
  forme: collectif, debut: 2025-01-02,
  entree: {canal: direct},
  seances: [{date: 2025-01-02, duree: 2h},
    {date: 2025-02-03, # le matin
     duree: 1h}]
} # fin
"""


@pytest.mark.parametrize(
    ("new", "before", "after"),
    [
        ({"initiatives": ["a", "b", "c"]}, "    b,\n", "    b, c,\n"),
        ({"initiatives": ["b"]}, '    "a", # first\n', "     # first\n"),
        ({"initiatives": ["a"]}, "    b,\n", "    \n"),
        ({"title": "Un: deux"}, "Un titre", '"Un: deux"'),
        ({"title": "Un\nDeux"}, "Un titre", '"Un\\nDeux"'),
        ({"title": ""}, "titre: Un titre, # à", " # à"),
        ({"ended": "2025-09-01"}, "02,\n  entree", "02, fin: 2025-09-01,\n  entree"),
        ({"sessions": [{"date": "2025-01-02", "hours": "2h"}]},
         ",\n    {date: 2025-02-03, # le matin\n     duree: 1h}", ""),
        ({"sessions": [{"date": "2025-01-02", "hours": "2h"},
                       {"date": "2025-02-03", "hours": "3h"}]}, "1h", "3h"),
    ],
)  # fmt: skip
def test_what_stands_between_brackets_is_changed_where_it_stands(
    tmp_path: Path, new: dict[str, Any], before: str, after: str
) -> None:
    assert before in BRACKETS
    assert change(tmp_path, BRACKETS, **new) == BRACKETS.replace(before, after, 1)


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("tags: []  # c\n", {"tags": ["un"]}, "tags: [un]  # c\n"),
        ("seances: []  # c\ntags: [un]\n", {"tags": ["deux"]},
         "seances: []  # c\ntags: [deux]\n"),
        ("seances: []  # c\ntags: [un]\n", {"tags": []}, "seances: []  # c\n"),
        ("titre: Un   \n", {"title": "Un\nDeux"}, "titre: |-\n  Un\n  Deux\n"),
        ("titre: Un\n   \n", {"title": "Un\nDeux"}, 'titre: "Un\\nDeux"\n   \n'),
        ("titre: Un # c\n  # d\n", {"title": "Un\nDeux"}, 'titre: "Un\\nDeux" # c\n  # d\n'),
        ("dispositif: # c - d\n  # e\n  dla\n", {"programme": "x"},
         "dispositif: # c - d\n  # e\n  x\n"),
        ("tags:\n  - # a - b\n    un\n  -\n    deux\n", {"tags": ["deux"]},
         "tags:\n  -\n    deux\n"),
    ],
)  # fmt: skip
def test_odd_places_of_comments_and_spaces_stay(
    tmp_path: Path, old: str, new: dict[str, Any], changed: str
) -> None:
    text = "initiatives: [a]\nforme: collectif\ndebut: 2025-01-02\nentree: {canal: direct}\n"

    assert change(tmp_path, text + old, **new) == text + changed


def test_a_session_in_the_midst_of_others(tmp_path: Path) -> None:
    first = {"date": "2025-01-02", "hours": "2h30"}
    second = {"date": "2025-02-03", "hours": "3h", "note": "Un texte replié.\n"}
    third = {"date": "2025-03-04", "hours": "1h"}

    assert change(tmp_path, TEXT, sessions=[first, second, third]) == TEXT.replace(
        '"1 h"', "3h"
    ).replace("replié.\n", "replié.\n    - date: 2025-03-04\n      duree: 1h\n")
    assert change(tmp_path, TEXT, sessions=[second]).count("date:") == 1


def test_nothing_changes_where_nothing_is_meant(tmp_path: Path) -> None:
    raw = ("\ufeff" + TEXT).replace("\n", "\r\n")
    edits = register(tmp_path)
    (tmp_path / FILE).parent.mkdir(exist_ok=True)
    (tmp_path / FILE).write_bytes(raw.encode("utf-8"))
    edits = Edits(load(tmp_path))
    edits.change(Place(FILE), edits.data(Place(FILE)))
    assert (edits.drafts, edits.write().files) == ({}, [])

    data = edits.data(Place(FILE)) | {"title": "Autre"}
    edits.change(Place(FILE), data)
    edits.write()
    assert (tmp_path / FILE).read_bytes().decode() == raw.replace("'Un titre'", "Autre")


def test_a_file_with_findings_is_never_touched(tmp_path: Path) -> None:
    edits = register(tmp_path, {FILE: TEXT.replace("forme", "frome")})

    with pytest.raises(UncleanFileError):
        edits.data(Place(FILE))


def test_what_somebody_else_wrote_meanwhile_stays(tmp_path: Path) -> None:
    edits = register(tmp_path, {FILE: TEXT})
    edits.change(Place(FILE), edits.data(Place(FILE)) | {"title": "Autre"})
    (tmp_path / FILE).write_text("mine", "utf-8")

    with pytest.raises(FileChangedError):
        edits.write()
    assert (tmp_path / FILE).read_text("utf-8") == "mine"


def test_a_file_of_one_record_takes_no_second(tmp_path: Path) -> None:
    edits = register(tmp_path, {FILE: TEXT})

    with pytest.raises(NotEditableError):
        edits.append(FILE, [{"form": "individual"}])


def test_a_file_goes_with_its_last_record(tmp_path: Path) -> None:
    edits = register(tmp_path)
    [place] = edits.append("contributions/2025-01.yaml", [{"kind": "volunteering"}])
    edits.write()
    edits = Edits(load(tmp_path))
    edits.remove(place)

    assert edits.write().files == ["contributions/2025-01.yaml"]
    assert not (tmp_path / "contributions/2025-01.yaml").exists()


def test_a_draft_is_read_as_the_register_will_be(tmp_path: Path) -> None:
    edits = register(tmp_path, {FILE: TEXT})
    edits.change(Place(FILE), edits.data(Place(FILE)) | {"started": "hier"})

    [finding] = edits.draft().findings
    assert finding.code == "date-form"
    assert load(tmp_path).findings == []


def test_a_word_that_nobody_knows_is_shown_and_not_written(tmp_path: Path) -> None:
    edits = register(tmp_path, {FILE: TEXT})
    edits.change(Place(FILE), edits.data(Place(FILE)) | {"form": "autre"})

    assert [f.code for f in edits.draft().findings] == ["unknown-value"]
    with pytest.raises(NotEditableError):
        edits.write()
