import time
from collections.abc import Callable
from pathlib import Path


def test_a_report_is_written_beside_the_records_and_its_path_printed(
    mes: Callable[..., object], folder: Path
) -> None:
    """
    -- contributions/one.yaml --
    kind: volunteering
    date: 2025-03-01
    hours: 3h
    """
    done = mes("-C", folder, "report")

    path = folder / "reports/2025/annual-public.html"
    assert (done.code, done.out) == (0, f"{path}\n")  # type: ignore[attr-defined]
    assert path.read_text("utf-8").startswith("<!doctype html>")


def test_a_register_with_errors_makes_no_report(mes: Callable[..., object], folder: Path) -> None:
    """
    -- contributions/one.yaml --
    kind: volunteering
    date: 2025-13-01
    """
    done = mes("-C", folder, "report")

    assert (done.code, done.out) == (1, "")  # type: ignore[attr-defined]
    assert "1 error" in done.err  # type: ignore[attr-defined]
    assert not (folder / "reports").exists()


def test_errors_that_the_last_check_found_are_counted_once(
    mes: Callable[..., object], folder: Path
) -> None:
    """
    -- contributions/one.yaml --
    kind: volunteering
    date: 2025-13-01
    """
    time.sleep(0.2)  # files that are too young are not trusted
    assert "1 error," in mes("-C", folder, "check").out  # type: ignore[attr-defined]

    done = mes("-C", folder, "report")

    assert done.err.startswith("1 error ")  # type: ignore[attr-defined]


def test_a_report_refuses_what_it_cannot_do(mes: Callable[..., object], folder: Path) -> None:
    """
    -- contributions/one.yaml --
    kind: volunteering
    date: 2025-03-01
    hours: 3h
    """
    for arguments in (
        ["norm", "--audience", "public"], ["annual", "--year", "1999"], ["anual"],
        ["initiative"], ["initiative", "nobody"], ["grant"], ["annual", "--date", "soon"],
        ["--format", "epub"],
    ):  # fmt: skip
        done = mes("-C", folder, "report", *arguments)

        assert (done.code, done.out) == (2, ""), arguments  # type: ignore[attr-defined]


def test_a_register_without_dates_still_makes_a_report(
    mes: Callable[..., object], folder: Path
) -> None:
    """
    -- structures/seeds.yaml --
    name: Seeds
    roles: [support]
    """
    done = mes("-C", folder, "report", "--format", "md", "--output", "-", "--date", "2025-06-01")

    assert done.code == 0, done.err  # type: ignore[attr-defined]
    assert "2025" in done.out  # type: ignore[attr-defined]
