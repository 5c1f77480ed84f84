"""What is wrong with the syntax of a file, as people know it.

The complaints of a parser become faults; its own words never leave this module, and only tell which
fault it is. Some signs only look like those of YAML, or mean more than they seem to: word
processors and web pages make no-break spaces and long dashes. Inside a text they are welcome,
elsewhere the parser misunderstands the line. A space and ``#`` cut a text off.
"""

import re
from collections.abc import Iterator

from ruamel.yaml.error import MarkedYAMLError

from mes_cli.finding import Finding, Place
from mes_cli.store.reading.faults import fault
from mes_cli.store.reading.tree import ListNode, MapNode, Node, ScalarNode, leaves

_QUOTES = ("'", '"')
#: A text between single quotes that an apostrophe ends, with words behind it.
_APOSTROPHE = re.compile(r"'[^']*\w'\w[^']*'\s*$")
#: The name of a field that begins a line.
_FIELD_NAME = re.compile(r"\s*(?:- )*\w[\w-]*")

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
_AT_THE_BEGINNING = {
    "unclosed-quote",
    "unclosed-bracket",
    "missing-colon",
    "alias",
    "anchor",
    "tag",
}


def fault_of(problem: MarkedYAMLError, text: str, file: str) -> Finding:
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
    if code == "colon-in-text" and _FIELD_NAME.fullmatch(said[: column - 1]):
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


_ODD = "\u00a0\u2002\u2003\u2007\u2009\u202f"
_DASHES = "\u2010-\u2015\u2212"
_NAME = r"[ \t]*(?:- +)?[\w-]+"
#: A field, or an element of a list, behind odd spaces; odd spaces around a colon or a hyphen.
_SPACE = re.compile(
    rf"^ *(?P<indent>[{_ODD}][ {_ODD}]*)(?:[\w-]+[ {_ODD}]*:|-)"
    rf"|^{_NAME}(?P<before>[{_ODD}]+):(?=\s|$)"
    rf"|^{_NAME} ?:(?P<behind>[{_ODD}]+)"
    rf"|^ *-(?P<dash>[{_ODD}]+)",
)
_DASH = re.compile(rf"^[ \t]*(?P<dash>[{_DASHES}])[ {_ODD}]")
_GLUED = re.compile(r"^ *(?P<dash>-)[^\W\d]")
#: The beginning of a line that may be one of these.
_DOUBTFUL = re.compile(
    rf"\n[ \t]*+(?:[{_ODD}]|[{_DASHES}][ {_ODD}]|-[{_ODD}]|-[^\W\d]"
    rf"|(?:- ++)?[\w-]++(?: ?+:[{_ODD}]|[{_ODD}]++:))"
)
_INDENT = re.compile(rf"^ *(?P<indent>[{_ODD}][ {_ODD}]*)\S")
_MEANT: tuple[tuple[re.Pattern[str], str], ...] = (
    (_SPACE, "lookalike-space"),
    (_DASH, "lookalike-dash"),
    (_GLUED, "dash-without-space"),
)
_CUT = re.compile(r"[ \t](?P<sign>#)[^\W_]")


def sign_in_line(text: str, file: str, line: int) -> Finding | None:
    """Find why a line, counted from 1, could not be parsed."""
    said = text.split("\n")[line - 1]
    for pattern, code in (*_MEANT, (_INDENT, "lookalike-space")):
        if match := pattern.search(said):
            return fault(code, _at(file, line, match))
    return None


def signs_in_tree(root: Node, text: str, file: str) -> Iterator[Finding]:
    """Find what the parser took for text, and for a comment, in a file that it could parse."""
    # Most files have no such sign, and need no second look at their trees.
    if _DOUBTFUL.search(f"\n{text}"):
        yield from _misread(root, text.split("\n"), file)
    if " #" in text and _CUT.search(text):
        yield from _cut(root, text, file)


def _misread(root: Node, lines: list[str], file: str) -> Iterator[Finding]:
    """Find fields and elements of lists that were taken for text or for other fields."""
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ListNode):
            waiting += node.items
            for item in node.items:
                yield from _inside(item, lines, file, item.start_mark.line + 1)
        elif isinstance(node, MapNode):
            for key, value in node.pairs:
                waiting.append(value)
                number = key.start_mark.line
                if match := _SPACE.search(lines[number]):
                    yield fault("lookalike-space", _at(file, number + 1, match))
                if value.start_mark.line > number:
                    yield from _inside(value, lines, file, number + 1)


def _inside(value: Node, lines: list[str], file: str, first: int) -> Iterator[Finding]:
    """Find lines of a plain text, from the *first* on, that were meant as fields or elements."""
    if not isinstance(value, ScalarNode) or value.style or not value:
        return
    for number in range(first, min(value.end_mark.line + 1, len(lines))):
        for pattern, code in _MEANT:
            if match := pattern.search(lines[number]):
                yield fault(code, _at(file, number + 1, match))
                break


def _cut(root: Node, text: str, file: str) -> Iterator[Finding]:
    """Find comments that have no space behind their sign, and something before them."""
    spans = sorted((leaf.start_mark.index, leaf.end_mark.index) for leaf in leaves(root))
    taken = 0
    for match in _CUT.finditer(text):
        at = match.start("sign")
        while taken < len(spans) and spans[taken][1] <= at:
            taken += 1
        if taken < len(spans) and spans[taken][0] <= at:
            continue  # inside a text
        start = text.rfind("\n", 0, at) + 1
        before = text[start:at].strip()
        if before and before != "-" and " #" not in f" {text[start:at]}":
            line = text.count("\n", 0, at) + 1
            end = text.find("\n", at)
            width = (len(text) if end < 0 else end) - at
            place = Place(file, line=line, column=at - start + 1, width=width)
            yield fault("text-cut-by-comment", place)


def _at(file: str, line: int, match: re.Match[str]) -> Place:
    """The place of the group of a pattern that matched."""
    start, end = match.span(match.lastgroup or 0)
    return Place(file, line=line, column=start + 1, width=end - start)


def with_yaml_signs(line: str) -> str:
    r"""Give a line with the signs of YAML in the places of those that look like them.

    >>> [with_yaml_signs(it) for it in ("\u2013\u00a0a", "  name\u00a0:\u00a0b", "  -c")]
    ['- a', '  name: b', '  - c']
    """
    line = _DASH.sub(lambda m: m[0].replace(m["dash"], "-"), line)
    while match := _SPACE.search(line):
        start, end = match.span(match.lastgroup or 0)
        spaces = {"indent": " " * (end - start), "before": ""}.get(match.lastgroup or "", " ")
        line = line[:start] + spaces + line[end:]
    return _GLUED.sub(lambda m: m[0].replace("-", "- ", 1), line)
