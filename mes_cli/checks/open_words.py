"""Checks of words of the lists that ``mes.yaml`` may add to."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from mes_cli.checks.words import also, field, field_of, listed, value
from mes_cli.figures.groups import NONE
from mes_cli.finding import Edit, Finding, Fix, Message, Place, Words, error, say
from mes_cli.language.folding import SuggestionBudget, near, sure
from mes_cli.language.vocabulary import SETTINGS_FILE, vocabulary
from mes_cli.model import KINDS, Initiative, Programme, Structure
from mes_cli.model.record import Part
from mes_cli.model.walk import Branch, Path, added_words, branch, walk
from mes_cli.register import Register


def unknown_theme(register: Register) -> Iterator[Finding]:
    """A theme is neither one that mes knows nor one that the register adds.

    Themes are counted by their words. ``mes.yaml`` may add words of its own.

    Bad::

        themes: [food]

    Good::

        themes: [food-transition]
    """
    yield from _added(register, "themes", "unknown-theme")


def unknown_policy(register: Register) -> Iterator[Finding]:
    """A policy is neither one that mes knows nor one that the register adds.

    Money is counted by the policy that it comes from. ``mes.yaml`` may add words of its
    own.

    Bad::

        policies: [employement]

    Good::

        policies: [employment]
    """
    yield from _added(register, "policies", "unknown-policy")


def reserved_word(register: Register) -> Iterator[Finding]:
    """An id or a word is `none`, which is the row of what has nothing of the kind.

    Tables by programme, by funder, by theme, by policy or by sector have such a row. The money
    of a programme that is called so would be told together with what has no programme.

    Bad::

        themes: {none: Nothing yet}

    Good::

        themes: {open-theme: Nothing yet}
    """
    for kind in (Structure, Programme):
        entry = register.get(kind, NONE)
        if entry is not None:
            yield _reserved(
                entry.at("id"), say("rename it with `{command}`", command=f"mes rename {NONE} …")
            )
    for setting in ("themes", "policies"):
        if NONE in getattr(register.settings, setting):
            yield _reserved(Place(SETTINGS_FILE, (setting, NONE), on_key=True))
    for entry in register.entries_of(Initiative):
        for position, sector in enumerate(entry.record.sectors):
            if sector == NONE:
                yield _reserved(entry.at("sectors", position))


def _reserved(at: Place, cure: Message | None = None) -> Finding:
    message = say(
        "`{word}` is the row of what has nothing: nothing else may be called so", word=NONE
    )
    return error("reserved-word", at, message, cure or say("choose another word"))


@cache
def _added_to(model: type[Part]) -> Branch:
    """Give the fields of a model whose words the settings may add to, by their numbers."""
    return branch(enumerate(added_words(model)))


def _strange(register: Register, setting: str) -> Iterator[tuple[Path, Place, str]]:
    """Give the words that neither mes nor the setting knows: the field, the place, the word."""
    own = getattr(register.settings, setting)
    for model in KINDS.values():
        known = {
            number: (path, frozenset(map(str, slot.words)) | own.keys())
            for number, path in enumerate(added_words(model))
            if (slot := path.slot.open_words) and slot.setting == setting
        }
        for entry in register.entries_of(model) if known else ():
            for number, loc, word in walk(entry.record, _added_to(model)):
                if number in known and word not in known[number][1]:
                    yield known[number][0], entry.at(*loc), str(word)


def _added(register: Register, setting: str, code: str) -> Iterator[Finding]:
    unknown: dict[str, tuple[Path, list[Place]]] = {}
    for path, at, word in _strange(register, setting):
        unknown.setdefault(word, (path, []))[1].append(at)
    patience = SuggestionBudget()
    lists = {path: _listed(register, path) for path in {path for path, _ in unknown.values()}}
    for word, (path, places) in unknown.items():
        spelt, choices = lists[path]
        compared = patience.among(spelt)
        suggestion, certain = near(word, compared), sure(word, compared, spelt.get)
        if suggestion is None and not register.settled:
            continue  # the settings have a fault, and may be meant to add it
        yield _unknown_word(
            Refused(code, word, path, choices, places),
            spelt[suggestion] if suggestion else None,
            spelt[certain] if certain else None,
        )


class Refused(NamedTuple):
    """An unknown word, and its places."""

    code: str
    word: str
    path: Path
    choices: Words
    places: list[Place]


def _listed(register: Register, path: Path) -> tuple[dict[str, str], Words]:
    """Give the words of a list by their spellings, and as they are offered.

    They are written as the register writes them, or in English, which it may write too.
    """
    assert path.slot.open_words is not None
    words, setting = path.slot.open_words.words, path.slot.open_words.setting
    home, own = words.__name__, vocabulary(register.settings.language)
    known = [*map(str, words), *getattr(register.settings, setting)]
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
