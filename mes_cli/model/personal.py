"""What a field may say of people, and whose term it is kept for."""

from enum import StrEnum


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
    """Whose term a record is kept for; the settings say how long each of them is."""

    PROJECT_HOLDERS = "project_holders"
    PARTNERS = "partners"
    VOLUNTEERS = "volunteers"
    EVIDENCE = "evidence"
    ACCOUNTING = "accounting"
