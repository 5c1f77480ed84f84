"""Where the register stands: what the year's report lacks, what is wrong, what comes due."""

from collections.abc import Iterator

from flask import Blueprint, Response, request

from mes_cli.drafts.fields import lacks
from mes_cli.drafts.removal import examples
from mes_cli.drafts.trial import number_made
from mes_cli.drafts.wording import LABELS, lack_said
from mes_cli.figures.due import Due, due, still_due
from mes_cli.figures.years import newest_year
from mes_cli.language.formats import formats
from mes_cli.model import Accompaniment, Contribution, Initiative, Structure
from mes_cli.model.settings import MemberRegister
from mes_cli.web.pages.draft_list import drafts_of_forms
from mes_cli.web.rendering import _, register_page, said, whole, workspace
from mes_cli.web.workspace import RegisterState

PAGE = Blueprint("home", __name__)
#: So many findings are named on this page; the others are one link away.
_SHOWN = 5


@PAGE.get("/")
def home() -> Response:
    """Show the verdict of a year, and what to do next."""
    state = workspace().state()
    register, year = state.reading.register, _year(state)
    examples_there = examples(register.entries)
    shown = [
        {"weight": it.severity.value, "text": said(it.message), "code": it.code}
        for it in sorted(state.findings, key=lambda it: it.severity.value)[:_SHOWN]
    ]
    return register_page(
        "home",
        state,
        year=year,
        newest_year=newest_year(register),
        years=state.years if not state.errors else [],
        first_findings=shown,
        records=state.reading.records,
        unread=len(register.unread),
        lacks=list(_lacks(state, year)) if year is not None else [],
        due=[_due(it, state) for it in still_due(due(register), state.day)][:_SHOWN],
        drafts=drafts_of_forms(state.reading.root)[:_SHOWN],
        checks=number_made(state.reading, state.findings),
        examples=len(examples_there),
        only_examples=len(examples_there) >= state.reading.records - 1,
        saved=request.args.get("enregistre") == "1",
        steps=_steps(state),
        members=[_member(it, state) for it in state.reading.settings.members],
    )


def _member(it: MemberRegister, state: RegisterState) -> dict[str, str]:
    """A member of a network, by the name of its structure."""
    name = (Structure.kind, it.structure)
    address = state.address(*name) if state.reading.register.find(*name) else ""
    return {"label": state.viewer.name(*name).name, "address": address}


def _lacks(state: RegisterState, year: int) -> Iterator[dict[str, object]]:
    """What the report of a year lacks, each with the address where it can be said."""
    for it in lacks(state.reading.register, year):
        folder = state.words.kinds[it.kind].folder
        more = f"?exercice={year}&manque={it.field}" if it.field else "/nouvelle"
        yield {
            "text": said(lack_said(it, state.language)),
            "number": it.number if it.field else 0,
            "address": f"/fiches/{folder}{more}",
        }


def _due(it: Due, state: RegisterState) -> dict[str, str]:
    """Something that comes due, by the name of its record."""
    entry = state.reading.register.find(it.kind, it.id)
    return {
        "day": formats(state.language).date(it.day),
        "what": said(LABELS[it.what]),
        "label": state.viewer.name(*entry.name).name if entry else it.id,
        "address": state.address(*entry.name) if entry else "",
    }


def _steps(state: RegisterState) -> list[dict[str, object]]:
    """The first steps in an empty register, each with whether it is done; none in any other.

    Examples are not the keeper's own: nothing is done yet where only they are there.
    """
    register, words = state.reading.register, state.words.kinds
    own = [entry.record for entry in register.entries if not entry.record.is_example]
    courses = [it for it in own if isinstance(it, Accompaniment)]
    noted = any(isinstance(it, Contribution) for it in own) or any(it.sessions for it in courses)
    begun = [any(isinstance(it, Initiative) for it in own), bool(courses), noted]
    if all(begun):
        return []
    folders = [words[it.kind].folder for it in (Initiative, Accompaniment)]
    addresses = ["/reglages", *(f"/fiches/{it}/nouvelle" for it in folders), "/heures"]
    labels = [_("Settings"), _("First initiative"), _("Its accompaniment"), _("Hours")]
    done = [bool(state.reading.settings.hourly_costs), *begun]
    return [
        {"address": address, "label": label, "done": it}
        for address, label, it in zip(addresses, labels, done, strict=True)
    ]


@PAGE.get("/menu")
def menu() -> Response:
    """Show the pages that the bar has no room for."""
    return register_page("menu", workspace().state())


def _year(state: RegisterState) -> int | None:
    """The year that is asked for, else the newest that has something."""
    if state.errors:
        return None
    asked = whole("exercice")
    if asked in state.years:
        return asked
    return state.books.days.newest_year
