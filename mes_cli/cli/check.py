"""``mes check``."""

from pathlib import Path
from typing import Annotated

import typer

from mes_cli.cli import choosing, surveying
from mes_cli.cli.choosing import Choice
from mes_cli.cli.exits import Exit
from mes_cli.cli.forms import form_of, write_form
from mes_cli.finding import OURS
from mes_cli.output import FORMATS, Result

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
    typer.Option("--max-findings", metavar="N", min=0, help="Print at most N; 0 prints all."),
]
Select = Annotated[
    list[str] | None,
    typer.Option("--select", metavar="CODE", help="Show only these; may be repeated."),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="CODE", help="Do not show these; may be repeated."),
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
) -> int:
    """Check every record, and how the records fit together.

    Prints every finding with its place and its cure. Records are written only by --fix.
    """
    written = form_of(form, output)
    if list_:
        from mes_cli.cli import checking

        return checking.list_checks(written)
    choice = Choice(choosing.codes(select), choosing.codes(ignore), paths or [], since)
    if score:
        from mes_cli.cli import checking, reading

        return checking.score(reading.read(paths), choice, written)
    if fix or diff:
        from mes_cli.cli import checking, mending, reading

        found = checking.judged(mending.mend(reading.read(paths), choice, written, write=fix))
    else:
        found = surveying.checked(paths, remember=not no_cache)
    result = choosing.chosen(found, choice, strict=strict, most=max_findings)
    if fix or not diff:
        write_form(result, written, output, found)
    return _code(result)


def _code(result: Result) -> int:
    if any(finding.code == OURS for finding in result.findings):
        return Exit.BUG
    failed = result.errors or (result.strict and result.warnings)
    return Exit.FINDINGS if failed else Exit.CLEAN
