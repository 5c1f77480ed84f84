"""``mes report grant --form``: the form of a funder, filled in from the account of a grant."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from mes_cli.cli.console import err, hint, out, out_bytes, speech
from mes_cli.cli.form_map import content_of_form, draft, known_map, read_map, shortened
from mes_cli.cli.report_run import ReportRequest, ReportRun
from mes_cli.cli.session import current
from mes_cli.escape import legible
from mes_cli.finding import Message, count, say
from mes_cli.language.folding import slug
from mes_cli.report.acroform import LARGEST, FilledForm, FormError, filled, form_fields
from mes_cli.report.form_tree import FormField
from mes_cli.report.form_values import FormValue, FormValues
from mes_cli.store.editing.atomic import write
from mes_cli.store.editing.edited_file import FileExistsAlreadyError
from mes_cli.view import file_name, view

#: The most lines of a list on the terminal.
_MOST = 30


class FormAsked(NamedTuple):
    """A form that somebody names, with the list of its fields, or without one to draft it."""

    file: str
    map: str = ""
    draft: bool = False


class Filling(NamedTuple):
    """A field, what belongs into it, and why it is not written; None if it is."""

    field: FormField
    value: FormValue | None
    why: Message | None


def fill_form(asked: ReportRequest, work: ReportRun, form: FormAsked, output: str) -> Path | None:
    """Write the filled form, and say what is in it and what is not; or draft a list of its fields.

    The path is returned; None if it went to standard output.

    Raises:
        MesError: it is no form that can be filled in, nobody says what belongs into its fields, the
            list cannot be used, or what would be written is there already.
    """
    name = legible(Path(form.file).name)
    content = content_of_form(Path(form.file), LARGEST)
    fields = form_fields(content, name)
    seen = view(asked.name, work.figures, work.reader(asked))
    values = FormValues(seen, current().language, work.own)
    if form.draft:
        text = "\n".join(draft(name, fields, values)) + "\n"
        return _new(text, Path(output or "-"), work)
    path = Path(output) if output else _path(asked, work, form)
    said = (
        read_map(Path(form.map))
        if form.map
        else known_map(fields) or {it.name: it.name for it in fields if values.find(it.name)}
    )
    fillings = [_filling(it, said.get(it.name, ""), values) for it in fields]
    texts = {it.field.name: it.value.text for it in fillings if it.value and it.why is None}
    if not texts:
        raise FormError(name, _nothing(form))
    made = filled(content, name, texts)
    written = _new(made.content, path, work)
    _tell(made)
    _tell_fields(fillings)
    _tell_rest(fillings, values, [it for it in said if it not in {f.name for f in fields}])
    return written


def _path(asked: ReportRequest, work: ReportRun, form: FormAsked) -> Path:
    about = file_name(asked.name, work.figures, work.reader(asked))
    stem = slug(Path(form.file).stem) or "form"
    return work.folder(asked.audience) / f"{about}-{stem}-{asked.audience}.pdf"


def _new(content: str | bytes, path: Path, work: ReportRun) -> Path | None:
    """Write a new file; one that somebody may have completed by hand is not written over.

    Raises:
        FileExistsAlreadyError: there is one.
    """
    if str(path) == "-":
        out(content) if isinstance(content, str) else out_bytes(content)
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


def _nothing(form: FormAsked) -> Message:
    if form.map:
        return say("`{file}` puts nothing into any of its fields", file=legible(form.map))
    return say(
        "none of its fields is called as what the register has:"
        " `mes report grant ID --form FILE.pdf --form-fields` drafts a list of its fields, and"
        " `--form-map` reads it when you have completed it"
    )


def _tell(made: FilledForm) -> None:
    """Say which texts are too long to be seen, and what was taken out of the form."""
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


def _tell_fields(fillings: Sequence[Filling]) -> None:
    """List what is filled in, and what the form asks for and the register does not have."""
    done = [it for it in fillings if it.value is not None and it.why is None]
    left = [it for it in fillings if it.why is not None]
    hint(count("{number} field is filled in:", "{number} fields are filled in:", len(done)))
    _list(
        say(
            "{field} ← {name}: {value}",
            field=legible(it.field.name),
            name=it.value.name,
            value=shortened(it.value.text),
        )
        for it in done
        if it.value
    )
    hint(count("{number} field is left to you:", "{number} fields are left to you:", len(left)))
    _list(
        say(
            "page {number}, {field}: {why}",
            number=it.field.page,
            why=it.why,
            field=legible(it.field.tip or it.field.name),
        )
        for it in left
        if it.why
    )


def _tell_rest(fillings: Sequence[Filling], values: FormValues, lost: Sequence[str]) -> None:
    """List what the register has and no field takes, and what the list names and the form lacks."""
    used = {it.value for it in fillings}
    rest = [it.name for it in values.all if it not in used]
    hint(
        count(
            "the register has {number} thing that found no field:",
            "the register has {number} things that found no field:",
            len(rest),
        )
    )
    _list(rest)
    if lost:
        hint(
            count(
                "the list names {number} field that the form does not have:",
                "the list names {number} fields that the form does not have:",
                len(lost),
            )
        )
        _list(map(legible, lost))


def _list(some: Iterable[Message | str]) -> None:
    """Print the first lines of a list, and how many more there are."""
    if current().quiet:
        return
    lines = list(some)
    spoken = speech()
    for line in lines[:_MOST]:
        err(f"  {line if isinstance(line, str) else spoken.say(line)}")
    if len(lines) > _MOST:
        more = count("and {number} more", "and {number} more", len(lines) - _MOST)
        err(f"  … {spoken.say(more)}")
