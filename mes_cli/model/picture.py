"""What a picture must be for a report to show it, and what may be wrong with it."""

import re
from enum import StrEnum

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
