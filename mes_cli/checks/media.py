"""Checks of the media that evidence names."""

from collections.abc import Iterator

from mes_cli.checks.words import field
from mes_cli.finding import Finding, error, say, warning
from mes_cli.model.evidence import Evidence, leaves
from mes_cli.register import Register


def media_outside(register: Register) -> Iterator[Finding]:
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
    for entry in register.entries_of(Evidence):
        path = entry.record.media_path
        if path is not None and leaves(path):
            yield error(
                "media-outside",
                entry.at("media"),
                say("this path leads out of the register"),
                say(
                    "put the file into the register, and write its path from there; or write the"
                    " address of a page"
                ),
            )


def missing_media(register: Register) -> Iterator[Finding]:
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
    for entry in register.entries_of(Evidence):
        path = entry.record.media_path
        if path is not None and not leaves(path) and path not in register.media:
            yield warning(
                "missing-media",
                entry.at("media"),
                say(
                    "the register does not have the file that `{media}` names",
                    media=field("Evidence", "media"),
                ),
                say("add the file, correct the path, or write the address of a page"),
            )
