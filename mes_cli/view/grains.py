"""Grains: how finely each audience may see the balance of a year."""

from mes_cli.errors import AudienceRefusedError
from mes_cli.figures.groups import By, OwnBy, RowsBy
from mes_cli.model.audience import FUNDER, MEMBERS, Audience

#: What the public may see row by row; cost by policy or by funder follows the money to those
#: who were accompanied with it.
_PUBLIC = frozenset({By.THEME, By.TERRITORY})
_FUNDER = _PUBLIC | {By.ACCOMPANIMENT, By.PROGRAMME, By.POLICY, By.FUNDER, By.STRUCTURE}


def grain(audience: Audience) -> By:
    """By what the rows of a year are, if nobody says."""
    return By.ACCOMPANIMENT if audience.sees(FUNDER) else By.TERRITORY


def sees_rows(by: RowsBy, audience: Audience) -> bool:
    """Tell whether an audience may see the rows of a table."""
    return audience.sees(_widest(by))


def refuse_rows(by: RowsBy, audience: Audience) -> None:
    """Refuse rows that are finer than an audience may see.

    Raises:
        AudienceRefusedError: they are.
    """
    if not sees_rows(by, audience):
        names = ", ".join(reader for reader in Audience if reader.sees(_widest(by)))
        raise AudienceRefusedError(f"coverage --by {by}", audience, names)


def _widest(by: RowsBy) -> Audience:
    """The widest audience that may see the rows of a table."""
    if isinstance(by, OwnBy):
        return by.audience
    return Audience.PUBLIC if by in _PUBLIC else FUNDER if by in _FUNDER else MEMBERS
