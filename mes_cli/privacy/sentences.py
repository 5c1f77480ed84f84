"""The words of an inventory: what is held, the terms, their reasons, the states of consents."""

from collections.abc import Mapping

from mes_cli.finding import Message, count, say
from mes_cli.model.audience import Keeping, Personal
from mes_cli.privacy.retention import RetentionState

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
