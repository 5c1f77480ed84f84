"""What is measured against what, and how much it may take at most."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.measure import Sample, Work, in_turn
from benchmarks.peers import CHECK_JSONSCHEMA, PEERS, SOURCEMETA, SOURCEMETA_FAST, Peer
from benchmarks.shop import Shop

_GIB = 1 << 30
#: Peers that need minutes: with ``--quick`` they get a tenth of many records. A tenth of few
#: would say more of their start than of their work.
_SLOW = frozenset({"check-jsonschema", "yamale", "yamllint"})
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
    bar: float = _GIB

    def measure(self) -> Sample:
        """Run it once, and watch."""
        return self.only().run(watch=True)


def required(shop: Shop, records: int, *, quick: bool) -> Iterator[Row]:
    """What ``mes`` must reach; 10 and 100 times as many records in the rows of growth."""
    check = f"`mes check`, cold, {records:,} records"
    again = f"`mes check` again, {records:,} records"
    cold, warm = lambda: shop.cold(records), lambda: shop.warm(records)
    many, most = 10 * records, 100 * records

    for peer, name in ((SOURCEMETA, "sourcemeta"), (SOURCEMETA_FAST, "sourcemeta-fast")):
        yield Row(f"cold-{name}", check, peer.name, cold, _of(shop, peer, records), 1.0)
    slow = _of(shop, CHECK_JSONSCHEMA, records, quick=quick)
    yield Row(
        "cold-check-jsonschema",
        check,
        _named(CHECK_JSONSCHEMA, records, quick=quick),
        cold,
        slow,
        0.03,
    )
    yield Row("cold-floor", check, "walk, stat and read", cold,
              lambda: shop.floor("read", records), 6)  # fmt: skip
    for peer, name in ((SOURCEMETA, "sourcemeta"), (SOURCEMETA_FAST, "sourcemeta-fast")):
        yield Row(f"warm-{name}", again, peer.name, warm, _of(shop, peer, records), 0.3)
    yield Row("warm-floor", f"`mes check` again, {many:,} records", "walk and stat",
              lambda: shop.warm(many), lambda: shop.floor("walk", many), 2.5)  # fmt: skip
    yield Row("changed", "one record changed", f"nothing changed, {records:,} records",
              lambda: shop.changed(records), warm, 2)  # fmt: skip
    yield Row("wrong", f"`mes check`, cold, {shop.wrong:.0%} of {records:,} wrong", "all valid",
              lambda: shop.cold(records, wrong=True), cold, 1.5)  # fmt: skip
    yield Row("wrong-warm", f"`mes check` again, {shop.wrong:.0%} of {records:,} wrong",
              "all valid", lambda: shop.warm(records, wrong=True), warm, 1.5)  # fmt: skip
    yield Row("report", f"`mes report annual --format html`, warm, {records:,} records", check,
              lambda: shop.warm(records, "report", "annual", "--format", "html", "--output", "-"),
              cold, 1.0)  # fmt: skip
    yield Row("version", "`mes --version`", "`python -I -c pass`", shop.version,
              lambda: shop.python("pass", "-I"), 3)  # fmt: skip
    yield Row("small", "`mes check` again, 100 records",
              '`python -c "import typer, pydantic, rich"`', lambda: shop.warm(100),
              lambda: shop.python("import typer, pydantic, rich"), 1.2)  # fmt: skip
    yield Row("growth", f"`mes check`, cold, {most:,} records", f"10 × {many:,} records",
              lambda: shop.cold(most), lambda: shop.cold(many), 1.15, 10, large=True)  # fmt: skip


def memory(shop: Shop, records: int) -> Memory:
    """The row of memory."""
    most = 100 * records
    return Memory("memory", f"`mes check`, cold, {most:,} records", lambda: shop.cold(most))


def others(shop: Shop, records: int, *, quick: bool) -> Iterator[Row]:
    """The other peers, without a bar."""
    work = f"`mes check`, cold, {records:,} records"
    for peer in PEERS:
        if peer not in {SOURCEMETA, SOURCEMETA_FAST, CHECK_JSONSCHEMA}:
            name = "peer-" + peer.name.split(",")[0].replace(" ", "-")
            yield Row(name, work, _named(peer, records, quick=quick), lambda: shop.cold(records),
                      _of(shop, peer, records, quick=quick))  # fmt: skip


def _of(shop: Shop, peer: Peer, records: int, *, quick: bool = False) -> Callable[[], Work | None]:
    return lambda: shop.peer(peer, records, _times(peer, records, quick=quick))


def _times(peer: Peer, records: int, *, quick: bool) -> int:
    return _TENTH if quick and peer.name in _SLOW and records >= _MANY else 1


def _named(peer: Peer, records: int, *, quick: bool) -> str:
    tenth = _times(peer, records, quick=quick) > 1
    return f"{peer.name} (a tenth, × {_TENTH})" if tenth else peer.name
