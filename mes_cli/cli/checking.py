"""What the checks find in a register that is at hand, and what can be said of the checks."""

from collections.abc import Mapping
from contextlib import suppress
from functools import partial

from mes_cli import checks
from mes_cli.checks.completeness import scores
from mes_cli.cli import reading
from mes_cli.cli.choosing import Choice
from mes_cli.cli.console import out, speech
from mes_cli.cli.exits import Exit
from mes_cli.cli.explain import pages
from mes_cli.cli.session import current
from mes_cli.cli.surveying import Checked, known_codes
from mes_cli.errors import NoRegisterError
from mes_cli.finding import Finding, Severity
from mes_cli.model.settings import CheckLevel
from mes_cli.output.json import dump
from mes_cli.output.listing import checks_list, scores_list
from mes_cli.store.load import Reading, read_settings
from mes_cli.store.locate import locate


def everything(register: Reading) -> list[Finding]:
    """Find everything, each finding with the weight that the register gives it."""
    found = [*register.findings, *checks.run(register.register)]
    return checks.weigh(found, register.register.settings.checks)


def judged(register: Reading) -> Checked:
    """Find everything in a register whose records are all at hand."""
    found = locate(everything(register), register)
    language = register.words.language
    return Checked(
        register.root, language, found, register.records, register.files, len(known_codes()),
        register.drafts,
    )  # fmt: skip


def headlines() -> dict[str, str]:
    """The first sentence of every page, in the reader's language."""
    first = {code: page.partition("\n\n")[0] for code, page in pages(current().language).items()}
    return {code: sentence.replace("\n", " ") for code, sentence in first.items()}


def list_checks(form: str) -> int:
    """Print every check: its code, how much it matters here, and its headline."""
    chosen: Mapping[str, CheckLevel] = {}
    with suppress(NoRegisterError):  # the checks are the same everywhere
        chosen = read_settings(reading.root_for([]))[0].checks
    weight = partial(_weight, chosen)
    rows = [(code, weight(code), said) for code, said in sorted(headlines().items())]
    if form == "json":
        out(dump([{"code": a, "severity": b, "headline": c} for a, b, c in rows]))
    else:
        out(checks_list(rows, speech()))
    return Exit.CLEAN


def _weight(chosen: Mapping[str, CheckLevel], code: str) -> str:
    own = checks.severity(code)
    return str(chosen.get(code, own)) if own is Severity.WARNING else str(own)


def score(register: Reading, choice: Choice, form: str) -> int:
    """Print how complete each record is, and all of them together."""
    below = reading.below(register.root, list(choice.paths))
    rows = [
        one for one in scores(register.register)
        if not below or any(not p or f"{one.file}/".startswith(f"{p}/") for p in below)
    ]  # fmt: skip
    words = speech(register.words.language)
    if form == "json":
        out(dump([one.plain for one in rows]))
    else:
        out(scores_list([one.row for one in rows], words))
    return Exit.CLEAN
