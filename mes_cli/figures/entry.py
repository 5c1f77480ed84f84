"""Entry: by which channels the people of the year's new accompaniments came."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from mes_cli.figures.counts import courses
from mes_cli.figures.ledger import Ledger
from mes_cli.figures.rounding import ratio
from mes_cli.model.accompaniment import Channel

#: Channels by which people come of themselves, or through others like them.
DIRECT = frozenset({Channel.WORD_OF_MOUTH, Channel.DIRECT, Channel.NETWORK, Channel.EVENT})
#: Channels by which an institution sends them.
PRESCRIBED = frozenset({Channel.PRESCRIPTION, Channel.REFERRAL})


class Arrivals(NamedTuple):
    """The accompaniments started in the year, by channel; all channels, zeros included."""

    channels: Mapping[Channel, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.channels.values())

    @property
    def direct(self) -> int:
        """Those who came of themselves."""
        return sum(self.channels[channel] for channel in DIRECT)

    @property
    def prescribed(self) -> int:
        """Those whom an institution sent."""
        return sum(self.channels[channel] for channel in PRESCRIBED)

    def share(self, number: int) -> Decimal | None:
        """A number of them as a share of all; None where none started."""
        return ratio(Decimal(number), Decimal(self.total))


def arrivals(ledger: Ledger) -> Arrivals:
    """Count the year's new accompaniments by channel."""
    records = (entry.record for entry in courses(ledger))
    came = Counter(it.entry.channel for it in records if it.started in ledger.period)
    return Arrivals({channel: came[channel] for channel in Channel})
