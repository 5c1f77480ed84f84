"""Checks of consents: when the words of people may be shown."""

from collections.abc import Iterator

from mes_cli.checks.words import field
from mes_cli.figures.years import newest_day
from mes_cli.finding import Finding, Related, error, say, warning
from mes_cli.model import Evidence
from mes_cli.model.evidence import SOON
from mes_cli.register import Register


def consent_ends_first(register: Register) -> Iterator[Finding]:
    """A consent ends, or is withdrawn, before it was given.

    One of the dates is wrong; until it is mended, nobody knows whether the words may be
    shown.

    Bad::

        consent:
          scope: public
          given: 2025-05-01
          until: 2024-05-01

    Good::

        consent:
          scope: public
          given: 2024-05-01
          until: 2025-05-01
    """
    for entry in register.entries_of(Evidence):
        consent = entry.record.consent
        if consent is None:
            continue
        for name, day in (("until", consent.until), ("withdrawn", consent.withdrawn)):
            if day is not None and day < consent.given:
                yield error(
                    "consent-ends-first",
                    entry.at("consent", name),
                    say("this consent ends before it was given"),
                    say(
                        "correct `{until}` or `{given}`",
                        until=field("Consent", name),
                        given=field("Consent", "given"),
                    ),
                    related=(Related(entry.at("consent", "given"), say("given here")),),
                )


def consent_ends_soon(register: Register) -> Iterator[Finding]:
    """A consent ends within three months.

    From then on nobody but the keeper sees the words. There is still time to ask the person
    again. Months are counted from the newest record of something done.

    Bad::

        consent:
          scope: public
          given: 2024-04-01
          until: 2025-04-01
        # newest record of the register: March 2025

    Good::

        consent:
          scope: public
          given: 2025-03-20
          until: 2027-03-20
    """
    newest = newest_day(register)
    if newest is None:
        return
    for entry in register.entries_of(Evidence):
        consent = entry.record.consent
        if consent is None or consent.until is None or consent.withdrawn:
            continue
        if consent.given <= newest <= consent.until <= newest + SOON:
            yield warning(
                "consent-ends-soon",
                entry.at("consent", "until"),
                say("this consent ends within three months"),
                say(
                    "ask the person again, and set `{until}` anew", until=field("Consent", "until")
                ),
            )
