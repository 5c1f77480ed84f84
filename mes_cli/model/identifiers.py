"""Ids, and the identifiers that others give: each function gives the normal form, or None."""

import re
from collections.abc import Callable

from mes_cli import geography
from mes_cli.language.folding import slug

Accept = Callable[[str], str | None]

LONGEST_ID = 64
#: Room for a hyphen and a number behind an id.
_NUMBER = 5
#: Browsers and servers take no longer address.
_LONGEST_URL = 2000

# Windows refuses these as names of files, whatever their ending.
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)
_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?", re.ASCII)
_MAIL = re.compile(r"[^@\s<>\"(),:;\\]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_ACCOUNT = re.compile(r"[1-8]\d{0,7}", re.ASCII)
_COMMUNE = re.compile(r"(?:\d{2}|2[AB])\d{3}", re.ASCII)
_RNA = re.compile(r"W\d[0-9A-Z]\d{7}", re.ASCII)
_GAPS = re.compile(r"[\s.\u00a0\u202f\u2009-]+")
#: An e-mail address in the middle of a text.
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
#: A French phone number in the middle of a text: ten digits by two, or +33 and nine.
PHONE = re.compile(
    r"(?<![\d./-])(?:\+33[\s.\u00a0\u202f-]?(?:\(0\)\s?)?[1-9]|0[1-9])"
    r"(?:[\s.\u00a0\u202f-]?\d{2}){4}(?![\d/-])"
)


def valid_id(text: str) -> str | None:
    """Accept an id: lower-case ASCII letters, digits and hyphens, 64 at most.

    >>> valid_id("cafe-des-possibles")
    'cafe-des-possibles'
    >>> valid_id("Café") is valid_id("con") is None
    True
    """
    return text if _ID.fullmatch(text) and text not in _RESERVED else None


def id_of(text: str) -> str:
    """Make an id of a text, of whole words where it is long; empty where none can be made.

    >>> id_of("Café des Possibles !"), id_of("con")
    ('cafe-des-possibles', '')
    """
    words = slug(text).split("-")
    while len("-".join(words)) > LONGEST_ID - _NUMBER and len(words) > 1:
        words.pop()
    return valid_id("-".join(words)[:LONGEST_ID].strip("-")) or ""


def free_id(wanted: str, taken: Callable[[str], bool], sign: str = "-") -> str:
    """Give an id that is not *taken*: the one that is wanted, or with a number behind a *sign*.

    >>> free_id("cafe", {"cafe", "cafe-2"}.__contains__)
    'cafe-3'
    """
    found, number = wanted, 1
    while taken(found):
        number += 1
        found = f"{wanted[: LONGEST_ID - _NUMBER].rstrip(sign)}{sign}{number}"
    return found


def siren(text: str) -> str | None:
    """Accept the nine digits of an organisation, with their Luhn key."""
    from stdnum.fr import siren as standard

    digits = _GAPS.sub("", text)
    return digits if digits.isascii() and standard.is_valid(digits) else None


def siret(text: str) -> str | None:
    """Accept the fourteen digits of an establishment, La Poste's own rule included.

    >>> siret("732 829 320 00074"), siret("35600000049837"), siret("73282932000079")
    ('73282932000074', '35600000049837', None)
    """
    from stdnum.fr import siret as standard

    digits = _GAPS.sub("", text)
    return digits if digits.isascii() and digits.isdigit() and standard.is_valid(digits) else None


def rna(text: str) -> str | None:
    """Accept the number of an association: W and nine signs (arrêté du 14 octobre 2009)."""
    normal = _GAPS.sub("", text)
    return normal if _RNA.fullmatch(normal) else None


def commune(text: str) -> str | None:
    """Accept the five characters of a commune, whose department exists.

    >>> commune("21231"), commune("98818"), commune("99999")
    ('21231', '98818', None)
    """
    if not _COMMUNE.fullmatch(text):
        return None
    return (
        text if text[:2] in geography.departments() or text[:3] in geography.departments() else None
    )


def department(text: str) -> str | None:
    """Accept the code of a department, zeros included."""
    return text if text in geography.departments() else None


def region(text: str) -> str | None:
    """Accept the code of a region; most are also those of a department elsewhere."""
    return text if text in geography.regions() else None


def commune_named(name: str) -> str | None:
    """Give the code of the only commune of that name, or with that postal code."""
    found = geography.communes_named(name)
    return found[0].code if len(found) == 1 else None


def department_named(name: str) -> str | None:
    """Give the code of the department of that name."""
    found = geography.department_named(name)
    return found.code if found else None


def account(text: str) -> str | None:
    """Accept an account of the chart of accounts, by its number."""
    return text if _ACCOUNT.fullmatch(text) else None


def email(text: str) -> str | None:
    """Accept an e-mail address that a mail program would."""
    return text if len(text) <= 254 and _MAIL.fullmatch(text) else None  # noqa: PLR2004 - RFC 5321


def url(text: str) -> str | None:
    """Accept an address on the web: http or https, a host with a dot, no user name.

    >>> url("https://example.org/a?b=c"), url("javascript:alert(1)")
    ('https://example.org/a?b=c', None)
    """
    from urllib.parse import urlsplit

    if (
        len(text) > _LONGEST_URL
        or not text.isprintable()
        or re.search(r"[\s\\<>\"'`{}\[\]|^]", text)
    ):
        return None
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc:
        return None
    labels = host.split(".")
    sound = len(labels) > 1 and all(re.fullmatch(r"[^\W_](?:[\w-]*[^\W_])?", x) for x in labels)
    return text if sound else None
