"""The essentials: what a year comes to, for somebody who has one minute.

Five sentences with small charts, each beside the year before, a quotation and a picture. Rules in
:mod:`mes_cli.view.essential_sentences` decide what the sentences say; the year's record may say any
of them in its own words.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple, cast

from mes_cli.figures.plain import JsonValue
from mes_cli.figures.rounding import ratio
from mes_cli.finding import Message, say
from mes_cli.language.catalogue import catalogue
from mes_cli.view import stories
from mes_cli.view.comparison import in_words
from mes_cli.view.edition import Edition
from mes_cli.view.essential_sentences import RULES, Telling
from mes_cli.view.records import ViewData
from mes_cli.view.summary import year_label

#: Where the annual report proves each sentence: a place on its page, and its heading.
_PROOFS: Mapping[str, tuple[str, Message]] = {
    "entry": ("entry", say("How people come")),
    "coverage": ("means", say("What it cost, and who carried it")),
    "standing": ("standings", say("From user to member, contributor, activist")),
    "policies": ("money", say("Money")),
    "advocacy": ("advocacy", say("Advocacy")),
}


class _Told(NamedTuple):
    """A sentence: the year's own words, and what its rule makes of both years."""

    name: str
    own: str
    now: Telling | None
    then: Telling | None


def essential(edition: Edition) -> ViewData:
    """The sentences that the year's records allow, a quotation and a picture."""
    return {
        "sentences": [_sentence(edition, it) for it in _told(edition)],
        "quotation": stories.quotation(edition),
        "picture": stories.picture(edition),
    }


def essential_facts(edition: Edition) -> ViewData:
    """The report that is this page and nothing else."""
    return {"essential": essential(edition)}


def essential_data(edition: Edition) -> dict[str, JsonValue]:
    """The sentences for machines, with the numbers behind them, in things or whole euros."""
    return {
        "year": edition.figures.year,
        "sentences": [
            {
                "id": it.name,
                "sentence": it.own or (it.now.sentence if it.now else ""),
                "own": bool(it.own),
                "unit": it.now.unit if it.now else None,
                "parts": _amounts(it.now) or {},
                "before": _amounts(it.then),
            }
            for it in _told(edition)
        ],
    }


def _amounts(telling: Telling | None) -> dict[str, JsonValue] | None:
    return {it.key: it.value for it in telling.slices} if telling else None


def _told(edition: Edition) -> list[_Told]:
    """Give the sentences that the year has something for."""
    said = stories.words_of_the_year(edition).get("essential")
    words = cast("Mapping[str, str | None]", said or {})
    past = replace(edition, figures=edition.before, before=None) if edition.before else None
    found = (
        _Told(name, words.get(name) or "", rule(edition), rule(past) if past else None)
        for name, rule in RULES.items()
    )
    return [it for it in found if it.own or it.now]


def _sentence(edition: Edition, told: _Told) -> ViewData:
    """Put a sentence and its chart into plain values; own words compare for themselves."""
    name, own, now, then = told
    words, before = catalogue(edition.viewer.language), ""
    if then and edition.before and not own:
        message = say("In {year}: {short}.", year=year_label(edition.before), short=then.short)
        before = in_words(words, message)
    proof, title = _PROOFS[name]
    return {
        "key": name,
        "proof": proof,
        "title": in_words(words, title),
        "own": own,
        "sentence": now.sentence if now and not own else "",
        "before": before,
        "unit": now.unit if now else "",
        "parts": _parts(now, then) if now else [],
        "dated": bool(now and then),
    }


def _parts(now: Telling, then: Telling | None) -> list[ViewData]:
    """The slices of a year beside those of the year before; what is nil in both is left out."""
    past = {it.key: it.value for it in then.slices} if then else {}
    every = Decimal(sum(it.value for it in now.slices))
    before = Decimal(sum(past.values()))
    return [
        {
            "key": it.key,
            "label": it.label,
            "value": it.value,
            "share": ratio(Decimal(it.value), every),
            "before": past.get(it.key, 0),
            "share_before": ratio(Decimal(past.get(it.key, 0)), before),
        }
        for it in now.slices
        if it.value or past.get(it.key)
    ]
