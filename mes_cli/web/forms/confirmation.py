"""What is asked before a form is written: who may read it, days to come, which of two versions."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from flask import Response, request

from mes_cli.drafts.answers import Answers
from mes_cli.drafts.consequences import Widening, widening
from mes_cli.drafts.trial import Merged
from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model.record import Part
from mes_cli.store.reading.translation import Data
from mes_cli.web.forms.drawn import Drawn, fields_of
from mes_cli.web.forms.filled import Filled
from mes_cli.web.rendering import register_page, said
from mes_cli.web.workspace import RegisterState

_CHOICE = "_choice."


def unconfirmed(before: Data, data: Data, filled: Filled, day: dt.date) -> Widening | None:
    """What a writing lets others read, where the keeper did not confirm it.

    Who chose to save without a consent has none in the *data* and in the form any more.
    """
    confirmed = request.form.getlist("_confirmed")
    if "yes" in confirmed:
        return None
    if "without" in confirmed:
        data.pop("consent", None)
        texts = filled.texts.items()
        filled.texts = {k: v for k, v in texts if not k.startswith("consent.")}
        return None
    return widening(before, data, day)


def asked(opened: Widening, state: RegisterState, sent: Sequence[tuple[str, str]]) -> Response:
    """Ask whether the person agrees, with nothing ticked; what was *sent* is carried along."""
    return register_page(
        "consent",
        state,
        422,
        told=opened.told(said),
        unticked="_confirmed" in request.form,
        sent=sent,
    )


def offer_withdrawal(form: Drawn, before: Data, address: str) -> None:
    """Lead from a consent that is given to the page on which it is withdrawn."""
    given = before.get("consent")
    if isinstance(given, dict) and not given.get("withdrawn"):
        for drawn in fields_of(form):
            if drawn["name"] == "consent":
                drawn["withdraw"] = f"{address}/retirer-accord"


def early(before: Data, data: Data, model: type[Part], answers: Answers) -> list[str]:
    """The days still to come that are new in a record, and that were not asked about yet."""
    known = {*request.form.getlist("_early"), *answers.days_to_come(before, model)}
    return sorted(answers.days_to_come(data, model) - known)


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
