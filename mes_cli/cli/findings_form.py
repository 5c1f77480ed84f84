"""Which findings are shown, and in which form: as asked for, else as suits the place."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, NamedTuple

from mes_cli import __version__
from mes_cli.cli import reading
from mes_cli.cli.check_run import Checked
from mes_cli.cli.console import hint, out, show, speech
from mes_cli.cli.options import WordList
from mes_cli.cli.reading import moment_of
from mes_cli.cli.session import current
from mes_cli.drafts.answers import today
from mes_cli.drafts.wording import notes
from mes_cli.errors import UnknownCodeError
from mes_cli.finding import Finding
from mes_cli.language.folding import near
from mes_cli.output.forges import github, gitlab, junit, sarif
from mes_cli.output.human import concise, human, markdown
from mes_cli.output.json import json
from mes_cli.output.speech import Result, Speech
from mes_cli.store.editing.atomic import write

if TYPE_CHECKING:
    from mes_cli.cli.check_run import Checked
    from mes_cli.store.reading.load import RegisterSource

#: What writes findings in each form.
FORMATS: Mapping[str, Callable[[Result, Speech], str]] = {
    "human": human,
    "concise": concise,
    "json": json,
    "github": github,
    "gitlab": gitlab,
    "junit": junit,
    "sarif": sarif,
    "markdown": markdown,
}
#: Forms by the endings of files.
_ENDINGS = {".json": "json", ".sarif": "sarif", ".xml": "junit", ".md": "markdown"}
#: Forms that people read, on a terminal mostly.
_OF_PEOPLE = ("human", "concise")
#: Forms that name files from the top of the repository, as forges do.
_OF_FORGES = ("github", "gitlab", "junit", "sarif", "markdown")


def form_of(said: str, output: Path | None) -> str:
    """The form of the findings, as said or as the file and the place suggest.

    Raises:
        InputError: there is no such form.
    """
    if said:
        return WordList("", FORMATS).read("--format", said)
    form = _ENDINGS.get(output.suffix.lower()) if output is not None else None
    if form == "json" and os.environ.get("GITLAB_CI"):
        return "gitlab"
    return form or automatic(os.environ)


def automatic(environment: Mapping[str, str]) -> str:
    """The form that suits the place where mes runs.

    Forgejo and Gitea call themselves GitHub, and show no annotations; the log of GitLab is
    read by people.

    >>> automatic({"GITHUB_ACTIONS": "true"}), automatic({"GITLAB_CI": "true"})
    ('github', 'human')
    >>> automatic({"GITHUB_ACTIONS": "true", "FORGEJO_ACTIONS": "true"})
    'human'
    """
    github = environment.get("GITHUB_ACTIONS") == "true"
    other = environment.get("GITEA_ACTIONS") or environment.get("FORGEJO_ACTIONS")
    return "github" if github and not other else "human"


def write_form(result: Result, form: str, output: Path | None, register: "RegisterSource") -> None:
    """Print the findings; where a file is named, write them there, and print them for people."""
    words = speech(register.words.language)
    if form == "sarif":
        from mes_cli.drafts.trial import headlines

        result = replace(result, headlines=headlines(current().language))
    whole = replace(result, prefix=_prefix(register.root), version=__version__)

    def text(name: str, width: int = 0) -> str:
        of = whole if name in _OF_FORGES else replace(result, width=width)
        return FORMATS[name](of, words)

    if output is not None and str(output) != "-":
        write(output, text(form))
        if current().quiet:
            return
        form = automatic(os.environ)
    if form not in _OF_PEOPLE:
        out(text(form))
        return
    columns = get_terminal_size().columns if sys.stdout.isatty() else 0
    show(text(form, columns), register.root if form == "human" else None)


def tell_notes(checked: "Checked") -> None:
    """Say what comes due, and that examples are there: beside the findings, for people."""
    language = current().language
    for note in notes(checked.due, checked.examples, today(), language):
        hint(note)


def _prefix(root: Path) -> str:
    """The way from the top of the repository to the register, with a slash at its end."""
    said = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR")
    tops = [Path(said).resolve()] if said else []
    tops += [folder for folder in (root, *root.parents) if (folder / ".git").exists()][:1]
    for top in tops:
        if root.is_relative_to(top):
            way = root.relative_to(top).as_posix()
            return "" if way == "." else f"{way}/"
    return ""


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
