"""The records: frozen models, one file a kind, and nothing that looks beyond one record."""

from collections.abc import Mapping

from mes_cli.model.accompaniment import Accompaniment
from mes_cli.model.advocacy import Advocacy
from mes_cli.model.audience import Audience
from mes_cli.model.contribution import Contribution
from mes_cli.model.evidence import Evidence
from mes_cli.model.funding import Funding
from mes_cli.model.initiative import Initiative
from mes_cli.model.own_fields import with_own
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

#: The model of each kind of record, as a register has it.
Models = Mapping[str, type[Record]]


def models(settings: Settings) -> Models:
    """The model of each kind of record, with the fields that a register declares for itself."""
    own = settings.own_fields
    return {kind: with_own(model, own.of(kind)) for kind, model in KINDS.items()}


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
    "Models",
    "Programme",
    "Record",
    "Settings",
    "Structure",
    "models",
]
