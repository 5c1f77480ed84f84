"""What ``mes check`` shows of all that is found, and what it can say of the checks themselves."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from mes_cli import checks
from mes_cli.checks.completeness import scores
from mes_cli.cli import reading
from mes_cli.cli.console import out, speech
from mes_cli.cli.exits import Exit
from mes_cli.cli.explain import pages
from mes_cli.cli.session import current
from mes_cli.cli.surveying import Checked
from mes_cli.errors import NoRegisterError, UnknownCodeError
from mes_cli.finding import Finding, Severity
from mes_cli.model.settings import CheckLevel
from mes_cli.output import Result
from mes_cli.output.json import dump
from mes_cli.output.listing import checks_list, scores_list
from mes_cli.store.faults import FAULTS
from mes_cli.store.load import Ground, Reading, read_settings
from mes_cli.store.locate import locate
from mes_cli.store.since import changed, concerns


@dataclass(frozen=True, slots=True)
class Choice:
    """Which findings somebody wants to see; all of them, unless something is named."""

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    paths: Iterable[Path] = ()
    since: str = ""

    def filter(self, register: Ground) -> Callable[[Finding], bool]:
        """Give what tells whether a finding is shown."""
        below = reading.below(register.root, list(self.paths))
        what = changed(register.root, self.since, register.settings.limits) if self.since else None

        def shown(finding: Finding) -> bool:
            return (
                (not self.select or finding.code in self.select)
                and finding.code not in self.ignore
                and (not below or any(_within(finding, path) for path in below))
                and (what is None or concerns(finding, what))
            )

        return shown

    @property
    def number(self) -> int:
        """How many checks are shown."""
        return len((self.select or set(known_codes())) - self.ignore)


def known_codes() -> list[str]:
    """The codes of all checks, faults of reading included."""
    return sorted({*map(checks.code, checks.CHECKS), *FAULTS})


def codes(named: Iterable[str] | None) -> frozenset[str]:
    """Accept codes of the command line.

    Raises:
        UnknownCodeError: no check has one of them.
    """
    known = known_codes()
    for code in named or ():
        if code not in known:
            near = get_close_matches(code, known, n=1, cutoff=0.6)
            raise UnknownCodeError(code, near[0] if near else None)
    return frozenset(named or ())


def everything(register: Reading) -> list[Finding]:
    """Find everything, each finding with the weight that the register gives it."""
    found = [*register.findings, *checks.run(register.register)]
    return checks.weigh(found, register.register.settings.checks)


def judged(register: Reading) -> Checked:
    """Find everything in a register whose records are all at hand."""
    found = locate(everything(register), register)
    language = register.words.language
    return Checked(
        register.root, language, found, register.records, register.files, register.drafts
    )


def chosen(
    checked: Checked, choice: Choice, *, strict: bool = False, most: int | None = None
) -> Result:
    """Keep what is to be shown of all that was found."""
    result = Result(
        list(filter(choice.filter(checked), checked.findings)),
        records=checked.records,
        files=checked.files,
        checks=choice.number,
        strict=strict,
        headlines=headlines(),
    )
    return result if most is None else replace(result, most=most, most_per_file=0)


def _within(finding: Finding, path: str) -> bool:
    """Tell whether a finding, or the other half of it, is in a file or a folder."""
    files = (finding.at.file, *(other.at.file for other in finding.related))
    return any(
        not path or file == path or file.rstrip("/") == path or file.startswith(f"{path}/")
        for file in files
    )


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
