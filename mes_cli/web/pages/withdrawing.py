"""Withdrawing a consent: what no report will show any more, and to whom it was shown."""

from collections.abc import Iterator
from typing import cast

from flask import Blueprint, Response, request

from mes_cli.drafts.consequences import READERS, what_is_read
from mes_cli.finding import say
from mes_cli.model import Evidence, Record
from mes_cli.model.audience import Audience
from mes_cli.register import Entry
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.translation import Data
from mes_cli.web.rendering import _, absent, register_page, said, to, workspace
from mes_cli.web.workspace import RegisterState

PAGE = Blueprint("withdrawing", __name__)
NAME = say("the name")


@PAGE.route("/fiches/<folder>/<name>/retirer-accord", methods=["GET", "POST"])
def withdraw(folder: str, name: str) -> Response:
    """Ask before a consent is withdrawn; the day of today is written into the record."""
    state = workspace().state()
    register = state.reading.register
    entry = register.get(Evidence, name) if state.kind_of_folder(folder) == "evidence" else None
    if entry is None:
        return absent(_("There is no such record."))
    if not can_be_withdrawn(entry.record):
        return register_page("message", state, 409, text=_("This record has no consent in force."))
    title = state.viewer.name(*entry.name).name
    address = state.address(*entry.name)
    if request.method == "POST":
        edits = Edits(state.reading)
        data = edits.data(entry.place)
        said_ = cast("Data", data["consent"])
        ended = {**said_, "withdrawn": state.day.isoformat()}
        edits.change(entry.place, {**data, "consent": ended})
        if not workspace().tried(edits, state.findings).errors:
            edits.write("web", [f"{_('Consent withdrawn')} : {title}"])
            return to(f"{address}?enregistre=1")
    return register_page(
        "withdraw",
        state,
        422 if request.method == "POST" else 200,
        title=title,
        address=address,
        editions=list(_editions(entry, state)),
        year=register.settings.financial_year(entry.record.date),
    )


def can_be_withdrawn(record: Record) -> bool:
    """Tell whether a record has a consent that was not withdrawn."""
    consent = record.consent if isinstance(record, Evidence) else None
    return consent is not None and consent.withdrawn is None


def _editions(entry: Entry[Evidence], state: RegisterState) -> Iterator[tuple[str, str]]:
    """The editions that show it today, the widest first, each with what will be gone from it."""
    record, consent = entry.record, entry.record.consent
    widest = record.widest_audience(state.day)
    data = Edits(state.reading).data(entry.place)
    gone = list(what_is_read(data))
    if consent is not None and consent.naming and record.author:
        gone.append(NAME)
    for audience in Audience:
        if audience is not Audience.INTERNAL and audience.sees(widest):
            yield said(READERS[audience]), ", ".join(said(it) for it in gone)
