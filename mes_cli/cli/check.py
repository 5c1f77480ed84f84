"""``mes check``."""

from pathlib import Path
from typing import Annotated

from mes_cli.cli import choosing, surveying
from mes_cli.cli.choosing import Choice
from mes_cli.cli.exits import Exit
from mes_cli.cli.forms import form_of, write_form
from mes_cli.cli.options import argument, option
from mes_cli.cli.session import _
from mes_cli.finding import OURS
from mes_cli.output import FORMATS, Result

Paths = Annotated[
    list[Path] | None,
    argument(metavar="PATHS", help=_("Show only what concerns these files or folders.")),
]
Format = Annotated[
    str,
    option("--format", "-f", metavar="|".join(FORMATS), help=_("The form of the findings.")),
]
Output = Annotated[
    Path | None,
    option("--output", "-o", metavar="PATH", help=_("Write the findings to this file too.")),
]
Strict = Annotated[bool, option("--strict", help=_("Let warnings fail the check too."))]
MaxFindings = Annotated[
    int | None,
    option("--max-findings", metavar="N", min=0, help=_("Print at most N; 0 prints all.")),
]
Select = Annotated[
    list[str] | None,
    option("--select", metavar=_("CODE"), help=_("Show only these; may be repeated.")),
]
Ignore = Annotated[
    list[str] | None,
    option("--ignore", metavar=_("CODE"), help=_("Do not show these; may be repeated.")),
]
Since = Annotated[
    str,
    option("--since", metavar="REV", help=_("Show only records changed since, by git.")),
]
Fix = Annotated[bool, option("--fix", help=_("Mend what is safe to mend, and show it."))]
Diff = Annotated[bool, option("--diff", help=_("Show what --fix would write; write nothing."))]
Score = Annotated[bool, option("--score", help=_("Say how complete each record is."))]
NoCache = Annotated[
    bool, option("--no-cache", help=_("Read every file, whatever the last check kept."))
]
List = Annotated[bool, option("--list", help=_("List all checks, and end."))]


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
