"""``mes report grant --form``: fills the form of a funder from the account of a grant."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from mes_cli.cli.console import err, hint, out, speech
from mes_cli.cli.report_run import ReportRequest, ReportRun
from mes_cli.cli.session import _, current
from mes_cli.errors import InputError, MesError, NoSuchPathError
from mes_cli.escape import legible
from mes_cli.finding import Finding, Message, Severity, count, say
from mes_cli.language.folding import slug
from mes_cli.report.acroform import LARGEST, FilledForm, FormError, filled, form_fields
from mes_cli.report.form_tree import FormField
from mes_cli.report.form_values import FormValue, FormValues
from mes_cli.report.shipped import form_lists
from mes_cli.store.editing.atomic import write
from mes_cli.store.editing.edited_file import FileExistsAlreadyError
from mes_cli.store.reading.composer import compose
from mes_cli.store.reading.origin import read
from mes_cli.store.reading.tree import MapNode, ScalarNode, is_scalar
from mes_cli.table import shortened
from mes_cli.view import file_name, view

#: The most lines of a list on the terminal, and the longest text in one of them.
_MOST = 30
_LONGEST = 60
#: The largest list of fields, in bytes.
_LARGEST = 1 << 20
_NO_NAMES = say(
    "none of its fields is called as what the register has:"
    " `mes report grant ID --form FILE.pdf --form-fields` drafts a list of its fields, and"
    " `--form-map` reads it when you have completed it"
)


class Filling(NamedTuple):
    """A field, what belongs into it, and why it is not written; None if it is."""

    field: FormField
    value: FormValue | None
    why: Message | None


def fill_form(asked: ReportRequest, work: ReportRun, output: str) -> Path | None:
    """Write the filled form, and say what is in it and what is not; or draft a list of its fields.

    The path is returned; None if it went to standard output.

    Raises:
        MesError: the form or its list cannot be used, or the file is there already.
    """
    name = legible(Path(asked.to_fill).name)
    content = content_of_form(Path(asked.to_fill), LARGEST)
    fields = form_fields(content, name)
    seen = view(asked.name, work.figures, work.reader(asked))
    values = FormValues(seen, current().language, work.own)
    if asked.drafts_list:
        text = "\n".join(draft(name, fields, values)) + "\n"
        return _new(text, Path(output or "-"), work)
    path = Path(output) if output else _path(asked, work)
    said = (
        read_map(Path(asked.field_list))
        if asked.field_list
        else known_map(fields) or {it.name: it.name for it in fields if values.find(it.name)}
    )
    fillings = [_filling(it, said.get(it.name, ""), values) for it in fields]
    texts = {it.field.name: it.value.text for it in fillings if it.value and it.why is None}
    if not texts:
        told = say("`{file}` puts nothing into any of its fields", file=legible(asked.field_list))
        raise FormError(name, told if asked.field_list else _NO_NAMES)
    made = filled(content, name, texts)
    written = _new(made.content, path, work)
    _tell_fields(fillings, values)
    _tell(made, [legible(it) for it in said if it not in {field.name for field in fields}])
    return written


def _path(asked: ReportRequest, work: ReportRun) -> Path:
    about = file_name(asked.name, work.figures, work.reader(asked))
    stem = slug(Path(asked.to_fill).stem) or "form"
    return work.folder(asked.audience) / f"{about}-{stem}-{asked.audience}.pdf"


def _new(content: str | bytes, path: Path, work: ReportRun) -> Path | None:
    """Write a new file; one that somebody may have completed by hand is not written over.

    Raises:
        FileExistsAlreadyError: there is one.
    """
    if str(path) == "-":
        out(content)
        return None
    if path.exists() or path.is_symlink():
        raise FileExistsAlreadyError(str(path))
    root = work.register.root
    write(path, content, inside=root if path.is_relative_to(root) else None)
    return path


def _filling(field: FormField, said: str, values: FormValues) -> Filling:
    """Find what belongs into a field."""
    value = values.find(said) if said else None
    if not said:
        return Filling(field, None, field.refuses("") or say("to be filled in by hand"))
    if value is None:
        return Filling(field, None, say("the register has nothing called `{name}`", name=said))
    return Filling(field, value, field.refuses(value.text))


def _tell(made: FilledForm, lost: Sequence[str]) -> None:
    """Say which texts are too long to be seen, what was taken out of the form, what is not there.

    *lost* are the fields that the list names and the form does not have.
    """
    for name in made.tight:
        hint(
            say(
                "all of the text of `{field}` is in it, and not all of it shows: shorten it",
                field=legible(name),
            )
        )
    if made.programs:
        hint(
            count(
                "{number} program of the form is taken out: check the totals that it made",
                "{number} programs of the form are taken out: check the totals that they made",
                made.programs,
            )
        )
    if made.hybrid:
        hint(say("the second form (XFA) that it held for Adobe’s programs is taken out"))
    if lost:
        _list(
            count(
                "the list names {number} field that the form does not have:",
                "the list names {number} fields that the form does not have:",
                len(lost),
            ),
            lost,
        )


def _tell_fields(fillings: Sequence[Filling], values: FormValues) -> None:
    """List what is filled in, what the form asks for in vain, and what found no field."""
    done = [it for it in fillings if it.value is not None and it.why is None]
    left = [it for it in fillings if it.why is not None]
    _list(
        count("{number} field is filled in:", "{number} fields are filled in:", len(done)),
        [
            say(
                "{field} ← {name}: {value}",
                field=legible(it.field.name),
                name=it.value.name,
                value=_on_a_line(it.value.text),
            )
            for it in done
            if it.value
        ],
    )
    _list(
        count("{number} field is left to you:", "{number} fields are left to you:", len(left)),
        [
            say(
                "page {number}, {field}: {why}",
                number=it.field.page,
                why=it.why,
                field=legible(it.field.tip or it.field.name),
            )
            for it in left
            if it.why
        ],
    )
    used = {it.value for it in fillings}
    rest = [it.name for it in values.all if it not in used]
    _list(
        count(
            "the register has {number} thing that found no field:",
            "the register has {number} things that found no field:",
            len(rest),
        ),
        rest,
    )


def _list(title: Message, lines: Sequence[Message | str]) -> None:
    """Print a title, the first lines of a list, and how many more there are."""
    if current().quiet:
        return
    spoken = speech()
    err(spoken.say(title))
    for line in lines[:_MOST]:
        err(f"  {line if isinstance(line, str) else spoken.say(line)}")
    if len(lines) > _MOST:
        more = count("and {number} more", "and {number} more", len(lines) - _MOST)
        err(f"  … {spoken.say(more)}")


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
    return _said(tree.root)


def _said(lines: MapNode) -> Mapping[str, str]:
    return {
        str(key): str(node) for key, node in lines.pairs if isinstance(node, ScalarNode) and node
    }


def known_map(fields: Sequence[FormField]) -> Mapping[str, str]:
    """Return the shipped list of a form that has all the fields of one; empty if it is unknown."""
    for text in form_lists():
        tree = compose(text, "", 2)
        assert isinstance(tree.root, MapNode)
        known = {str(key) for key, _node in tree.root.pairs}
        if known <= {it.name for it in fields}:
            return _said(tree.root)
    return {}


def _wrong(path: Path, line: int) -> MesError:
    return InputError(
        say(
            "the list of fields `{name}` cannot be used: see line {line}",
            name=legible(path.name),
            line=line,
        ),
        say('it has lines such as `"name of the field": "Requested"`'),
    )


def draft(file: str, fields: Sequence[FormField], values: FormValues) -> Iterator[str]:
    """Yield the lines of a first list, empty where no name of the register is that of the field."""
    spoken, known = speech(), known_map(fields)
    yield f"# {spoken.say(say('What belongs into the fields of {file}.', file=file))}"
    yield f"# {_('Write a name of the list below between the last quotes of a line.')}"
    for field in fields:
        yield ""
        yield f"# {_about(field)}"
        found = values.find(known.get(field.name, field.name)) or values.find(field.tip)
        usable = found is not None and field.kind in {"text", "choice"}
        name = found.name if found is not None and usable else ""
        # No line of a list can hold the signs that a terminal would obey.
        sign = "" if field.name == legible(field.name) else "# "
        pair = json.dumps({legible(field.name): name}, ensure_ascii=False)
        yield f"{sign}{pair[1:-1]}"
    yield ""
    number = count("{number} name:", "{number} names:", len(values.all))
    yield f"# {spoken.say(number)}"
    for value in values.all:
        yield f"# {legible(value.name)} = {legible(_on_a_line(value.text))}"


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
    tip = " ".join(field.tip.split()) if field.tip != field.name else ""
    return legible(" · ".join(filter(None, [*map(spoken.say, parts), tip])))


def _on_a_line(text: str) -> str:
    return shortened(" ".join(text.split()), _LONGEST)
