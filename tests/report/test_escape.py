from mes_cli.report.prose import Safe, markdown_table, markdown_words


def test_a_line_does_not_become_a_list_or_a_heading() -> None:
    assert markdown_words("- one") == "\\- one"
    assert markdown_words("1. one") == "1\\. one"
    assert markdown_words("# one") == "\\# one"
    assert markdown_words(">one") == "\\>one"
    assert markdown_words("---") == "\\---"
    assert markdown_words("== ") == "\\== "
    assert markdown_words("--one") == "--one"


def test_lines_become_one() -> None:
    assert markdown_words("a\n\n---\n<b>") == "a --- &lt;b>"


def test_what_is_markdown_already_stays() -> None:
    assert markdown_words(Safe("*a*")) == "*a*"


def test_a_cell_cannot_open_another() -> None:
    table = markdown_table(str, ["a", ">b"], [["x | y", "1"]])

    assert str(table).splitlines()[-1].count(" | ") == 1
