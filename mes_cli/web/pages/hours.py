"""Hours in three taps: who, how long, note it; the day, the place and the people stay."""

import datetime as dt
import secrets
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from mes_cli.drafts.answers import Answers, Option
from mes_cli.drafts.destinations import LIFE, destination, party
from mes_cli.drafts.hours import Circumstances, DoubtfulHoursError, LoggedHours, enter, names
from mes_cli.errors import InputError, MesError
from mes_cli.finding import say
from mes_cli.language.formats import formats
from mes_cli.language.typed import day_said
from mes_cli.model.accompaniment import Session
from mes_cli.model.contribution import ContributionKind
from mes_cli.model.shape import shape
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.translation import Data
from mes_cli.web.noted import (
    noted_on,
    party_labels,
    place_labels,
    places_offered,
    recent_people,
    sessions_on,
)
from mes_cli.web.rendering import _, once, register_page, said, to, workspace
from mes_cli.web.workspace import RegisterState

PAGE = Blueprint("hours", __name__)
_LENGTHS = (("1h", "1\u00a0h"), ("2h30", "2\u00a0h\u00a030"), ("3h", "3\u00a0h"))
#: What may be noted: the word in the address, and the kind of contribution; None for paid staff.
_KINDS = {
    "benevolat": ContributionKind.VOLUNTEERING,
    "militant": ContributionKind.ACTIVIST_TIME,
    "echange": ContributionKind.SKILL_EXCHANGE,
    "salarie": None,
}
#: A number of people has no more digits.
_MOST_DIGITS = 4
#: What stays from one line to the next.
_KEPT = ("quoi", "date", "pour", "autre_pour", "titre", "type", "fonction", "vie")


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent of a line."""

    state: RegisterState

    def value(self, name: str) -> str:
        """A field, without the spaces around it; «autre» stands for the field beside it."""
        value = request.form.get(name, request.args.get(name, "")).strip()
        other = request.form.get(f"autre_{name}", request.args.get(f"autre_{name}", "")).strip()
        return other if value in {"", "autre"} and other else "" if value == "autre" else value

    @property
    def kind(self) -> str:
        """What is noted, as the address says it."""
        found = self.value("quoi")
        return found if found in _KINDS else "benevolat"

    @property
    def day(self) -> dt.date:
        """The day that was said, else today.

        Raises:
            InputError: it is no day.
        """
        text = self.value("date")
        day = day_said(text, self.state.day) if text else self.state.day
        if day is None:
            raise InputError(
                say("`{value}` is no day", value=text),
                say("write 12/03/2025, yesterday or 3 march"),
            )
        return day

    @property
    def people(self) -> int | None:
        """How many people there were, where that was said.

        Raises:
            InputError: it is no number.
        """
        text = self.value("personnes")
        if text and not (text.isdecimal() and len(text) <= _MOST_DIGITS):
            raise InputError(
                say("`{value}` is no number of people", value=text), say("write 4, or nothing")
            )
        return int(text) if text else None

    @property
    def each(self) -> bool:
        """Tell whether the duration is that of each of several people without names."""
        by_person = request.form.get("compte") == "chacun"
        return bool(self.people) and by_person and not self.value("qui")

    @property
    def length(self) -> str:
        """How long, as `mes log` takes it: ``4x2h30`` for four people."""
        return f"{self.people}x{self.value('duree')}" if self.each else self.value("duree")

    def circumstances(self) -> Circumstances:
        """Everything beside how long and for whom.

        Raises:
            InputError: a number or a day cannot be read, or a name fits several records.
        """
        people, paid = self.people, self.kind == "salarie"
        register = self.state.reading.register
        exchange = self.kind == "echange"
        session: Data | None = None
        if paid:
            session = {"type": self.value("type"), "role": self.value("fonction")}
        return Circumstances(
            day=self.day,
            by=names(self.value("qui")),
            people=None if self.each else people,
            in_all=request.form.get("compte") == "tout",
            nature=_KINDS[self.kind] or ContributionKind.VOLUNTEERING,
            session=session,
            governance=self.value("vie") == "oui",
            giver=party(register, self.value("de")) if exchange else "",
            receiver=party(register, self.value("vers")) if exchange else "",
            anyway=request.form.get("quand_meme") == "oui",
        )


@PAGE.get("/heures")
def hours() -> Response:
    """Show the form, with what was noted of the day."""
    return _page(workspace().state())


@PAGE.post("/heures")
def note() -> Response:
    """Note a line, or say what is wrong or doubtful; what was typed stays."""
    return once(lambda: _written(workspace().state()))


def _written(state: RegisterState) -> Response:
    sent = Sent(state)
    answers = Answers(state.reading.register, state.reading.words, state.language, state.day)
    edits = Edits(state.reading)
    try:
        if not sent.value("duree"):
            raise InputError(say("a duration is missing"), say("choose one, or write 2h30"))
        if not sent.value("pour") and sent.kind != "echange":
            raise InputError(
                say("it is not said what these hours were for"), say("choose one, or type a name")
            )
        about = sent.circumstances()
        place = destination(state.reading.register, sent.value("pour") or LIFE, about.day)
        told = enter(
            LoggedHours(sent.length, sent.value("pour"), sent.value("titre")),
            place,
            about,
            answers,
            edits,
        )
    except DoubtfulHoursError as problem:
        return _page(state, 422, wrong=said(problem.message), doubtful=True)
    except MesError as problem:
        return _page(state, 422, wrong=said(problem.message))
    trial = workspace().tried(edits, state.findings)
    if trial.errors:
        return _page(state, 422, wrong=said(trial.errors[0].message))
    lines = [" · ".join(it.parts) for it in told]
    edits.write("log", lines)
    kept = {name: sent.value(name) for name in _KEPT if sent.value(name)}
    if named := place.course or place.initiative:
        kept["pour"] = kept["autre_pour"] = named.record.id
    return to("/heures?" + urlencode({**kept, "note": " ; ".join(lines)}))


def _page(
    state: RegisterState, status: int = 200, *, wrong: str = "", doubtful: bool = False
) -> Response:
    sent = Sent(state)
    try:
        day = sent.day
    except InputError:
        day = state.day
    on_day = sessions_on if sent.kind == "salarie" else noted_on
    noted, places = list(on_day(state, day)), places_offered(state, sent.value("pour"))
    return register_page(
        "hours", state, status, sent=sent, kinds=_kind_labels(), day=day, wrong=wrong,
        doubtful=doubtful, people=recent_people(state), places=places,
        place=dict(places).get(sent.value("pour"), sent.value("pour")),
        lengths=_LENGTHS, noted=noted, told=request.args.get("note", ""),
        total=formats(state.language).hours(sum(it.seconds for it in noted)),
        all_places=place_labels(state), parties=party_labels(state),
        types=[(it.value, it.label) for it in _types(state)], token=secrets.token_urlsafe(8),
    )  # fmt: skip


def _kind_labels() -> list[tuple[str, str]]:
    return [
        ("benevolat", _("Volunteers")),
        ("militant", _("Activists")),
        ("echange", _("Exchange")),
        ("salarie", _("Paid staff")),
    ]


def _types(state: RegisterState) -> list[Option]:
    answers = Answers(state.reading.register, state.reading.words, state.language, state.day)
    return answers.options(shape(Session).slots["type"])


@PAGE.get("/heures/feuille")
def sheet() -> Response:
    """Show an empty sheet to print, for those who have no screen at hand."""
    return register_page("sheet", workspace().state(), rows=range(20))
