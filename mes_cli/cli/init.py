"""``mes init``."""

import re
import shlex
from dataclasses import asdict
from importlib.metadata import distributions
from json import dumps, loads
from pathlib import Path
from typing import Annotated

import typer

from mes_cli import __version__
from mes_cli.cli import reading
from mes_cli.cli.asking import Asker, ask_from_the_first, ask_in_turn, asker, somebody_answers
from mes_cli.cli.console import hint, out, show, speech
from mes_cli.cli.options import Plain, option_of
from mes_cli.cli.session import Exit, _, current
from mes_cli.cli.writing import agree, hint_undo, keep
from mes_cli.drafts.answers import today
from mes_cli.drafts.starter import (
    STEPS,
    InitAnswers,
    begin_register,
    question,
    refuse_folder,
    without_examples,
    wrong,
)
from mes_cli.escape import printed
from mes_cli.finding import Words, say
from mes_cli.language.vocabulary import SETTINGS_FILE, vocabulary
from mes_cli.report.shipped import shipped, starter
from mes_cli.store.editing.atomic import write
from mes_cli.store.editing.edited_file import FileExistsAlreadyError
from mes_cli.store.git.past import IGNORED
from mes_cli.store.reading.load import Reading
from mes_cli.view.viewer import record_label

#: The forges, and where each looks for the file, from the top of the repository.
FORGES = {
    "github": ".github/workflows/mes.yml",
    "gitlab": ".gitlab-ci.yml",
    "forgejo": ".forgejo/workflows/mes.yml",
}
_REGISTER = re.compile(r'REGISTER: "\."')
_INSTALLS = re.compile(r'MES: "[^"]*"')

Folder = Annotated[
    Path | None,
    typer.Argument(metavar="FOLDER", help="The folder of the new register; else this one."),
]
Name = Annotated[str, typer.Option("--name", metavar="NAME", help="What the network is called.")]
Keeper = Annotated[
    str,
    typer.Option("--keeper", metavar="NAME", help="The structure that keeps the register."),
]
Cost = Annotated[
    str,
    typer.Option("--hourly-cost", metavar="EUROS", help="What an hour of paid work costs."),
]
Examples = Annotated[
    bool | None,
    typer.Option("--examples/--no-examples", help="Begin with example records, or without."),
]
Yes = Annotated[bool, typer.Option("--yes", help="Ask nothing.")]
RemoveExamples = Annotated[
    bool, typer.Option("--remove-examples", help="Take the examples out of the register.")
]
Ci = Annotated[
    str,
    option_of("--ci", names=FORGES, help="Write the file that lets a forge check."),
]
Installs = Annotated[
    str,
    typer.Option("--mes", metavar="SOURCE", help="With --ci: the version, tag or wheel it uses."),
]


def init(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Folder = None,
    name: Name = "",
    keeper: Keeper = "",
    hourly_cost: Cost = "",
    examples: Examples = None,
    yes: Yes = False,
    remove_examples: RemoveExamples = False,
    ci: Ci = "",
    installs: Installs = "",
    plain: Plain = False,
) -> int:
    """Make a first register, which checks clean and can be reported at once.

    On a terminal you are asked what it is about. Its example records bear a tag and count in every
    report until `--remove-examples` takes them out; --lang fr|en chooses their language. In a
    register that exists already, --ci adds the file of the forge, and nothing else.
    """
    session = current()
    root = session.folder / (folder or Path())
    asking = asker(plain=plain) if somebody_answers() and not yes else None
    if remove_examples:
        return _remove_examples(reading.read(to_write=True), asking, yes=yes)
    if not (ci and (root / SETTINGS_FILE).is_file()):
        refuse_folder(root)
        said = InitAnswers(name, keeper, hourly_cost, examples is not False)
        _begin(root, said if asking is None else _asked(said, asking, examples), session.language)
    if ci:
        path = _write_ci(ci, root, installs)
        show(speech().say(say("`{path}` is written", path=str(path))) + "\n")
    where = _where(root)
    hint(say("see what it says with `{command}`", command=f"mes {where}check"))
    hint(say("and what it shows with `{command}`", command=f"mes {where}report --open"))
    hint(say("to fill it in on a page of your browser: `{command}`", command=f"mes {where}web"))
    return Exit.CLEAN


