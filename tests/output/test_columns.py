from mes_cli.output.table import columns
from mes_cli.table import text_width


def test_a_table_fits_the_screen() -> None:
    text = columns(["id", "text"], [["a", "mot " * 50], ["b" * 30, "日本" * 30]], 80)

    assert max(text_width(line) for line in text.splitlines()) <= 80
    assert "…" in text


def test_nothing_in_a_cell_moves_the_cursor() -> None:
    assert "\x1b" not in columns(["a"], [["\x1b[2J"]])
