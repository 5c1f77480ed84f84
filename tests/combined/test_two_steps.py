"""Combining in two steps or in one is the same; hidden initiatives change no total."""

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from mes_cli.combined.combination import CombinedFigures, combined
from mes_cli.combined.members import Member
from mes_cli.exchange.joining import join, packed_decisions
from mes_cli.exchange.package import packed, unpacked, with_lines
from mes_cli.figures.balance import Balance
from mes_cli.figures.books import books
from mes_cli.figures.groups import By
from mes_cli.figures.plain import balance, counts
from mes_cli.figures.rounding import to_cents
from mes_cli.figures.year import YearFigures
from mes_cli.model.audience import Audience
from mes_cli.model.settings import Decision, Identities
from mes_cli.register import Register
from mes_cli.store.packages import Package, PackedRegister, package_bytes
from mes_cli.store.reading.load import load
from mes_cli.view.viewer import viewer
from tests.combined.networks import CODES, YEAR, entry, figures, member, network

DECISIONS = Identities(
    same=(Decision(kind="accompaniment", ids=("west:c0", "east:c1")),
          Decision(kind="initiative", ids=("west:i0", "east:i1"))),
    distinct=(Decision(kind="initiative", ids=("east:i0", "west:i2")),),
)  # fmt: skip


def seen(it: Member) -> PackedRegister:
    """A register as its package has it, with its lines."""
    found = packed(viewer(it.register, Audience.MEMBERS, date(YEAR, 12, 31), "en"), it.code, {})
    return with_lines(found, unpacked(found, it.code), YEAR)


def put_together(root: Path, packages: dict[str, Sequence[PackedRegister]]) -> CombinedFigures:
    """The figures of a network of packages, whose own register names its members."""
    (root / "structures").mkdir(parents=True)
    rows, keepers = "", "- {id: top, name: top, roles: [network-head]}\n"
    for code, registers in packages.items():
        (root / f"{code}.sqlite").write_bytes(package_bytes(Package(YEAR, registers)))
        rows += f"  - {{structure: {code}, package: {code}.sqlite}}\n"
        keepers += f"- {{id: {code}, name: {code}, roles: [member]}}\n"
    text = f"mes: 1\nname: top\nlanguage: en\nkeeper: top\nmembers:\n{rows}"
    (root / "mes.yaml").write_text(text, "utf-8")
    (root / "structures" / "all.yaml").write_text(keepers, "utf-8")
    joined = join(load(root))
    assert joined.findings == []
    return CombinedFigures(combined(joined.network), YEAR)


def told(it: CombinedFigures) -> object:
    def plain(of: Balance) -> object:
        return balance(of, of)

    return (
        plain(it.balance), counts(it.counts), it.standings, it.exchanges, it.gaps,
        {by: {str(row.id): plain(row.balance) for row in it.rows(by)} for by in By},
        sorted(str((one.reason, one.member, one.line.record)) for one in it.taken_out),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_two_steps_are_one(seed: int, tmp_path: Path) -> None:
    east, west, south = (seen(member(code, seed, ties=True)) for code in CODES)
    head = seen(network([]).own)
    decided = packed_decisions(DECISIONS)
    middle = type(head)(**{**vars(head), "decisions": decided})
    at_once = put_together(
        tmp_path / "one", {"east": [east], "west": [west], "head": [middle], "south": [south]}
    )
    in_two = put_together(tmp_path / "two", {"head": [middle, east, west], "south": [south]})
    assert told(at_once) == told(in_two)
    assert at_once.taken_out


@pytest.mark.parametrize("seed", range(8))
def test_hidden_initiatives_change_no_total(seed: int) -> None:
    """A cent that cannot be shared may fall on another row: ids that decide it stay at home."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    home = member("east", seed, ties=False)
    entries = [
        entry("east", "initiative", id=it.record.id, name=f"{it.record.id} x", summary="x",
              stage="idea", territory={"department": "21"}, publish_name="internal")
        if it.record.kind == "initiative"
        else it._replace(record=it.record.model_copy(update={
            "initiatives": tuple(dice.sample(["i0", "i1", "i2"], 3))}))
        if it.record.kind == "accompaniment" else it
        for it in home.register.entries
    ]  # fmt: skip
    own = Member("east", Register(home.register.settings, tuple(entries)))
    away = Member("east", unpacked(seen(own), "east"))
    whole, before = figures(network([away])), YearFigures(books(own.register), YEAR)
    assert balance(whole.balance, whole.balance) == balance(before.balance, before.balance)
    for by in By:
        there, here = ([it.balance for it in of.rows(by)] for of in (whole, before))
        assert sum(it.cost.full for it in there) == whole.balance.cost.full
        assert sum(it.resources.monetary for it in there) == whole.balance.resources.monetary
        for one, other in zip(*(sorted(to_cents(it.cost.full) for it in of)
                                for of in (there, here)), strict=True):  # fmt: skip
            assert abs(one - other) <= 4
