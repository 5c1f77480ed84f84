"""A year beside the one before it, in words: double, nearly, stable, a third."""

import pytest

from mes_cli.language.catalogue import catalogue
from mes_cli.view.comparison import change_in_words, difference_in_words, number_in_words

HOURS = {"fr": ("Le bénévolat", 1), "en": ("Volunteering", 1)}
COSTS = {"fr": ("Les dépenses", 2), "en": ("Expenses", 2)}


def said(language: str, what: tuple[str, int], now: int, then: int) -> str:
    return change_in_words(
        catalogue(language), what, (now, f"{now} h"), (then, f"{then} h")
    ).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("now", "then", "french", "english"),
    [
        (715, 376, "Le bénévolat double presque", "Volunteering nearly doubles"),
        (200, 100, "Le bénévolat double", "Volunteering doubles"),
        (240, 100, "Le bénévolat fait plus que doubler", "Volunteering more than doubles"),
        (300, 100, "Le bénévolat triple", "Volunteering triples"),
        (
            358,
            100,
            "Le bénévolat atteint environ 4 fois son niveau précédent",
            "Volunteering is about 4 times as large",
        ),
        (167, 100, "Le bénévolat augmente de deux tiers", "Volunteering grows by two thirds"),
        (150, 100, "Le bénévolat augmente de moitié", "Volunteering grows by half"),
        (133, 100, "Le bénévolat augmente d’un tiers", "Volunteering grows by a third"),
        (125, 100, "Le bénévolat augmente d’un quart", "Volunteering grows by a quarter"),
        (115, 100, "Le bénévolat augmente de 15 %", "Volunteering grows by 15 %"),
        (100, 100, "Le bénévolat reste stable", "Volunteering is stable"),
        (85, 100, "Le bénévolat diminue de 15 %", "Volunteering falls by 15 %"),
        (75, 100, "Le bénévolat diminue d’un quart", "Volunteering falls by a quarter"),
        (67, 100, "Le bénévolat diminue d’un tiers", "Volunteering falls by a third"),
        (58, 100, "Le bénévolat diminue de près de moitié", "Volunteering falls by nearly half"),
        (50, 100, "Le bénévolat diminue de moitié", "Volunteering falls by half"),
        (20, 100, "Le bénévolat diminue de plus de moitié", "Volunteering falls by more than half"),
    ],
)
def test_a_change_is_said_in_words(now: int, then: int, french: str, english: str) -> None:
    assert said("fr", HOURS["fr"], now, then) == f"{french} : {now} h contre {then} h"
    assert said("en", HOURS["en"], now, then) == f"{english}: {now} h against {then} h"


def test_several_things_take_the_plural() -> None:
    assert said("fr", COSTS["fr"], 200, 100) == "Les dépenses doublent : 200 h contre 100 h"
    assert said("en", COSTS["en"], 50, 100) == "Expenses fall by half: 50 h against 100 h"


@pytest.mark.parametrize(
    ("now", "then"), [(105, 100), (96, 100), (500, 100), (0, 5), (5, 0), (0, 0), (-5, 3)]
)
def test_little_or_nothing_to_compare_with_is_not_said(now: int, then: int) -> None:
    assert not said("fr", HOURS["fr"], now, then)


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        (14, 10, "quatre de plus qu’en 2024"),
        (10, 14, "quatre de moins qu’en 2024"),
        (60, 40, "20 de plus qu’en 2024"),
        (11, 10, ""),
        (103, 100, ""),
        (4, 0, ""),
    ],
)
def test_a_few_more_or_fewer(now: int, then: int, words: str) -> None:
    assert difference_in_words(catalogue("fr"), now, then, "2024") == words


def test_numbers_of_a_sentence_are_in_letters_up_to_sixteen() -> None:
    french = [number_in_words(catalogue("fr"), number) for number in (1, 2, 16, 17, 1234)]
    assert french == ["1", "deux", "seize", "17", "1\u202f234"]
