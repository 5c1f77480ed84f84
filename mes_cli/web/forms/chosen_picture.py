"""The picture that somebody chooses for a piece of evidence: taken small, without place and date.

It waits beside the drafts under the name that it will have in the register, and the form says that
name as its media. So it goes wherever the texts of the form go, and is written with the record.
"""

import threading
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

from flask import request

from mes_cli.checks.evidence import PICTURE_TROUBLE, SMALLER
from mes_cli.drafts import kept as drafts
from mes_cli.finding import Message, say
from mes_cli.language.formats import capitalised
from mes_cli.model.evidence import PictureFault, is_picture, is_taken
from mes_cli.report.documents.blocks import Image
from mes_cli.report.pictures import fitted
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.load import Reading, fault_of
from mes_cli.store.reading.translation import Data
from mes_cli.web.forms.drawn import Drawn, fields_of
from mes_cli.web.rendering import _, said
from mes_cli.web.uploads import LARGEST
from mes_cli.web.workspace import RegisterState
from mes_cli.worker import WorkerDiedError, in_worker

#: The button that takes the picture at once, and shows it.
TAKE = "find:media"
_FIELD = "_picture"
#: Seconds that the reading of one picture may take.
_SECONDS = 30
#: One after the other: a picture of many pixels takes much memory.
_alone = threading.Lock()


def taken(state: RegisterState, before: Data) -> tuple[list[tuple[str, str]], str]:
    """Return what a form sent, its picture as its media; and what is wrong with the picture.

    *before* is what the record said when the form was made.
    """
    root, media = state.reading.root, request.form.get("media", "")
    sent = list(request.form.items(multi=True))
    path, wrong = _kept(root)
    if path:
        drafts.drop_picture(root, media)
        sent = [(name, text) for name, text in sent if name != "media"] + [("media", path)]
    elif is_taken(media) and media != before.get("media") and not address(media, state):
        wrong = wrong or _("This picture is not kept any more: choose it once more.")
    return sent, wrong


def _kept(root: Path) -> tuple[str, str]:
    """Keep the picture that came; return its path, or what is wrong with it, or neither."""
    sent = request.files.get(_FIELD)
    if sent is None or not sent.filename:
        return "", ""
    content = sent.read(LARGEST + 1)
    if len(content) > LARGEST:
        return "", _too_large()
    fault = fault_of(content)
    image = None if fault else _small(content)
    if image is None:
        return "", _sentences(*PICTURE_TROUBLE[fault or PictureFault.DAMAGED])
    path = drafts.keep_picture(root, image.content, image.ending)
    return path, "" if path else _("There is no place to keep this file.")


def _too_large() -> str:
    return _sentences(say("this picture has more than 10 MB"), SMALLER)


def _sentences(*sentences: Message) -> str:
    """Put what is wrong, and how to mend it, into sentences."""
    return " ".join(f"{capitalised(text)}." for text in map(said, sentences))


def _small(content: bytes) -> Image | None:
    with _alone, suppress(WorkerDiedError):
        return in_worker(fitted, content, seconds=_SECONDS)
    return None


def edits(reading: Reading, data: Data) -> Edits:
    """Begin a change of a record, with the picture that waits for it."""
    begun, media = Edits(reading), str(data.get("media", ""))
    content = drafts.picture(reading.root, media)
    if content is not None and not (reading.root / media).exists():
        begun.pictures[media] = content
    return begun


def address(path: str | None, state: RegisterState) -> str:
    """Give the address of a picture that is in the register or waits; empty where there is none."""
    if path is None or not is_picture(path):
        return ""
    if path in state.reading.register.media or drafts.picture(state.reading.root, path):
        return "/images?" + urlencode({"fichier": path})
    return ""


def offer(form: Drawn, state: RegisterState, path: str, wrong: str) -> None:
    """Let the field of the media take a picture too; show the one that it names."""
    for drawn in fields_of(form):
        if drawn["name"] == "media":
            drawn |= {"sort": "media", "picture": address(path, state), "wrong": wrong}
            drawn |= {"most": str(LARGEST), "large": _too_large()}
