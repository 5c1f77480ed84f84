"""Checks of words of the lists that ``mes.yaml`` may add to."""

from collections.abc import Iterator
from functools import cache

from mes_cli.checks.facet import Facet, Frame, Overview, place
from mes_cli.checks.words import also, field, field_of, listed, value
from mes_cli.finding import Edit, Finding, Fix, Place, error, say
from mes_cli.language.near import near, sure
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
    for word, (path, places) in unknown.items():
        yield _unknown_word(whole, code, places, word, path)


def _unknown_word(
    whole: Overview, code: str, places: list[Place], word: str, path: Path
) -> Finding:
    assert path.slot.open_words is not None
    words, setting = path.slot.open_words.words, path.slot.open_words.setting
    home, own = words.__name__, vocabulary(whole.settings.language)
    known = [*map(str, words), *getattr(whole.settings, setting)]
    # Words are compared as the register writes them, and in English, which it may write too.
    spelt = {name: name for name in known} | {own.value(home, name).word: name for name in known}
    suggestion, certain = near(word, spelt), sure(word, spelt, spelt.get)
    return error(
        code,
        places[0],
        say("`{word}` is not one of the words of `{name}`", word=word, name=field_of(path)),
        say("write `{near}`", near=value(home, spelt[suggestion]))
        if suggestion
        else say(
            "write one of {choices}, or add the word to `{setting}` in `mes.yaml`",
            choices=listed(value(home, name) for name in known),
            setting=field("Settings", setting),
        ),
        related=also(places),
        fix=Fix(Edit.REPLACE, value(home, spelt[certain]), everywhere=True) if certain else None,
    )
