"""How finely an audience sees a year: rows on too few initiatives are told together.

Whoever may not see figures by accompaniment could read the money or the hours of one initiative
in a row that stands on it alone. Such a row is added to the next smallest one, and so on, until
the sum stands on enough initiatives. The groups divide the whole table, so that a total less the
other rows gives nothing back. Counts of initiatives are told as they are.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mes_cli.errors import AudienceRefusedError
from mes_cli.figures.balance import Balance, together
from mes_cli.figures.groups import NONE, By, OwnBy, RowsBy
from mes_cli.figures.rows import initiatives_by_row
from mes_cli.language.vocabulary import option_words
from mes_cli.model import Accompaniment, Initiative, Programme, Structure
from mes_cli.model.audience import FUNDER, MEMBERS, Audience
from mes_cli.view.edition import Edition
from mes_cli.view.viewer import Viewer

#: The records that rows are of, where they are of records.
KINDS_OF_ROWS: Mapping[RowsBy, str] = {
    By.ACCOMPANIMENT: Accompaniment.kind,
    By.INITIATIVE: Initiative.kind,
    By.PROGRAMME: Programme.kind,
    By.FUNDER: Structure.kind,
    By.STRUCTURE: Structure.kind,
}


class ToldRow(NamedTuple):
    """One row of a table of money or hours, or several that are told together."""

    #: Of a single row None: the life of the structure.
    ids: tuple[str | None, ...]
    balance: Balance

    @property
    def id(self) -> str | None:
        """The id of the row; of several, all ids: ``11+12``."""
        return "+".join(filter(None, self.ids)) or None


def told_rows(edition: Edition, by: RowsBy) -> tuple[ToldRow, ...]:
    """Give the rows of a year as the audience may see them; empty where it may see none."""
    rows = edition.figures.rows(by)
    if edition.sees(FUNDER) or edition.minimum <= 1:
        return _in_order(edition, by, (ToldRow((row.id,), row.balance) for row in rows))
    standing = initiatives_by_row(edition.figures.ledger, by)
    balances = {row.id: row.balance for row in rows if row.id is not None}
    groups = together_by_initiatives({it: standing[it] for it in balances}, edition.minimum)
    if balances and not groups:
        return ()
    life = [ToldRow((None,), row.balance) for row in rows if row.id is None]
    told = [ToldRow(ids, together([balances[it] for it in ids])) for ids in groups]
    return (*told, *life)


def _in_order(edition: Edition, by: RowsBy, rows: Iterable[ToldRow]) -> tuple[ToldRow, ...]:
    """Put rows of initiatives and the like where their place does not tell an id."""
    if not edition.viewer.pseudonyms or by not in KINDS_OF_ROWS:
        return tuple(rows)
    kind = KINDS_OF_ROWS[by]

    def place(row: ToldRow) -> tuple[bool, bool, tuple[str, str]]:
        name = row.id or ""
        return row.id is None, name == NONE, edition.viewer.place(kind, name)

    return tuple(sorted(rows, key=place))


def together_by_initiatives(
    standing: Mapping[str, frozenset[str]], minimum: int
) -> list[tuple[str, ...]]:
    """Put the rows of a table into groups that each stand on *minimum* initiatives at least.

    *standing* has the initiatives of each row. The smallest row is joined with the next smallest,
    ties by id, until it stands on enough. Empty where all rows together do not.

    >>> a, b, c, d = (frozenset(it) for it in ("x", "y", "uvw", "z"))
    >>> together_by_initiatives({"12": a, "11": b, "31": c, "9": d}, 2)
    [('11', '12', '9'), ('31',)]
    """
    left: list[tuple[int, tuple[str, ...], frozenset[str]]] = [
        (len(whom), (name,), whom) for name, whom in standing.items()
    ]
    while left:
        number, names, whom = min(left)
        if number >= minimum:
            break
        left.remove((number, names, whom))
        while number < minimum:
            if not left:
                return []
            more = min(left)
            left.remove(more)
            names, whom = _ordered((*names, *more[1])), whom | more[2]
            number = len(whom)
        left.append((number, names, whom))
    return sorted((names for _, names, _ in left), key=lambda names: (names[0] == NONE, names))


def _ordered(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (name == NONE, name)))


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


def refuse_rows(by: RowsBy, viewer: Viewer) -> None:
    """Refuse rows that are finer than the audience of a viewer may see.

    Raises:
        AudienceRefusedError: they are.
    """
    if not sees_rows(by, viewer.audience):
        names = [reader for reader in Audience if reader.sees(_widest(by))]
        said = option_words(viewer.language, "By", str(by))[0]
        raise AudienceRefusedError(f"coverage --by {said}", viewer.audience, *names)


def _widest(by: RowsBy) -> Audience:
    """The widest audience that may see the rows of a table."""
    if isinstance(by, OwnBy):
        return by.audience
    return Audience.PUBLIC if by in _PUBLIC else FUNDER if by in _FUNDER else MEMBERS
