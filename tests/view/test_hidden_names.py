"""A name that an audience may not see is nowhere in what it gets, however it is spelt."""

import datetime as dt
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.language.folding import same
from mes_cli.model import Initiative
from mes_cli.model.audience import Audience
from mes_cli.output.json import dump
from mes_cli.register import Register
from mes_cli.view import Reader, data, edition_of, everything, file_name, view
from mes_cli.view.pseudonyms import pseudonyms
from mes_cli.view.records import records
from mes_cli.view.viewer import viewer

DAY = dt.date(2025, 12, 31)
WIDER = (Audience.PUBLIC, Audience.FUNDER, Audience.MEMBERS)


def reader(audience: Audience, subject: str = "") -> Reader:
    return Reader(audience, DAY, "fr", subject=subject)


def of(register: Register) -> YearFigures:
    return YearFigures(books(register), 2025)


@pytest.mark.parametrize("audience", WIDER)
def test_no_text_label_path_or_address_has_it(
    register: Register, all_reports: Callable[..., dict[str, str]], audience: Audience
) -> None:
    """
    -- mes.yaml --
    mes: 1
    name: Les amis du Four du Causse
    language: fr
    keeper: amis
    themes: {le-four: Le Four du Causse et les autres}
    valuation:
      - from: 2024-01-01
        method: none
        approved: {by: Le conseil du **Four** du Causse, date: 2024-01-18}

    -- structures/amis.yaml --
    name: Amis du Four&nbsp;du Causse
    roles: [support]
    website: https://example.org/le-four-du-causse

    -- initiatives/four-du-causse.yaml --
    name: Le Four du Causse
    summary: LE FOUR DU CAUSSE cuit.
    stage: idea
    territory: {commune: "12345", name: au Four du Causse, department: "12"}
    siren: "999000128"
    website: https://fourducausse.example.org
    sectors: [four du causse]
    publish_name: false

    -- accompaniments/four-du-causse-2025.yaml --
    initiatives: [four-du-causse]
    title: Avec le [Four](https://example.org) du Causse
    form: individual
    started: 2025-02-01
    entry: {channel: event}
    tailored: Le Four&#160;du _Causse_, l’équipe du Four du Causse.
    outcomes: Four­ du Causse
    sessions: [{date: 2025-03-01, hours: 3h}]
    expenses: [{date: 2025-03-01, label: Four du Causse, amount: 12, account: 606}]

    -- evidence/four-du-causse.yaml --
    kind: photo
    date: 2025-04-01
    title: Le <b>Four</b> du Causse
    media: photos/four_du_causse.jpg
    description: Le four, au FOUR DU CAUSSE
    text: |
      chez Four
      du Causse <!-- Four du Causse -->
    initiatives: [four-du-causse]
    consent: {scope: public, given: 2025-01-01}

    -- contributions/gifts.yaml --
    - {kind: skill-exchange, date: 2025-05-01, hours: 2h, from: four-du-causse, to: amis}
    - kind: goods
      date: 2025-05-01
      value: {none: du Four du Causse}
      unit: four du causse

    -- funding/four-du-causse.yaml --
    funder: amis
    title: Pour le Four du Causse
    nature: grant
    status: granted
    granted: 100
    period: {from: 2025-01-01, to: 2025-12-31}
    for: [{accompaniment: four-du-causse-2025, amount: 100}]
    budget: [{account: 606, side: cost, planned: 100, label: Four du Causse}]

    -- years/2025.yaml --
    year: 2025
    foreword: Merci au Four du Causse.
    """
    texts = all_reports(register, audience)
    texts["export"] = dump(_plain(records(viewer(register, audience, DAY, "fr"))))
    texts["names"] = " ".join(
        file_name(name, of(register), reader(audience, subject))
        for name, subject, _ in everything(of(register), reader(audience))
    )
    leaks = {name for name, text in texts.items() if "fourducausse" in _letters(text)}

    assert leaks == set()
    assert "Initiative 1" in texts["annual  md"]
    assert {name for name, text in texts.items() if "999000128" in text or "12345" in text} == set()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | None) else repr(value)


def _letters(text: str) -> str:
    import re
    from html import unescape
    from urllib.parse import unquote

    bare = re.sub(r"<[^<>]*>|\]\([^()]*\)|\\u00ad", "", unquote(unescape(text)))
    return "".join(same(bare + " " + unquote(unescape(text))).split())


def test_words_of_ours_stay_though_an_initiative_be_called_so(register: Register) -> None:
    """
    -- initiatives/habitat.yaml --
    name: Habitat
    summary: x
    stage: idea
    territory: {department: "12"}
    publish_name: false

    -- accompaniments/one.yaml --
    initiatives: [habitat]
    form: individual
    started: 2025-02-01
    entry: {channel: event}

    -- structures/town.yaml --
    name: Ville
    roles: [funder]

    -- funding/one.yaml --
    funder: town
    nature: grant
    status: granted
    granted: 100
    policies: housing
    period: {from: 2025-01-01, to: 2025-12-31}
    """
    seen: Any = view("coverage", of(register), reader(Audience.PUBLIC))

    assert [row["label"] for row in seen["money"]["policies"]] == ["habitat"]


