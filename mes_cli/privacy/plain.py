"""An inventory for machines: places and kinds, in canonical names."""

from collections.abc import Mapping

from mes_cli.finding import Place
from mes_cli.model.personal import Keeping, Personal
from mes_cli.privacy import words
from mes_cli.privacy.consents import Agreed
from mes_cli.privacy.held import Held
from mes_cli.privacy.inventory import Inventory
from mes_cli.privacy.limits import Limit
from mes_cli.privacy.telling import place_of


def wanted(inventory: Inventory) -> list[Place]:
    """The places whose lines are to be known."""
    found = [it.at for it, _ in inventory.held] + [place_of(it) for it in inventory.consents]
    return list(dict.fromkeys(found))


def plain(inventory: Inventory, lines: Mapping[Place, int]) -> dict[str, object]:
    """The inventory for machines: places and kinds, in canonical names."""
    retention = inventory.register.settings.retention
    return {
        "date": inventory.day.isoformat(),
        "register": inventory.register.settings.name,
        "retention": {
            keeping.value: {
                "months": getattr(retention, keeping),
                "source": "mes.yaml" if keeping.value in retention.model_fields_set else "default",
                "from": words.SINCE[keeping].text,
                "ground": words.GROUNDS[keeping].text,
                "default": words.ORIGINS[keeping].text,
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


def _held(it: Held, limit: Limit, lines: Mapping[Place, int]) -> dict[str, object]:
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
        **_where(record.kind, record.id, place_of(it), lines),
        "scope": record.consent.scope.value if record.consent else None,
        "naming": record.consent.naming if record.consent else None,
    }


def _where(kind: str, name: str, at: Place, lines: Mapping[Place, int]) -> dict[str, object]:
    return {"kind": kind, "id": name, "file": at.file, "line": lines.get(at, 0) or None}
