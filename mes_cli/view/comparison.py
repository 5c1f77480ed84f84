"""Comparison in words: the one place that says when something doubles, and what is about a third.

A year beside the one before it is said in words only where the change deserves it: a change of
3 to 10 percent means little in a small association, and nothing is said of it; nor of five times as
much or more, which says that the year before was hardly written down.
"""

from decimal import Decimal
from fractions import Fraction

from mes_cli.finding import Message, count, say
from mes_cli.language.catalogue import Catalogue
from mes_cli.language.formats import formats
from mes_cli.language.vocabulary import vocabulary

#: A ratio of money to cost above this says only that little of the cost is written down.
MOST = Decimal("1.5")
#: A difference below this is not worth a sentence.
_FEW = 2
#: How far from a part a share may be to be called by its name.
_NEAR = Fraction(15, 1000)
#: Closer than this to nothing or to the whole, a share needs a decimal.
_PERCENT = Decimal("0.01")
#: Of the parts that have a name, those above a half are several: two thirds, three quarters.
_HALF = Decimal("0.6")

Number = Decimal | int

#: From which ratio of this year to the year before a sentence holds, the largest ratio first.
#: None: nothing is said.
_CHANGES: tuple[tuple[str, Message | None], ...] = (
    ("5", None),
    ("3.5", count("{what} is about {times} times as large: {now} against {then}",
                  "{what} are about {times} times as large: {now} against {then}", 1)),
    ("2.85", count("{what} triples: {now} against {then}",
                   "{what} triple: {now} against {then}", 1)),
    ("2.1", count("{what} more than doubles: {now} against {then}",
                  "{what} more than double: {now} against {then}", 1)),
    ("1.95", count("{what} doubles: {now} against {then}",
                   "{what} double: {now} against {then}", 1)),
    ("1.75", count("{what} nearly doubles: {now} against {then}",
                   "{what} nearly double: {now} against {then}", 1)),
    ("1.6", count("{what} grows by two thirds: {now} against {then}",
                  "{what} grow by two thirds: {now} against {then}", 1)),
    ("1.42", count("{what} grows by half: {now} against {then}",
                   "{what} grow by half: {now} against {then}", 1)),
    ("1.29", count("{what} grows by a third: {now} against {then}",
                   "{what} grow by a third: {now} against {then}", 1)),
    ("1.2", count("{what} grows by a quarter: {now} against {then}",
                  "{what} grow by a quarter: {now} against {then}", 1)),
    ("1.1", count("{what} grows by {percent} %: {now} against {then}",
                  "{what} grow by {percent} %: {now} against {then}", 1)),
    ("1.03", None),
    ("0.97", count("{what} is stable: {now} against {then}",
                   "{what} are stable: {now} against {then}", 1)),
    ("0.9", None),
    ("0.8", count("{what} falls by {percent} %: {now} against {then}",
                  "{what} fall by {percent} %: {now} against {then}", 1)),
    ("0.71", count("{what} falls by a quarter: {now} against {then}",
                   "{what} fall by a quarter: {now} against {then}", 1)),
    ("0.62", count("{what} falls by a third: {now} against {then}",
                   "{what} fall by a third: {now} against {then}", 1)),
    ("0.55", count("{what} falls by nearly half: {now} against {then}",
                   "{what} fall by nearly half: {now} against {then}", 1)),
    ("0.45", count("{what} falls by half: {now} against {then}",
                   "{what} fall by half: {now} against {then}", 1)),
    ("0", count("{what} falls by more than half: {now} against {then}",
                "{what} fall by more than half: {now} against {then}", 1)),
)  # fmt: skip


def in_words(catalogue: Catalogue, message: Message) -> str:
    """Put a message into the words of the reader's language."""
    return catalogue.say(message, vocabulary(catalogue.language))


