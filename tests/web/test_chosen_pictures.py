"""A picture that comes with a testimony: small, without its place, written and undone with it."""

import io
import os
import re
import signal
import subprocess
import sys
import zlib
from pathlib import Path
from struct import pack

import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from mes_cli.drafts import kept
from mes_cli.store.user_folders import forget, name_of, state_folder
from mes_cli.web.workspace import Workspace
from tests.conftest import ROOT
from tests.web.conftest import HOST, OWN
from tests.web.test_forms import EVIDENCE, Browser, hidden, send

GET = {"Host": HOST}
NEW = "/fiches/temoignages/nouvelle"
OPEN = "/fiches/temoignages/un-mot"
ALONE = {name: text for name, text in EVIDENCE.items() if not name.startswith("consent.")}
_GPS, _WHEN = 0x8825, 0x0132


def photograph(size: tuple[int, int] = (64, 48), form: str = "JPEG") -> bytes:
    """A picture as telephones write it, with its place and its day."""
    exif = Image.Exif()
    exif[_WHEN] = "2025:03:04 10:00:00"
    exif.get_ifd(_GPS).update({1: "N", 2: (43.0, 24.0, 12.0), 3: "E", 4: (3.0, 41.0, 40.0)})
    target = io.BytesIO()
    Image.new("RGB", size, "teal").save(target, form, exif=exif, comment=b"Ana Diaz, Sete")
    return target.getvalue()


def post(
    keeper: FlaskClient, fields: dict[str, str], content: bytes, action: str = "save",
    *, name: str = "../../Ana Diaz.jpg", path: str = NEW,
) -> TestResponse:  # fmt: skip
    """Send the form with a picture, as a browser does."""
    page = keeper.get(path, headers=GET).text
    data = {**hidden(page), **fields, "_action": action, "_picture": (io.BytesIO(content), name)}
    answer = keeper.post(path, data=data, headers=OWN, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()  # a file where much is sent
    return answer


def images(root: Path) -> list[Path]:
    return sorted(root.glob("media/image-*"))


def waiting(root: Path) -> list[Path]:
    folder = state_folder("drafts")
    assert folder
    return sorted((folder / name_of(root)).glob("image-*"))


def media_in(page: str) -> str:
    found = re.search(r'name="media"[^>]* value="(media/image-[0-9a-f]{16}\.(?:jpg|png))"', page)
    found = found or re.search(r'name="media">\n?(media/image-[^<]+)</textarea>', page)
    assert found, page
    return found[1]


@pytest.fixture
def written(keeper: FlaskClient, root: Path) -> Path:
    """The picture of a testimony that only the team reads."""
    assert post(keeper, {**ALONE, "alt": "Un jardin"}, photograph()).status_code == 303
    [image] = images(root)
    return image


def test_it_is_written_with_the_record_that_names_it(
    keeper: FlaskClient, root: Path, written: Path
) -> None:
    text = next(root.glob("temoignages/**/un-mot.yaml")).read_text("utf-8")
    content = written.read_bytes()
    assert f"media: media/{written.name}" in text
    assert "Ana" not in text + written.name
    with Image.open(io.BytesIO(content)) as image:
        assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (64, 48), {})
    assert b"Exif" not in content
    assert b"Ana" not in content
    assert waiting(root) == []

    page = keeper.get(OPEN, headers=GET).text
    [address] = re.findall(r'<img src="(/images[^"]+)" alt="Un jardin">', page)
    answer = keeper.get(address, headers=OWN)
    assert (answer.data, answer.mimetype) == (content, "image/jpeg")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert keeper.post("/defaire", headers=OWN).status_code == 200
    assert not images(root)
    assert not list(root.glob("temoignages/**/un-mot.yaml"))
    assert keeper.get(address, headers=OWN).status_code == 404


def test_it_waits_with_the_draft_and_is_shown(keeper: FlaskClient, root: Path) -> None:
    page = post(keeper, {"title": "Un mot"}, photograph(), "find:media").text
    assert 'data-focus="alt"' in page
    assert 'enctype="multipart/form-data"' in page
    assert not images(root)
    [address] = re.findall(r'<img src="(/images[^"]+)"', page)
    assert keeper.get(address, headers=OWN).data == waiting(root)[0].read_bytes()

    [draft] = kept.all_of(root)
    again = keeper.get(f"{NEW}?brouillon={draft.key}", headers=GET).text
    assert media_in(again) == media_in(page)
    data = {**hidden(again), **ALONE, "media": media_in(again), "_action": "save"}
    assert keeper.post(NEW, data=data, headers=OWN).status_code == 303
    assert [it.name for it in images(root)] == [Path(media_in(again)).name]

    post(keeper, {"title": "Un autre"}, photograph(), "keep")
    keeper.post(f"/brouillons/{kept.all_of(root)[0].key}/jeter", headers=OWN)
    assert waiting(root) == []


