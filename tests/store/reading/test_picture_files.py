"""Pictures that reports cannot show, found when a register is checked."""

import datetime as dt
import io
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from mes_cli.drafts.trial import all_findings
from mes_cli.finding import Finding, Message, Severity
from mes_cli.model.evidence import MOST_BYTES, MOST_PIXELS, PictureFault
from mes_cli.report.pictures import fitted
from mes_cli.store.git.past import past
from mes_cli.store.reading.load import fault_of, load
from tests.conftest import write_folder
from tests.report.test_album import bomb, jpeg, png
from tests.store.git.histories import commit, git


@pytest.fixture(autouse=True)
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint lets Pillow fill up pictures that are cut off, once it was imported."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)


Found = Callable[[Mapping[str, str | bytes]], list[Finding]]
FILE = "evidence/photo.yaml"


def photo(media: str) -> str:
    return f"kind: photo\ndate: 2025-03-01\ntitle: x\nmedia: {media}\n"


def encoded(form: str, size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    target = io.BytesIO()
    Image.effect_noise(size, 90).save(target, form, **options)
    return target.getvalue()


def with_thumbnail() -> bytes:
    """A JPEG that holds a smaller one, as cameras write it."""
    exif = Image.Exif()
    exif[0x927C] = encoded("JPEG", (16, 12))
    return encoded("JPEG", exif=exif)


GOOD = {
    "jpeg": jpeg(),
    "progressive": encoded("JPEG", progressive=True),
    "thumbnail": with_thumbnail(),
    "with a film behind it": encoded("JPEG") + b"\0\0\0\x18ftypmp42" + bytes(50),
    "png": png(),
    "webp": encoded("WEBP"),
}
BAD = {
    "empty": (b"", PictureFault.FORMAT),
    "text": (b"not a picture", PictureFault.FORMAT),
    "gif": (encoded("GIF"), PictureFault.FORMAT),
    "bomb": (bomb(), PictureFault.TOO_MANY_PIXELS),
    "jpeg cut off": (encoded("JPEG")[:-200], PictureFault.DAMAGED),
    "progressive cut off": (encoded("JPEG", progressive=True)[:-200], PictureFault.DAMAGED),
    "thumbnail cut off": (with_thumbnail()[:-200], PictureFault.DAMAGED),
    "png cut off": (encoded("PNG")[:-200], PictureFault.DAMAGED),
    "png damaged": (encoded("PNG").replace(b"IDAT", b"IDAT\1", 1), PictureFault.DAMAGED),
    "webp cut off": (encoded("WEBP")[:-200], PictureFault.DAMAGED),
}  # fmt: skip


@pytest.mark.parametrize("content", GOOD.values(), ids=GOOD)
def test_what_reports_show_is_no_fault(content: bytes) -> None:
    assert fault_of(content) is None
    assert fitted(content)


@pytest.mark.parametrize(("content", "fault"), BAD.values(), ids=BAD)
def test_what_reports_cannot_show_is_a_fault(content: bytes, fault: PictureFault) -> None:
    assert fault_of(content) is fault
    assert fitted(content) is None


def test_the_border_is_forty_megapixels() -> None:
    found = []
    for rows in (5000, 5001):
        target = io.BytesIO()
        Image.new("1", (MOST_PIXELS // 5000, rows)).save(target, "PNG")
        found.append(fault_of(target.getvalue()))

    assert found == [None, PictureFault.TOO_MANY_PIXELS]


@pytest.mark.parametrize(
    ("content", "help_"),
    [(b"text", "save it as JPEG"), (bomb(), "save it smaller"),
     (encoded("PNG")[:-200], "copy it again"), (bytes(MOST_BYTES + 1), "save it smaller")],
    ids=["text", "bomb", "cut off", "too large"],
)  # fmt: skip
def test_the_finding_is_where_the_picture_is_named(
    found: Found, said: Callable[[Message | None], str], content: bytes, help_: str
) -> None:
    [finding] = found({FILE: photo("./media/../media/x.JPG"), "media/x.JPG": content})

    assert finding.code == "unreadable-picture"
    assert finding.severity is Severity.WARNING
    assert (finding.at.file, finding.at.line, finding.at.column) == (FILE, 4, 8)
    assert help_ in said(finding.help)


@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
def test_contents_count_and_not_the_ending(found: Found, ending: str) -> None:
    assert found({FILE: photo(f"media/x.{ending}"), f"media/x.{ending}": png()}) == []


def test_other_files_are_not_looked_at(found: Found) -> None:
    assert found({FILE: photo("media/x.pdf"), "media/x.pdf": b"text"}) == []


def test_a_link_out_of_the_register_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "x.jpg").write_bytes(b"text")
    root = tmp_path / "register"
    write_folder(root, f"-- {FILE} --\n{photo('x.jpg')}")
    (root / "x.jpg").symlink_to(tmp_path / "x.jpg")

    assert [it.code for it in all_findings(load(root))] == ["missing-media"]


def test_the_picture_of_a_past_day_counts_for_that_day(tmp_path: Path) -> None:
    write_folder(tmp_path, f"-- {FILE} --\n{photo('./x.png')}")
    (tmp_path / "x.png").write_bytes(b"text")
    git(tmp_path, "init", "-q")
    first = commit(tmp_path, "2025-04-01")
    (tmp_path / "x.png").write_bytes(png())
    second = commit(tmp_path, "2025-05-01")

    def codes(commit: str) -> list[str]:
        origin = past(tmp_path, commit, lambda year: dt.date(year, 12, 31))
        return [it.code for it in all_findings(load(tmp_path, past=origin))]

    assert codes(first) == ["unreadable-picture"]
    assert codes(second) == []


def test_a_register_without_pictures_does_not_wait_for_pillow(tmp_path: Path) -> None:
    write_folder(tmp_path, f"-- {FILE} --\n{photo('x.pdf')}")
    (tmp_path / "x.pdf").write_bytes(b"text")
    code = (
        "import sys, pathlib; from mes_cli.drafts.trial import all_findings;"
        "from mes_cli.store.reading.load import load;"
        "all_findings(load(pathlib.Path(sys.argv[1]))); sys.exit('PIL' in sys.modules)"
    )

    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)
