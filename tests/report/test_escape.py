from mes_cli.report.escape import Safe, markdown_table, markdown_text


def test_a_line_does_not_become_a_list_or_a_heading() -> None:
    assert markdown_text("- one") == "\\- one"
    assert markdown_text("1. one") == "1\\. one"
    assert markdown_text("# one") == "\\# one"
    assert markdown_text(">one") == "\\>one"
    assert markdown_text("---") == "\\---"
    assert markdown_text("== ") == "\\== "
    assert markdown_text("--one") == "--one"


def test_lines_become_one() -> None:
    assert markdown_text("a\n\n---\n<b>") == "a --- &lt;b>"


def test_what_is_markdown_already_stays() -> None:
    assert markdown_text(Safe("*a*")) == "*a*"


def test_a_cell_cannot_open_another() -> None:
    table = markdown_table(str, ["a", ">b"], [["x | y", "1"]])

    assert str(table).splitlines()[-1].count(" | ") == 1
