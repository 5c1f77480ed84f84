"""What is held of people: where, until when, and who agreed to it."""

import datetime as dt
from collections import Counter

import pytest

from mes_cli.model.audience import Keeping, Personal
from mes_cli.privacy.inventory import Inventory, inventory
from mes_cli.privacy.retention import RetentionState
from mes_cli.register import Register

DAY = dt.date(2026, 3, 1)


def found(register: Register, day: dt.date = DAY) -> Inventory:
    return inventory(register, day)


def limits(register: Register, day: dt.date = DAY) -> dict[str, tuple[str, bool]]:
    """The last day of each term, and if it is past, by record and field."""
    return {
        f"{it.entry.record.id} {'.'.join(slot.name for slot in it.slots)}": (
            str(limit.until), limit.over,
        )
        for it, limit in found(register, day).held
        if not it.mention
    }  # fmt: skip


def test_every_marked_field_is_held_once_and_no_other(register: Register) -> None:
    """
    -- structures/seeds.yaml --
    name: Seeds
    roles: [support]
    email: seeds@example.org
    phone: 06 12 34 56 78
    -- initiatives/garden.yaml --
    name: Garden
    summary: A garden
    stage: idea
    territory: {department: "21"}
    carriers: [{name: Ana Roy, role: chair}, {name: Bo Li}]
    contact: {name: Ana Roy, email: ana@example.org}
    notes: Call later
    -- contributions/hours.yaml --
    - {kind: volunteering, date: 2025-03-04, hours: 2h, by: Ana Roy, proof: sheet 4, import_key: k}
    - {kind: volunteering, date: 2025-03-04, hours: 2h}
    -- evidence/words.yaml --
    kind: testimony
    date: 2025-03-04
    title: Words
    text: We grow.
    author: Ana Roy
    role: chair
    media: media/ana.jpg
    consent: {scope: public, given: 2025-03-04}
    """
    held = Counter(it.what for it, _ in found(register).held if not it.mention)

    assert held == {
        Personal.NAME: 5, Personal.ROLE: 2, Personal.EMAIL: 2, Personal.PHONE: 1, Personal.NOTE: 1,
        Personal.PROOF: 1, Personal.KEY: 1, Personal.WORDS: 1, Personal.MEDIA: 1,
        Personal.CONSENT: 1,
    }  # fmt: skip


def test_what_stands_in_other_texts_is_found(register: Register) -> None:
    """
    -- initiatives/garden.yaml --
    name: Garden
    summary: The garden of ANA  roy; write to ana@example.org or call 06.12.34.56.78
    stage: idea
    territory: {department: "21"}
    carriers: [{name: Ana Roy}, {name: The board}]
    notes: The board meets on Mondays.
    """
    mentions = {
        (it.what, it.slots[0].name) for it, _ in found(register).held if it.mention
    }  # fmt: skip

    assert mentions == {
        (Personal.NAME, "summary"), (Personal.EMAIL, "summary"), (Personal.PHONE, "summary"),
    }  # fmt: skip


def test_a_name_beside_activist_time_is_sensitive(register: Register) -> None:
    """
    -- contributions/hours.yaml --
    - {kind: activist-time, date: 2025-03-04, hours: 2h, by: Ana Roy}
    - {kind: volunteering, date: 2025-03-04, hours: 2h, by: Ana Roy}
    """
    assert [it.sensitive for it, _ in found(register).held] == [True, False]


@pytest.mark.parametrize("day", ["2026-02-28", "2026-03-01"])
def test_a_contact_is_kept_for_three_years_after_the_last_session(
    register: Register, day: str
) -> None:
    """
    -- initiatives/garden.yaml --
    name: Garden
    summary: A garden
    stage: idea
    territory: {department: "21"}
    contact: {name: Ana Roy}
    -- accompaniments/course.yaml --
    initiatives: [garden]
    form: individual
    started: 2022-01-10
    entry: {channel: direct}
    sessions: [{date: 2023-02-28, hours: 2h, note: shy}]
    """
    kept = limits(register, dt.date.fromisoformat(day))
    over = day > "2026-02-28"

    assert kept == {
        "garden contact.name": ("2026-02-28", over),
        "course sessions.note": ("2026-02-28", over),
    }


def test_a_gift_to_an_accompaniment_is_a_contact_and_a_planned_day_is_none(
    register: Register,
) -> None:
    """
    -- initiatives/garden.yaml --
    name: Garden
    summary: A garden
    stage: idea
    territory: {department: "21"}
    contact: {name: Ana Roy}
    -- accompaniments/course.yaml --
    initiatives: [garden]
    form: individual
    started: 2022-01-10
    ended: 2030-12-31
    entry: {channel: direct}
    -- contributions/hours.yaml --
    kind: volunteering
    date: 2024-05-05
    hours: 2h
    for: course
    """
    assert limits(register) == {"garden contact.name": ("2027-05-05", False)}


def test_a_person_without_any_day_has_no_term(register: Register) -> None:
    """
    -- initiatives/garden.yaml --
    name: Garden
    summary: A garden
    stage: idea
    territory: {department: "21"}
    contact: {name: Ana Roy}
    """
    assert limits(register) == {"garden contact.name": ("None", False)}