def changed(now: Number, then: Number) -> Message | None:
    """Find the sentence for a change; None if there is nothing to say.

    >>> changed(715, 376).text
    '{what} nearly doubles: {now} against {then}'

    Nothing is said of a change from or to zero: there is no ratio.

    >>> changed(7, 0), changed(0, 7), changed(105, 100)
    (None, None, None)
    """
    if now <= 0 or then <= 0:
        return None
    moved = Fraction(now) / Fraction(then)
    return next(found for least, found in _CHANGES if moved >= Fraction(least))


def change_in_words(
    catalogue: Catalogue, what: tuple[str, int], now: tuple[Number, str], then: tuple[Number, str]
) -> str:
    """Say how something moved: «Volunteering nearly doubles: 715 h against 376 h».

    *What* is its name with an article, and 1 or 2 as this is one thing or several; *now* and
    *then* are each a number and how it is written. Empty where nothing is to be said.
    """
    found = changed(now[0], then[0])
    if found is None:
        return ""
    moved = Fraction(now[0]) / Fraction(then[0])
    words = {
        "what": what[0],
        "now": now[1],
        "then": then[1],
        "times": str(round(moved)),
        "percent": str(round(abs(moved - 1) * 100)),
    }
    message = found._replace(arguments=(("number", what[1]), *words.items()))
    return in_words(catalogue, message)


def difference_in_words(catalogue: Catalogue, now: int, then: int, before: str) -> str:
    """Say how a number of things moved: «four more than in 2024».

    Empty where it moved by one, or by less than a tenth, or where there was nothing before.
    """
    moved = now - then
    if not then or abs(moved) < _FEW or abs(moved) * 10 < then:
        return ""
    number = number_in_words(catalogue, abs(moved))
    said = (
        say("{number} more than in {year}", number=number, year=before)
        if moved > 0
        else say("{number} fewer than in {year}", number=number, year=before)
    )
    return in_words(catalogue, said)


def part_in_words(catalogue: Catalogue, share: Decimal) -> str:
    """Say about which part of a whole something is: «a third», «half»; empty for other parts.

    >>> from mes_cli.language.catalogue import catalogue
    >>> [part_in_words(catalogue("en"), Decimal(share)) for share in ("0.34", "0.41")]
    ['a third', '']
    """
    _ = catalogue.text
    parts = (
        (Fraction(1, 10), _("a tenth")),
        (Fraction(1, 5), _("a fifth")),
        (Fraction(1, 4), _("a quarter")),
        (Fraction(1, 3), _("a third")),
        (Fraction(1, 2), _("half")),
        (Fraction(2, 3), _("two thirds")),
        (Fraction(3, 4), _("three quarters")),
    )
    near = [(abs(Fraction(share) - part), words) for part, words in parts]
    distance, words = min(near)
    return words if distance <= _NEAR else ""


def about_in_words(catalogue: Catalogue, share: Decimal) -> tuple[str, int]:
    """Say about which part of a whole something is, and whether it is one thing or several.

    >>> from mes_cli.language.catalogue import catalogue
    >>> [about_in_words(catalogue("en"), Decimal(share)) for share in ("0.67", "0.41", "0.996")]
    [('two thirds', 2), ('41%', 1), ('99.6%', 1)]
    """
    words = part_in_words(catalogue, share)
    if words:
        return words, 2 if share > _HALF else 1
    small = min(share, 1 - share) < _PERCENT
    return formats(catalogue.language).percent(share, 1 if small else 0), 1


def number_in_words(catalogue: Catalogue, number: int) -> str:
    """Write a number from two to sixteen in letters, as one does in a sentence; else in digits.

    >>> from mes_cli.language.catalogue import catalogue
    >>> number_in_words(catalogue("en"), 7), number_in_words(catalogue("en"), 41)
    ('seven', '41')
    """
    _ = catalogue.text
    letters = (
        _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine"),
        _("ten"), _("eleven"), _("twelve"), _("thirteen"), _("fourteen"), _("fifteen"),
        _("sixteen"),
    )  # fmt: skip
    found = number - 2
    written = formats(catalogue.language)
    return letters[found] if 0 <= found < len(letters) else written.number(number)
