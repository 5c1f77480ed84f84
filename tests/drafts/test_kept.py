"""What was answered on a terminal is kept as a draft, by kind."""

from pathlib import Path

import pytest

from mes_cli.drafts import kept


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path


def test_records_are_kept_by_kind_and_dropped(root: Path) -> None:
    records: list[tuple[str, dict[str, object]]] = [
        ("programme", {"name": "B"}), ("structure", {"a": "é"}),
    ]  # fmt: skip
    assert kept.records_of(root, "structure") is None
    assert kept.keep_records(root, "structure", records)
    assert kept.keep_records(root, "year", [("year", {"year": "2025"})])

    found = kept.records_of(root, "structure")
    assert found is not None
    assert found[1] == records
    kept.drop_records(root, "structure")
    assert kept.records_of(root, "structure") is None
    assert kept.records_of(root, "year") is not None


def test_a_spoilt_draft_is_none(root: Path) -> None:
    kept.keep_records(root, "year", [("year", {"year": "2025"})])
    [path] = (root / "state").rglob("*.json")
    path.write_text(path.read_text("utf-8").replace("2025", '"'), "utf-8")

    assert kept.records_of(root, "year") is None
