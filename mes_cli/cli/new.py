"""``mes new``."""

from pathlib import Path
from typing import Annotated, cast

import typer

from mes_cli.cli import reading
from mes_cli.cli.asking import Asker, ask_from_the_first, asker, somebody_answers
from mes_cli.cli.console import hint, out
from mes_cli.cli.editor import draft, edit, written
from mes_cli.cli.interview import Interview
from mes_cli.cli.options import Kind, Plain
from mes_cli.cli.proposal import asked, identity_of
from mes_cli.cli.session import Ended, Exit, _, current
from mes_cli.cli.writing import hint_undo, keep, show
from mes_cli.drafts.answers import Answers, today
from mes_cli.drafts.assignments import Assignment
from mes_cli.drafts.names import kind_word, rule_named, sort_named
from mes_cli.drafts.placing import blank, file_of
from mes_cli.drafts.questions import Questionnaire
from mes_cli.drafts.trial import tried
from mes_cli.errors import InputError, MesError
from mes_cli.finding import Place, Words, say
from mes_cli.language.vocabulary import SETTINGS_FILE, Vocabulary
from mes_cli.model import KINDS, Settings
from mes_cli.model.shape import shape
from mes_cli.store.editing.edits import Edits
from mes_cli.store.editing.writer import Writer
from mes_cli.store.reading.load import Reading, load
from mes_cli.store.reading.translation import Data

Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help="Answer a question; may be repeated."),
]
Id = Annotated[
    str, typer.Option("--id", metavar="ID", help="Its id; else it is made from the name.")
]
Edit = Annotated[
    bool, typer.Option("--edit", help="Open the editor on a template, and ask nothing.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Ask nothing, and write it.")]


def new(
    kind: Kind,
    said: Set = None,
    id_: Id = "",
    in_editor: Edit = False,
    yes: Yes = False,
    plain: Plain = False,
) -> int:
    """Write a new record: questions, one at a time, only what matters first.

    Records are named, not numbered: a part of the name is enough, accents or not. Days may be said
    in words. Every question can be answered by `--set`: `mes new initiative --set name=…`.
    """
    register = _register()
    rule = rule_named(kind)
    if rule is not None:
        return _new_rule(rule, said or [], register, asker(plain=plain), asks=not yes)
    named, data = sort_named(kind)
    if named not in KINDS:
        raise InputError(say("`{kind}` has no records", kind=kind), say("see `mes new --help`"))
    answers = Answers(register.register, register.words, current().language, today())
    for change in said or ():
        Assignment(change, named, answers).make(data)
    asking = asker(plain=plain) if somebody_answers() and not yes else None
    edits = Edits(register)
    if in_editor:
        model = register.register.models[named]
        text = blank(model, data, register.words, current().language)
        with draft(f"{named}.yaml", text) as path:
            file = _edited(path, named, id_, edits, asking)
            keep(edits, "new")
    else:
        form = Questionnaire(named, register, answers)
        if asking is None:
            file = _written(named, data, id_, edits, form)
        else:
            file = asked(named, data, id_, Interview(form, asking, edits))
        keep(edits, "new")
    out(f"{file}\n")
    _next(named, file)
    return Exit.CLEAN


def _new_rule(name: str, said: list[str], register: Reading, asking: Asker, *, asks: bool) -> int:
    """Write a dated rule into the settings: what an hour costs, overheads, how hours are valued."""
    answers = Answers(register.register, register.words, current().language, today())
    edits, place = Edits(register), Place(SETTINGS_FILE)
    data = edits.data(place)
    slot = shape(Settings).slots[name]
    number = len(cast("list[Data]", data.get(name) or [])) + 1
    for assignment in said:
        Assignment(f"{name}.{number}.{assignment}", Settings.kind, answers).make(data)
    if not said:
        if not (asks and somebody_answers()):
            raise InputError(
                say("nothing is said of it"),
                say("say it: `{example}`", example=_example(name, register.words)),
            )
        interview = Interview(Questionnaire(Settings.kind, register, answers), asking, edits)
        ask_from_the_first(lambda: interview.part(slot, data))
    edits.change(place, data)
    kept = keep(edits, "new")
    out(f"{SETTINGS_FILE}\n")
    hint_undo(kept)
    return Exit.CLEAN


#: What one line may say of each dated rule.
_EXAMPLES = {
    "hourly_costs": {"from": "2026-01-01", "rate": "35.50"},
    "overheads": {"from": "2026-01-01", "share": "15%"},
    "valuation": {"from": "2026-01-01", "method": "minimum-wage"},
}


def _example(rule: str, words: Vocabulary) -> str:
    """Write a command that says a dated rule in one line, in the register's words."""
    slot = shape(Settings).slots[rule]
    assert slot.part is not None
    inner = shape(slot.part)
    said = (
        f"--set {words.key(inner.home, name)}={Writer(words).word(value, inner.slots[name])}"
        for name, value in _EXAMPLES[rule].items()
    )
    word = words.key(Settings.__name__, rule).replace("_", "-")
    return " ".join((f"mes new {word}", *said))


def _written(kind: str, data: Data, id_: str, edits: Edits, form: Questionnaire) -> str:
    """Put a record that nobody is asked about into the edits; give its file.

    Raises:
        InputError: something that it needs was not said.
    """
    missing = form.missing(data)
    if missing:
        said = " ".join(f"--set {key}=…" for key in missing)
        word = kind_word(kind, current().language)
        raise InputError(
            say("these are missing: {names}", names=Words(tuple(missing))),
            say(
                "say them: `{command}`",
                command=f"mes new {word} {said}",
            ),
        )
    file = file_of(kind, identity_of(kind, data, id_, edits.reading), data, edits.reading)
    edits.create(file, data)
    return file


def _register() -> Reading:
    """The register, which may have no record yet."""
    root = reading.root_for([])
    reading.finish(root)
    return load(root)


def _edited(path: Path, kind: str, said: str, edits: Edits, asking: Asker | None) -> str:
    """Let somebody write the record in an editor, on a template; give its file."""
    register = edits.reading
    while True:
        edit(path)
        text = written(path)
        file = _adopted(kind, text, said, Edits(register))
        attempt = Edits(register)
        attempt.adopt(file, text)
        trial = tried(attempt)
        if not trial.errors or asking is None:
            edits.adopt(file, text)
            return file
        show(trial.errors, trial.draft)
        if not asking.confirm(_("Open it again?")):
            raise Ended(Exit.FINDINGS)


def _adopted(kind: str, text: str, said: str, attempt: Edits) -> str:
    """The file of a text that somebody wrote: its id is made from what it says."""
    folder = attempt.reading.words.kinds[kind].folder
    file = f"{folder}/new-record-on-trial.yaml"
    attempt.adopt(file, text)
    try:
        [data] = attempt.said(attempt.files[file])
    except (MesError, ValueError):
        data = {}
    return file_of(kind, identity_of(kind, data, said, attempt.reading), data, attempt.reading)


def _next(kind: str, file: str) -> None:
    """Name the next useful command."""
    name = file.rpartition("/")[2].removesuffix(".yaml")
    match kind:
        case "initiative":
            word = kind_word("accompaniment", current().language)
            command = f"mes new {word} --set initiatives={name}"
        case "accompaniment":
            command = f"mes log 2h30 {name} --session"
        case "structure" | "programme":
            command = f"mes show {name}"
        case _:
            command = "mes check"
    hint(say("go on with `{command}`", command=command))
