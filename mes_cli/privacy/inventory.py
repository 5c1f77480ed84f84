"""The inventory: all that a register says of people on a day, with its terms and consents."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from mes_cli.finding import Place
from mes_cli.model.audience import Keeping, Personal
from mes_cli.privacy import sentences
from mes_cli.privacy.persons import Trace, traces
from mes_cli.privacy.retention import Agreed, Limit, Terms, consents, contacts
from mes_cli.register import Register


@dataclass(frozen=True, slots=True)
class Inventory:
    """What is held, how long each piece may be kept, and what the consents are worth."""

    register: Register
    day: dt.date
    held: tuple[tuple[Trace, Limit], ...]
    consents: tuple[Agreed, ...]

    @property
    def over(self) -> list[tuple[Trace, Limit]]:
        """What is past its term."""
        return [(it, limit) for it, limit in self.held if limit.over]


def inventory(register: Register, day: dt.date) -> Inventory:
    """Take the inventory of a register, as it is on a *day*."""
    terms = Terms(register, contacts(register, day), day)
    found = tuple((it, terms.limit(it)) for it in traces(register))
    return Inventory(register, day, found, tuple(consents(register, day)))


def places(inventory: Inventory) -> list[Place]:
    """Give the places whose lines are to be known."""
    found = [it.at for it, _ in inventory.held] + [it.at for it in inventory.consents]
    return list(dict.fromkeys(found))


def data(inventory: Inventory, lines: Mapping[Place, int]) -> dict[str, object]:
    """Give the inventory for machines: places and kinds, in canonical names."""
    retention = inventory.register.settings.retention
    return {
        "date": inventory.day.isoformat(),
        "register": inventory.register.settings.name,
        "retention": {
            keeping.value: {
                "months": getattr(retention, keeping),
                "source": "mes.yaml" if keeping.value in retention.model_fields_set else "default",
                "from": sentences.SINCE[keeping].text,
                "ground": sentences.GROUNDS[keeping].text,
                "default": sentences.ORIGINS[keeping].text,
            }
            for keeping in Keeping
        },
        "counts": _counts(inventory),
        "held": [_held(it, limit, lines) for it, limit in inventory.held],
        "consents": [_agreed(it, lines) for it in inventory.consents],
    }


def _counts(inventory: Inventory) -> dict[str, object]:
    kinds = {what.value: sum(it.what is what for it, _ in inventory.held) for what in Personal}
    return {**kinds, "past_term": len(inventory.over)}


def _held(it: Trace, limit: Limit, lines: Mapping[Place, int]) -> dict[str, object]:
    return {
        "what": it.what.value,
        "in_text": it.mention,
        "sensitive": it.sensitive,
        **_where(it.entry.record.kind, it.entry.record.id, it.at, lines),
        "field": ".".join(slot.name for slot in it.slots),
        "retention": it.keeping.value,
        "since": limit.since.isoformat() if limit.since else None,
        "until": limit.until.isoformat() if limit.until else None,
        "past_term": limit.over,
    }


def _agreed(it: Agreed, lines: Mapping[Place, int]) -> dict[str, object]:
    record = it.entry.record
    return {
        "state": it.state.value,
        "day": it.day.isoformat() if it.day else None,
        **_where(record.kind, record.id, it.at, lines),
        "scope": record.consent.scope.value if record.consent else None,
        "naming": record.consent.naming if record.consent else None,
    }


def _where(kind: str, name: str, at: Place, lines: Mapping[Place, int]) -> dict[str, object]:
    return {"kind": kind, "id": name, "file": at.file, "line": lines.get(at, 0) or None}
