"""Checks of what the public will read."""

import re
from collections.abc import Iterator, Mapping

from mes_cli.finding import Mistake, Related, field, say
from mes_cli.language.folding import as_latin, fold, words
from mes_cli.language.mentions import Mentions, spellings
from mes_cli.model import Initiative, Structure
from mes_cli.model.audience import Audience
from mes_cli.model.identifiers import MAIL, PHONE
from mes_cli.model.walk import Path, numbered, public_texts, texts, walk
from mes_cli.register import Entry, Register

#: Shorter words of a name are words like others; so are these.
_LONG = 4
_COMMON = frozenset(
    words(
        "association atelier ateliers cafe cantine collectif compagnie cooperative epicerie "
        "ferme jardin jardins lieu maison recyclerie ressourcerie reseau tiers club garden "
        "house kitchen workshop"
    )
)
#: A word with a capital letter that does not begin a sentence.
_NAME = re.compile(r"(?<![^\W_])[^\W\d_a-z][^\W\d_]*")
_BEFORE = 40
#: What ends the sentence before; the dot of an initial or of a title does not.
_BEGINS = re.compile(
    r"(?:\A|(?<!\b\w)(?<!\b(?:Mr|Dr|Me|St))(?<!\b(?:Mme|Mrs))\.|[!?:\n«\"“*_#>-])\W*\Z"
)

_NEXT = re.compile(r"[ ,]{1,3}([^\W\d_]{2,})")


def personal_data(register: Register) -> Iterator[Mistake]:
    """A text that the public sees holds an e-mail address or a phone number.

    Once published, it cannot be taken back. Addresses and numbers have fields of their
    own, which only the keeper sees.

    Bad::

        summary: A garden; call Ana on 06 12 34 56 78

    Good::

        summary: A garden
        contact:
          phone: 06 12 34 56 78
    """
    for entry in register.entries:
        fields = public_texts(type(entry.record))
        for number, loc, text in walk(entry.record, numbered(public_texts, type(entry.record))):
            # Most texts have none of these signs: they are not looked at a second time.
            if not isinstance(text, str) or not ("@" in text or "0" in text or "+33" in text):
                continue
            if _personal(text):
                yield Mistake(
                    entry.at(*loc),
                    say(
                        "an e-mail address or a phone number stands in `{field}`, which the public"
                        " sees",
                        field=fields[number].word,
                    ),
                    say(
                        "move it to a field that only the keeper sees, such as `{notes}`",
                        notes=field("Record", "notes"),
                    ),
                )


def _personal(text: str) -> bool:
    mail = "@" in text and MAIL.search(text)
    return bool(mail or (("0" in text or "+33" in text) and PHONE.search(text)))


def part_of_hidden_name(register: Register) -> Iterator[Mistake]:
    """A text holds a part of a name that its readers may not see.

    Where `publish_name` keeps a name from an audience, a pseudonym stands in place of the whole
    name in every text, whatever its spelling. A part of it, such as a first name, initials with a
    family name or the name of a street, may tell as much, and no program can judge that: it is left
    as it is. So are the words of a name in another order.

    Bad::

        # initiatives/table.yaml: name: Anissa's Table, publish_name: false
        title: Cooking at Anissa's

    Good::

        title: Cooking together
    """
    hidden = [entry for entry in register.of(Initiative) if _audience(entry) is not Audience.PUBLIC]
    parts = _parts(hidden, register)
    if not parts:
        return
    whole = Mentions([(it, "") for entry in hidden for it in spellings(entry.record.name)])
    for entry in register.entries:
        fields = texts(type(entry.record))
        for number, loc, text in walk(entry.record, numbered(texts, type(entry.record))):
            path = fields[number]
            if not (entry.record.kind == Initiative.kind and path.slot.name == "name"):
                found = _part(str(text), parts, whole, path)
                if found is not None:
                    word, owner = found
                    yield Mistake(
                        entry.at(*loc),
                        say(
                            "`{word}` is a part of a name that readers of `{field}` may not see",
                            word=word,
                            field=path.word,
                        ),
                        say(
                            "write it otherwise if it tells who is meant: only the whole name is"
                            " replaced"
                        ),
                        related=(Related(owner.at("publish_name"), say("who is not to be named")),),
                    )


def _audience(entry: Entry[Initiative]) -> Audience:
    return entry.record.publish_name.audience


def _parts(hidden: list[Entry[Initiative]], register: Register) -> Mapping[str, Entry[Initiative]]:
    """The words that may tell who is meant: those that no other name has."""
    named = [entry.record.name for entry in register.of(Structure)]
    named += [
        entry.record.name
        for entry in register.of(Initiative)
        if _audience(entry) is Audience.PUBLIC
    ]
    others = {word for name in named for word in words(name)}
    return {
        word: entry
        for entry in hidden
        for word in words(entry.record.name)
        if len(word) >= _LONG and word not in _COMMON | others
    }


def _part(
    text: str, parts: Mapping[str, Entry[Initiative]], whole: Mentions[str], path: Path
) -> tuple[str, Entry[Initiative]] | None:
    """Give the first part of a name in a text, outside of whole names."""
    named = _NAME.finditer(as_latin(text))
    known = [it for it in named if it[0][0].isupper() and fold(it[0]) in parts]
    if not known:
        return None
    replaced = [(it.start, it.end) for it in whole.find(text)]
    for it in known:
        owner = parts[fold(it[0])]
        inside = any(start <= it.start() < end for start, end in replaced)
        alone = _begins(text, it.start()) and not _goes_on(text, it.end(), owner.record.name)
        if not inside and not alone and not path.audience.sees(_audience(owner)):
            return it[0], owner
    return None


def _begins(text: str, start: int) -> bool:
    """Tell whether a word begins a sentence, where any word has a capital letter."""
    return _BEGINS.search(text[max(0, start - _BEFORE) : start]) is not None


def _goes_on(text: str, end: int, name: str) -> bool:
    """Tell whether the next word is another one of a name, as in "Durand, Ana"."""
    following = _NEXT.match(text, end)
    return following is not None and fold(following[1]) in words(name)
