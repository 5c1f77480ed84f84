"""Pictures for reports: resized, turned upright, without EXIF metadata."""

import base64
import io
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mes_cli.model.evidence import FORMATS, MOST_PIXELS
from mes_cli.report.documents.blocks import Image

if TYPE_CHECKING:  # most reports show no picture, and need not wait for what reads them
    from PIL.Image import Image as Pixels

#: The most bytes of one picture in a report, and of all of them.
_ONE, _ALL = 400_000, 8_000_000
#: The longest side of a picture in a report, in pixels; halved until it has few enough bytes.
_LONGEST = 1600
_SHORTEST = 50
_QUALITY = 82
#: How wide a document shows a picture that does not lead: half a page, in pixels.
_HALF_PAGE = 320
_SOURCE = re.compile(r'src="picture:([a-z0-9-]+)"')
_WITH_HOLES = frozenset({"RGBA", "LA", "PA", "La", "RGBa"})


def fitted(content: bytes) -> Image | None:
    """Return a picture as reports show it; None if it is no picture or has too many pixels.

    JPEG, PNG and WebP are told by their contents, whatever the file is called. Positions, dates,
    names and profiles that the file holds are not in what is returned.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _fitted(content)
    except Exception:  # noqa: BLE001 - decoders fail in many ways, and none may break a report
        return None


def _fitted(content: bytes) -> Image | None:
    from PIL import Image as pillow  # noqa: N813
    from PIL import ImageOps

    with pillow.open(io.BytesIO(content), formats=FORMATS) as source:
        if source.width * source.height > MOST_PIXELS:
            return None
        source.draft("RGB", (_LONGEST, _LONGEST))
        upright = ImageOps.exif_transpose(source)
        clear = upright.mode in _WITH_HOLES or "transparency" in upright.info
        pixels = upright.convert("RGBA" if clear else "RGB")
        drawn = source.format not in {"JPEG", "MPO"}  # a camera may put several into one JPEG
    longest = _LONGEST
    while longest >= _SHORTEST:
        pixels.thumbnail((longest, longest))
        for ending in ("png", "jpg") if drawn else ("jpg",):
            made = _encoded(pixels, ending)
            if len(made) <= _ONE:
                return Image(made, ending, pixels.width, pixels.height)
        longest //= 2
    return None


def _encoded(pixels: "Pixels", ending: str) -> bytes:
    """Write the pixels and nothing else."""
    from PIL import Image as pillow  # noqa: N813

    target = io.BytesIO()
    if ending == "png":
        bare = pillow.new(pixels.mode, pixels.size)
        bare.paste(pixels)
        bare.save(target, "PNG", optimize=True)
    else:
        bare = pillow.new("RGB", pixels.size, "white")
        bare.paste(pixels, mask=pixels.getchannel("A") if pixels.mode == "RGBA" else None)
        bare.save(target, "JPEG", quality=_QUALITY, optimize=True)
    return target.getvalue()


@dataclass
class Album:
    """The pictures of one report, read when the report asks for them, each once.

    *read* returns the bytes of a file of the register, None where it may not be read.
    """

    read: Callable[[str], bytes | None]
    images: dict[str, Image] = field(default_factory=dict)
    #: The files that hold no picture that a report can show.
    broken: list[str] = field(default_factory=list)
    _names: dict[tuple[str, bool], str] = field(default_factory=dict)

    def name(self, path: str, lead: bool) -> str:  # noqa: FBT001 - as views call it
        """Return the name that a template shows a picture by; empty where it is not shown.

        A picture that leads is wide. Beyond 8 MB a report shows no more pictures.
        """
        if (path, lead) not in self._names:
            self._names[path, lead] = self._added(path, lead=lead)
        return self._names[path, lead]

    def _added(self, path: str, *, lead: bool) -> str:
        content = self.read(path)
        image = None if content is None else fitted(content)
        if image is None:
            self.broken += [path] if path not in self.broken else []
            return ""
        if sum(len(it.content) for it in self.images.values()) + len(image.content) > _ALL:
            return ""
        name = f"picture-{len(self.images) + 1}{'-wide' if lead else ''}"
        self.images[name] = image
        return name

    def embedded(self, html: str) -> str:
        """Put the pictures that a page names into it."""

        def data(match: re.Match[str]) -> str:
            image = self.images.get(match[1])
            if image is None:
                return 'src="data:,"'
            kind = "jpeg" if image.ending == "jpg" else image.ending
            written = base64.b64encode(image.content).decode("ascii")
            return (
                f'src="data:image/{kind};base64,{written}" '
                f'width="{image.width}" height="{image.height}"'
            )

        return _SOURCE.sub(data, html)

    def for_documents(self) -> dict[str, Image]:
        """Return the pictures with the size that a document shows them in."""
        return {
            name: image if name.endswith("-wide") else _half(image)
            for name, image in self.images.items()
        }


def _half(image: Image) -> Image:
    width = min(image.width, _HALF_PAGE)
    height = max(1, round(image.height * width / image.width))
    return Image(image.content, image.ending, width, height)
