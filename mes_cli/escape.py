r"""Escaping of untrusted text for terminals, CI logs, spreadsheets and Markdown.

Each escape stands here once; ``exchange.excel`` besides guards texts that a French Excel would
turn into numbers and days.
"""

import re

# Everything that moves a cursor, turns text around or ends a line.
_OBEYED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
# What forges take for a command in the log of a job: ``::`` at the beginning of a line, and
# ``##[`` anywhere.
_COMMAND = re.compile(r"(?<!\S):(?=:)|##(?=\[)")

#: What a spreadsheet may take for the beginning of a formula, whatever stands before it. With one
#: more apostrophe a text is still one of these: that makes it sure which one was put there.
_FORMULA = re.compile(r"[\s']*[=+\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r]")

# Whatever begins emphasis, code, a link, a table cell, a tag or an entity. A sign before a
# space or a digit begins no tag, and an ampersand alone no entity: they stay as they are read.
_SIGNS = re.compile(r"[\\`*_\[\]|#~]|<(?![ \u00a0\u202f\d])|&(?=#|\w*;|\w*$)")
# What begins a list, a heading, a quotation or a rule where it begins a line.
_STARTS = re.compile(r"^( ?)(?:(>|[-+=](?=\s|$)|-(?=-+\s*$)|=(?==+\s*$))|(\d{1,9})([.)])(?=\s|$))")
_ENTITIES = {"<": "&lt;", "&": "&amp;"}


def legible(text: str) -> str:
    r"""Spell out the characters that a terminal would obey.

    >>> legible("a\x1b[2Jb\n\u202e.yaml")
    'a\\x1b[2Jb\\n\\u202e.yaml'
    """
    text = _SURROGATE.sub("\ufffd", text)
    return _OBEYED.sub(lambda m: m[0].encode("unicode_escape").decode(), text)


def printed(text: str) -> str:
    r"""Write a text for a terminal or a log: nothing in it is obeyed, by a forge neither.

    >>> printed("::error::x, a::b, ##[debug]")
    ':\\:error::x, a::b, ##\\[debug]'
    """
    text = legible(text)
    return _COMMAND.sub(lambda m: f"{m[0]}\\", text) if "::" in text or "##[" in text else text


def harmless(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula.

    >>> harmless("=1+1"), harmless("'=1+1"), harmless("a=b")
    ("'=1+1", "''=1+1", 'a=b')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unharmed(text: str) -> str:
    r"""Take the apostrophe off again.

    >>> [unharmed(harmless(text)) for text in ("=1+1", "'=1+1", "'t is", "'\t")]
    ['=1+1', "'=1+1", "'t is", "'\t"]
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def markdown_text(text: str) -> str:
    r"""Write a text as words of Markdown, on one line.

    >>> markdown_text("a *b* | <c>")
    'a \\*b\\* \\| &lt;c>'
    >>> markdown_text("R&D < 3 &amp;")
    'R&D < 3 &amp;amp;'
    """
    # No-break spaces stay: they belong to the typography.
    line = re.sub(r"[ \t\r\n]+", " ", text)
    line = _SIGNS.sub(lambda m: _ENTITIES.get(m[0], f"\\{m[0]}"), line)
    return _STARTS.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", line)
