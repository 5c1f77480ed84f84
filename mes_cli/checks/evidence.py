"""Checks of evidence: the media that it names, and the consents of those who speak in it."""

from collections.abc import Iterator, Mapping

from mes_cli.figures.years import newest_day
from mes_cli.finding import Message, Mistake, Related, field, say
from mes_cli.model.evidence import MOST_BYTES, MOST_PIXELS, SOON, Evidence, PictureFault, leaves
from mes_cli.register import Register


def media_outside(register: Register) -> Iterator[Mistake]:
    """A piece of evidence names a file outside the register.

    Other people do not have the file there, and reports use only files of the register.

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
            yield Mistake(
                entry.at("media"),
                say("this path leads out of the register"),
                say(
                    "put the file into the register, and write its path from there; or write the"
                    " address of a page"
                ),
            )


def missing_media(register: Register) -> Iterator[Mistake]:
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
            yield Mistake(
                entry.at("media"),
                say(
                    "the register does not have the file that `{media}` names",
                    media=field("Evidence", "media"),
                ),
                say("add the file, correct the path, or write the address of a page"),
            )


SMALLER = say("save it smaller: 1,600 pixels on the longer side are enough for every report")
#: What is wrong with a picture, and how to mend it.
PICTURE_TROUBLE: Mapping[PictureFault, tuple[Message, Message]] = {
    PictureFault.CLOSED: (
        say("this picture cannot be opened: reports cannot show it"),
        say("check who may read the file"),
    ),
    PictureFault.TOO_LARGE: (
        say(
            "this picture has more than {most} MB: reports do not show it", most=MOST_BYTES // 10**6
        ),
        SMALLER,
    ),
    PictureFault.FORMAT: (
        say("this file is no JPEG, PNG or WebP picture: reports cannot show it"),
        say(
            "open it with a program for pictures and save it as JPEG; another ending is not enough"
        ),
    ),
    PictureFault.TOO_MANY_PIXELS: (
        say(
            "this picture has more than {most} million pixels: reports do not show it",
            most=MOST_PIXELS // 10**6,
        ),
        SMALLER,
    ),
    PictureFault.DAMAGED: (
        say("this picture is damaged or cut off: reports cannot show it"),
        say("copy it again from where it came, or save another one in its place"),
    ),
}


def unreadable_picture(register: Register) -> Iterator[Mistake]:
    """A piece of evidence names a picture that reports cannot show.

    Reports show JPEG, PNG and WebP of at most 40 MB and 40 million pixels. What a file contains
    counts, not how its name ends: a text called ``workshop.jpg`` is no picture, and a telephone
    may write HEIC, which reports do not show. Damaged pictures, and copies that were cut off,
    are found as well. Files whose names do not end like those of pictures are not opened.

    Bad::

        kind: photo
        date: 2025-03-01
        title: The workshop
        media: media/workshop.heic

    Good::

        kind: photo
        date: 2025-03-01
        title: The workshop
        media: media/workshop.jpg
    """
    for entry in register.entries_of(Evidence):
        fault = register.picture_faults.get(entry.record.media_path or "")
        if fault is not None:
            wrong, mending = PICTURE_TROUBLE[fault]
            yield Mistake(entry.at("media"), wrong, mending)


def consent_ends_first(register: Register) -> Iterator[Mistake]:
    """A consent ends, or is withdrawn, before it was given.

    One of the dates is wrong. Until it is corrected, it is not known whether the words may be
    shown.

    Bad::

        consent:
          scope: public
          given: 2025-05-01
          until: 2024-05-01

    Good::

        consent:
          scope: public
          given: 2024-05-01
          until: 2025-05-01
    """
    for entry in register.entries_of(Evidence):
        consent = entry.record.consent
        if consent is None:
            continue
        for name, day in (("until", consent.until), ("withdrawn", consent.withdrawn)):
            if day is not None and day < consent.given:
                yield Mistake(
                    entry.at("consent", name),
                    say("this consent ends before it was given"),
                    say(
                        "correct `{until}` or `{given}`",
                        until=field("Consent", name),
                        given=field("Consent", "given"),
                    ),
                    related=(Related(entry.at("consent", "given"), say("given here")),),
                )


def consent_ends_soon(register: Register) -> Iterator[Mistake]:
    """A consent ends within three months.

    From then on only the keeper sees the words. There is still time to ask the person
    again. Months are counted from the newest record of something done.

    Bad::

        consent:
          scope: public
          given: 2024-04-01
          until: 2025-04-01
        # newest record of the register: March 2025

    Good::

        consent:
          scope: public
          given: 2025-03-20
          until: 2027-03-20
    """
    newest = newest_day(register)
    if newest is None:
        return
    for entry in register.entries_of(Evidence):
        consent = entry.record.consent
        if consent is None or consent.until is None or consent.withdrawn:
            continue
        if consent.given <= newest <= consent.until <= newest + SOON:
            yield Mistake(
                entry.at("consent", "until"),
                say("this consent ends within three months"),
                say(
                    "ask the person again, and set `{until}` anew", until=field("Consent", "until")
                ),
            )
