"""A value that its field does not take: what all faults of values are told."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from mes_cli.finding import Argument, Finding, Fix, Message, Place, Related, error, say

#: What stands in a message for the value of a private field.
HIDDEN = "…"


class RefusedValue(NamedTuple):
    """A value that its field does not take."""

    at: Place
    name: Argument  #: the field
    found: Argument = HIDDEN
    near: Argument | None = None  #: a correction, where one is likely
    more: Mapping[str, Argument] = MappingProxyType({})
    related: tuple[Related, ...] = ()
    fix: Fix | None = None  #: where the correction is certain

    def say(self, text: str) -> Message:
        """Say something of the value: its attributes, and *more*, fill the names in the text."""
        known = {**self.more, "found": self.found, "name": self.name, "near": self.near}
        used = {key: it for key, it in known.items() if it is not None and f"{{{key}}}" in text}
        return say(text, **used)

    def near_or(self, otherwise: Message) -> Message:
        """Propose the likely correction; without one, say *otherwise*."""
        return otherwise if self.near is None else self.say("write `{near}`")

    def error(self, code: str, message: Message, cure: Message) -> Finding:
        """Find that the value cannot be read."""
        return error(code, self.at, message, cure, related=self.related, fix=self.fix)
