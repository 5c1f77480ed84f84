"""Which findings somebody wants to see of all that were found."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mes_cli.cli import reading
from mes_cli.cli.at import moment_of
from mes_cli.cli.check_run import Checked
from mes_cli.errors import UnknownCodeError
from mes_cli.finding import Finding
from mes_cli.language.folding import near
from mes_cli.output.speech import Result

if TYPE_CHECKING:
    from mes_cli.store.reading.load import RegisterSource


class Choice(NamedTuple):
    """Which findings somebody wants to see; all of them, unless something is named."""

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    paths: Iterable[Path] = ()
    since: str = ""

    def filter(self, register: "RegisterSource") -> Callable[[Finding], bool]:
        """Make a function that tells whether a finding is shown."""
        below = reading.below(register.root, self.paths)
        since = _since(self.since, register) if self.since else None

        def shown(finding: Finding) -> bool:
            return (
                (not self.select or finding.code in self.select)
                and finding.code not in self.ignore
                and any(map(below, _files(finding, register)))
                and (since is None or since(finding))
            )

        return shown

    def number(self, known: int) -> int:
        """How many of the checks that were made are shown."""
        return len(self.select - self.ignore) if self.select else known - len(self.ignore)


def _since(revision: str, register: "RegisterSource") -> Callable[[Finding], bool]:
    from mes_cli.store.git.since import changed, concerns

    what = changed(register.root, revision, register.settings.limits, register.origin)
    return lambda finding: concerns(finding, what)


def codes(named: Iterable[str] | None) -> frozenset[str]:
    """Accept codes of the command line.

    Raises:
        UnknownCodeError: no check has one of them.
    """
    if not named:
        return frozenset()
    from mes_cli.drafts.trial import known_codes

    known = known_codes()
    for code in named:
        if code not in known:
            raise UnknownCodeError(code, near(code, known))
    return frozenset(named)


def chosen(
    checked: Checked, choice: Choice, *, strict: bool = False, most: int | None = None
) -> Result:
    """Keep what is to be shown of all that was found."""
    result = Result(
        list(filter(choice.filter(checked), checked.findings)),
        records=checked.records,
        files=checked.files,
        checks=choice.number(checked.checks),
        strict=strict,
    )
    result = replace(result, moment=moment_of(checked.past))
    return result if most is None else replace(result, most=most, most_per_file=0)


def _files(finding: Finding, register: "RegisterSource") -> Iterator[str]:
    """The files of a finding and of what it refers to; those of members by their path as well."""
    for at in (finding.at, *(other.at for other in finding.related)):
        yield at.file
        code, _, rest = at.file.partition(":")
        member = register.members.get(code)
        if member is not None and member.root.is_relative_to(register.root):
            yield (member.root / rest).relative_to(register.root).as_posix()
