"""``mes new``."""

from typing import Annotated, cast

import typer

from mes_cli.cli import reading
from mes_cli.cli.asking import Asker, Back, ask_from_the_first, asker, somebody_answers
from mes_cli.cli.console import err, hint, out, speech
from mes_cli.cli.console import say as announce
from mes_cli.cli.edit import draft, edited_record
from mes_cli.cli.interview import Interview
from mes_cli.cli.options import Kind, Plain
from mes_cli.cli.session import Ended, Exit, _, current
from mes_cli.cli.writing import hint_undo, keep, wrong
from mes_cli.drafts import kept
from mes_cli.drafts.answers import Answers, Option, today
from mes_cli.drafts.assignments import Assignment
from mes_cli.drafts.consequences import widening
from mes_cli.drafts.names import kind_word, rule_example, rule_named, sort_named
from mes_cli.drafts.placing import blank, file_of, identity_of
from mes_cli.drafts.questions import Question, Questionnaire
from mes_cli.drafts.trial import tried
from mes_cli.errors import InputError
from mes_cli.finding import Place, Words, say
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.model import KINDS, Settings
from mes_cli.model.shape import shape
from mes_cli.output.speech import Speech, labelled
from mes_cli.store.editing.edits import Edits
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
            file = edited_record(path, named, id_, edits, asking)
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
                say("say it: `{example}`", example=rule_example(name, register.words)),
            )
        interview = Interview(Questionnaire(Settings.kind, register, answers), asking, edits)
        ask_from_the_first(lambda: interview.part(slot, data))
    edits.change(place, data)
    kept = keep(edits, "new")
    out(f"{SETTINGS_FILE}\n")
    hint_undo(kept)
    return Exit.CLEAN


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


def asked(kind: str, data: Data, id_: str, interview: Interview) -> str:
    """Ask for a record until somebody agrees to it; give its file, which is in the edits.

    What was answered and is not written stays as a draft.

    Raises:
        Ended: nobody agreed.
    """
    root = interview.form.reading.root
    _take_up(kind, data, interview)
    try:
        ask_from_the_first(lambda: interview.fill(data))
        file = _agreed(kind, data, id_, interview)
    except BaseException:
        if data and kept.keep_records(root, kind, [*interview.made, (kind, data)]):
            announce(
                say(
                    "what you answered is kept: `{command}` takes it up again",
                    command=f"mes new {kind_word(kind, current().language)}",
                )
            )
        raise
    kept.drop_records(root, kind)
    return file


def _take_up(kind: str, data: Data, interview: Interview) -> None:
    """Take up a draft, if there is one and somebody wants to."""
    reading = interview.form.reading
    found = kept.records_of(reading.root, kind)
    if found is None or data:
        return
    moment, records = found
    told = Speech(current().catalogue, None).say(kept.age(moment.date(), today()))
    if not interview.asker.confirm(f"{told} {_('Take it up?')}"):
        kept.drop_records(reading.root, kind)
        return
    *before, (_kind_of_it, said) = records
    for made, record in before:
        interview.add(made, record)
    data.update(said)


def _agreed(kind: str, data: Data, id_: str, interview: Interview) -> str:
    """Show what would be written, and put it into the edits once somebody agrees; give its file."""
    edits, asking = interview.edits, interview.asker
    while True:
        register = interview.form.reading
        file = file_of(kind, identity_of(kind, data, id_, register), data, register)
        edits.create(file, data)
        _summary("\n".join(edits.files[it].text for it in edits.drafts))
        if not _agrees(asking):
            del edits.files[file]
            _change(kind, data, interview)
            continue
        if not _consents(data, asking):
            del edits.files[file], data["consent"]
            announce(say("without a consent, only those who keep the register read it"))
            continue
        # What was answered is not lost to what fits together badly.
        trial = tried(edits)
        if not trial.errors:
            return file
        for finding in trial.errors:
            err(wrong(finding))
        del edits.files[file]
        interview.again((f for f in trial.errors if f.at.file == file), data)


def _summary(text: str) -> None:
    """Show a record as it will be written."""
    err(labelled(speech(), _("This will be written"), ""))
    err("".join(f"  {line}\n" for line in text.splitlines()))


def _agrees(asking: Asker) -> bool:
    try:
        return asking.confirm(_("Write it?"), back=True)
    except Back:
        return False


def _change(kind: str, data: Data, interview: Interview) -> None:
    """Let somebody change an answer, or stop.

    Raises:
        Ended: somebody stops.
    """
    options = [
        Option("change", _("change an answer")),
        Option("add", _("answer one more question")),
        Option("keep", _("keep it as a draft, and stop")),
        Option("drop", _("throw it away")),
    ]
    question = Question(_("What now"), options=options, default="change")
    try:
        chosen = interview.asker.ask(question, back=True)
    except Back:
        return
    if chosen == "change":
        interview.change(data)
        return
    if chosen == "add":
        interview.more(data)
        return
    if chosen == "drop":
        kept.drop_records(interview.form.reading.root, kind)
        data.clear()
    hint(say("nothing is written"))
    raise Ended(Exit.STOPPED)


def _consents(data: Data, asking: Asker) -> bool:
    """Ask apart for what lets others read what a person said; True where nobody more does."""
    opened = widening({}, data, today()) if "consent" in data else None
    if opened is None:
        return True
    err(opened.told(speech().say))
    return asking.confirm(_("The person told me so, or wrote it"), default=False)
