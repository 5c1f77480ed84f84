"""Audiences and personal data: each model field names its widest audience in its annotation.

Fields about people also say what they hold of them; :class:`Keeping` says which term of
retention a record has.
"""

from enum import StrEnum


class Audience(StrEnum):
    """Readers of reports and exports, from the widest to the narrowest."""

    PUBLIC = "public"
    FUNDER = "funder"
    MEMBERS = "members"
    INTERNAL = "internal"

    def sees(self, other: "Audience") -> bool:
        """Tell whether this audience may see all that *other* may see.

        >>> Audience.MEMBERS.sees(Audience.FUNDER)
        True
        >>> Audience.PUBLIC.sees(Audience.INTERNAL)
        False
        """
        return _ORDER[self] >= _ORDER[other]

    @property
    def strictness(self) -> int:
        """Its place among all of them, from the widest to the narrowest."""
        return _ORDER[self]


_ORDER = {audience: position for position, audience in enumerate(Audience)}

PUBLIC = Audience.PUBLIC
FUNDER = Audience.FUNDER
MEMBERS = Audience.MEMBERS
INTERNAL = Audience.INTERNAL


class Personal(StrEnum):
    """What a field may say of people; every field that only the keeper sees says which."""

    NAME = "name"
    ROLE = "role"
    EMAIL = "email"
    PHONE = "phone"
    #: What somebody said, or what is told about them.
    WORDS = "words"
    #: A picture, a recording, an article.
    MEDIA = "media"
    #: Words for the keeper alone, in which people may be named.
    NOTE = "note"
    #: What shows that something was done, and by whom.
    PROOF = "proof"
    #: What an import knows a person's row by.
    KEY = "key"
    CONSENT = "consent"


class Keeping(StrEnum):
    """The retention term that applies to a record; the settings say how long each is."""

    PROJECT_HOLDERS = "project_holders"
    PARTNERS = "partners"
    VOLUNTEERS = "volunteers"
    EVIDENCE = "evidence"
    ACCOUNTING = "accounting"
