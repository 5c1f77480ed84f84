"""``mes same``."""

from mes_cli.cli.deciding import Ids, OfKind, Who, Why, decide


def same(ids: Ids, kind: OfKind = "", by: Who = "", why: Why = "") -> None:
    """Decide that records of several members stand for one thing: it counts once.

    The decision is written into identities.yaml of the network. The first id speaks for all. On a
    terminal it is asked which one does, why, and who decided.
    """
    decide("same", ids, kind, by, why)
