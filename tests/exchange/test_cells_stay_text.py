"""Laws of text in tables: what a record says comes back as it was said, and is no formula."""

import csv
import io
import json
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mes_cli.escape import harmless
from mes_cli.exchange.export import FORMS, ExportWish
from mes_cli.exchange.grids import grids
from mes_cli.model.audience import Audience
from mes_cli.store.reading.load import load

PIECES = (
    "=1+1", "+33", "-a", "@x", "\uff1d1", "\uff0bx", "\uff0dx", "\uff20x", '=HYPERLINK("http://x")',
    "=cmd|' /C calc'!A0", "'", "''", '"', ";", ",", "\\", "\n", "\n=1", "\t=1", "<f>", "&amp;",
    "]]>",
    "of:=1", "msoxl:=1", "\u00a0=1", "\u202f", "é", "a", "1", "2025-01-01", "true", "1e5", "012",
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join),
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp", "Cf")),
        min_size=1, max_size=30,
    ),
).filter(lambda text: bool(text.strip()))  # fmt: skip


def register(root: Path, said: list[str]) -> None:
    """Write a register whose structures say these texts."""
    (root / "structures").mkdir()
    text = "mes: 1\nname: Seeds\nlanguage: en\nkeeper: s0\n"
    (root / "mes.yaml").write_text(text, "utf-8")
    for number, words in enumerate(said):
        said_so = json.dumps(words, ensure_ascii=False)
        lines = ["roles: [support]", "name: S", f"statement: {said_so}"]
        path = root / f"structures/s{number}.yaml"
        path.write_text("\n".join(lines) + "\n", "utf-8")


def spoken(root: Path) -> dict[str, str]:
    """What the structures say, as it was read."""
    entries = load(root).register.entries
    return {it.record.id: getattr(it.record, "statement", None) or "" for it in entries}


def bare(text: str) -> str:
    """A text without what no cell can hold: spaces at its ends, and which line end it has."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_texts_come_back_as_they_were_said(form: str, asked: Callable[..., ExportWish]) -> None:
    @settings(
        max_examples=12, deadline=None, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.lists(TEXTS, min_size=20, max_size=20))
    def come_back(said: list[str]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            # Tabs are written, and lost by the library that reads.
            register(root, [it.replace("\t", " ") for it in said])
            meant = spoken(root)
            assert len(meant) == len(said)
            rows: list[dict[str, object]] = []
            files = FORMS[form].make(asked(load(root).register, Audience.INTERNAL, ["structure"]))
            for name, content in files.items():
                (root / name).write_bytes(content)
                sheet = next(it for it in grids(root / name).grids if "Statement" in it.titles)
                rows += [dict(zip(sheet.titles, row, strict=True)) for row in sheet.rows]
            read = {row["Id"]: str(row["Statement"]) for row in rows if row.get("Id") in meant}
            assert {key: bare(it) for key, it in read.items()} == {
                key: bare(it) for key, it in meant.items()
            }

    come_back()


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_no_cell_begins_a_formula(text: str) -> None:
    cell = harmless(text)
    stream = io.StringIO()
    csv.writer(stream).writerow([cell])
    [[again]] = csv.reader(io.StringIO(stream.getvalue(), newline=""))

    assert again == cell
    assert not re.match(r"[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]", again)
    # Spreadsheets pass over spaces; an apostrophe in front says that it is text.
    assert not re.match(r"\s+[=+\-@\uff1d\uff0b\uff0d\uff20]", again)
