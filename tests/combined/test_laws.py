"""Laws of combined accounts, on networks made from seeds."""

from decimal import Decimal

import pytest

from mes_cli.combined.combination import combined
from mes_cli.combined.flows import Elimination
from mes_cli.combined.identity import identify
from mes_cli.combined.members import Doubt, Member
from mes_cli.figures.balance import Balance
from mes_cli.figures.books import books
from mes_cli.figures.groups import By
from mes_cli.figures.plain import balance, counts
from mes_cli.figures.year import YearFigures
from mes_cli.model.settings import Decision, Identities
from mes_cli.register import Register
from tests.combined.networks import CODES, YEAR, entry, figures, member, network

SEEDS = range(12)


def plain(it: Balance) -> object:
    return balance(it, it)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_member_is_that_member(seed: int) -> None:
    alone = member("east", seed, ties=False)
    whole, home = figures(network([alone])), YearFigures(books(alone.register), YEAR)
    assert plain(whole.balance) == plain(home.balance)
    assert whole.standings == home.standings
    assert counts(whole.counts) == counts(home.counts)
    for by in By:
        combined_rows = sorted(str(plain(it.balance)) for it in whole.rows(by))
        assert combined_rows == sorted(str(plain(it.balance)) for it in home.rows(by))


@pytest.mark.parametrize("seed", SEEDS)
def test_members_without_ties_add_up(seed: int) -> None:
    members = [member(code, seed, ties=False) for code in CODES]
    whole = figures(network(members)).balance
    homes = [YearFigures(books(it.register), YEAR).balance for it in members]
    assert whole.cost.full == sum(it.cost.full for it in homes)
    assert whole.resources.monetary == sum(it.resources.monetary for it in homes)
    assert whole.hours.staff == sum(it.hours.staff for it in homes)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_by_adds_up_and_order_changes_no_total(seed: int) -> None:
    members = [member(code, seed, ties=True) for code in CODES]
    whole = figures(network(members))
    turned = figures(network(members[::-1]))
    assert plain(whole.balance) == plain(turned.balance)
    assert whole.standings == turned.standings
    assert counts(whole.counts) == counts(turned.counts)
    assert whole.gaps == turned.gaps
    for by in By:
        rows = [it.balance for it in whole.rows(by)]
        assert sum(it.cost.full for it in rows) == whole.balance.cost.full
        assert sum(it.resources.monetary for it in rows) == whole.balance.resources.monetary
        assert sum(it.hours.staff for it in rows) == whole.balance.hours.staff


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_taken_out_is_what_lacks(seed: int) -> None:
    members = [member(code, seed, ties=True) for code in CODES]
    whole = figures(network(members))
    homes = [YearFigures(books(it.register), YEAR).balance for it in members]
    reasons = {Elimination.MONEY, Elimination.FEES}
    taken = sum(it.line.amount for it in whole.taken_out if it.reason in reasons)
    assert whole.balance.resources.monetary == sum(it.resources.monetary for it in homes) - taken
    expenses = [it for it in whole.taken_out if it.reason is Elimination.EXPENSE]
    cost = sum(it.cost.monetary for it in homes) - sum(it.line.amount for it in expenses)
    assert whole.balance.cost.monetary == cost
    for gap in whole.gaps:
        pair = (gap.payer, gap.payee)
        paid = sum(it.line.amount for it in expenses if (it.payer, it.payee) == pair)
        money = [it for it in whole.taken_out if it.reason is Elimination.MONEY]
        received = sum(it.line.amount for it in money if (it.payer, it.payee) == pair)
        assert (gap.given, gap.received) == (paid, received)


def initiative(code: str, name: str, siren: str | None = None) -> Member:
    one = entry(code, "initiative", id=name, name=name, summary="x", stage="idea",
                territory={"department": "21"}, siren=siren)  # fmt: skip
    keeper = entry(code, "structure", id=code, name=code, roles=["member"])
    settings = member(code, 0, ties=False).register.settings
    return Member(code, Register(settings, (keeper, one)))


