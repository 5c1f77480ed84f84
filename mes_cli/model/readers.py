"""How the text of each type of value becomes that value: by the types."""

from typing import get_args

from mes_cli.model import scalars, term
from mes_cli.model.scalars import Reads, Scalar

_TYPES = (
    scalars.Text, scalars.Date, scalars.Duration, scalars.Money, scalars.Number, scalars.Whole,
    scalars.Share, scalars.Boolean, scalars.Year, scalars.MonthDay, scalars.Id, scalars.Url,
    scalars.Email, scalars.Account, scalars.Siren, scalars.Siret, scalars.Rna, scalars.Commune,
    scalars.Department, scalars.Region, term.Term,
)  # fmt: skip


def _readers() -> dict[Scalar, Reads]:
    parts = [get_args(one) for one in _TYPES]
    return {scalar: reads for _, reads, scalar in parts}


#: Each takes a text and the seconds in a day of work; it raises ``Refusal``.
READERS = _readers()
#: Text becomes itself.
TEXT = READERS[Scalar.TEXT]
