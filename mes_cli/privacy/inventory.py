"""The inventory: all that a register says of people on a day, with its terms and consents.

What is held, the terms and their reasons, and the states of consents have their sentences here.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from mes_cli.finding import Message, Place, count, say
from mes_cli.model.audience import Keeping, Personal
from mes_cli.privacy.persons import Trace, traces
from mes_cli.privacy.retention import Agreed, Limit, RetentionState, Terms, consents, contacts
from mes_cli.register import Register

_YEAR = 12

#: What fields say of people.
HELD: Mapping[Personal, Message] = {
    Personal.NAME: say("names of people"),
    Personal.ROLE: say("what people do"),
    Personal.EMAIL: say("e-mail addresses"),
    Personal.PHONE: say("phone numbers"),
    Personal.WORDS: say("words of people, and stories about them"),
    Personal.MEDIA: say("pictures, recordings, articles"),
    Personal.NOTE: say("notes for the keeper, which may name people"),
    Personal.PROOF: say("proofs of what was given"),
    Personal.KEY: say("keys of imported rows"),
    Personal.CONSENT: say("consents"),
}
#: What stands in the middle of texts about something else.
MENTIONED: Mapping[Personal, Message] = {
    Personal.NAME: say("known names, in other texts"),
    Personal.EMAIL: say("e-mail addresses, in other texts"),
    Personal.PHONE: say("phone numbers, in other texts"),
}
SENSITIVE = say("of which beside activist time: may reveal opinions (GDPR, art. 9)")

#: Whose term it is.
KEPT: Mapping[Keeping, Message] = {
    Keeping.PROJECT_HOLDERS: say("project holders, their contacts, notes about them"),
    Keeping.PARTNERS: say("contacts of structures, notes about them"),
    Keeping.VOLUNTEERS: say("volunteers"),
    Keeping.EVIDENCE: say("evidence"),
    Keeping.ACCOUNTING: say("proofs, and notes on money and years"),
}
#: From when it is counted.
SINCE: Mapping[Keeping, Message] = {
    Keeping.PROJECT_HOLDERS: say("after the last contact: the newest record about the initiative"),
    Keeping.PARTNERS: say("after the last contact: the newest record that names the structure"),
    Keeping.VOLUNTEERS: say("after their last contribution"),
    Keeping.EVIDENCE: say("as the consent says; a consent that names no end lasts until withdrawn"),
    Keeping.ACCOUNTING: say("after the end of the financial year"),
}
#: From when evidence is kept, where the settings give a term for it.
SINCE_GIVEN = say("as the consent says; one that names no end, for this term from the day of it")
AS_AGREED = say("as agreed")
#: Why it may be held at all.
GROUNDS: Mapping[Keeping, Message] = {
    Keeping.PROJECT_HOLDERS: say(
        "legitimate interest, to follow those who are accompanied; they must be told"
    ),
    Keeping.PARTNERS: say("legitimate interest; what names an organisation only is not personal"),
    Keeping.VOLUNTEERS: say("the contract of membership, or legitimate interest"),
    Keeping.EVIDENCE: say("consent, as easy to withdraw as to give (GDPR, art. 7)"),
    Keeping.ACCOUNTING: say(
        "the legal duty to keep accounts and their vouchers (Code de commerce, L123-22)"
    ),
}
#: Where a default comes from.
ORIGINS: Mapping[Keeping, Message] = {
    Keeping.PROJECT_HOLDERS: say(
        "the CNIL has no figure for them; three years is its figure for those who asked"
        " for something and no longer write. Decide for yourselves, and write it down"
    ),
    Keeping.PARTNERS: say("as for project holders"),
    Keeping.VOLUNTEERS: say(
        "the CNIL has no figure for volunteers; as for project holders. Decide for"
        " yourselves, and write it down"
    ),
    Keeping.EVIDENCE: say("what the person agreed to, and nothing else"),
    Keeping.ACCOUNTING: say("ten years, as for all accounting records"),
}

#: What consents are worth.
STATES: Mapping[RetentionState, Message] = {
    RetentionState.WITHDRAWN: say("Consents withdrawn: show it no more, and ask if it may be kept"),
    RetentionState.OVER: say("Consents that are over: ask again, or let it go"),
    RetentionState.ENDS_SOON: say("Consents that end within three months: ask again"),
    RetentionState.NOT_YET: say("Consents that begin later"),
    RetentionState.NONE: say("Evidence without a consent: for the keeper only"),
}


def decides(state: RetentionState, day: str) -> Message | None:
    """The day that decides what a consent is worth."""
    match state:
        case RetentionState.WITHDRAWN:
            return say("withdrawn on {day}", day=day)
        case RetentionState.OVER:
            return say("ended on {day}", day=day)
        case RetentionState.ENDS_SOON:
            return say("ends on {day}", day=day)
        case RetentionState.NOT_YET:
            return say("begins on {day}", day=day)
        case RetentionState.NONE | RetentionState.IN_FORCE:
            return None


def term(months: int) -> Message:
    """A term, in years where it is a number of them."""
    if months % _YEAR:
        return count("{number} month", "{number} months", months)
    return count("{number} year", "{number} years", months // _YEAR)


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
                "from": SINCE[keeping].text,
                "ground": GROUNDS[keeping].text,
                "default": ORIGINS[keeping].text,
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
