"""Checks of the own fields that ``mes.yaml`` declares: what a single one does not show."""

from collections.abc import Iterator

from mes_cli.figures.groups import NONE
from mes_cli.figures.own_totals import UNDATED
from mes_cli.finding import Message, Mistake, Place, field, listed, say, value
from mes_cli.language.folding import near, same
from mes_cli.language.vocabulary import LANGUAGES, SETTINGS_FILE, vocabulary
from mes_cli.model import KINDS, Programme
from mes_cli.model.initiative import Theme
from mes_cli.model.own_fields import ADDITIONS, Addition, FieldType, OwnField
from mes_cli.model.walk import paths, steps
from mes_cli.register import Register


def own_field_unfit(register: Register) -> Iterator[Mistake]:
    """The declaration of an own field asks for what its type does not have.

    A list of words needs its words, each once. Only a reference leads to kinds of record.
    Numbers, amounts and hours can be summed; words, dates and texts can only be counted.

    Bad::

        fields: {initiative: {mood: {type: words, label: Mood}}}

    Good::

        fields: {initiative: {mood: {type: words, label: Mood, values: [calm, lively]}}}
    """
    for at, declared in _declared(register):
        yield from _unfit(at, declared)


def own_field_unattached(register: Register) -> Iterator[Mistake]:
    """An own field is attached to something that does not exist.

    It may answer for a common field of its records, for a theme, or for an indicator of a
    programme, by its label. Attached to nothing, it does not leave the register for a network.

    Bad::

        fields: {initiative: {posts: {type: number, label: Posts, attached: job}}}

    Good::

        fields: {initiative: {posts: {type: number, label: Posts, attached: jobs}}}
    """
    common = _themes(register) | _indicators(register)
    for at, declared in _declared(register):
        said, [_, kind, _] = declared.attached, at.loc
        if said is None:
            continue
        known = {same(it): it for it in (*common, *_fields(str(kind)))}
        if same(said) in known:
            continue
        like = near(same(said), known)
        yield Mistake(
            at.at("attached"),
            say("`{found}` is no common field, no theme and no indicator", found=said),
            say("write `{near}`", near=known[like])
            if like
            else say("write the field, the theme, or the label of the indicator as it stands"),
        )


def _declared(register: Register) -> Iterator[tuple[Place, OwnField]]:
    """Give every declaration with its place."""
    for kind in KINDS:
        for name, declared in register.settings.own_fields.of(kind).items():
            yield Place(SETTINGS_FILE, ("fields", kind, name)), declared


def _unfit(at: Place, declared: OwnField) -> Iterator[Mistake]:
    is_list = declared.type is FieldType.WORDS
    if is_list and not declared.values:
        cure = say("add a line `{name}: …`", name=field("OwnField", "values"))
        yield _error(at.at("type"), say("a list of words has no words"), cure)
    if declared.values and not is_list:
        yield _alien(at, "values", FieldType.WORDS)
    if "to" in declared.model_fields_set and declared.type is not FieldType.REFERENCE:
        yield _alien(at, "to", FieldType.REFERENCE)
    if declared.addition not in ADDITIONS[declared.type]:
        choices = listed(value("Addition", it) for it in ADDITIONS[declared.type])
        yield _error(
            at.at("adds"),
            say(
                "what is a `{type}` cannot be added up by `{adds}`",
                type=value("FieldType", declared.type),
                adds=value("Addition", declared.addition),
            ),
            say("write one of {choices}", choices=choices),
        )
    if declared.adds is Addition.LAST and at.loc[1] in UNDATED:
        yield _error(
            at.at("adds"),
            say("these records have no date: none of them is the last one"),
            say("choose `{word}`", word=value("Addition", Addition.SUM)),
        )
    words = [it.word for it in declared.values]
    for position, word in enumerate(words):
        if word == NONE or word in words[:position]:
            yield _error(
                at.at("values", position),
                say("`{word}` is there already", word=word)
                if word in words[:position]
                else say(
                    "`{word}` is the row of what has nothing: nothing else may be called so",
                    word=word,
                ),
                say("choose another word"),
            )


def _alien(at: Place, name: str, needed: FieldType) -> Mistake:
    return _error(
        at.at(name),
        say(
            "`{name}` only goes with the type `{type}`",
            name=field("OwnField", name),
            type=value("FieldType", needed),
        ),
        say("change the type, or delete the line"),
    )


def _error(at: Place, message: Message, cure: Message) -> Mistake:
    return Mistake(at, message, cure)


def _themes(register: Register) -> set[str]:
    known = {vocabulary(it).value("Theme", theme).word for it in LANGUAGES for theme in Theme}
    return known | {*map(str, Theme), *register.settings.themes}


def _indicators(register: Register) -> set[str]:
    programmes = register.of(Programme)
    return {it.label for entry in programmes for it in entry.record.indicators}


def _fields(kind: str) -> Iterator[str]:
    """Give the names of the common fields of a kind, in all languages."""
    for path in paths(KINDS[kind]):
        yield ".".join(slot.name for slot in path.slots)
        for language in LANGUAGES:
            way = steps(KINDS[kind].__name__, path.slots)
            yield ".".join(vocabulary(language).key(*step) for step in way)
