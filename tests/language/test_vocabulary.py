import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import chain

import pytest

from mes_cli.language.vocabulary import LANGUAGES, Vocabulary, vocabulary
from mes_cli.model import KINDS, Record, Settings
from mes_cli.model.record import Part
from mes_cli.model.settings import Identities, SecondmentAccounts
from mes_cli.model.shape import Slot, shape

FRENCH_FOLDERS = {
    "structure": "structures",
    "programme": "dispositifs",
    "initiative": "initiatives",
    "accompaniment": "accompagnements",
    "contribution": "contributions",
    "funding": "financements",
    "evidence": "temoignages",
    "advocacy": "plaidoyer",
    "year": "exercices",
}
ENGLISH_FOLDERS = {
    "structure": "structures",
    "programme": "programmes",
    "initiative": "initiatives",
    "accompaniment": "accompaniments",
    "contribution": "contributions",
    "funding": "funding",
    "evidence": "evidence",
    "advocacy": "advocacy",
    "year": "years",
}
JARGON = re.compile(
    r"\b(?:string|null|mapping|schema|bool(?:ean)?|enum|integer|float|decimal|array|json|regex"
    r"|chaîne|sch[eé]ma|bool[eé]en|énumération|décimal|scalaire)\b",
    re.IGNORECASE,
)
SHARED = {*Record.model_fields, "own"}


def models() -> list[type[Part]]:
    """All models of records and settings, and the parts they are made of."""
    found: list[type[Part]] = [*KINDS.values(), Settings, Identities]
    for model in found:  # grows as it goes
        parts = (slot.part for slot in shape(model).slots.values())
        found += [part for part in dict.fromkeys(parts) if part and part not in found]
    return found


def slots() -> Iterator[Slot]:
    for model in models():
        yield from shape(model).slots.values()


def enums() -> set[type[StrEnum]]:
    closed = {slot.choices for slot in slots() if slot.choices}
    return closed | {slot.open_words.words for slot in slots() if slot.open_words}


def own_fields(model: type[Part]) -> set[str]:
    """The fields that a model does not share with all records."""
    names = set(shape(model).slots)
    return names - SHARED if issubclass(model, Record) else names


def phrases(words: Vocabulary) -> dict[str, str]:
    """All labels and helps, by where they stand."""
    kinds = {
        f"{kind}.{part}": text
        for kind, row in words.kinds.items()
        for part, text in (("label", row.label), ("plural", row.plural), ("help", row.help))
    }
    fields = {
        f"{home}.{name}.{part}": text
        for home, rows in words.fields.items()
        for name, row in rows.items()
        for part, text in (
            ("label", row.label),
            ("help", row.help),
            ("form_help", row.form_help),
            ("form_label", row.form_label),
        )
    }
    values = {
        f"{home}.{name}.label": row.label
        for home, rows in words.values.items()
        for name, row in rows.items()
    }
    return kinds | fields | values


def helps(words: Vocabulary) -> dict[str, str]:
    return {place: text for place, text in phrases(words).items() if place.endswith("help")}


def doubles(spellings: dict[str, str]) -> dict[str, list[str]]:
    """What could be read as two things: names by the spelling they share.

    Canonical names are accepted in every language, so they count as spellings too.
    """
    owners: dict[str, set[str]] = {}
    for name, word in spellings.items():
        for spelling in (name, word):
            owners.setdefault(spelling, set()).add(name)
    return {spelling: sorted(names) for spelling, names in owners.items() if len(names) > 1}


@pytest.fixture(params=LANGUAGES)
def words(request: pytest.FixtureRequest) -> Vocabulary:
    return vocabulary(request.param)


@pytest.fixture
def french() -> Vocabulary:
    return vocabulary("fr")


@pytest.fixture
def english() -> Vocabulary:
    return vocabulary("en")


def test_every_kind_and_the_settings_have_words_and_nothing_else_has(words: Vocabulary) -> None:
    assert list(words.kinds) == [*KINDS, "settings", "identities"]


def test_french_folders_are_those_of_the_design(french: Vocabulary) -> None:
    assert {kind: row.folder for kind, row in french.kinds.items() if row.folder} == FRENCH_FOLDERS


def test_english_folders_are_those_of_the_design(english: Vocabulary) -> None:
    folders = {kind: row.folder for kind, row in english.kinds.items() if row.folder}

    assert folders == ENGLISH_FOLDERS


def test_settings_have_no_folder(words: Vocabulary) -> None:
    assert words.kinds["settings"].folder == words.kinds["identities"].folder == ""


def test_every_model_has_words_and_nothing_else_has(words: Vocabulary) -> None:
    assert set(words.fields) == {model.__name__ for model in models()} | {"Record"}


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_field_has_words_and_nothing_else_has(words: Vocabulary, model: type[Part]) -> None:
    assert set(words.fields[model.__name__]) == own_fields(model)


def test_fields_of_all_records_have_words_once(words: Vocabulary) -> None:
    assert set(words.fields["Record"]) == SHARED


def test_every_list_of_words_is_there_and_nothing_else_is(words: Vocabulary) -> None:
    assert set(words.values) == {enum.__name__ for enum in enums()}


def test_every_value_has_words_in_the_order_of_the_model(words: Vocabulary) -> None:
    for enum in enums():
        assert list(words.values[enum.__name__]) == [member.value for member in enum]


