"""The past day at which a register is looked at."""

import datetime as dt
from typing import NamedTuple

from mes_cli.finding import Message, say
from mes_cli.language.formats import Formats

#: How much of a commit's name people write.
_SHORT = 7


class Moment(NamedTuple):
    """A state of the register that git keeps."""

    day: dt.date
    commit: str

    @property
    def short(self) -> str:
        """The beginning of the commit's name, as people write it."""
        return self.commit[:_SHORT]

    @property
    def plain(self) -> dict[str, str]:
        """The same for machines."""
        return {"day": self.day.isoformat(), "commit": self.commit}

    def said(self, form: Formats) -> Message:
        """The sentence that each page prints."""
        return say(
            "state of the register on {day} ({commit})",
            day=form.date(self.day),
            commit=self.short,
        )
