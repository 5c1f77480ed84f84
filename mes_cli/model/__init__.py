"""The records: frozen models, one file a kind, and nothing that looks beyond one record."""

from mes_cli.model.accompaniment import Accompaniment
from mes_cli.model.advocacy import Advocacy
from mes_cli.model.audience import Audience
from mes_cli.model.contribution import Contribution
from mes_cli.model.evidence import Evidence
from mes_cli.model.funding import Funding
from mes_cli.model.initiative import Initiative
from mes_cli.model.programme import Programme
from mes_cli.model.record import Record
from mes_cli.model.settings import Settings
from mes_cli.model.structure import Structure
from mes_cli.model.year import FinancialYear

#: All kinds of record, in the order in which people think of them.
KINDS: dict[str, type[Record]] = {
    model.kind: model
    for model in (
        Structure,
        Programme,
        Initiative,
        Accompaniment,
        Contribution,
        Funding,
        Evidence,
        Advocacy,
        FinancialYear,
    )
}

__all__ = [
    "KINDS",
    "Accompaniment",
    "Advocacy",
    "Audience",
    "Contribution",
    "Evidence",
    "FinancialYear",
    "Funding",
    "Initiative",
    "Programme",
    "Record",
    "Settings",
    "Structure",
]