def hidden(**names: str) -> list[Initiative]:
    return [Initiative.model_construct(id=key.replace("_", "-"), name=name)
            for key, name in names.items()]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("au Four, du four, le Four", "Initiative 1, Initiative 1, Initiative 1"),
        ("un four, mon Four", "un four, mon Four"),
        (unicodedata.normalize("NFD", "Le Four à pain"), "Initiative 1 a\u0300 pain"),
        (
            "photos/pain.jpg, pain-2.jpg, /pain",
            "photos/initiative-1.jpg, initiative-1-2.jpg, /initiative-1",
        ),
        ("du pain.", "du pain."),
    ],
)
def test_articles_melt_and_ids_of_one_word_are_hidden_in_paths(text: str, then: str) -> None:
    assert pseudonyms(hidden(pain="Le Four"), "Initiative").hide(text) == then


def test_numbers_and_places_do_not_follow_ids(register: Register) -> None:
    """
    -- initiatives/all.yaml --
    - {id: a, name: A one, summary: x, stage: idea, territory: {department: "12"}}
    - {id: b, name: B two, summary: x, stage: idea, territory: {region: "76"}, publish_name: false}
    - {id: c, name: C three, summary: x, stage: idea, territory: {department: "12"}}
    - {id: d, name: D four, summary: x, stage: idea, territory: {region: "76"}, publish_name: false}
    - {id: e, name: E five, summary: x, stage: idea, territory: {department: "12"}}
    """
    found: Any = records(viewer(register, Audience.PUBLIC, DAY, "en"))["initiative"]
    labels = [it["label"] for it in found]

    assert labels == ["A one", "C three", "E five", "Initiative 1", "Initiative 2"]
    assert [it["code"] for it in found] != [f"initiative-{n}" for n in range(1, 6)]


def test_a_name_may_be_for_funders(register: Register) -> None:
    """
    -- initiatives/one.yaml --
    name: The Oven
    summary: x
    stage: idea
    territory: {department: "12"}
    publish_name: funder
    """
    seen = {
        audience: edition_of(of(register), reader(audience)).name("initiative", "one").name
        for audience in Audience
    }

    assert seen == {
        Audience.PUBLIC: "Initiative 1", Audience.FUNDER: "The Oven",
        Audience.MEMBERS: "The Oven", Audience.INTERNAL: "The Oven",
    }  # fmt: skip


def test_files_of_reports_bear_no_id_for_those_who_may_not_know_it(register: Register) -> None:
    """
    -- initiatives/two.yaml --
    - {id: ana-roy, name: Le Rucher, summary: x, stage: idea, territory: {department: "12"}}
    - {id: zoe-diaz, name: Le Four, summary: x, stage: idea, territory: {department: "12"}}
    """
    figures = of(register)
    names = {a: file_name("initiative", figures, reader(a, "ana-roy")) for a in Audience}
    told: Any = data("initiative", figures, reader(Audience.FUNDER, "ana-roy"))

    assert names == {
        Audience.PUBLIC: "initiative-le-rucher", Audience.FUNDER: "initiative-le-rucher",
        Audience.MEMBERS: "initiative-ana-roy", Audience.INTERNAL: "initiative-ana-roy",
    }  # fmt: skip
    assert told["initiative"] == "initiative-1"


def test_a_long_name_makes_no_longer_a_file_name_than_an_id(register: Register) -> None:
    """
    -- initiatives/all.yaml --
    - id: one
      name: Les habitantes et les habitants du quartier des Trois Fontaines et de la Gare, collectif
      summary: x
      stage: idea
      territory: {department: "12"}
    - id: two
      name: Les habitantes et les habitants du quartier des Trois Fontaines et de la Gare, amicale
      summary: x
      stage: idea
      territory: {department: "12"}
    - id: three
      name: L’assemblée des habitantes et habitants du quartier des Trois Fontaines et de la Gare
      summary: x
      stage: idea
      territory: {department: "12"}
    """
    one, two, three = (
        file_name("initiative", of(register), reader(Audience.PUBLIC, it))
        for it in ("one", "two", "three")
    )

    assert one != two
    assert len(three) == len("initiative-") + 64
    assert three.startswith("initiative-l-assemblee-des-h")


def test_records_about_a_hidden_initiative_bear_no_id_and_no_file(register: Register) -> None:
    """
    -- initiatives/table.yaml --
    name: La Table d’Anissa
    summary: x
    stage: idea
    territory: {department: "12"}
    publish_name: false

    -- accompaniments/anissa-2025.yaml --
    initiatives: [table]
    form: individual
    started: 2025-02-01
    entry: {channel: event}

    -- accompaniments/other.yaml --
    initiatives: [table]
    form: individual
    started: 2025-02-01
    entry: {channel: event}

    -- structures/anissa.yaml --
    name: Anissa
    roles: [partner]
    """
    members, internal = (
        viewer(register, it, DAY, "fr") for it in (Audience.MEMBERS, Audience.INTERNAL)
    )
    entry = register.find("accompaniment", "anissa-2025")
    assert entry is not None

    assert members.code(*entry.name).startswith("accompaniment-")
    assert members.source(entry.place, "accompaniments/anissa-2025.yaml:1") is None
    assert members.code("structure", "anissa") == "anissa"
    assert internal.code(*entry.name) == "anissa-2025"
    assert internal.source(entry.place, "x:1") == "x:1"
