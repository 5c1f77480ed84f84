"""Normalised forms of texts (accents, case), slugs, and near matches of names.

Names are compared by ``words`` or by ``same``; what people look for and type, by ``fold``; a name
that becomes part of an id is a ``slug``. ``near`` and ``sure`` give the name that was meant;
``as_latin`` writes letters of other scripts as the Latin ones that they look like.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

#: Letters and signs that Unicode does not take apart.
_SIGNS = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "\u2019": "'",
        "\u2018": "'",
        "\u02bc": "'",
        "\u2032": "'",
        "\u2010": "-",
        "\u2011": "-",
        "\u2013": "-",
        "\n": " ",
    }
)
_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})
#: Letters of Korean that fill a place and show nothing.
_FILLERS = str.maketrans("", "", "\u115f\u1160\u3164\uffa0")
_WORD = re.compile(r"[^\W_]+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """Give a text as it is compared with what somebody looks for or types.

    Without accents, capitals, signs without width, and the many forms of one sign.

    >>> fold("L\u2019\u00c9té\u00a0à l’Œu\u00advre")
    "l'ete a l'oeuvre"
    """
    if text.isascii():
        return text.lower().replace("\n", " ")
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_SIGNS)).translate(_FILLERS)
    return "".join(c for c in plain if unicodedata.category(c) not in _NO_WIDTH).lower()


@lru_cache(4096)
def fold_letters(letter: str) -> str:
    """Fold one letter or digit; it may become several.

    >>> fold_letters("Œ"), fold_letters("é")
    ('oe', 'e')
    """
    return "".join(c for c in fold(letter) if c.isalnum())


def words(text: str) -> tuple[str, ...]:
    """Give the words of a text, folded; signs between them are left out.

    >>> words("Jean-Luc  B. et Zoé"), words("Durée (en heures)")
    (('jean', 'luc', 'b', 'et', 'zoe'), ('duree', 'en', 'heures'))
    """
    return tuple(_WORD.findall(fold(text)))


def same(text: str) -> str:
    """Give what two spellings of one name share: its words.

    >>> same("L’Épicerie  d'Élise") == same("l'epicerie-d’elise")
    True
    """
    return " ".join(words(text))


def without_accents(word: str) -> str:
    """Write a word as records do: without accents, capitals and spaces.

    >>> without_accents("Éthique et Énergie"), without_accents("Quartier_prioritaire")
    ('ethique-et-energie', 'quartier_prioritaire')
    """
    return re.sub(r"[\s']+", "-", fold(word.strip()))


def slug(text: str) -> str:
    """Write a text as a part of an id.

    >>> slug("L’Œuvre, n° 2")
    'l-oeuvre-n-2'
    """
    return "-".join(_ASCII_WORD.findall(fold(text)))


def around(text: str, sought: str, width: int) -> str:
    """Give the words of a text around what is sought, at most *width* characters of it.

    >>> around("un deux trois quatre", "TROIS", 12)
    '…trois quat…'
    """
    text = " ".join(text.split())
    starts: list[int] = []
    folded = ""
    for position, character in enumerate(text):
        part = fold(character)
        starts += [position] * len(part)
        folded += part
    at = folded.find(fold(sought))
    if len(text) <= width or at < 0:
        return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"
    first = max(0, starts[at] - width // 4)
    while 0 < first < starts[at] and text[first - 1] != " ":
        first += 1
    kept = text[first : first + width - (2 if first else 1)]
    dots = "…" if first else ""
    return f"{dots}{kept.rstrip()}{'…' if first + len(kept) < len(text) else ''}"


#: How alike two names must be for one to be suggested.
_LIKELY = 0.72
#: How alike they must be for one to be written without asking.
_SURE = 0.8
_NO_DIGIT = re.compile(r"\D")
#: No name is longer; comparing long texts takes for ever.
_LONGEST = 100
#: How many names are compared before mistakes get no suggestion any more: a second or two.
_PATIENCE = 100_000


class SuggestionBudget:
    """A budget for suggestions: each compares with all known names, so late mistakes get none."""

    def __init__(self) -> None:
        self.left = _PATIENCE

    def among(self, known: Collection[str]) -> Collection[str]:
        """Give the names to compare a mistake with; empty once the budget is spent."""
        self.left -= len(known) + 20  # each begins with some work
        return known if self.left >= 0 else ()


def near(name: str, known: Iterable[str], likeness: float = _LIKELY) -> str | None:
    """Give the known name that looks most like *name*; None if none has that much *likeness*.

    >>> near("seed-librery", ["seed-library", "garden"])
    'seed-library'
    >>> near("nmo", ["nom", "resume"])
    'nom'
    """
    if len(name) > _LONGEST:
        return None
    known = list(known)
    found = get_close_matches(name, known, n=1, cutoff=likeness)
    # Two letters exchanged weigh more in a short word than the matcher thinks.
    return next(iter(found or (w for w in known if sorted(w) == sorted(name))), None)


def sure(
    name: str, known: Iterable[str], meaning: Callable[[str], object] | None = None
) -> str | None:
    """Give the known name that *name* must stand for, since no other looks like it; else None.

    Numbers in names are years and places in lists: names that differ in them are not slips of
    the pen. Two names of one *meaning* are no doubt.

    >>> sure("seed-librery", ["seed-library", "garden"])
    'seed-library'
    >>> sure("garden-2025", ["garden-2024"]) is None
    True
    """
    if len(name) > _LONGEST:
        return None
    digits = _NO_DIGIT.sub("", name)
    alike = [other for other in known if _NO_DIGIT.sub("", other) == digits]
    found = get_close_matches(name, alike, n=3, cutoff=_LIKELY)
    meanings = {meaning(other) if meaning else other for other in found}
    if len(meanings) != 1 or SequenceMatcher(None, found[0], name).ratio() < _SURE:
        return None
    return found[0]


#: Latin letters, each with those of other scripts that look like it.
_LOOKALIKES = """
  AΑАᎪꓮ BΒВвᏴꓐ CϹСᏟⲤꓚ DᎠꓓ EΕЕᎬꓰ FϜꓝ GԌᏀᏳꓖ HΗНнᎻⲎꓧ IΙІӀⲒꓲ JͿЈᎫꓙ KΚКкᏦⲔꓗ LᏞⳐꓡ MΜϺМмᎷⲘꓟ NΝⲚꓠ
  OΟОՕⲞꓳ PΡРᏢⲢꓑ RᎡᏒꓣ SЅՏᏕᏚꓢ TΤТтᎢⲦꓔ UՍꓴ VѴᏙꓦ WԜᎳᏔꓪ XΧХⲬꓫ YΥϒҮᎩᎽⲨꓬ ZΖᏃꓜ aαа bβЬᏏ cϲсⲥꮯς
  dԁᏧꓒ eεеєҽ fքғ gցᶃ hһհᏂ iιіӏᎥꙇ jϳј kκⲕ mⲙ nηпոռ oοσоօⲟ pρϱрⲣ qԛգ rгⲅꮁ sѕꮪ tτⲧ uυμиս
  vνѵꮩ wωѡԝաꮃ xχхⲭ yγуүყⲩ zζꮓ
