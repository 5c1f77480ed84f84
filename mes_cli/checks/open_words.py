"""Checks of words of the lists that ``mes.yaml`` may add to."""

from collections.abc import Container, Iterator
from enum import StrEnum

from mes_cli.figures.groups import NONE
from mes_cli.finding import Edit, Fix, Message, Mistake, Place, also, field, listed, say, value
from mes_cli.language.folding import SuggestionBudget, near, sure
from mes_cli.language.vocabulary import SETTINGS_FILE, vocabulary
from mes_cli.model import KINDS, Initiative, Programme, Structure
from mes_cli.model.funding import Policy
from mes_cli.model.initiative import Theme
from mes_cli.model.walk import Path, added_words, numbered, walk
from mes_cli.register import Register


def unknown_theme(register: Register) -> Iterator[Mistake]:
    """A theme is neither one that mes knows nor one that the register adds.

    Themes are counted by their words. ``mes.yaml`` may add words of its own.

    Bad::

        themes: [food]

    Good::

        themes: [food-transition]
    """
    yield from _unknown(register, Theme, "themes")


def unknown_policy(register: Register) -> Iterator[Mistake]:
    """A policy is neither one that mes knows nor one that the register adds.

    Money is counted by the policy that it comes from. ``mes.yaml`` may add words of its
    own.

    Bad::

        policies: [employement]

    Good::

        policies: [employment]
    """
    yield from _unknown(register, Policy, "policies")


def reserved_word(register: Register) -> Iterator[Mistake]:
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


def _reserved(at: Place, cure: Message | None = None) -> Mistake:
    message = say(
        "`{word}` is the row of what has nothing: nothing else may be called so", word=NONE
    )
    return Mistake(at, message, cure or say("choose another word"))


def _strange(
    register: Register, setting: str, known: Container[str]
) -> Iterator[tuple[Path, Place, str]]:
    """Give the words that neither mes nor the setting knows: the field, the place, the word."""
    for model in KINDS.values():
        paths = {
            number: path
            for number, path in enumerate(added_words(model))
            if path.slot.open_words and path.slot.open_words.setting == setting
        }
        for entry in register.entries_of(model) if paths else ():
            for number, loc, word in walk(entry.record, numbered(added_words, model)):
                if number in paths and word not in known:
                    yield paths[number], entry.at(*loc), str(word)


def _unknown(register: Register, words: type[StrEnum], setting: str) -> Iterator[Mistake]:
    """Find words of a list that the settings may add to, and that nobody knows."""
    known = [*map(str, words), *getattr(register.settings, setting)]
    unknown: dict[str, tuple[Path, list[Place]]] = {}
    for path, at, word in _strange(register, setting, frozenset(known)):
        unknown.setdefault(word, (path, []))[1].append(at)
    # They are written as the register writes them, or in English, which it may write too.
    home, own = words.__name__, vocabulary(register.settings.language)
    spelt = {name: name for name in known} | {own.value(home, name).word: name for name in known}
    choices, patience = listed(value(home, name) for name in known), SuggestionBudget()
    for word, (path, places) in unknown.items():
        compared = patience.among(spelt)
        suggestion, certain = near(word, compared), sure(word, compared, spelt.get)
        if suggestion is None and not register.settled:
            continue  # the settings have a fault, and may be meant to add it
        yield Mistake(
            places[0],
            say("`{word}` is not one of the words of `{name}`", word=word, name=path.word),
            say("write `{near}`", near=value(home, spelt[suggestion]))
            if suggestion
            else say(
                "write one of {choices}, or add the word to `{setting}` in `mes.yaml`",
                choices=choices,
                setting=field("Settings", setting),
            ),
            related=also(places),
            fix=Fix(Edit.REPLACE, value(home, spelt[certain]), everywhere=True)
            if certain
            else None,
        )
