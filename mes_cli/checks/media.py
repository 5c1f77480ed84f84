"""Checks of the media that evidence names."""

from collections.abc import Iterator

from mes_cli.checks.facet import Facet, Frame, Overview, place
from mes_cli.checks.words import field
from mes_cli.finding import Finding, error, say, warning
from mes_cli.model.audience import Audience
from mes_cli.model.evidence import Evidence, leaves
from mes_cli.register import Entry


def media_outside(entry: Entry[Evidence], _frame: Frame) -> Iterator[Finding]:
    """A piece of evidence names a file outside the register.

    Nobody else has it at that place, and what is outside the register is not for its reports.

    Bad::

        kind: photo
        date: 2025-03-01
        title: The workshop
        media: ../../photos/workshop.jpg

    Good::

        kind: photo
        date: 2025-03-01
        title: The workshop
        media: https://example.org/workshop.jpg
    """
    path = entry.record.media_path
    if path is not None and leaves(path):
        yield error(
            "media-outside",
            entry.at("media"),
            say("this path leads out of the register"),
            say("put the file into the register, and write its path from there; or write the"
                " address of a page"),
        )  # fmt: skip


def missing_media(whole: Overview) -> Iterator[Finding]:
    """A piece of evidence names a file that the register does not have.

    Paths start from the folder that holds `mes.yaml`; capital letters count, and links are not
    followed. An address on the web is not looked up.

    Bad::

        kind: photo
        date: 2025-03-01
        title: The workshop
        media: media/not-there.jpg

    Good::

        kind: photo
        date: 2025-03-01
        title: The workshop
        media: https://example.org/workshop.jpg
    """
    for row in whole.rows(MEDIA):
        if row[3] not in whole.media:
            yield warning(
                "missing-media",
                place(row, "media"),
                say(
                    "the register does not have the file that `{media}` names",
                    media=field("Evidence", "media"),
                ),
                say("add the file, correct the path, or write the address of a page"),
            )


def _media(record: Evidence, _frame: Frame) -> str | None:
    path = record.media_path
    return None if path is None or leaves(path) else path


def _hidden(record: Evidence, frame: Frame) -> bool | None:
    consent = record.consent
    public = consent and consent.scope is Audience.PUBLIC and not consent.withdrawn
    return None if public or _media(record, frame) is None else True


#: The path of the media that a piece of evidence has in the register.
MEDIA: Facet[str] = Facet("media", ("evidence",), _media)
#: That this path is not for everybody: nobody keeps it outside the register.
HIDDEN_MEDIA: Facet[bool] = Facet("hidden-media", ("evidence",), _hidden)
