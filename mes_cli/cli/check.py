"""``mes check``."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from mes_cli import checks
from mes_cli.cli import reading
from mes_cli.cli.console import out, speech
from mes_cli.cli.exits import Exit
from mes_cli.cli.session import _
from mes_cli.cli.usage import choice
from mes_cli.finding import Finding
from mes_cli.output import FORMATS, Result
from mes_cli.store.faults import FAULTS
from mes_cli.store.load import Reading
from mes_cli.store.locate import locate

Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="PATHS", help=_("Show only what concerns these files or folders.")),
]
Format = Annotated[
    str,
    typer.Option("--format", "-f", metavar="|".join(FORMATS), help=_("The form of the findings.")),
]
Strict = Annotated[bool, typer.Option("--strict", help=_("Let warnings fail the check too."))]
MaxFindings = Annotated[
    int | None,
    typer.Option("--max-findings", metavar="N", min=0, help=_("Print at most N; 0 prints all.")),
]


def check(
    paths: Paths = None,
    form: Format = "human",
    strict: Strict = False,
    max_findings: MaxFindings = None,
) -> int:
    """Check every record, and how the records fit together.

    Prints every finding with its place and its cure. Nothing is written.
    """
    writer = FORMATS[choice("--format", form, FORMATS)]
    register = reading.read(paths)
    shown = reading.below(register.root, paths or [])
    result = judge(register, shown)
    if max_findings is not None:
        result = replace(result, most=max_findings, most_per_file=0)
    out(writer(result, speech(register.words.language)))
    failed = result.errors or (strict and result.warnings)
    return Exit.FINDINGS if failed else Exit.CLEAN


def judge(register: Reading, paths: list[str]) -> Result:
    """Find everything, and keep what concerns *paths*; without any, everything."""
    findings = [*register.findings, *checks.run(register.register)]
    if paths:
        findings = [f for f in findings if any(_within(f, path) for path in paths)]
    return Result(
        locate(findings, register),
        records=register.records,
        files=register.files,
        checks=len(checks.CHECKS) + len(FAULTS),
    )


def _within(finding: Finding, path: str) -> bool:
    file = finding.at.file
    return not path or file == path or file.rstrip("/") == path or file.startswith(f"{path}/")
