"""Where forms lead: to a record made on the spot and back, and on once they are written."""

import re
from urllib.parse import urlencode

from flask import request

from mes_cli.drafts.consequences import changed_years
from mes_cli.finding import say
from mes_cli.store.reading.translation import Data
from mes_cli.web.forms.filled import Filled
from mes_cli.web.rendering import said
from mes_cli.web.workspace import RegisterState

#: Holds in a draft the name of the record that is being made for it.
_MAKING = "_making"
_FORM = re.compile(r"/[a-z0-9/-]+\?brouillon=[\w-]{22}", re.ASCII)
_BACK_TO_FORM = say("Save and go back")
#: What the button says that saves and goes back, by the kind of the form that waits.
_BACK = {
    "programme": say("Save and go back to the programme"),
    "accompaniment": say("Save and go back to the accompaniment"),
    "contribution": say("Save and go back to the contribution"),
    "funding": say("Save and go back to the funding"),
    "evidence": say("Save and go back to the testimony"),
    "advocacy": say("Save and go back to the call"),
}


def is_form(address: str) -> bool:
    """Tell whether an address is that of a form of this page with a draft."""
    return _FORM.fullmatch(address) is not None


def begin(filled: Filled, name: str) -> None:
    """Note in a form which name the record is made for."""
    filled.texts[_MAKING] = [name]


def take(filled: Filled, made: str) -> None:
    """Put the id of the record that was made in place of that name."""
    wanted = filled.texts.pop(_MAKING, [])
    if made:
        for name, texts in filled.texts.items():
            filled.texts[name] = [made if it in wanted else it for it in texts]


def button(back: str, state: RegisterState) -> str:
    """What the button says that saves and goes back; an empty text where no form waits."""
    if not is_form(back):
        return ""
    folders = back.split("/")
    kind = state.kind_of_folder(folders[2]) if folders[1] == "fiches" else None
    return said(_BACK.get(kind or "", _BACK_TO_FORM))


def after_settings(before: Data, data: Data, state: RegisterState) -> str:
    """Say that the settings are written, and which past years they change."""
    years = () if state.errors else state.years
    changed = changed_years(before, data, state.reading.settings, years, state.day)
    return urlencode([("enregistre", request.path), *(("annee", it) for it in changed)])


def record_of(address: str, folder: str) -> str:
    """Give an address of a record in a folder as it is; the empty text for any other."""
    start = re.escape(folder.rstrip("/"))
    return address if re.fullmatch(start + "/[a-z0-9-]+", address, re.ASCII) else ""
