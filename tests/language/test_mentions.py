"""Names in texts: found however they are spelt, and nothing else."""

import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mes_cli.language.folding import fold, same, slug, without_accents
from mes_cli.language.mentions import Mentions

NAME = "Épicerie d’Élise"
FOUND = Mentions([(NAME, "N")], anywhere=True)


def replaced(text: str) -> str:
    return FOUND.replace(text, lambda whose, _said: whose)


@pytest.mark.parametrize(
    ("text", "then"),
    [
        (NAME, "N"),
        (unicodedata.normalize("NFD", NAME), "N"),
        (unicodedata.normalize("NFD", NAME.upper()), "N"),
        ("epicerie d'elise", "N"),
        ("Épicerie\u00a0d‘Élise", "N"),
        ("Épicerie\u2009d`Élise", "N"),
        ("Épi\u00adcerie d’\u200bÉli\u3164se", "N"),
        ("&Eacute;picerie d&rsquo;&#201;lise", "N"),
        ("%C3%89picerie%20d%27%c3%89lise", "N"),
        ("ＥＰＩＣＥＲＩＥ d＇Élise", "N"),
        ("l’Épicerie\n  d’Élise", "l’N"),
        ("> Épicerie  \n> d’Élise", "> N"),
        ("Épicerie d\\’Élise", "N"),
        ("epicerie-d-elise_2.jpg", "N_2.jpg"),
        ("https://epiceriedelise.fr", "https://N.fr"),
        ("xÉpicerie d’Élise, ÉpicerieDÉlises", "xN, Ns"),
        ("**Épicerie** d’Élise", "**N**"),
        ("Épicerie d’*Élise*", "*N*"),
        ("**Épicerie** d’*Élise*", "***N***"),
        ("_Épicerie d’Élise_", "_N_"),
        ("Ép**ice**rie d’Élise", "N"),
        ("« Épicerie » (d’Élise", "« N"),
        ("É p i c e r i e  d ’ É l i s e", "N"),
        ("É. p. i. c. e. r. i. e. d’Élise", "N"),
        ("é p i c e r i e s", "é p i c e r i e s"),
        ("Épicerie <b>d’Élise</b>", "<b>N</b>"),
        ("Épicerie<!-- --> d’Élise", "N"),
        ("[Épicerie](https://example.org) d’Élise", "[N](https://example.org)"),
        ("Épicerie [d’Élise](a(b)c)", "[N](a(b)c)"),
        ("[Épicerie d’Élise][1]", "[N][1]"),
        ("[là](https://x.fr/epicerie-d-elise 'Épicerie d’Élise')", "[là](https://x.fr/N 'N')"),
        ('<a href="/epicerie_d_elise">', '<a href="/N">'),
        ("<!-- Épicerie d’Élise -->", "<!-- N -->"),
        ("Épicerie = d’Élise • Épicerie ☕️ d’Élise", "N • N"),
        ("Épicerie[^1] d’Élise, Épicerie ![](x.png) d’Élise", "N[^1], N"),
        ("https://xn--epicerie-d-lise-lnb.fr/%25C3%2589picerie%2520d%2527Elise", "https://N.fr/N"),
        # in letters that look like its own: Cyrillic, Greek, styled, in signs, with strokes
        ("chez l’Ерісеrіе d’Еlіѕе", "chez l’N"),
        ("еpісеrіе-d-elіѕе", "N"),
        ("Ερicerιε d’Εlisε", "N"),
        ("\U0001d404\U0001d429\U0001d422\U0001d41c\U0001d41erie d’\U0001d438lise", "N"),
        ("ⒺⓅⒾⒸⒺⓇⒾⒺ d’\U0001f154\U0001f15b\U0001f158\U0001f162\U0001f154", "N"),
        ("\U0001f1ea\U0001f1f5\U0001f1eecerie d’Élise", "N"),
        ("Épɪᴄᴇʀɪᴇ d’Élıse", "N"),
        ("Épicerie d’Éłise, Épicɇrie d’Élise", "N, N"),
        # and what is another name, or none
        ("Épicerie des Lises", "Épicerie des Lises"),
        ("Épicerie ; d’Élise", "Épicerie ; d’Élise"),
        ("Épicerie\n\nd’Élise", "Épicerie\n\nd’Élise"),
        ("une épicerie, Élise", "une épicerie, Élise"),
        ("&amp; %zz <b [x](", "&amp; %zz <b [x]("),
    ],
)
def test_a_name_is_found_however_it_is_spelt(text: str, then: str) -> None:
    assert replaced(text) == then


