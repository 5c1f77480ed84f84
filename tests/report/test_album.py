"""Pictures of evidence in reports: agreed to, described, upright, small, without metadata."""

import base64
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image as Pixels
from PIL.PngImagePlugin import PngInfo

from mes_cli.report.pictures import Album, fitted
from tests.conftest import write_folder

CANARY = "canary-of-metadata"
CONSENT = "consent: {scope: public, given: 2025-01-01}\n"


def jpeg(size: tuple[int, int] = (60, 40), orientation: int = 1) -> bytes:
    exif = Pixels.Exif()
    exif[0x010E], exif[0x0112] = CANARY, orientation
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[29] = CANARY
    target = io.BytesIO()
    Pixels.new("RGB", size, "red").save(target, "JPEG", exif=exif, comment=CANARY.encode())
    assert CANARY.encode() in target.getvalue()
    return target.getvalue()


def png() -> bytes:
    said = PngInfo()
    said.add_text("Author", CANARY)
    target = io.BytesIO()
    Pixels.new("RGBA", (30, 20), (0, 0, 255, 128)).save(target, "PNG", pnginfo=said)
    assert CANARY.encode() in target.getvalue()
    return target.getvalue()


def bomb() -> bytes:
    """A PNG of 50,000 times 50,000 pixels in a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        rest = kind + data
        return struct.pack(">I", len(data)) + rest + struct.pack(">I", zlib.crc32(rest))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def test_pictures_are_upright_and_say_nothing_of_their_making() -> None:
    turned, drawn = fitted(jpeg(orientation=6)), fitted(png())

    assert turned
    assert (turned.width, turned.height, turned.ending) == (40, 60, "jpg")
    assert drawn
    assert (drawn.width, drawn.height, drawn.ending) == (30, 20, "png")
    assert CANARY.encode() not in turned.content + drawn.content
    assert dict(Pixels.open(io.BytesIO(turned.content)).getexif()) == {}
    assert fitted(png()) == drawn


def test_large_pictures_are_made_small() -> None:
    target = io.BytesIO()
    Pixels.effect_noise((2600, 1700), 90).save(target, "PNG")

    small = fitted(target.getvalue())

    assert small
    assert len(small.content) <= 400_000
    assert small.width <= 1600


@pytest.mark.parametrize(
    "content",
    [b"", b"x", bomb(), jpeg()[:300], png()[:70], b"GIF89a" + bytes(50),
     b'<svg xmlns="http://www.w3.org/2000/svg"/>', b"%PDF-1.4"],
)  # fmt: skip
def test_what_is_no_picture_is_none(content: bytes) -> None:
    assert fitted(content) is None


def test_an_album_holds_eight_megabytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mes_cli.report.pictures._ALL", 2 * len(fitted(jpeg()).content))  # type: ignore[union-attr]
    album = Album(lambda _: jpeg())

    names = [album.name(f"{it}.jpg", lead=False) for it in (1, 2, 3, 1)]

    assert names == ["picture-1", "picture-2", "", "picture-1"]
    assert album.broken == []


def piece(name: str, more: str) -> str:
    return (f"-- evidence/{name}.yaml --\nkind: photo\ndate: 2025-03-01\ntitle: The {name}\n"
            f"media: media/{name}.jpg\n{more}\n")  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "register"
    write_folder(root, "-- mes.yaml --\nmes: 1\nname: N\nlanguage: en\nkeeper: k\n"
                 "-- structures/k.yaml --\nname: K\nroles: [support]\n"
                 + piece("shown", f"alt: Two people & a loom\ncredit: Photo <b>Ana</b>\n{CONSENT}")
                 + piece("mute", CONSENT)
                 + piece("secret", "alt: canary-alt\n")
                 + piece("broken", f"alt: Nothing\n{CONSENT}")
                 + piece("link", f"alt: A link\n{CONSENT}"))  # fmt: skip
    (root / "media").mkdir()
    for name in ("shown", "mute", "secret"):
        # A PNG that is called otherwise is shown all the same.
        (root / f"media/{name}.jpg").write_bytes(png() if name == "shown" else jpeg())
    (root / "media/broken.jpg").write_bytes(b"x")
    (tmp_path / "outside.jpg").write_bytes(jpeg())
    (root / "media/link.jpg").symlink_to(tmp_path / "outside.jpg")
    return root


def test_only_pictures_that_are_described_and_agreed_to_are_shown(
    mes: Callable[..., object], root: Path
) -> None:
    done = mes("-C", root, "report", "--output", "-")
    page = getattr(done, "out", "")

    shown = re.findall(r'<img src="data:image/png;base64,([^"]+)" width="30" height="20" '
                       r'alt="Two people &amp; a loom"', page)  # fmt: skip
    assert getattr(done, "code", None) == 0, getattr(done, "err", "")
    assert page.count("<img") == len(shown) == 1
    assert CANARY.encode() not in base64.b64decode(shown[0])
    assert "Photo &lt;b&gt;Ana&lt;/b&gt;" in page
    assert "canary-alt" not in page
    assert "media/broken.jpg" in getattr(done, "err", "")


@pytest.mark.parametrize(("form", "folder"), [("odt", "Pictures/"), ("docx", "word/media/")])
def test_documents_hold_the_pictures(
    mes: Callable[..., object], root: Path, tmp_path: Path, form: str, folder: str
) -> None:
    path = tmp_path / f"a.{form}"
    done = mes("-C", root, "report", "--format", form, "--output", path)
    assert getattr(done, "code", None) == 0, getattr(done, "err", "")

    with zipfile.ZipFile(path) as archive:
        pictures = [it for it in archive.namelist() if it.startswith(folder)]
        said = b"".join(archive.read(it) for it in archive.namelist())
    assert len(pictures) == 1
    assert b"Two people &amp; a loom" in said
    assert CANARY.encode() not in said


def test_a_video_has_its_title_and_a_code_for_paper(mes: Callable[..., object], root: Path) -> None:
    (root / "evidence/film.yaml").write_text(
        "kind: video\ndate: 2025-03-01\ntitle: The film\n"
        f"media: https://example.org/canary-address\n{CONSENT}",
        "utf-8",
    )
    done = mes("-C", root, "report", "--output", "-")
    page = getattr(done, "out", "")
    assert page, getattr(done, "err", "")
    text = getattr(mes("-C", root, "report", "--format", "md", "--output", "-"), "out", "")

    assert page.count("canary-address") == 1
    assert 'class="segno"' in page
    assert "[The film](<https://example.org/canary-address>)" in text
    assert "![" not in text
