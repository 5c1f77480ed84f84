"""Renders messages for one reader, escaped for terminals; and the result of a check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mes_cli.escape import printed
from mes_cli.finding import Finding, Message, Severity, count
from mes_cli.language.catalogue import Catalogue
from mes_cli.language.formats import Moment, formats
from mes_cli.language.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Speech:
    """A reader's language, and the words of the register that is spoken of.

    Without the register's words, as on the page and in questions, fields are named by their labels.
    """

    catalogue: Catalogue
    register: Vocabulary | None

    def say(self, message: Message) -> str:
        """Put a message into words, on one line."""
        return printed(self.catalogue.say(message, self.register))

    def word(self, english: str) -> str:
        """Translate a word or a sentence without arguments."""
        return self.catalogue.text(english)


def labelled(speech: Speech, before: str, after: str) -> str:
    """Put a colon between two texts, as the language does."""
    return speech.word("{before}: {after}").replace("{before}", before).replace("{after}", after)


@dataclass(frozen=True, slots=True)
class Result:
    """What a check says of a register: how much was read, and what was found."""

    #: In order of place.
    findings: Sequence[Finding]
    records: int
    files: int
    checks: int
    #: How many findings are printed of one file, and in all; 0 is no limit.
    most_per_file: int = 20
    most: int = 1000
    #: Warnings fail the check too.
    strict: bool = False
    #: The headline of every code, in the reader's language.
    headlines: Mapping[str, str] = field(default_factory=dict)
    #: The folder of the register, as programs that look at a whole repository name it.
    prefix: str = ""
    #: How many columns the screen has; 0 where there is none.
    width: int = 0
    version: str = ""
    #: The state of the register that was checked, where it is a past one.
    moment: Moment | None = None

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(f.severity is Severity.ERROR for f in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings are warnings."""
        return len(self.findings) - self.errors

    @property
    def printed(self) -> list[Finding]:
        """The findings that are printed; the counts are those of all."""
        kept: list[Finding] = []
        in_file: dict[str, int] = {}
        for finding in self.findings:
            in_file[finding.at.file] = in_file.get(finding.at.file, 0) + 1
            if not self.most_per_file or in_file[finding.at.file] <= self.most_per_file:
                kept.append(finding)
        return kept[: self.most] if self.most else kept


def opening(result: Result, speech: Speech) -> str:
    """The line that says which past state was checked; the empty text for the folder."""
    form = formats(speech.catalogue.language)
    return speech.say(result.moment.said(form)) if result.moment else ""


def closing(result: Result, speech: Speech) -> str:
    """The last line: how much there is to mend, or how much was read and checked."""
    if not result.findings:
        return ", ".join(
            (
                speech.say(count("{number} record", "{number} records", result.records)),
                speech.say(count("{number} check", "{number} checks", result.checks)),
                speech.word("nothing to mend"),
            )
        )
    total = speech.say(count("{number} finding", "{number} findings", len(result.findings)))
    parts = (
        speech.say(count("{number} error", "{number} errors", result.errors)),
        speech.say(count("{number} warning", "{number} warnings", result.warnings)),
    )
    line = labelled(speech, total, ", ".join(parts))
    hidden = len(result.findings) - len(result.printed)
    if hidden:
        more = count(
            "{number} more is not shown (`--max-findings 0` shows all)",
            "{number} more are not shown (`--max-findings 0` shows all)",
            hidden,
        )
        line = f"{line}\n{speech.say(more)}"
    return line