def test_a_name_in_another_script_is_found_in_its_own_letters_and_those_it_looks_like() -> None:
    found = Mentions([("Сова", "N"), ("Νίκος", "M")])

    assert found.replace("СОВА, Coba; νικος, Nίκος", lambda w, _: w) == "N, N; M, M"


def test_short_words_are_not_glued_to_others() -> None:
    short = Mentions([("Le Four", "N")], anywhere=True)

    assert [it.whose for it in short.find("le fournil, lefour")] == []
    assert short.replace("LE FOUR, le_four", lambda whose, _: whose) == "N, N"


def test_the_longest_name_is_found() -> None:
    two = Mentions([("Le Four", "A"), ("Le Four du Causse", "B")])

    assert two.replace("le four du causse et le four", lambda w, _: w) == "B et A"


def test_a_name_of_signs_alone_is_nobodys() -> None:
    assert list(Mentions([("★ …", 1)]).find("★ …")) == []


SIGNS = [
    "",
    " ",
    "\u00a0",
    "-",
    "’",
    "*",
    "**",
    "_",
    "`",
    "\u200b",
    "\u00ad",
    "<i>",
    "&nbsp;",
    "%20",
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([s for s in SIGNS if s not in {"", "\u200b", "\u00ad"}]),
                min_size=2, max_size=2), st.lists(st.sampled_from(["\u200b", "\u00ad", "*", "<i>"]),
                max_size=3), st.sampled_from([str.upper, str.lower, str]))  # fmt: skip
def test_whatever_stands_between_and_inside_words(
    between: list[str], inside: list[str], cased: Callable[[str], str]
) -> None:
    words = [cased(word) for word in ("Épicerie", "d", "Élise")]
    words[0] = words[0][:3] + "".join(inside) + words[0][3:]
    text = f"chez {words[0]}{between[0]}{words[1]}{between[1]}{words[2]} hier"

    assert len(list(FOUND.find(text))) == 1


@settings(max_examples=200, deadline=None)
@given(st.text("eéE d’*_`<>&;%()[]!-\\\n\u200b\u0301x1", max_size=60))
def test_a_text_without_the_name_stays(text: str) -> None:
    assert replaced(text) == text


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(["Épicerie", "d", "Élise", "É", "l", "&eacute;", "%C3%89", "lise",
                                 "ÉPICERIE", "epicerie-d-elise", "<b>", "](", ")", "][", "x",
                                 *SIGNS]), max_size=9))  # fmt: skip
def test_what_is_passed_over_has_no_name_in_it(pieces: list[str]) -> None:
    text = "".join(pieces)
    whole = Mentions([(NAME, "N")], anywhere=True)
    object.__setattr__(whole, "_may_hold_any", lambda _text: True)
    assert list(FOUND.find(text)) == list(whole.find(text))


def test_long_texts_of_signs_take_no_longer_than_others() -> None:
    for sign in ("<!--", "](", "[", "*", "<a ", "&", "%", "_", "\\", "e"):
        start = time.process_time()
        replaced(sign * (100_000 // len(sign)))
        assert time.process_time() - start < 5, sign


def test_folds_agree_on_one_fold() -> None:
    composed, taken_apart = (
        "L’Épicerie  d'Élise",
        unicodedata.normalize("NFD", "l'épicerie d’élise"),
    )

    assert same(composed) == same(taken_apart)
    assert slug(composed) == slug(taken_apart) == "l-epicerie-d-elise"
    assert fold("Où\u202fça\u00ad ?") == "ou ca ?"
    assert without_accents("Quartier prioritaire") == "quartier-prioritaire"
