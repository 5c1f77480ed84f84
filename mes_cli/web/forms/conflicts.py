"""A record that changed while its form was filled in: both versions, field by field."""

from collections.abc import Iterator, Mapping

from mes_cli.drafts.trial import Merged
from mes_cli.language.vocabulary import Vocabulary

_CHOICE = "_choice."


def rows_of(result: Merged, words: Vocabulary, home: str) -> Iterator[dict[str, str]]:
    """The fields that both sides changed; *home* is the name of the model."""
    for it in result.conflicts:
        yield {
            "name": it.name,
            "label": words.field(home, it.name).form_label,
            "before": _shown(it.before),
            "mine": _shown(it.mine),
            "theirs": _shown(it.theirs),
        }


def choices(form: Mapping[str, str]) -> dict[str, str]:
    """What was chosen for fields that both sides changed: ``mine`` or ``theirs``."""
    return {k.removeprefix(_CHOICE): v for k, v in form.items() if k.startswith(_CHOICE)}


def _shown(value: object) -> str:
    """Write canonical data on a few lines, for a comparison."""
    match value:
        case None:
            return ""
        case list():
            return "\n".join(_shown(it) for it in value)
        case dict():
            return " · ".join(_shown(it) for it in value.values())
        case _:
            return str(value)
