"""The network: the reports of all its members put together, as `mes report --network` writes them.

Opening the page reads the members again; its frames and downloads are of what was read then.
"""

import time

from flask import Blueprint, Response, request

from mes_cli.combined.combination import CombinedFigures
from mes_cli.errors import InputError
from mes_cli.exchange.joining import Joined, join
from mes_cli.finding import say
from mes_cli.model import Structure
from mes_cli.model.audience import Audience
from mes_cli.store.reading.locate import Sources
from mes_cli.view import NETWORK_READERS, OF_NETWORKS, Reader, file_name
from mes_cli.web.pages.reports import FORMS, Made, content, framed, kept, names
from mes_cli.web.rendering import _, absent, register_page, said, whole, workspace
from mes_cli.web.workspace import RegisterState

PAGE = Blueprint("network", __name__)
#: So long members are read before the page gives up, in seconds.
_PATIENCE = 60
#: So many reasons are given, where members cannot be used.
_TOLD = 5


@PAGE.get("/reseau")
def network() -> Response:
    """Show one edition of a report of the network, or what keeps its members from being counted."""
    state = workspace().state()
    if not state.reading.settings.members:
        return absent(_("This register has no members."))
    name, audience = request.args.get("rapport", ""), request.args.get("edition", "")
    shown: dict[str, object] = {
        "faults": [], "years": [], "absent": [], "forms": list(FORMS),
        "names": [it for it in names() if it[0] in OF_NETWORKS],
        "name": name if name in OF_NETWORKS else OF_NETWORKS[0],
        "editions": [str(it) for it in NETWORK_READERS],
        "edition": audience if audience in NETWORK_READERS else str(Audience.MEMBERS),
    }  # fmt: skip
    if not state.errors:
        found = _joined(state, again=True)
        shown["faults"] = [
            (said(it.message), said(it.help) if it.help else "") for it in found.errors[:_TOLD]
        ]
        shown |= {} if shown["faults"] else _years(state, found)
    return register_page("network", state, 200, **shown)


def _years(state: RegisterState, found: Joined) -> dict[str, object]:
    """The years of the network, the one that is asked for, and the members without it."""
    days = found.books.days
    asked = whole("exercice")
    year = asked if asked in days.years else days.newest_year
    if year is None:
        return {}
    missing = CombinedFigures(found.books, year).absent
    labels = [state.viewer.name(Structure.kind, it.code).name for it in missing]
    return {"years": sorted(days.years, reverse=True), "year": year, "absent": labels}


@PAGE.get("/reseau/<int:year>/<name>/<audience>/cadre")
def frame(year: int, name: str, audience: str) -> Response:
    """Answer with one edition alone, for a frame that runs nothing."""
    made = _made(year, name, audience, "html")
    return made if isinstance(made, Response) else framed(made[0])


@PAGE.get("/reseau/<int:year>/<name>/<audience>/<form>")
def download(year: int, name: str, audience: str, form: str) -> Response:
    """Answer with one edition in the form that is asked for, to be kept."""
    return kept(lambda: _made(year, name, audience, form), form)


def _made(year: int, name: str, audience: str, form: str) -> Made:
    """Make one edition of the network; a page in place of it where it cannot be made."""
    state = workspace().state()
    known = name in OF_NETWORKS and audience in NETWORK_READERS and form in FORMS
    if not known or state.errors or not state.reading.settings.members:
        return absent(_("There is no such page."))
    found = _joined(state, again=False)
    if found.errors or year not in found.books.days.years:
        return absent(_("There is no such page."))
    figures, whole_network = CombinedFigures(found.books, year), found.whole
    readers = Audience(audience)
    sources = Sources(whole_network) if readers.sees(Audience.MEMBERS) and form != "json" else {}
    day = found.books.days.newest_day or figures.period.last
    reader = Reader(readers, day, state.language, sources)
    file = f"{file_name(name, figures, reader)}-{audience}.{form}"
    return content(whole_network, name, form, figures, reader), file


def _joined(state: RegisterState, *, again: bool) -> Joined:
    """Read the members, or give them as they were read last.

    Raises:
        InputError: that takes too long.
    """
    here = workspace()
    with here.join_lock:
        before, found = here.joined or (None, None)
        if again or found is None or before is not state:
            end = time.monotonic() + _PATIENCE
            found = join(state.reading, lambda _done, _all: _hurry(end))
            here.joined = state, found
        return found


def _hurry(end: float) -> None:
    if time.monotonic() > end:
        raise InputError(
            say("the registers of the members take too long to read for a page"),
            say("in a terminal, write `mes report --network`: it waits as long as it takes"),
        )
