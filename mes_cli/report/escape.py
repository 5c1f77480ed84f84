"""Words of records put into Markdown: they never become its structure."""

import re

# Whatever begins emphasis, code, a link, a table cell, a tag or an entity.
_SIGNS = re.compile(r"[\\`*_\[\]<>|#~&]")
# What begins a list, a heading or a quotation where it begins a line.
_STARTS = re.compile(r"^(?:([-+=>])|(\d{1,9})([.)])(?=\s|$))")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


class Safe(str):
    """Text that is Markdown already."""

    __slots__ = ()


def markdown_text(value: object) -> str:
    r"""Write a value as words of Markdown, on one line.

    >>> markdown_text("a *b* | <c>")
    'a \\*b\\* \\| &lt;c&gt;'
    """
    if isinstance(value, Safe):
        return value
    # No-break spaces stay: they belong to the typography.
    line = re.sub(r"[ \t\r\n]+", " ", str(value))
    line = _SIGNS.sub(lambda m: _ENTITIES.get(m[0], f"\\{m[0]}"), line)
    return _STARTS.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", line)
