"""``mes edit``."""

from mes_cli.cli import editor, reading
from mes_cli.cli.asking import asker, somebody_answers
from mes_cli.cli.console import hint
from mes_cli.cli.console import say as announce
from mes_cli.cli.options import Plain
from mes_cli.cli.session import Exit, _
from mes_cli.cli.set_ import Id
from mes_cli.cli.special_questions import which
from mes_cli.cli.writing import show
from mes_cli.drafts.names import targets
from mes_cli.drafts.trial import all_findings
from mes_cli.errors import UnknownIdError
from mes_cli.finding import Finding, Place, Severity, say
from mes_cli.store.editing.journal import on_disk
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.locate import places


def edit(name: Id, plain: Plain = False) -> int:
    """Open a record in the editor, at its line, and check it when it is closed.

    The editor is the one that the variables `VISUAL` or `EDITOR` name. The file stays as you leave
    it; what is wrong is shown, and you may open it again.
    """
    register = reading.read(to_write=True)
    place = _place(register, name, plain=plain)
    path = register.root / place.file
    before = on_disk(path)
    line = places([place], register)[0].line or 1
    while True:
        editor.edit(path, line)
        if on_disk(path) == before:
            hint(say("the record is as it was"))
            return Exit.CLEAN
        again = reading.read()
        found = _wrong(again, place)
        if not any(finding.severity is Severity.ERROR for finding in found):
            hint(say("see all of it with `{command}`", command=f"mes show {name}"))
            return Exit.CLEAN
        show(found, again)
        if not somebody_answers() or not asker(plain=plain).confirm(_("Open it again?")):
            announce(say("`{file}` is written as you left it; it has findings", file=place.file))
            return Exit.FINDINGS
        line = places([found[0].at], again)[0].line or 1


def _place(register: Reading, name: str, *, plain: bool) -> Place:
    """The place of a record, be it one that could not be read."""
    try:
        return which(name, targets(register, name), plain=plain).place
    except UnknownIdError:
        # A file with findings is what somebody wants to edit most.
        bare = name.rpartition("/")[2].partition(".")[0]
        unread = (f.at.file for f in register.findings)
        file = next((f for f in unread if f.rpartition("/")[2].rpartition(".")[0] == bare), None)
        if file is None:
            raise
        return Place(file)


def _wrong(register: Reading, place: Place) -> list[Finding]:
    """What is found in the file that was edited."""
    return [finding for finding in all_findings(register) if finding.at.file == place.file]