def test_keys_are_lower_case_ascii(words: Vocabulary) -> None:
    keys = [row.key for rows in words.fields.values() for row in rows.values()]

    assert [key for key in keys if not re.fullmatch(r"[a-z0-9_]+", key)] == []


def test_value_words_are_lower_case_ascii(words: Vocabulary) -> None:
    free = SecondmentAccounts.__name__
    rows = chain.from_iterable(rows.values() for name, rows in words.values.items() if name != free)

    assert [row.word for row in rows if not re.fullmatch(r"[a-z0-9-]+", row.word)] == []


def test_english_is_the_canonical_name(english: Vocabulary) -> None:
    fields = {row.key: name for rows in english.fields.values() for name, row in rows.items()}
    values = {row.word: name for rows in english.values.values() for name, row in rows.items()}

    assert [(key, name) for key, name in (fields | values).items() if key != name] == []


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_no_key_can_be_read_as_two_fields(words: Vocabulary, model: type[Part]) -> None:
    home = model.__name__

    assert doubles({name: words.key(home, name) for name in shape(model).slots}) == {}


def test_no_word_can_be_read_as_two_values(words: Vocabulary) -> None:
    found = {
        home: doubles({name: row.word for name, row in rows.items()})
        for home, rows in words.values.items()
    }

    assert {home: clash for home, clash in found.items() if clash} == {}


def test_no_two_kinds_share_a_folder_or_a_label(words: Vocabulary) -> None:
    for names in zip(
        *((row.folder or kind, row.label, row.plural) for kind, row in words.kinds.items()),
        strict=True,
    ):
        assert len(set(names)) == len(words.kinds)


def test_no_two_values_of_a_list_share_a_label(words: Vocabulary) -> None:
    for home, rows in words.values.items():
        assert len({row.label for row in rows.values()}) == len(rows), home


def test_no_two_fields_of_a_model_share_a_label(words: Vocabulary) -> None:
    for model in models():
        labels = [words.field(model.__name__, name).label for name in shape(model).slots]
        assert len(set(labels)) == len(labels), model.__name__


def test_labels_and_helps_are_not_empty(words: Vocabulary) -> None:
    assert [place for place, text in phrases(words).items() if not text.strip()] == []


def test_labels_and_helps_have_no_stray_space(words: Vocabulary) -> None:
    stray = re.compile(r"^\s|\s$|\s\s|[\t\n]")

    assert [place for place, text in phrases(words).items() if stray.search(text)] == []


def test_labels_of_fields_begin_with_a_capital(words: Vocabulary) -> None:
    labels = [row.label for rows in words.fields.values() for row in rows.values()]

    assert [label for label in labels if not label[0].isupper()] == []


def test_labels_of_kinds_are_lower_case_as_inside_a_sentence(words: Vocabulary) -> None:
    for row in words.kinds.values():
        assert (row.label, row.plural) == (row.label.lower(), row.plural.lower())


def test_helps_are_one_sentence_of_a_line(words: Vocabulary) -> None:
    long = {place for place, text in helps(words).items() if len(text) > 90}
    unended = {place for place, text in helps(words).items() if not text.endswith(".")}
    several = {place for place, text in helps(words).items() if re.search(r"[.!?] [A-ZÀ-Ý]", text)}

    assert (long, unended, several) == (set(), set(), set())


def test_helps_have_no_word_of_programmers(words: Vocabulary) -> None:
    found = {place: JARGON.findall(text) for place, text in helps(words).items()}

    assert {place: jargon for place, jargon in found.items() if jargon} == {}


def test_no_straight_apostrophe_or_middle_dot_is_shown(words: Vocabulary) -> None:
    assert [place for place, text in phrases(words).items() if re.search("['\"·•⋅]", text)] == []


def test_french_signs_keep_to_their_words(french: Vocabulary) -> None:
    """A narrow no-break space before ; ! ? and a full one before the colon and in guillemets."""
    loose = re.compile(r" [:;!?»€%]|« |[^\u202f][;!?]|«[^\u00a0]|[^\u00a0]»|[\u202f\u2009]:")

    assert [place for place, text in phrases(french).items() if loose.search(text)] == []


def test_only_french_has_words_of_its_own_for_true_and_false(
    french: Vocabulary, english: Vocabulary
) -> None:
    assert french.booleans == {"vrai": "true", "faux": "false"}
    assert english.booleans == {}


@pytest.mark.parametrize(
    ("home", "name", "key"),
    [
        ("Contribution", "from", "de"),
        ("Contribution", "to", "vers"),
        ("Contribution", "for", "pour"),
        ("Contribution", "kind", "nature"),
        ("Period", "from", "du"),
        ("Period", "to", "au"),
        ("HourlyCost", "from", "du"),
        ("Onward", "for", "objet"),
        ("Session", "role", "fonction"),
        ("Session", "hours", "duree"),
        ("Contribution", "import_key", "cle_import"),
    ],
)
def test_a_name_has_the_french_key_of_its_own_place(
    french: Vocabulary, home: str, name: str, key: str
) -> None:
    assert french.key(home, name) == key


def test_a_word_that_a_register_adds_stands_for_itself(words: Vocabulary) -> None:
    assert words.value("Theme", "water") == ("water", "water")