def test_a_refusal_and_a_question_carry_it_along(keeper: FlaskClient, root: Path) -> None:
    refused = post(keeper, {**ALONE, "date": "le 42 mars"}, photograph())
    assert refused.status_code == 422
    first = media_in(refused.text)
    asked = post(keeper, {**EVIDENCE, "media": first}, photograph((80, 60)))
    assert "lira le titre, le texte, l’image ou le lien" in asked.text
    browser = Browser()
    browser.feed(asked.text.partition("verdict")[2].partition("</form>")[0])
    assert media_in(asked.text) != first
    assert [it.name for it in waiting(root)] == [Path(media_in(asked.text)).name]

    fields = {name: texts for name, texts in browser.sent.items() if name != "_confirmed"}
    [key] = re.findall(r'name="_draft">\n([^<]+)<', asked.text)[:1]
    fields |= {"_draft": [key], "_confirmed": ["yes"], "_action": ["save"]}
    assert keeper.post(NEW, data=fields, headers=OWN).status_code == 303
    assert waiting(root) == []
    [path] = images(root)
    with Image.open(path) as image:
        assert image.size == (80, 60)


def test_another_picture_takes_its_place_and_undo_brings_it_back(
    keeper: FlaskClient, root: Path, written: Path
) -> None:
    before = written.read_bytes()
    page = keeper.get(f"{OPEN}/modifier", headers=GET).text
    browser = Browser()
    browser.feed(page)
    fields = {**hidden(page), **browser.sent, "_action": "save",
              "_picture": (io.BytesIO(photograph((80, 60))), "b.jpg")}  # fmt: skip
    answer = keeper.post(f"{OPEN}/modifier", data=fields, headers=OWN)
    assert answer.status_code == 303
    assert len(images(root)) == 1
    assert not written.exists()

    assert keeper.post("/defaire", headers=OWN).status_code == 200
    assert (images(root), written.read_bytes()) == ([written], before)


@pytest.mark.parametrize("folder", ["media", "./media", "media/../media"])
def test_it_goes_with_the_last_record_that_names_it(
    keeper: FlaskClient, root: Path, written: Path, folder: str
) -> None:
    other, named = (
        root / "temoignages/autre.yaml",
        "nature: photo\ndate: 2025-03-04\ntitre: Autre\n",
    )
    other.write_text(f"{named}media: {folder}/{written.name}\n", "utf-8")
    assert "reste dans le dossier" in keeper.get(f"{OPEN}/supprimer", headers=GET).text
    keeper.post(f"{OPEN}/supprimer", headers=OWN)
    assert written.exists()

    other.write_text(f"{named}media: media/{written.name}\n", "utf-8")
    last = "/fiches/temoignages/autre/supprimer"
    assert "Son image part aussi." in keeper.get(last, headers=GET).text
    keeper.post(last, headers=OWN)
    assert not written.exists()
    keeper.post("/defaire", headers=OWN)
    assert written.exists()


def test_a_picture_put_there_by_hand_stays(keeper: FlaskClient, root: Path) -> None:
    (root / "media/jardin.jpg").write_bytes(photograph())
    assert send(keeper, NEW, {**ALONE, "media": "media/jardin.jpg"}).status_code == 303
    assert "media/jardin.jpg reste" in keeper.get(f"{OPEN}/supprimer", headers=GET).text
    keeper.post(f"{OPEN}/supprimer", headers=OWN)
    assert (root / "media/jardin.jpg").exists()


def chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))


def bomb() -> bytes:
    """A PNG of 50,000 by 50,000 pixels in a few kilobytes."""
    head = chunk(b"IHDR", pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(bytes(1 << 20)))
    return b"\x89PNG\r\n\x1a\n" + head + rows + chunk(b"IEND", b"")


HOSTILE = {
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "JPEG, PNG"),
    "html": (b"<!doctype html><script>1</script>", "JPEG, PNG"),
    "gif": (b"GIF89a" + bytes(100), "JPEG, PNG"),
    "empty": (b"", "JPEG, PNG"),
    "bomb": (bomb(), "millions de pixels"),
    "large": (photograph() + bytes(11 << 20), "plus de 10 Mo"),
    "cut": (photograph()[:-200], "coup"),
}


@pytest.mark.parametrize("sort", HOSTILE)
def test_what_is_no_fit_picture_is_refused_beside_its_field(
    keeper: FlaskClient, root: Path, sort: str
) -> None:
    content, told = HOSTILE[sort]
    before = {it: it.read_bytes() for it in root.rglob("*") if it.is_file()}
    answer = post(keeper, ALONE, content)
    page = answer.text.replace("\u00a0", " ").replace("\u202f", " ")

    assert answer.status_code == 422
    [found] = re.findall(r'id="media-file-found">(.*?)</ul>', page)
    assert told in found
    assert 'value="Un mot"' in page
    assert {it: it.read_bytes() for it in root.rglob("*") if it.is_file()} == before
    assert waiting(root) == []


