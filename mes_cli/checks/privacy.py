"""Checks of what the public will read."""

from collections.abc import Iterator

from mes_cli.checks.words import field, field_of
from mes_cli.finding import Finding, say, warning
from mes_cli.model.traces import MAIL, PHONE
from mes_cli.model.walk import public_texts, values
from mes_cli.register import Register


def personal_data(register: Register) -> Iterator[Finding]:
    """A text that the public sees holds an e-mail address or a phone number.

    Once published, it cannot be taken back. Addresses and numbers have fields of their
    own, which only the keeper sees.

    Bad::

        summary: A garden; call Ana on 06 12 34 56 78

    Good::

        summary: A garden
        contact:
          phone: 06 12 34 56 78
    """
    for entry in register.entries:
        for path in public_texts(type(entry.record)):
            for loc, text in values(entry.record, path):
                if not isinstance(text, str) or not (MAIL.search(text) or PHONE.search(text)):
                    continue
                yield warning(
                    "personal-data",
                    entry.at(*loc),
                    say("an e-mail address or a phone number stands in `{field}`, which the public"
                        " sees", field=field_of(path)),
                    say("move it to a field that only the keeper sees, such as `{notes}`",
                        notes=field("Record", "notes")),
                )  # fmt: skip