def _where(root: Path) -> str:
    """Give what a command needs to find the register from here."""
    return "" if root.samefile(Path()) else f"-C {shlex.quote(str(root))} "


def _asked(said: InitAnswers, asking: Asker, examples: bool | None) -> InitAnswers:  # noqa: FBT001 - as said
    """Ask what was not said: names, what an hour costs, whether there are to be examples."""
    answers = asdict(said)
    missing = [it for it in STEPS if it != "examples" and not answers[it]]
    if examples is None:
        missing.append("examples")

    def ask(step: str) -> None:
        answers[step] = _answer(step, InitAnswers(**answers), asking)

    ask_from_the_first(lambda: ask_in_turn(missing, ask))
    return InitAnswers(**answers)


def _answer(step: str, before: InitAnswers, asking: Asker) -> str | bool:
    """Ask one question; what was answered *before* is offered.

    Raises:
        Back: the question before is to be asked again.
    """
    asked = question(step, before, current().language)
    if step == "examples":
        return asking.confirm(asked.label, default=before.examples, back=True)

    def check(said: str) -> str:
        problem = wrong(step, said)
        return speech().say(problem) if problem else ""

    return asking.ask(asked, check, back=True)


def _begin(root: Path, said: InitAnswers, language: str) -> None:
    """Write a first register, and say what its keeper has to know of it."""
    written = begin_register(root, said, starter(language, today().year), vocabulary(language))
    show(speech().say(say("a first register is in `{folder}`", folder=str(root))) + "\n")
    if ".gitignore" not in written:
        hint(
            say(
                "`.gitignore` is yours: put {folders} into it, where internal files are written",
                folders=Words(IGNORED),
            )
        )
    if said.examples:
        hint(
            say(
                "its examples count in reports; `{command}` takes them out",
                command=f"mes {_where(root)}init --remove-examples",
            )
        )


def _remove_examples(register: Reading, asking: Asker | None, *, yes: bool) -> int:
    """Take the examples out, once somebody agreed."""
    removal, edits = without_examples(register)
    for entry in removal.gone.values():
        label = vocabulary(current().language).kinds[entry.record.kind].label
        out(f"- {label} · {printed(record_label(entry.record))}\n")
    agree(asking, _("Take them out?"), yes=yes)
    hint_undo(keep(edits, "init"))
    return Exit.CLEAN


def _write_ci(forge: str, root: Path, installs: str) -> Path:
    """Write the file of a forge for the register at *root*; give its path.

    The job installs what *installs* says, else the mes that is running.

    Raises:
        FileExistsAlreadyError: the repository has one already.
        DiskError: the system refuses.
    """
    root = root.resolve()
    top = next((f for f in (root, *root.parents) if (f / ".git").exists()), root)
    path = top / FORGES[forge]
    if path.exists() or path.is_symlink():
        raise FileExistsAlreadyError(str(path))
    # JSON is YAML between double quotes, whatever the name of the folder.
    register = dumps(root.relative_to(top).as_posix())
    shipped_file = (shipped("ci") / f"{forge}.yml").read_text("utf-8")
    text = _REGISTER.sub(lambda _found: f"REGISTER: {register}", shipped_file)
    source = dumps(installs or _running())
    write(path, _INSTALLS.sub(lambda _found: f"MES: {source}", text), inside=top)
    return path


def _running() -> str:
    """Give what pip installs the running mes by: its address (PEP 610), else its version."""
    told = [it.read_text("direct_url.json") for it in distributions(name="mes-cli")]
    source = loads(told[0]) if told and told[0] else {}
    address, commit = source.get("url", ""), source.get("vcs_info", {}).get("commit_id")
    if not address.startswith("https:"):
        if address:
            hint(
                say(
                    "this mes comes from a folder that the forge does not have: if no package index"
                    " has it, say with `--mes` where the forge finds it"
                )
            )
        return f"mes-cli=={__version__}"
    return f"git+{address}@{commit}" if commit else address