def doubts(members: list[Member], **decisions: list[tuple[str, ...]]) -> set[Doubt]:
    told = {word: tuple(Decision(kind="initiative", ids=ids) for ids in some)
            for word, some in decisions.items()}  # fmt: skip
    whole = network(members)
    object.__setattr__(whole, "identities", Identities(**told))
    return {it.doubt for it in identify(whole).doubts}


def test_a_chain_of_decisions_that_contradict_each_other_names_them() -> None:
    members = [initiative("east", "a"), initiative("west", "b"), initiative("south", "c")]
    ids = ("east:a", "west:b", "south:c")
    whole = network(members)
    same = tuple(Decision(kind="initiative", ids=it) for it in (ids[:2], ids[1:]))
    apart = (Decision(kind="initiative", ids=(ids[0], ids[2])),)
    object.__setattr__(whole, "identities", Identities(same=same, distinct=apart))
    [doubt] = identify(whole).doubts
    assert (doubt.doubt, doubt.ids) == (Doubt.CONTRADICTION, ids)


def test_a_decision_wins_over_a_number() -> None:
    members = [initiative("east", "a", "999101017"), initiative("west", "b", "999101017")]
    assert identify(network(members)).name("initiative", "west", "b") == "east:a"
    apart = Identities(distinct=(Decision(kind="initiative", ids=("east:a", "west:b")),))
    whole = network(members)
    object.__setattr__(whole, "identities", apart)
    assert identify(whole).name("initiative", "west", "b") == "west:b"


def test_two_sirens_are_an_error_also_where_a_decision_joins_them() -> None:
    members = [initiative("east", "a", "999101017"), initiative("west", "b", "999101025")]
    assert doubts(members) == set()
    assert doubts(members, same=[("east:a", "west:b")]) == {Doubt.TWO_SIRENS}


def test_a_record_that_could_join_either_of_two_joins_neither() -> None:
    east = initiative("east", "a", "999101017")
    twin = entry("east", "initiative", id="aa", name="aa", summary="x", stage="idea",
                 territory={"department": "21"}, siren="999101017")  # fmt: skip
    both = Member("east", Register(east.register.settings, (*east.register.entries, twin)))
    whole = network([both, initiative("west", "b", "999101017")])
    found = identify(whole)
    assert found.name("initiative", "west", "b") == "west:b"
    assert {it.doubt for it in found.doubts} == {Doubt.EITHER}


def test_a_foundation_called_like_a_member_is_not_the_member() -> None:
    east = initiative("east", "a")
    foundation = entry("west", "structure", id="east", name="East Foundation", roles=["funder"],
                       siren="999101025")  # fmt: skip
    west = initiative("west", "b")
    west = Member("west", Register(west.register.settings, (*west.register.entries, foundation)))
    assert (
        combined(network([east, west])).identified.name("structure", "west", "east") == "west:east"
    )


def test_a_difference_of_dates_is_no_gap() -> None:
    def paying(code: str, other: str, **more: object) -> Member:
        settings = member(code, 0, ties=False).register.settings
        structures = [entry(code, "structure", id=it, name=it, roles=["member"])
                      for it in (code, other)]  # fmt: skip
        given = [{"to": other, "date": "2024-12-30", "amount": "100"}]
        year = None if more else entry(code, "year", id="y24", year="2024", regrants=given)
        later = entry(code, "year", id="y25", year="2025", foreword="x")
        money = entry(code, "funding", id="f", funder=other, nature="grant", status="granted",
                      granted="100", period={"from": "2025-01-02", "to": "2025-12-31"})  # fmt: skip
        own = [year, later] if year else [money]
        return Member(code, Register(settings, (*structures, *own)))

    whole = network([paying("east", "west"), paying("west", "east", receives=True)])
    [gap] = figures(whole, 2025).gaps
    assert gap.timing
    assert (gap.given, gap.received) == (Decimal(0), Decimal("100.00"))
