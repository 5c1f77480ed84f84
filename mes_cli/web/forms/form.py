"""One form while a request is answered: what was typed survives every refusal."""

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

from flask import Response, request

from mes_cli.drafts import kept as drafts
from mes_cli.drafts.answers import Answers
from mes_cli.drafts.defaults import following, prefilled
from mes_cli.drafts.kept import Draft
from mes_cli.drafts.layouts import NEVER, idle
from mes_cli.drafts.placing import file_of, new_id
from mes_cli.drafts.trial import Merged, merged
from mes_cli.finding import Place, say
from mes_cli.model import KINDS, Evidence, Settings
from mes_cli.model.record import Part
from mes_cli.model.shape import shape
from mes_cli.store.editing.edited_file import FileChangedError
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.origin import read
from mes_cli.store.reading.translation import Data
from mes_cli.web.forms import addresses, chosen_picture, confirmation
from mes_cli.web.forms.drawn import by_field, fields_of, offer_back, understood
from mes_cli.web.forms.filled import Filled, filled
from mes_cli.web.forms.inputs import Drawing
from mes_cli.web.noted import recent_people
from mes_cli.web.rendering import _, register_page, said, to, workspace
from mes_cli.web.workspace import RegisterState

#: What is kept for the next record of a kind: day, person, what for.
_CARRIED = frozenset({"date", "by", "for", "funder", "kind", "task", "initiatives"})
#: Codes of findings that say that something lacks.
_LACKS = re.compile("^missing-|-without-")
#: What an address may bring to a new form: that, and the name of a record to be made.
_BROUGHT = _CARRIED | {"name"}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a form is about: a kind, and the record of it, where there is one."""

    kind: str
    model: type[Part]
    #: None for a new record.
    place: Place | None
    title: str
    #: Where to go when it is written, or given up.
    address: str


class RecordForm:
    """One form while a request is answered."""

    def __init__(self, state: RegisterState, subject: Subject) -> None:
        self.state = state
        self.subject = subject
        reading = state.reading
        self.answers = Answers(reading.register, reading.words, state.language, state.day)
        self.before = self._parsed(request.form.get("_before", ""))
        #: What was sent, and what is wrong with the picture that came with it.
        self.sent, self.wrong = chosen_picture.taken(state, self.before)
        self.filled = Filled.sent((k, v) for k, v in self.sent if not k.startswith("_"))
        removed = self._parsed(request.form.get("_removed", "")).items()
        self.filled.removed = {k: [*map(str, it)] for k, it in removed if isinstance(it, list)}
        self.stamp = request.form.get("_stamp", "")
        self.key = request.form.get("_draft", "")
        self.back = request.form.get("_back", request.args.get("retour", ""))

    @staticmethod
    def _parsed(text: str) -> Data:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def aside(self, what: str) -> Response:
        """Go and make a record that this form names; the form is kept, and taken up again then."""
        kind, _colon, name = what.partition(":")
        if kind not in KINDS:
            return self.drawn()
        addresses.begin(self.filled, name)
        self.keep()
        folder = self.state.words.kinds[kind].folder
        back = f"{request.path}?brouillon={self.key}"
        return to(f"/fiches/{folder}/nouvelle?" + urlencode({"name": name, "retour": back}))

    def leave(self) -> Response:
        """Go away without writing; what was typed stays a draft."""
        empty = prefilled(self.subject.kind, self.subject.model, self.answers)
        if self._data() == (self.before if self.subject.place else empty):
            drafts.drop(self.root, self.key)
            return to(self.subject.address)
        return register_page("left", self.state, subject=self.subject, draft=self.key)

    def begin(self) -> Response:
        """Show the record as it stands, an empty form, or a draft that is taken up again."""
        draft = drafts.find(self.root, request.args.get("brouillon", ""))
        if draft is not None and draft.address == request.path:
            self.filled, self.key = Filled(draft.texts), draft.key
            self.before, self.stamp = self._parsed(draft.before), draft.stamp
            addresses.take(self.filled, request.args.get("fiche", ""))
            return self.drawn()
        self.key = drafts.new_key()
        if self.subject.place is not None:
            self.before = Edits(self.state.reading).data(self.subject.place)
            self.filled = filled(self.before, self.subject.model, self.answers)
        else:
            model, kind = self.subject.model, self.subject.kind
            self.filled = filled(prefilled(kind, model, self.answers), model, self.answers)
            asked = request.args.items(multi=True)
            carried = Filled.sent((k, v) for k, v in asked if k.split(".")[0] in _BROUGHT)
            self.filled.texts |= carried.texts
        self.stamp = self._stamp()
        return self.drawn()

    @property
    def root(self) -> Path:
        """The folder of the register."""
        return self.state.reading.root

    def keep(self) -> str:
        """Keep what was typed as a draft, until it is written; say when, or nothing if not."""
        moment = dt.datetime.now().astimezone()
        now = moment.isoformat(timespec="seconds")
        draft = Draft(
            self.key, request.path, self.subject.title, self.filled.texts,
            json.dumps(self.before), self.stamp, now,
        )  # fmt: skip
        if workspace().read_only or not drafts.keep(self.root, draft):
            return ""
        told = _("Draft kept at %(hour)s:%(minute)s, not in the register yet.")
        return told % {"hour": moment.hour, "minute": f"{moment:%M}"}

    def _stamp(self) -> str:
        """What tells whether the file of the record changed meanwhile."""
        if self.subject.place is None:
            return ""
        file = self.subject.place.file
        content = read(self.root / file, file, self.state.reading.settings.limits.file_size)
        return sha256(content if isinstance(content, bytes) else b"").hexdigest()

    def drawn(
        self,
        *,
        checked: bool = False,
        focus: str = "",
        whole: Sequence[str] = (),
        status: int = 200,
        kept: str = "",
        early: Sequence[str] = (),
    ) -> Response:
        """Draw the form with what was typed; *checked* with what would be found in it.

        Days that are *early* were asked about: they are saved all the same when sent again.
        """
        findings, more = ({}, []) if not checked else self.found()
        left_out = idle(self.subject.kind, self._data(), self.state.reading.register)
        drawing = self._drawing(findings, focus, left_out)
        form = drawing.form()
        people = "people", [name for name, _label in recent_people(self.state)]
        offer_back(form, request.form.get("_action", ""), self.filled.removed)
        chosen_picture.offer(form, self.state, self.filled.text("media"), self.wrong)
        confirmation.offer_withdrawal(form, self.before, self.subject.address)
        number = sum(map(len, findings.values())) + len(more) + bool(self.wrong)
        return register_page(
            "form", self.state, status,
            form=form, subject=self.subject, focus=focus, whole=[*whole, *more],
            refused=number if status != 200 else 0,  # noqa: PLR2004 - the code of the web
            wrong=[it for it in fields_of(form) if it.get("findings") or it.get("wrong")],
            lists=[*drawing.lists(), people], back_to=addresses.button(self.back, self.state),
            checked=checked, early=early, before=json.dumps(self.before), stamp=self.stamp,
            draft=self.key, back=self.back, kept=kept, drafts=self._others(),
            saved=addresses.record_of(request.args.get("enregistre", ""), self.subject.address),
            changed=[it for it in request.args.getlist("annee") if it.isdecimal()],
        )  # fmt: skip

    def _drawing(
        self,
        findings: Mapping[str, Sequence[str]],
        focus: str = "",
        left_out: frozenset[str] = frozenset(),
    ) -> Drawing:
        kind, model = self.subject.kind, self.subject.model
        return Drawing(kind, model, self.answers, self.filled, findings, focus, left_out)

    def _others(self) -> list[tuple[str, str]]:
        """Drafts of this form that somebody may want to take up again: keys, and when each is of.

        Whoever answers one of them, or starts without them, is not asked again.
        """
        if request.method != "GET" or "brouillon" in request.args:
            return []
        found = (it for it in drafts.all_of(self.root) if it.address == request.path)
        return [(it.key, said(drafts.age(it.kept_at.date(), self.state.day))) for it in found]

    def _data(self) -> Data:
        """What the record would say, with the fields that no form shows."""
        kept = {
            name: value
            for name, value in self.before.items()
            if name in NEVER or name not in shape(self.subject.model).slots
        }
        data = {**kept, **self.filled.data(self.subject.model, self.answers, self.before)}
        return data if self.subject.place else following(self.subject.kind, data, self.answers)

    def _edits(self, data: Data) -> tuple[Edits, str, str]:
        """The change that would be made, the file of it, and the address of the record."""
        edits, place = chosen_picture.edits(self.state.reading, data), self.subject.place
        if place is not None:
            edits.change(place, data)
            return edits, place.file, self.subject.address
        name = new_id(self.subject.kind, data, self.state.reading)
        file = file_of(self.subject.kind, name, data, self.state.reading)
        edits.create(file, data)
        return edits, file, self.state.address(self.subject.kind, name)

    def found(self, *, typing: bool = False) -> tuple[dict[str, list[str]], list[str]]:
        """What this writing would bring: by field, and for the whole of the record.

        Who is *typing* still is not told what lacks.
        """
        edits, file, _address = self._edits(self._data())
        trial = workspace().tried(edits, self.state.findings)
        brought = [it for it in trial.findings if it.at.file == file]
        if typing:
            brought = [it for it in brought if not _LACKS.search(it.code)]
        names = [str(it["name"]) for it in fields_of(self._drawing({}).form())]
        return by_field(brought, names, self.filled.texts)

    def understood(self) -> dict[str, str]:
        """What days and places were understood as, by field; the empty text for none."""
        return dict(understood(self._drawing({}).form()))

    def save(self, *, going_on: bool) -> Response:
        """Write what was typed, unless it brings errors, conflicts or an unconfirmed consent.

        A day still to come is asked about first, as on a terminal.
        """
        data = self._data()
        if self.subject.place is not None and self.stamp != self._stamp():
            now = Edits(self.state.reading).data(self.subject.place)
            result = merged(self.before, data, now, confirmation.choices(request.form))
            if result.conflicts:
                return self._conflict(result)
            self.before, data = now, result.data
        if issubclass(self.subject.model, Evidence):
            opened = confirmation.unconfirmed(self.before, data, self.filled, self.state.day)
            if opened is not None:
                return confirmation.asked(opened, self.state, self.sent)
        edits, _file, address = self._edits(data)
        refused = self._refused(edits, data)
        if refused is not None:
            return refused
        try:
            edits.write("web", [self.subject.title])
        except FileChangedError:
            return self.drawn(whole=[_("This record changed while you were writing.")], status=409)
        drafts.drop(self.root, self.key)
        if addresses.is_form(self.back):
            return to(f"{self.back}&fiche={address.rpartition('/')[2]}")
        if self.subject.model is Settings:
            return to(f"{request.path}?{addresses.after_settings(self.before, data, self.state)}")
        if going_on:
            carried = [(k, v) for k, v in self.filled.texts.items() if k.split(".")[0] in _CARRIED]
            said_ = urlencode([*carried, ("enregistre", address)], doseq=True)
            return to(f"{self.subject.address}/nouvelle?{said_}")
        return to(f"{address}?enregistre=1")

    def _refused(self, edits: Edits, data: Data) -> Response | None:
        """Draw the form with its errors, else ask about days still to come that are new in it.

        None lets it be written.
        """
        if workspace().tried(edits, self.state.findings).errors:
            return self.drawn(checked=True, status=422)
        early = confirmation.early(self.before, data, self.subject.model, self.answers)
        whole = [said(say("This day is still to come: {day}.", day=day)) for day in early]
        return self.drawn(whole=whole, status=422, early=early) if early else None

    def _conflict(self, result: Merged) -> Response:
        """Show both versions, field by field."""
        rows = confirmation.rows_of(result, self.state.words, self.subject.model.__name__)
        return register_page(
            "conflict", self.state, 409, subject=self.subject, rows=list(rows),
            taken=len(result.taken), sent=self.sent,
        )  # fmt: skip
