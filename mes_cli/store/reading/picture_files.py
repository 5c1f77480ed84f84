"""Looking at the pictures that evidence names: can a report show them?"""

import io
import posixpath
import warnings
from dataclasses import replace

from mes_cli.finding import Finding
from mes_cli.model.evidence import FORMATS, MOST_BYTES, MOST_PIXELS, PictureFault, is_picture
from mes_cli.register import Register
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.origin import Origin

_END_OF_JPEG = b"\xff\xd9"


def with_pictures(reading: Reading) -> Register:
    """Return the register, with what is wrong with the pictures that its evidence names.

    Without such pictures nothing is opened, and Pillow is not imported.
    """
    register = reading.register
    pictures = sorted(filter(is_picture, register.media))
    faults = {path: fault for path in pictures if (fault := _fault(reading.origin, path))}
    return replace(register, picture_faults=faults) if faults else register


def _fault(origin: Origin, path: str) -> PictureFault | None:
    content = origin.read(posixpath.normpath(path), MOST_BYTES)
    if isinstance(content, Finding):
        large = content.code == "too-large"
        return PictureFault.TOO_LARGE if large else PictureFault.CLOSED
    return fault_of(content)


def fault_of(content: bytes) -> PictureFault | None:
    """Tell why a report cannot show a picture; None if nothing is wrong with it.

    Its pixels are not decoded: PNG has checksums, WebP its length, JPEG a mark at its end.
    """
    from PIL import Image, UnidentifiedImageError

    stream = io.BytesIO(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(stream, formats=FORMATS) as source:
                if source.width * source.height > MOST_PIXELS:
                    return PictureFault.TOO_MANY_PIXELS
                # A camera's small picture has an end of its own, before the first line of pixels.
                if source.format == "JPEG" and content.find(_END_OF_JPEG, stream.tell()) < 0:
                    return PictureFault.DAMAGED
                source.verify()
    except Image.DecompressionBombError:
        return PictureFault.TOO_MANY_PIXELS
    except UnidentifiedImageError:
        return PictureFault.FORMAT
    except Exception:  # noqa: BLE001 - decoders fail in many ways, and none may stop a check
        return PictureFault.DAMAGED
    return None