def test_what_hides_behind_a_picture_is_gone(keeper: FlaskClient, root: Path) -> None:
    page = b"<html><script>alert(1)</script></html>"
    assert post(keeper, ALONE, photograph() + page, name="x.html").status_code == 303
    [image] = images(root)
    assert b"script" not in image.read_bytes()
    assert image.suffix == ".jpg"


def test_a_picture_that_takes_too_long_is_refused(
    keeper: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mes_cli.web.forms.chosen_picture._SECONDS", 0.01)
    assert post(keeper, ALONE, photograph()).status_code == 422


def test_a_picture_that_is_not_kept_any_more_is_chosen_again(
    keeper: FlaskClient, root: Path
) -> None:
    for it in ("media/image-0123456789abcdef.jpg", media_in(
        post(keeper, ALONE, photograph(), "find:media").text)):  # fmt: skip
        forget(root, kept.DRAFTS)
        answer = send(keeper, NEW, {**ALONE, "media": it})
        assert answer.status_code == 422
        assert "choisissez-la à nouveau" in answer.text


@pytest.mark.parametrize("path", [
    "mes.yaml", "../mes.yaml", "media/../mes.yaml", "media/autre.jpg", "/etc/passwd", "", "\x00",
    "media/image-0123456789abcdef.jpg", "temoignages/un-mot.yaml", "media/page.jpg",
])  # fmt: skip
def test_no_other_file_is_given(keeper: FlaskClient, root: Path, path: str) -> None:
    (root / "media/autre.jpg").write_bytes(photograph())
    (root / "media/page.jpg").write_text("<script>1</script>", "utf-8")
    text = "nature: photo\ndate: 2025-03-04\ntitre: Autre\nmedia: {}\n"
    for number, named in enumerate(("media/page.jpg", "media/../mes.yaml", "mes.yaml")):
        (root / f"temoignages/a{number}.yaml").write_text(text.format(named), "utf-8")
    answer = keeper.get("/images", query_string={"fichier": path}, headers=OWN)
    assert answer.status_code == 404


def test_two_taps_write_it_once_and_another_picture_is_not_taken_for_it(
    keeper: FlaskClient, root: Path
) -> None:
    data = {**hidden(keeper.get(NEW, headers=GET).text), **ALONE, "_action": "save"}
    for number, content in enumerate((photograph(), photograph(), photograph((80, 60)))):
        sent = {**data, "_picture": (io.BytesIO(content), "a.jpg")}
        answer = keeper.post(NEW, data=sent, headers=OWN)
        assert answer.status_code == 303
        assert len(images(root)) == (2 if number == 2 else 1)


def test_a_page_that_only_shows_takes_no_picture(
    keeper: FlaskClient, space: Workspace, root: Path
) -> None:
    space.read_only = True
    assert post(keeper, ALONE, photograph()).status_code == 403
    assert not images(root)
    assert waiting(root) == []


def test_a_locked_page_says_that_the_file_is_to_be_chosen_again(
    stranger: FlaskClient, root: Path
) -> None:
    data = {"title": "Un mot", "_picture": (io.BytesIO(photograph()), "a.jpg")}
    answer = stranger.post(NEW, data=data, headers=OWN)
    assert answer.status_code == 403
    assert "Un mot" in answer.text
    assert "choisissez-le à nouveau" in answer.text
    assert waiting(root) == []


#: Saves a testimony with a picture; the process is killed before one of its files takes its place.
PROGRAM = """
import sys
from pathlib import Path
from mes_cli.web.application import application
from mes_cli.web.guard import Guard
from mes_cli.web.workspace import Workspace
from tests.web.test_chosen_pictures import ALONE, killed_at, photograph, post

if __name__ == "__main__":
    guard = Guard(50123)
    keeper = application(Workspace(Path(sys.argv[1]), "fr"), guard).test_client()
    keeper.get(f"/ouvrir?cle={guard.new_key()}", headers={"Host": "127.0.0.1:50123"})
    killed_at(int(sys.argv[2]))
    post(keeper, ALONE, photograph())
"""


def killed_at(number: int) -> None:
    """End this process before so many files of a register took their places."""
    real, left = Path.replace, [number]

    def replace(self: Path, target: Path) -> Path:
        if "register" in Path(target).parts:
            if left[0] == 0:
                signal.raise_signal(signal.SIGKILL)
            left[0] -= 1
        return real(self, target)

    Path.replace = replace  # type: ignore[method-assign, assignment]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("at", [0, 1, 2, 99])
def test_a_kill_leaves_both_or_none(root: Path, tmp_path: Path, at: int) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, "utf-8")
    command, env = (
        [sys.executable, str(program), str(root), str(at)],
        {**os.environ, "PYTHONPATH": str(ROOT)},
    )
    done = subprocess.run(command, cwd=ROOT, check=False, timeout=120, env=env)
    assert (done.returncode == 0) == (at == 99)
    assert Workspace(root, "fr").state().errors == []
    records = list(root.glob("temoignages/**/un-mot.yaml"))
    assert len(images(root)) == len(records) == (0 if at == 0 else 1)
