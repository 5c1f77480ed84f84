"""From a parser's complaint to a fault that people know.

The parser's own words never leave this module; they only tell which fault it is.
"""

import re
from collections.abc import Callable

from ruamel.yaml.error import MarkedYAMLError

from mes_cli.finding import Finding, Place
from mes_cli.store.reading.faults import misread_signs, profile
from mes_cli.store.reading.faults import syntax as faults

Fault = Callable[[Place], Finding]

_QUOTES = ("'", '"')
#: A text between single quotes that an apostrophe ends, with words behind it.
_APOSTROPHE = re.compile(r"'[^']*\w'\w[^']*'\s*$")
_NAME = re.compile(r"\s*(?:- )*\w[\w-]*")

# Parts of the complaints of both parsers, and the faults behind them, in this order.
_FAULTS: tuple[tuple[str, Fault], ...] = (
    ("mapping values are not allowed", faults.colon_in_text),
    ("expected <document start>", profile.several_documents),
    ("expected '<document start>'", profile.several_documents),
    ("unknown escape character", faults.unknown_escape),
    ("hexadecimal", faults.unknown_escape),
    ("hexdecimal", faults.unknown_escape),
    ("escape sequence", faults.unknown_escape),
    ("invalid Unicode character", faults.unknown_escape),
    ("directive", profile.directive),
    ("tag", profile.tag),
    ("anchor", profile.anchor),
    ("alias", profile.alias),
    ("alphabetic or numeric", faults.reserved_character),
    ("quoted scalar", faults.unclosed_quote),
    ("while parsing a flow", faults.unclosed_bracket),
    ("cannot start any token", faults.reserved_character),
    ("entries are not allowed", faults.reserved_character),
    ("keys are not allowed", faults.reserved_character),
    ("could not find expected ':'", faults.missing_colon),
    ("block scalar", faults.bad_indentation),
    ("block mapping", faults.bad_indentation),
    ("block collection", faults.bad_indentation),
    ("block end", faults.bad_indentation),
)
#: Faults that begin where the parser began to read, not where it gave up.
_AT_THE_BEGINNING = (
    faults.unclosed_quote,
    faults.unclosed_bracket,
    faults.missing_colon,
    profile.alias,
    profile.anchor,
    profile.tag,
)


def finding(problem: MarkedYAMLError, text: str, file: str) -> Finding:
    """Say what a complaint means."""
    complaint = f"{problem.context or ''} {problem.problem or ''}"
    fault = next((f for part, f in _FAULTS if part in complaint), faults.unreadable_line)
    mark = problem.problem_mark or problem.context_mark
    if fault in _AT_THE_BEGINNING:
        mark = problem.context_mark or mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.split("\n")
    # Complaints about the end of the file stand one line behind it.
    while line > 1 and (line > len(lines) or not lines[line - 1].strip()):
        line, column = line - 1, 1
    said = lines[line - 1]
    if fault is faults.colon_in_text and _NAME.fullmatch(said[: column - 1]):
        fault, line, column = _line_before(lines, line)
    if fault is faults.bad_indentation and (quote := said[: column - 1].rstrip()[-1:]) in _QUOTES:
        # A text goes on behind its closing quote, mostly because an apostrophe closed it.
        fault, column = faults.unclosed_quote, said.index(quote) + 1
    if fault is faults.unclosed_quote and _APOSTROPHE.match(said[column - 1 :]):
        fault = misread_signs.apostrophe_in_quotes
    indent = said[: len(said) - len(said.lstrip())]
    if "\t" in indent:
        fault, column = faults.tab, indent.index("\t") + 1
    return fault(Place(file, line=line, column=column, width=1))


def _line_before(lines: list[str], line: int) -> tuple[Fault, int, int]:
    """Find the fault of a line that was taken for the beginning of the next one.

    Where a colon is the first of its line and yet too many, the line before it was read
    as a text that goes on: because it has no colon, or because this one is indented.
    """
    above = next((n for n in range(line - 1, 0, -1) if lines[n - 1].strip()), line)
    if _width(lines[line - 1]) > _width(lines[above - 1]):
        return faults.bad_indentation, line, _width(lines[line - 1]) + 1
    return faults.missing_colon, above, _width(lines[above - 1]) + 1


def _width(line: str) -> int:
    return len(line) - len(line.lstrip())


def unreadable(file: str) -> Finding:
    """Find that a file cannot be read, without a known reason."""
    return faults.unreadable_line(Place(file, line=1, column=1, width=1))
