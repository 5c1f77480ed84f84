"""``mes distinct``."""

from mes_cli.cli.same import Ids, OfKind, Who, Why, decide


def distinct(ids: Ids, kind: OfKind = "", by: Who = "", why: Why = "") -> None:
    """Decide that records of several members that look alike are not the same.

    The decision is written into identities.yaml of the network; nobody is asked again. On a
    terminal it is asked why, and who decided.
    """
    decide("distinct", ids, kind, by, why)
