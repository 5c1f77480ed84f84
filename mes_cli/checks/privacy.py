"""Checks of what the public will read."""

from collections.abc import Iterator
from functools import cache

from mes_cli.checks.words import field, field_of
from mes_cli.finding import Finding, say, warning
from mes_cli.model.identifiers import MAIL, PHONE
from mes_cli.model.part import Part
from mes_cli.model.walk import Branch, branch, public_texts, walk
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
        texts = _public_texts(type(entry.record))
        for number, loc, text in walk(entry.record, texts):
            # Most texts have none of these signs: they are not looked at a second time.
            if not isinstance(text, str) or not ("@" in text or "0" in text or "+33" in text):
                continue
            if _personal(text):
                yield warning(
                    "personal-data",
                    entry.at(*loc),
                    say("an e-mail address or a phone number stands in `{field}`, which the public"
                        " sees", field=field_of(public_texts(type(entry.record))[number])),
                    say("move it to a field that only the keeper sees, such as `{notes}`",
                        notes=field("Record", "notes")),
                )  # fmt: skip


@cache
def _public_texts(model: type[Part]) -> Branch:
    return branch(enumerate(public_texts(model)))


def _personal(text: str) -> bool:
    mail = "@" in text and MAIL.search(text)
    return bool(mail or (("0" in text or "+33" in text) and PHONE.search(text)))
