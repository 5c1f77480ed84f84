"""Consents in a form: what lets more people read is confirmed on a page of its own."""

import datetime as dt
from collections.abc import Sequence

from flask import Response, request

from mes_cli.drafts.consent import Widening, widening
from mes_cli.store.reading.translation import Data
from mes_cli.web.forms.drawn import Drawn, fields_of
from mes_cli.web.forms.filled import Filled
from mes_cli.web.rendering import register_page, said
from mes_cli.web.workspace import RegisterState


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
