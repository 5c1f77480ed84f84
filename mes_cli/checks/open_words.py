"""Checks of words of the lists that ``mes.yaml`` may add to."""

from collections.abc import Iterator

from mes_cli.checks.words import also, field, field_of, listed, value
from mes_cli.finding import Edit, Finding, Fix, Place, error, say
from mes_cli.language.near import near, sure
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model.walk import Path, added_words, values
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


def _added(register: Register, setting: str, code: str) -> Iterator[Finding]:
    more: dict[str, str] = getattr(register.settings, setting)
    unknown: dict[str, tuple[Path, list[Place]]] = {}
    for entry in register.entries:
        for path in added_words(type(entry.record)):
            words = path.slot.open_words
            if words is None or words.setting != setting:
                continue
            known = {*map(str, words.words), *more}
            for loc, word in values(entry.record, path):
                if word not in known:
                    unknown.setdefault(str(word), (path, []))[1].append(entry.at(*loc))
    for word, (path, places) in unknown.items():
        assert path.slot.open_words is not None
        yield _unknown_word(register, code, places, word, path)


def _unknown_word(
    register: Register, code: str, places: list[Place], word: str, path: Path
) -> Finding:
    assert path.slot.open_words is not None
    words, setting = path.slot.open_words.words, path.slot.open_words.setting
    home, own = words.__name__, vocabulary(register.settings.language)
    known = [*map(str, words), *getattr(register.settings, setting)]
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