def test_terms_are_those_of_the_settings(register: Register) -> None:
    """
    -- mes.yaml --
    mes: 1
    nom: Graines
    langue: fr
    teneur: seeds
    conservation: {porteurs: 18 mois, partenaires: 1 an, benevoles: 2, comptabilite: 6 ans}
    debut_exercice: 09-01
    -- structures/seeds.yaml --
    nom: Seeds
    roles: [accompagnement]
    courriel: seeds@example.org
    -- structures/town.yaml --
    nom: Town
    roles: [financeur]
    courriel: town@example.org
    -- initiatives/garden.yaml --
    nom: Garden
    resume: A garden
    etape: idee
    territoire: {departement: "21"}
    statuts: [{depuis: 2024-08-31, statut: adherent}]
    porteurs: [{nom: Ana Roy}]
    -- contributions/heures.yaml --
    - {nature: benevolat, date: 2023-01-01, duree: 2h, par: Bo Li, justificatif: feuille 4}
    - {nature: benevolat, date: 2024-01-01, duree: 2h, par: bo  LI}
    -- financements/town.yaml --
    financeur: town
    nature: subvention
    periode: {du: 2023-01-01, au: 2024-12-31}
    accorde: 9000
    etat: accorde
    conditions: Écrire à Mme X
    """
    assert limits(register) == {
        "seeds email": ("2027-03-01", False),  # the keeper is always in contact
        "town email": ("2025-12-31", True),
        "garden carriers.name": ("2026-02-28", True),
        "heures-1 by": ("2026-01-01", True),
        "heures-2 by": ("2026-01-01", True),
        "heures-1 proof": ("2029-08-31", False),
        "town terms": ("2031-08-31", False),
    }


def test_evidence_is_kept_as_its_consent_says(register: Register) -> None:
    """
    -- evidence/open.yaml --
    kind: portrait
    date: 2020-01-01
    title: x
    text: x
    consent: {scope: public, given: 2020-01-01}
    -- evidence/until.yaml --
    kind: portrait
    date: 2020-01-01
    title: x
    text: x
    consent: {scope: public, given: 2020-01-01, until: 2026-03-01}
    -- evidence/over.yaml --
    kind: portrait
    date: 2020-01-01
    title: x
    text: x
    consent: {scope: public, given: 2020-01-01, until: 2026-02-28}
    -- evidence/withdrawn.yaml --
    kind: portrait
    date: 2020-01-01
    title: x
    text: x
    consent: {scope: public, given: 2020-01-01, until: 2030-01-01, withdrawn: 2021-01-01}
    -- evidence/without.yaml --
    {kind: portrait, date: 2020-01-01, title: x, text: x}
    """
    kept = {name: limit for name, limit in limits(register).items() if name.endswith("text")}

    assert kept == {
        "open text": ("None", False),
        "until text": ("2026-03-01", False),
        "over text": ("2026-02-28", True),
        "withdrawn text": ("2021-01-01", True),
        "without text": ("None", False),
    }


def test_evidence_whose_consent_names_no_end_may_have_a_term(register: Register) -> None:
    """
    -- mes.yaml --
    mes: 1
    name: Seeds
    language: en
    keeper: seeds
    retention: {evidence: 5 years}
    -- evidence/open.yaml --
    kind: portrait
    date: 2020-01-01
    title: x
    text: x
    consent: {scope: public, given: 2021-02-28}
    -- evidence/without.yaml --
    {kind: portrait, date: 2020-01-01, title: x, text: x}
    """
    kept = limits(register)

    assert kept["open text"] == ("2026-02-28", True)
    assert kept["without text"] == ("2025-01-01", True)


@pytest.mark.parametrize(
    ("day", "states"),
    [
        ("2024-12-31", {"a": "not-yet", "b": "not-yet", "c": "withdrawn", "d": "none"}),
        ("2025-01-01", {"a": "in-force", "b": "in-force", "c": "withdrawn", "d": "none"}),
        ("2025-09-30", {"a": "ends-soon", "b": "in-force", "c": "withdrawn", "d": "none"}),
        ("2025-12-31", {"a": "ends-soon", "b": "in-force", "c": "withdrawn", "d": "none"}),
        ("2026-01-01", {"a": "over", "b": "in-force", "c": "withdrawn", "d": "none"}),
    ],
)
def test_a_consent_is_worth_what_its_day_makes_it(
    register: Register, day: str, states: dict[str, str]
) -> None:
    """
    -- evidence/a.yaml --
    kind: portrait
    date: 2025-01-01
    title: x
    consent: {scope: public, given: 2025-01-01, until: 2025-12-31}
    -- evidence/b.yaml --
    {kind: portrait, date: 2025-01-01, title: x, consent: {scope: public, given: 2025-01-01}}
    -- evidence/c.yaml --
    kind: portrait
    date: 2025-01-01
    title: x
    consent: {scope: public, given: 2025-01-01, until: 2025-12-31, withdrawn: 2030-01-01}
    -- evidence/d.yaml --
    {kind: portrait, date: 2025-01-01, title: x}
    """
    said = {
        it.entry.record.id: it.state for it in found(register, dt.date.fromisoformat(day)).consents
    }

    assert {name: RetentionState(state) for name, state in states.items()} == said


def test_every_record_has_a_term(register: Register) -> None:
    """
    -- years/2025.yaml --
    year: 2025
    notes: Ask Ana
    -- advocacy/call.yaml --
    form: public-call
    target: seeds
    date: 2025-01-01
    demand: x
    notes: Ask Bo
    -- programmes/scheme.yaml --
    name: Scheme
    lead: seeds
    starts: 2024-01-01
    notes: Ask Cy
    """
    kept = {
        it.entry.record.id: (it.keeping, str(limit.until)) for it, limit in found(register).held
    }

    assert kept == {
        "2025": (Keeping.ACCOUNTING, "2035-12-31"),
        "call": (Keeping.PARTNERS, "2028-01-01"),
        "scheme": (Keeping.PARTNERS, "2027-01-01"),
    }
