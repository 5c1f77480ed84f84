"""``mes check``."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mes_cli.cli import check_run, combine, findings_form, reading
from mes_cli.cli.check_run import Checked
from mes_cli.cli.combine import OfNetwork
from mes_cli.cli.console import err, hint, out, speech
from mes_cli.cli.findings_form import FORMATS, Choice, form_of, tell_notes, write_form
from mes_cli.cli.options import codes, number_of
from mes_cli.cli.reading import At, refuse, stamped, tell
from mes_cli.cli.session import Exit, current
from mes_cli.drafts.trial import all_findings
from mes_cli.errors import NoRegisterError
from mes_cli.escape import printed
from mes_cli.finding import OURS, Finding, Severity, count, field, say
from mes_cli.output.speech import Result, labelled
from mes_cli.store.reading.load import Reading
from mes_cli.store.reading.locate import lines, locate
from mes_cli.store.reading.record_files import Drafts, is_of_own_fields

if TYPE_CHECKING:
    from mes_cli.model.settings import CheckLevel
    from mes_cli.store.reading.load import Reading

Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="PATHS", help="Show only what concerns these files or folders."),
]
Format = Annotated[
    str,
    typer.Option("--format", "-f", metavar="|".join(FORMATS), help="The form of the findings."),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="PATH", help="Write the findings to this file too."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Let warnings fail the check too.")]
MaxFindings = Annotated[
    int | None,
    number_of("--max-findings", least=0, metavar="N", help="Print at most N; 0 prints all."),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select", metavar="CODE", autocompletion=codes, help="Show only these; may be repeated."
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore", metavar="CODE", autocompletion=codes, help="Do not show these; may be repeated."
    ),
]
Since = Annotated[
    str,
    typer.Option("--since", metavar="REV", help="Show only records changed since, by git."),
]
Fix = Annotated[bool, typer.Option("--fix", help="Mend what is safe to mend, and show it.")]
Diff = Annotated[bool, typer.Option("--diff", help="Show what --fix would write; write nothing.")]
Score = Annotated[bool, typer.Option("--score", help="Say how complete each record is.")]
NoCache = Annotated[
    bool, typer.Option("--no-cache", help="Read every file, whatever the last check kept.")
]
List = Annotated[bool, typer.Option("--list", help="List all checks, and end.")]


def check(  # noqa: PLR0913, PLR0917 - one parameter an option
    paths: Paths = None,
    form: Format = "",
    output: Output = None,
    strict: Strict = False,
    max_findings: MaxFindings = None,
    select: Select = None,
    ignore: Ignore = None,
    since: Since = "",
    fix: Fix = False,
    diff: Diff = False,
    score: Score = False,
    no_cache: NoCache = False,
    list_: List = False,
    at: At = "",
    of_network: OfNetwork = False,
) -> int:
    """Check every record, and how the records fit together.

    Prints every finding with its place and its cure. Records are written only by --fix.
    """
    written = form_of(form, output)
    if list_:
        return _list_checks(written)
    choice = Choice(findings_form.codes(select), findings_form.codes(ignore), paths or [], since)
    if score:
        return _score(reading.read(paths, at=at), choice, written)
    if fix or diff:
        refuse(at, "--fix" if fix else "--diff")
        found = _mended(paths, choice, written, write=fix)
    elif of_network:
        found = combine.checked(paths, at)
    else:
        found = check_run.checked(paths, remember=not no_cache, at=at)
    result = findings_form.chosen(found, choice, strict=strict, most=max_findings)
    if fix or not diff:
        write_form(result, written, output, found)
        if since and written in {"human", "concise"}:
            _tell_the_rest(found, result)
        if written == "human" and output is None and not at:
            _tell_of_own_fields(result)
            tell_notes(found)
    return _code(result)


def _mended(paths: list[Path] | None, choice: Choice, written: str, *, write: bool) -> Checked:
    """Mend what is safe to mend, or show it, and find what is left."""
    register = reading.read(paths, to_write=write)
    return check_run.judged(mend(register, choice, written, write=write))


def _tell_of_own_fields(result: Result) -> None:
    """Say how to mend what a declaration that changed left behind in records."""
    if any(map(is_of_own_fields, result.findings)):
        hint(
            say(
                "an own field of a record: `mes set ID {own}.NAME=VALUE` writes it anew,"
                " `mes set ID {own}.NAME=` takes it out",
                own=field("Record", "own"),
            )
        )


def _tell_the_rest(found: Checked, result: Result) -> None:
    """Say how much was found in records that did not change, which is not shown."""
    shown = {id(finding) for finding in result.findings}
    rest = [finding for finding in found.findings if id(finding) not in shown]
    if rest:
        errors = sum(finding.severity is Severity.ERROR for finding in rest)
        hint(
            count(
                "{number} finding in records that did not change is not shown: {errors} errors,"
                " {warnings} warnings",
                "{number} findings in records that did not change are not shown: {errors} errors,"
                " {warnings} warnings",
                len(rest),
                errors=str(errors),
                warnings=str(len(rest) - errors),
            )
        )


def _code(result: Result) -> int:
    """The exit code: our own bugs first; with ``--strict`` warnings count as errors."""
    if any(finding.code == OURS for finding in result.findings):
        return Exit.BUG
    failed = result.errors or (result.strict and result.warnings)
    return Exit.FINDINGS if failed else Exit.CLEAN


def _list_checks(form: str) -> int:
    """Print every check: its code, how much it matters here, and its headline."""
    from mes_cli import checks
    from mes_cli.drafts.trial import headlines
    from mes_cli.output.json import dump
    from mes_cli.output.table import columns
    from mes_cli.store.reading.origin import Folder
    from mes_cli.store.reading.settings_file import read_settings

    chosen: Mapping[str, CheckLevel] = {}
    with suppress(NoRegisterError):  # the checks are the same everywhere
        chosen = read_settings(Folder(reading.root_for([])))[0].checks
    said = sorted(headlines(current().language).items())
    rows = [(code, checks.level(code, chosen), sentence) for code, sentence in said]
    if form == "json":
        out(dump([{"code": a, "severity": b, "headline": c} for a, b, c in rows]))
    else:
        words = speech()
        out(columns((), [(code, words.word(weight), said) for code, weight, said in rows], 0))
    return Exit.CLEAN


def _score(register: "Reading", choice: Choice, form: str) -> int:
    """Print how complete each record is, and all of them together."""
    from mes_cli.checks.completeness import scores
    from mes_cli.output.json import dump
    from mes_cli.output.table import columns

    below = reading.below(register.root, choice.paths)
    rows = [one for one in scores(register.register) if below(one.file)]
    rows.sort(key=lambda one: (one.percent, one.file))
    if form == "json":
        out(dump([stamped(dict(one.plain), register) for one in rows]))
    else:
        tell(register)
        words = speech(register.words.language)
        lines = [
            (file, f"{percent} %", ", ".join(map(words.say, missing)))
            for file, percent, missing in (it.row for it in rows)
        ]
        mean = sum(it.percent for it in rows) // max(len(rows), 1)
        number = words.say(count("{number} record", "{number} records", len(rows)))
        complete = words.word("{percent} % complete").replace("{percent}", str(mean))
        out(f"{columns((), lines, 0)}{labelled(words, number, complete)}\n")
    return Exit.CLEAN


#: Forms that a difference may stand before; programs would stumble over it.
_FOR_PEOPLE = ("human", "concise")


def mend(register: Reading, choice: Choice, form: str, *, write: bool) -> Reading:
    """Mend what is safe, print it as a difference, and give the register as it is then."""
    from mes_cli.store.editing.changes import carry_out
    from mes_cli.store.editing.fixes import drafts, mended

    below = reading.below(register.root, choice.paths)

    def find(said: Drafts) -> tuple[Reading, list[Finding]]:
        read = reading.read_draft(register.root, said) if said else register
        shown = filter(choice.filter(read), all_findings(read))
        return read, locate(shown, read)

    changes = mended(find, below)
    if not changes:
        return register
    after = reading.read_draft(register.root, drafts(changes))
    text = "".join(f"{line}\n" for file in sorted(changes) for line in _diff(file, register, after))
    if form in _FOR_PEOPLE:
        out(f"{text}\n" if write else text)
    else:
        err(text)
    if write:
        made = [changes[file] for file in sorted(changes)]
        files = carry_out(register.root, made, "fix").files
        done = count("{number} file was mended", "{number} files were mended", len(files))
        hint(done, register.words.language)
    return after


def _diff(file: str, before: Reading, after: Reading) -> Iterator[str]:
    """Write what differs in a file, as it may be shown: private words are left out."""
    (old, old_shown), (new, new_shown) = lines(file, before), lines(file, after)
    if not old[-1] and not new[-1]:
        del old[-1], new[-1]  # what stands behind the last line end
    yield f"--- {printed(file)}"
    yield f"+++ {printed(file)}"
    # A fix changes lines, and never how many there are.
    changed = {n for n, rows in enumerate(zip(old, new, strict=True)) if rows[0] != rows[1]}
    for start, end in _around(sorted(changed), len(old)):
        yield f"@@ -{start + 1},{end - start} +{start + 1},{end - start} @@"
        for other, numbers in groupby(range(start, end), changed.__contains__):
            rows = [*numbers]
            yield from (f"{'-' if other else ' '}{printed(old_shown[n])}" for n in rows)
            yield from (f"+{printed(new_shown[n])}" for n in rows if other)


def _around(changed: list[int], number: int) -> Iterator[tuple[int, int]]:
    """The stretches of a file with a line around what changed, which do not touch each other."""
    start = end = 0
    for line in changed:
        if line - 1 > end or not end:
            if end:
                yield start, end
            start = max(line - 1, 0)
        end = min(line + 2, number)
    if end:
        yield start, end
