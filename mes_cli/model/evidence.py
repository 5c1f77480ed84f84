"""Evidence: what numbers do not say, who agreed to say it to whom, and pictures to show."""

import datetime as dt
import re
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from mes_cli.model.audience import INTERNAL, PUBLIC, Audience, Keeping, Personal
from mes_cli.model.initiative import ThemeWord
from mes_cli.model.record import AccompanimentRef, InitiativeRef, Part, Record
from mes_cli.model.scalars import Boolean, Date, Text

#: The formats that reports show, as Pillow calls them.
FORMATS = ("JPEG", "PNG", "WEBP")
#: The most bytes of a file that are read, and the most pixels that are decoded.
MOST_BYTES, MOST_PIXELS = 40_000_000, 40_000_000
#: How the names of pictures end, those of formats that reports do not show among them.
_ENDING = re.compile(r"\.(jpe?g|png|webp|avif|bmp|gif|hei[cf]|svg|tiff?)\Z", re.IGNORECASE)


class PictureFault(StrEnum):
    """Why a report cannot show a picture."""

    CLOSED = "closed"  #: the system does not let it be read
    TOO_LARGE = "too-large"
    FORMAT = "format"  #: it is no JPEG, PNG or WebP, whatever its name ends in
    TOO_MANY_PIXELS = "too-many-pixels"
    DAMAGED = "damaged"


def is_picture(path: str) -> bool:
    """Tell whether a file is a picture, by the ending of its name.

    >>> is_picture("media/Garden.JPG"), is_picture("media/garden.pdf")
    (True, False)
    """
    return _ENDING.search(path) is not None


# Sixteen digits drawn at random: no name of a file of somebody's, and none twice.
_TAKEN = re.compile(r"media/image-[0-9a-f]{16}\.(jpg|png)")


def is_taken(path: str) -> bool:
    """Tell whether mes named a picture, when it took it into the register.

    >>> is_taken("media/image-0123456789abcdef.jpg"), is_taken("media/garden.jpg")
    (True, False)
    """
    return _TAKEN.fullmatch(path) is not None


#: A consent that ends so soon deserves that the person is asked again.
SOON = dt.timedelta(days=92)

# A scheme of two letters or more: one letter is a drive.
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:|www\.", re.IGNORECASE)


def leaves(path: str) -> bool:
    """Tell whether a path leads out of the folder that it starts from.

    >>> leaves("media/../a.jpg"), leaves("media/../../a.jpg"), leaves("C:/a.jpg")
    (False, True, True)
    """
    if path.startswith(("/", "\\", "~")) or path[1:2] == ":":
        return True
    depth = 0
    for part in re.split(r"[/\\]", path):
        depth += {"..": -1, ".": 0, "": 0}.get(part, 1)
        if depth < 0:
            return True
    return False


class EvidenceKind(StrEnum):
    """The form that a piece of evidence has."""

    TESTIMONY = "testimony"
    PORTRAIT = "portrait"
    VISIT = "visit"
    PUBLIC_DEBATE = "public-debate"
    VIDEO = "video"
    PHOTO = "photo"
    ARTICLE = "article"
    EVENT = "event"
    FUNDER_WORD = "funder-word"


class Consent(Part):
    """What the people agreed to."""

    scope: Annotated[Audience, INTERNAL]
    naming: Annotated[Boolean, INTERNAL] = False
    given: Annotated[Date, INTERNAL]
    until: Annotated[Date | None, INTERNAL] = None
    withdrawn: Annotated[Date | None, INTERNAL] = None

    def in_force(self, day: dt.date) -> bool:
        """Tell whether it may be relied on that *day*; once withdrawn it never may be."""
        return (
            self.withdrawn is None
            and self.given <= day
            and (self.until is None or day <= self.until)
        )


class Evidence(Record):
    """A testimony, visit, debate, video: what numbers do not say."""

    kind: ClassVar[str] = "evidence"
    keeping: ClassVar[Keeping] = Keeping.EVIDENCE
    guarded: ClassVar[bool] = True

    form: Annotated[EvidenceKind, PUBLIC] = Field(validation_alias="kind")
    date: Annotated[Date, PUBLIC]
    title: Annotated[Text, PUBLIC]
    initiatives: Annotated[tuple[InitiativeRef, ...], PUBLIC] = ()
    accompaniments: Annotated[tuple[AccompanimentRef, ...], PUBLIC] = ()
    themes: Annotated[tuple[ThemeWord, ...], PUBLIC] = ()
    text: Annotated[Text | None, PUBLIC, Personal.WORDS] = None
    #: True: the person's own words.
    verbatim: Annotated[Boolean, PUBLIC] = False
    #: Shown beyond the keeper only where the consent covers naming.
    author: Annotated[Text | None, INTERNAL, Personal.NAME] = None
    role: Annotated[Text | None, PUBLIC, Personal.ROLE] = None
    media: Annotated[Text | None, PUBLIC, Personal.MEDIA] = None
    #: What a picture shows, for those who do not see it.
    alt: Annotated[Text | None, PUBLIC, Personal.WORDS] = None
    credit: Annotated[Text | None, PUBLIC, Personal.NAME] = None
    #: True: shown first, and large.
    lead: Annotated[Boolean, PUBLIC] = False
    consent: Annotated[Consent | None, INTERNAL, Personal.CONSENT] = None

    @property
    def media_path(self) -> str | None:
        """Where its media is in the register; None if it has none, or an address."""
        return None if self.media is None or _ADDRESS.match(self.media) else self.media

    def widest_audience(self, day: dt.date) -> Audience:
        """The widest audience that may see it on that *day*."""
        if self.consent and self.consent.in_force(day):
            return self.consent.scope
        return Audience.INTERNAL
