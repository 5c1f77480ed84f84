"""The list that says what belongs into which field of a form: drafted, completed by hand, read."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from mes_cli.cli.console import speech
from mes_cli.errors import InputError, MesError, NoSuchPathError
from mes_cli.escape import legible
from mes_cli.finding import Finding, Message, Severity, count, say
from mes_cli.report.acroform import FormError
from mes_cli.report.form_tree import FormField
from mes_cli.report.form_values import FormValues
from mes_cli.report.shipped import form_lists
from mes_cli.store.reading.composer import compose
from mes_cli.store.reading.origin import read
from mes_cli.store.reading.tree import MapNode, ScalarNode, is_scalar

_LARGEST = 1 << 20
_LINES = say('it has lines such as `"name of the field": "Requested"`')


def content_of_form(path: Path, most: int) -> bytes:
    """Read a file that somebody names.

    Raises:
        NoSuchPathError: there is none.
        FormError: it is too large, a link, or the system refuses.
    """
    if not path.exists():
        raise NoSuchPathError(str(path))
    found = read(path, legible(str(path)), most)
    if isinstance(found, Finding):
        raise FormError(legible(path.name), found.message)
    return found


def read_map(path: Path) -> Mapping[str, str]:
    """Read the list: the name of a field, and that of what belongs into it.

    Raises:
        InputError: a line of it cannot be used.
        MesError: the file cannot be read.
    """
    text = content_of_form(path, _LARGEST).decode("utf-8-sig", "replace")
    tree = compose(text.replace("\r\n", "\n"), path.name, 2)
    wrong = [it.at.line for it in tree.findings if it.severity is Severity.ERROR]
    if wrong or not isinstance(tree.root, MapNode):
        raise _wrong(path, wrong[0] if wrong else 1)
    for key, node in tree.root.pairs:
        if not is_scalar(node):
            raise _wrong(path, key.start_mark.line + 1)
    return {
        str(key): str(node)
        for key, node in tree.root.pairs
        if isinstance(node, ScalarNode) and node
    }


def known_map(fields: Sequence[FormField]) -> Mapping[str, str]:
    """Return the shipped list of a form that has all the fields of one; empty if it is unknown."""
    names = {it.name for it in fields}
    for text in form_lists():
        tree = compose(text, "", 2)
        assert isinstance(tree.root, MapNode)
        known = {
            str(key): str(node) for key, node in tree.root.pairs if isinstance(node, ScalarNode)
        }
        if known.keys() <= names:
            return known
    return {}


def _wrong(path: Path, line: int) -> MesError:
    return InputError(
        say(
            "the list of fields `{name}` cannot be used: see line {line}",
            name=legible(path.name),
            line=line,
        ),
        _LINES,
    )


def draft(file: str, fields: Sequence[FormField], values: FormValues) -> Iterator[str]:
    """Yield the lines of a first list, empty where no name of the register is that of the field."""
    spoken, known = speech(), known_map(fields)
    for line in (
        say("What belongs into the fields of {file}.", file=file),
        say("Write a name of the list below between the last quotes of a line."),
    ):
        yield f"# {spoken.say(line)}"
    for field in fields:
        yield ""
        yield f"# {_about(field)}"
        found = values.find(known.get(field.name, field.name)) or values.find(field.tip)
        usable = found is not None and field.kind in {"text", "choice"}
        name = found.name if found is not None and usable else ""
        # No line of a list can hold the signs that a terminal would obey.
        sign = "" if field.name == legible(field.name) else "# "
        yield f"{sign}{_quoted(legible(field.name))}: {_quoted(name)}"
    yield ""
    number = count("{number} name:", "{number} names:", len(values.all))
    yield f"# {spoken.say(number)}"
    for value in values.all:
        yield f"# {legible(value.name)} = {legible(shortened(value.text))}"


def _about(field: FormField) -> str:
    """Say in a line what is known of a field."""
    spoken = speech()
    parts: list[Message] = [say("page {number}", number=field.page)]
    refused = field.refuses("")
    if field.kind not in {"text", "choice"} and refused is not None:
        parts.append(refused)
    if field.longest is not None:
        parts.append(count("{number} character", "{number} characters", field.longest))
    if field.options:
        parts.append(say("one of: {words}", words=", ".join(it.label for it in field.options[:8])))
    said = [spoken.say(part) for part in parts]
    return legible(
        " · ".join(
            [*said, *([" ".join(field.tip.split())] if field.tip not in {"", field.name} else [])]
        )
    )


def _quoted(text: str) -> str:
    r"""Write a text between quotes, as YAML and JSON do.

    >>> _quoted('a"b\n')
    '"a\\"b\\n"'
    """
    return json.dumps(text, ensure_ascii=False)


def shortened(text: str, most: int = 60) -> str:
    """Write a text on one line of a list.

    >>> shortened("one two three", 8)
    'one two…'
    """
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
