"""Where a finding stands, for programs that look at a whole repository, and by what it is known."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from mes_cli.escape import printed
from mes_cli.finding import Finding, Place
from mes_cli.output.speech import Result


def path(result: Result, place: Place) -> str:
    """The path of a place, from the folder that the program knows."""
    return printed(f"{result.prefix}{place.file}")


def last_column(place: Place) -> int | None:
    """The column behind the marks, where something is marked."""
    return place.column + place.width if place.width else None


def marked(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Give findings with a mark that stays the same when lines above them are added or deleted.

    No two findings of a report have the same mark.
    """
    seen: dict[str, int] = {}
    for finding in findings:
        names = [step for step in finding.at.loc if isinstance(step, str)]
        said = (
            finding.code,
            finding.at.file,
            *names,
            finding.message.text,
            *(f"{name}={value!r}" for name, value in finding.message.arguments),
        )
        what = "\0".join(said)
        seen[what] = seen.get(what, 0) + 1
        yield finding, sha256(f"{what}\0{seen[what]}".encode("utf-8", "replace")).hexdigest()
