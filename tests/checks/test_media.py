"""Media of evidence: files of the register, or addresses."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from mes_cli import checks
from mes_cli.finding import Finding, Severity
from mes_cli.model.evidence import leaves
from mes_cli.store.reading.load import load
from tests.conftest import write_folder
from tests.report.test_album import jpeg

Found = Callable[[Mapping[str, str | bytes]], list[Finding]]
FILE = "evidence/photo.yaml"


def photo(media: str) -> str:
    return f"kind: photo\ndate: 2025-03-01\ntitle: x\nmedia: '{media}'\n"


def codes(findings: list[Finding]) -> set[tuple[str, Severity, str, int]]:
    return {(f.code, f.severity, f.at.file, f.at.line) for f in findings}


@pytest.mark.parametrize("path", ["media/x.jpg", "Media/here.jpg", "media", "media/here.jpg/a"])
def test_a_file_that_is_not_there_is_found(found: Found, path: str) -> None:
    findings = found({FILE: photo(path), "media/here.jpg": b"x"})

    assert codes(findings) == {("missing-media", Severity.WARNING, FILE, 4)}


@pytest.mark.parametrize(
    "path", ["../x.jpg", "media/../../x.jpg", "/etc/passwd", "~/x.jpg", "C:/x.jpg", "..\\x.jpg"]
)
def test_a_path_that_leaves_the_register_is_found(found: Found, path: str) -> None:
    assert codes(found({FILE: photo(path)})) == {("media-outside", Severity.ERROR, FILE, 4)}


@pytest.mark.parametrize(
    "media",
    ["media/here.jpg", "./media/here.jpg", "media/../media/here.jpg", "https://example.org/x.jpg",
     "www.example.org/x.jpg", "ftp://example.org/x"],
)  # fmt: skip
def test_files_that_are_there_and_addresses_are_no_fault(found: Found, media: str) -> None:
    assert found({FILE: photo(media), "media/here.jpg": jpeg()}) == []


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/x.jpg").write_bytes(b"x")
    root = tmp_path / "register"
    write_folder(root, f"-- evidence/a.yaml --\n{photo('media/x.jpg')}")
    (root / "media").symlink_to(tmp_path / "outside")
    (root / "x.jpg").symlink_to(tmp_path / "outside/x.jpg")
    (root / "evidence/b.yaml").write_text(photo("x.jpg"), "utf-8")

    found = [f.code for f in checks.run(load(root).register)]

    assert found == ["missing-media", "missing-media"]


def test_points_in_names_leave_nothing() -> None:
    assert not leaves("..a/...jpg")
    assert not leaves("a/b/../../c.jpg")
