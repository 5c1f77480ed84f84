"""Checks of words of the lists that ``mes.yaml`` may add to."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from mes_cli.checks.facet import Facet, Frame, Overview, place
from mes_cli.checks.words import also, field, field_of, listed, value
from mes_cli.finding import Edit, Finding, Fix, Place, Words, error, say
from mes_cli.language.near import Patience, near, sure
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import KINDS
from mes_cli.model.part import Part
from mes_cli.model.record import Record
from mes_cli.model.walk import Branch, Path, Said, added_words, branch, walk


def unknown_theme(whole: Overview) -> Iterator[Finding]:
    """A theme is neither one that mes knows nor one that the register adds.

    Themes are counted by their words. ``mes.yaml`` may add words of its own.

    Bad::

        themes: [food]

    Good::

        themes: [food-transition]
    """
    yield from _added(whole, "themes", "unknown-theme")


def unknown_policy(whole: Overview) -> Iterator[Finding]:
    """A policy is neither one that mes knows nor one that the register adds.

    Money is counted by the policy that it comes from. ``mes.yaml`` may add words of its
    own.

    Bad::

        policies: [employement]

    Good::

        policies: [employment]
    """
    yield from _added(whole, "policies", "unknown-policy")


@cache
def _ways() -> tuple[Path, ...]:
    """Give every field whose words the settings may add to, each with its number."""
    return tuple(path for model in KINDS.values() for path in added_words(model))


@cache
def _numbers(model: type[Part]) -> Branch:
    """Give the fields of a model whose words the settings may add to, by their numbers."""
    return branch([(_ways().index(path), path) for path in added_words(model)])


@cache
def _words(number: int) -> tuple[frozenset[str], str]:
    """Give the words that mes knows for a field, and the setting that holds the others."""
    known = _ways()[number].slot.open_words
    assert known is not None
    return frozenset(map(str, known.words)), known.setting


def _strange(record: Record, frame: Frame) -> Said | None:
    said = walk(record, _numbers(type(record)))
    return tuple(it for it in said if not _known(it[0], it[2], frame)) or None


def _known(number: int, word: object, frame: Frame) -> bool:
    words, setting = _words(number)
    return word in words or word in getattr(frame.settings, setting)


#: Words that neither mes nor the register knows: the number of the field, the place, the word.
STRANGE: Facet[Said] = Facet(
    "strange", tuple(kind for kind, model in KINDS.items() if added_words(model)), _strange
)


def _added(whole: Overview, setting: str, code: str) -> Iterator[Finding]:
    unknown: dict[str, tuple[Path, list[Place]]] = {}
    for row in whole.rows(STRANGE):
        for number, loc, word in row[3]:
            if _words(number)[1] == setting:
                path = _ways()[number]
                unknown.setdefault(str(word), (path, []))[1].append(place(row, *loc))
    patience = Patience()
    lists = {path: _listed(whole, path) for path in {path for path, _ in unknown.values()}}
    for word, (path, places) in unknown.items():
        spelt, choices = lists[path]
        compared = patience.among(spelt)
        suggestion, certain = near(word, compared), sure(word, compared, spelt.get)
        yield _unknown_word(
            Refused(code, word, path, choices, places),
            spelt[suggestion] if suggestion else None,
            spelt[certain] if certain else None,
        )


class Refused(NamedTuple):
    """A word that nobody knows, and where it stands."""

    code: str
    word: str
    path: Path
    choices: Words
    places: list[Place]


def _listed(whole: Overview, path: Path) -> tuple[dict[str, str], Words]:
    """Give the words of a list by their spellings, and as they are offered.

    They are written as the register writes them, or in English, which it may write too.
    """
    assert path.slot.open_words is not None
    words, setting = path.slot.open_words.words, path.slot.open_words.setting
    home, own = words.__name__, vocabulary(whole.settings.language)
    known = [*map(str, words), *getattr(whole.settings, setting)]
    spelt = {name: name for name in known} | {own.value(home, name).word: name for name in known}
    return spelt, listed(value(home, name) for name in known)


def _unknown_word(refused: Refused, suggestion: str | None, certain: str | None) -> Finding:
    known = refused.path.slot.open_words
    assert known is not None
    home = known.words.__name__
    return error(
        refused.code,
        refused.places[0],
        say(
            "`{word}` is not one of the words of `{name}`",
            word=refused.word,
            name=field_of(refused.path),
        ),
        say("write `{near}`", near=value(home, suggestion))
        if suggestion
        else say(
            "write one of {choices}, or add the word to `{setting}` in `mes.yaml`",
            choices=refused.choices,
            setting=field("Settings", known.setting),
        ),
        related=also(refused.places),
        fix=Fix(Edit.REPLACE, value(home, certain), everywhere=True) if certain else None,
    )
