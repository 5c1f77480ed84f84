"""What is measured against what, and how much it may take at most."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from benchmarks.measure import Sample, Work, in_turn
from benchmarks.peers import BEAN_CHECK, CHECK_JSONSCHEMA, SOURCEMETA
from benchmarks.shop import Shop

_GIB = 1 << 30
#: A peer that needs minutes gets a tenth of many records with ``--quick``. A tenth of few would
#: say more of its start than of its work.
_TENTH, _MANY = 10, 5000


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: a work, what it is compared with, and the bar."""

    name: str
    work: str
    against: str
    first: Callable[[], Work | None]
    second: Callable[[], Work | None]
    bar: float | None = None
    #: The second counts so many times.
    times: float = 1
    large: bool = False

    def measure(self, runs: int) -> tuple[list[Sample], list[Sample]] | None:
        """Run both in turn; nothing where one of them is not installed."""
        first, second = self.first(), self.second()
        return in_turn(first, second, runs) if first and second else None


@dataclass(frozen=True, slots=True)
class Memory:
    """A line of the table that is about memory."""

    name: str
    work: str
    only: Callable[[], Work]
    bar: float = 1.5 * _GIB

    def measure(self) -> Sample:
        """Run it once, and watch."""
        return self.only().run(watch=True)


def required(shop: Shop, records: int, *, quick: bool) -> Iterator[Row]:
    """What ``mes`` must reach; a third of the records in a report, ten times as many in growth."""
    check = f"`mes check`, cold, {records:,} records"
    again = "`mes check` again, nothing changed"
    cold = partial(shop.cold, records)
    for peer, bar in ((SOURCEMETA, 2.0), (CHECK_JSONSCHEMA, 0.08), (BEAN_CHECK, 1.8)):
        times = _TENTH if quick and peer is CHECK_JSONSCHEMA and records >= _MANY else 1
        name = peer.name if times == 1 else f"{peer.name} (a tenth, × {times})"
        second = partial(shop.peer, peer, records, times)
        yield Row(f"cold-{peer.name.split()[0]}", check, name, cold, second, bar)
    yield Row("again", f"{again}, {records:,} records", check, lambda: shop.warm(records), cold,
              0.25)  # fmt: skip
    yield Row("again-small", f"{again}, 100 records", "an empty typer command",
              lambda: shop.warm(100), shop.empty_command, 1.5)  # fmt: skip
    few = records * 3 // 10
    yield Row("report", f"`mes report annual --format html`, {few:,} records",
              f"`mes check`, cold, {few:,} records", lambda: shop.report(few),
              lambda: shop.cold(few), 1.6)  # fmt: skip
    yield Row("growth", f"`mes check`, cold, {10 * records:,} records", f"10 × {records:,} records",
              lambda: shop.cold(10 * records), cold, 1.15, 10, large=True)  # fmt: skip


def memory(shop: Shop, records: int) -> Memory:
    """The row of memory."""
    most = 10 * records
    return Memory("memory", f"`mes check`, cold, {most:,} records", lambda: shop.cold(most))