"""
_LATIN = {sign: group[0] for group in re.findall(r"\S+", _LOOKALIKES) for sign in group[1:]}
#: The names of Latin letters that Unicode does not take apart: with a stroke, circled, turned.
_NAMED = re.compile(
    r"(?:.* )?(?:LATIN|REGIONAL INDICATOR SYMBOL) (?:.* )?LETTER (?:.* )?([A-Z])(?: WITH .+)?"
)
#: What needs no second look: the letters and signs of French.
_PLAIN = re.compile("[\\x00-\\xffŒœŸ\u02bc\u0300-\u036f\u2000-\u206f€\\s]*")


def as_latin(text: str) -> str:
    r"""Write what looks like Latin letters with them, sign by sign: the text keeps its length.

    >>> as_latin("Ѕоlеіl \U0001d40f\u24d0\U0001f152 Лэ")
    'Soleil PaC Лэ'
    """
    return text if _PLAIN.fullmatch(text) else "".join(map(_letter, text))


@lru_cache(4096)
def _letter(sign: str) -> str:
    if sign.isascii() or unicodedata.combining(sign):
        return sign
    plain = "".join(c for c in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(c))
    if len(plain) != 1 or plain.isascii():
        return plain if len(plain) == 1 and plain.isalnum() else sign
    named = _NAMED.fullmatch(unicodedata.name(plain, ""))
    return _LATIN.get(plain) or (named[1] if named else sign)
