"""A record that is proposed: asked for, shown, changed, agreed to, or kept as a draft."""

from mes_cli.cli.asking import Asker, Back, ask_from_the_first
from mes_cli.cli.console import err, hint, speech
from mes_cli.cli.console import say as announce
from mes_cli.cli.interview import Interview
from mes_cli.cli.session import Ended, Exit, _, current
from mes_cli.cli.writing import wrong
from mes_cli.drafts import kept
from mes_cli.drafts.answers import Option, today
from mes_cli.drafts.consent import widening
from mes_cli.drafts.names import kind_word
from mes_cli.drafts.placing import file_of, new_id, refuse_id
from mes_cli.drafts.questions import Question
from mes_cli.drafts.trial import tried
from mes_cli.finding import say
from mes_cli.output.speech import Speech, labelled
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.translation import Data


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


def identity_of(kind: str, data: Data, said: str, register: Reading) -> str:
    """Give the id of a new record: the one that was said, else one made of what it says.

    Raises:
        InputError: what was said is no id, or another record has it.
    """
    if said:
        refuse_id(register, kind, said)
    return said or new_id(kind, data, register)
