"""What addresses say once a form is written."""

import re
from urllib.parse import urlencode

from flask import request

from mes_cli.drafts.changed_years import changed_years
from mes_cli.store.reading.translation import Data
from mes_cli.web.workspace import RegisterState


def settings(before: Data, data: Data, state: RegisterState) -> str:
    """Say that the settings are written, and which past years they change."""
    years = () if state.errors else state.years
    changed = changed_years(before, data, state.reading.settings, years, state.day)
    return urlencode([("enregistre", request.path), *(("annee", it) for it in changed)])


def record_of(address: str, folder: str) -> str:
    """Give an address of a record in a folder as it is; the empty text for any other."""
    start = re.escape(folder.rstrip("/"))
    return address if re.fullmatch(start + "/[a-z0-9-]+", address, re.ASCII) else ""
