"""Kinds of record as people name them on the command line."""

from difflib import get_close_matches

from mes_cli.errors import UnknownKindError
from mes_cli.language.vocabulary import LANGUAGES, vocabulary
from mes_cli.model import KINDS, Settings


def kind_named(said: str) -> str:
    """Find the kind that somebody means: by its canonical name, its label or its folder.

    >>> kind_named("accompagnements"), kind_named("initiative"), kind_named("mes.yaml")
    ('accompaniment', 'initiative', 'settings')

    Raises:
        UnknownKindError: there is none.
    """
    table = {name: name for name in (*KINDS, Settings.kind)} | {"mes.yaml": Settings.kind}
    for language in LANGUAGES:
        for kind, words in vocabulary(language).kinds.items():
            table.update(dict.fromkeys((words.folder, words.label, words.plural), kind))
    table.pop("", None)
    word = said.strip().lower().rstrip("/")
    if word in table:
        return table[word]
    near = get_close_matches(word, table, n=1, cutoff=0.6)
    raise UnknownKindError(said, near[0] if near else ", ".join(KINDS))
