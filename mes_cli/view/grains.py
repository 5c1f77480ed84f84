"""Grains: how finely each audience may see the balance of a year."""

from mes_cli.errors import AudienceRefusedError
from mes_cli.figures.rows import By
from mes_cli.model.audience import FUNDER, MEMBERS, Audience

#: What the public may see row by row: no line of it is about one of the people accompanied.
_PUBLIC = frozenset({By.POLICY, By.THEME, By.TERRITORY})
_FUNDER = _PUBLIC | {By.ACCOMPANIMENT, By.PROGRAMME, By.FUNDER, By.STRUCTURE}


def grain(audience: Audience) -> By:
    """What the rows of a year are by, if nobody says: accompaniments, for the public policies."""
    return By.ACCOMPANIMENT if audience.sees(FUNDER) else By.POLICY


def refuse_rows(by: By, audience: Audience) -> None:
    """Refuse rows that are finer than an audience may see.

    Raises:
        AudienceRefusedError: they are.
    """
    widest = Audience.PUBLIC if by in _PUBLIC else FUNDER if by in _FUNDER else MEMBERS
    if not audience.sees(widest):
        names = ", ".join(reader for reader in Audience if reader.sees(widest))
        raise AudienceRefusedError(f"coverage --by {by}", audience, names)
