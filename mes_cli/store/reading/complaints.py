"""From a parser's complaint to a fault that people know.

The parser's own words never leave this module; they only tell which fault it is.
"""

import re

from ruamel.yaml.error import MarkedYAMLError

from mes_cli.finding import Finding, Place
from mes_cli.store.reading.faults import fault

_QUOTES = ("'", '"')
#: A text between single quotes that an apostrophe ends, with words behind it.
_APOSTROPHE = re.compile(r"'[^']*\w'\w[^']*'\s*$")
_NAME = re.compile(r"\s*(?:- )*\w[\w-]*")

# Parts of the complaints of both parsers, and the codes of the faults behind them, in this order.
_CODES: tuple[tuple[str, str], ...] = (
    ("mapping values are not allowed", "colon-in-text"),
    ("expected <document start>", "several-documents"),
    ("expected '<document start>'", "several-documents"),
    ("unknown escape character", "unknown-escape"),
    ("hexadecimal", "unknown-escape"),
    ("hexdecimal", "unknown-escape"),
    ("escape sequence", "unknown-escape"),
    ("invalid Unicode character", "unknown-escape"),
    ("directive", "directive"),
    ("tag", "tag"),
    ("anchor", "anchor"),
    ("alias", "alias"),
    ("alphabetic or numeric", "reserved-character"),
    ("quoted scalar", "unclosed-quote"),
    ("while parsing a flow", "unclosed-bracket"),
    ("cannot start any token", "reserved-character"),
    ("entries are not allowed", "reserved-character"),
    ("keys are not allowed", "reserved-character"),
    ("could not find expected ':'", "missing-colon"),
    ("block scalar", "bad-indentation"),
    ("block mapping", "bad-indentation"),
    ("block collection", "bad-indentation"),
    ("block end", "bad-indentation"),
)
#: Faults that begin where the parser began to read, not where it gave up.
_AT_THE_BEGINNING = (
    "unclosed-quote",
    "unclosed-bracket",
    "missing-colon",
    "alias",
    "anchor",
    "tag",
)


def finding(problem: MarkedYAMLError, text: str, file: str) -> Finding:
    """Say what a complaint means."""
    complaint = f"{problem.context or ''} {problem.problem or ''}"
    code = next((code for part, code in _CODES if part in complaint), "unreadable-line")
    mark = problem.problem_mark or problem.context_mark
    if code in _AT_THE_BEGINNING:
        mark = problem.context_mark or mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.split("\n")
    # Complaints about the end of the file stand one line behind it.
    while line > 1 and (line > len(lines) or not lines[line - 1].strip()):
        line, column = line - 1, 1
    said = lines[line - 1]
    if code == "colon-in-text" and _NAME.fullmatch(said[: column - 1]):
        code, line, column = _line_before(lines, line)
    if code == "bad-indentation" and (quote := said[: column - 1].rstrip()[-1:]) in _QUOTES:
        # A text goes on behind its closing quote, mostly because an apostrophe closed it.
        code, column = "unclosed-quote", said.index(quote) + 1
    if code == "unclosed-quote" and _APOSTROPHE.match(said[column - 1 :]):
        code = "apostrophe-in-quotes"
    indent = said[: len(said) - len(said.lstrip())]
    if "\t" in indent:
        code, column = "tab", indent.index("\t") + 1
    return fault(code, Place(file, line=line, column=column, width=1))


def _line_before(lines: list[str], line: int) -> tuple[str, int, int]:
    """Find the fault of a line that was taken for the beginning of the next one.

    Where a colon is the first of its line and yet too many, the line before it was read
    as a text that goes on: because it has no colon, or because this one is indented.
    """
    above = next((n for n in range(line - 1, 0, -1) if lines[n - 1].strip()), line)
    if _width(lines[line - 1]) > _width(lines[above - 1]):
        return "bad-indentation", line, _width(lines[line - 1]) + 1
    return "missing-colon", above, _width(lines[above - 1]) + 1


def _width(line: str) -> int:
    return len(line) - len(line.lstrip())


def unreadable(file: str) -> Finding:
    """Find that a file cannot be read, without a known reason."""
    return fault("unreadable-line", Place(file, line=1, column=1, width=1))
