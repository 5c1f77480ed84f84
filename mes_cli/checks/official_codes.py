"""Checks of the codes that others give: identifiers of organisations, codes of places."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from mes_cli import geography
from mes_cli.finding import Edit, Fix, Message, Mistake, Place, Related, also, field, listed, say
from mes_cli.model import Initiative, Structure
from mes_cli.register import Entry, Register

_IDENTIFIERS = ("siret", "siren", "rna")
#: A SIRET begins with the SIREN of its organisation.
_SIREN = 9


def _organisations(register: Register) -> Iterator[Entry[Structure | Initiative]]:
    entries: Iterable[Entry[Structure | Initiative]] = register.entries_of(Structure, Initiative)
    yield from entries


def _identifiers(record: Structure | Initiative) -> Mapping[str, str]:
    said = {name: getattr(record, name) for name in _IDENTIFIERS}
    return {name: value for name, value in said.items() if value}


def contradictory_identifiers(register: Register) -> Iterator[Mistake]:
    """The identifiers of an organisation contradict each other, or are only zeros.

    The first nine digits of a SIRET are the SIREN of the same organisation. Zeros pass
    every test of these numbers, and belong to no organisation.

    Bad::

        siren: 732829320
        siret: 35600000000048

    Good::

        siren: 732829320
        siret: 73282932000074
    """
    for entry in _organisations(register):
        known = _identifiers(entry.record)
        siret, siren = known.get("siret"), known.get("siren")
        if siret and siren and siret[:_SIREN] != siren:
            yield Mistake(
                entry.at("siren"),
                say(
                    "this SIREN is not that of the SIRET, which begins with {siren}",
                    siren=siret[:_SIREN],
                ),
                say("correct one of the two; both stand in the notice of INSEE"),
                related=(Related(entry.at("siret"), say("the SIRET")),),
            )
        for name, value in known.items():
            if not value.strip("W0"):
                yield Mistake(
                    entry.at(name),
                    say("this number is only zeros, which is nobody's"),
                    say(
                        "write the number, or leave `{field}` out until it is known",
                        field=field(type(entry.record).__name__, name),
                    ),
                )


def shared_identifier(register: Register) -> Iterator[Mistake]:
    """Two records of one kind have the same SIRET, SIREN or RNA number.

    They are one organisation that is written down twice, or a number was copied with a record.

    Bad::

        # structures/repair-shop.yaml
        siret: 73282932000074
        # structures/the-repair-shop.yaml
        siret: 73282932000074

    Good::

        # structures/repair-shop.yaml
        siret: 73282932000074
    """
    first: dict[tuple[str, str, str], Entry[Structure | Initiative]] = {}
    for entry in _organisations(register):
        for name, value in _identifiers(entry.record).items():
            if name == "siren" and entry.record.siret:
                continue  # two places of one organisation share it
            other = first.setdefault((entry.record.kind, name, value), entry)
            if other is not entry and value.strip("W0"):
                yield Mistake(
                    entry.at(name),
                    say("another record has the same number"),
                    say("keep one record, or give each its own number"),
                    related=(Related(other.at(name), say("the other one")),),
                )


def unknown_commune(register: Register) -> Iterator[Mistake]:
    """No commune has this code.

    The codes are those of INSEE, not postal codes. Former communes are accepted, with the
    code that they had.

    Bad::

        territory:
          commune: 21000

    Good::

        territory:
          commune: 21231
    """
    unknown: dict[str, list[Place]] = defaultdict(list)
    for entry in _organisations(register):
        place = entry.record.territory
        if place and place.commune and geography.commune(place.commune) is None:
            unknown[place.commune].append(entry.at("territory", "commune"))
    for code, places in unknown.items():
        near = geography.communes_named(code)
        only = near[0].code if len(near) == 1 else None
        yield Mistake(
            places[0],
            say("no commune has the code {code}", code=code),
            _right_code(near),
            related=also(places),
            fix=Fix(Edit.REPLACE, only, everywhere=True) if only else None,
        )


def _right_code(near: Iterable[geography.Commune]) -> Message:
    """Say which communes have a postal code, else where codes are found."""
    named = [f"{it.code} ({it.name})" for it in near]
    if not named:
        return say("look the commune up at insee.fr, and write its five characters")
    return say("this is a postal code; write {choices}", choices=listed(named))


def contradictory_places(register: Register) -> Iterator[Mistake]:
    """A commune is not in its department or region, or a department is not in its region.

    Tables by territory count the record where its department says. Region 76 is not
    department 76.

    Bad::

        territory:
          commune: 21231       (Dijon)
          department: 71

    Good::

        territory:
          commune: 21231
          department: 21
    """
    for entry in _organisations(register):
        place = entry.record.territory
        if place is None:
            continue
        commune = geography.commune(place.commune) if place.commune else None
        inside = _departments(commune) if commune else {place.department or ""}
        if commune and place.department and place.department not in inside:
            yield _elsewhere(entry, "commune", commune.name, "department", commune.department)
        known = [geography.departments()[code] for code in sorted(inside) if code]
        if place.region and known and place.region not in {it.region for it in known}:
            less, name = ("commune", commune.name) if commune else ("department", known[0].name)
            yield _elsewhere(entry, less, name, "region", known[0].region)


def _departments(commune: geography.Commune) -> set[str]:
    """The department of a commune; of a former one, also the one that its code names."""
    code = commune.code
    own = {code[:2], code[:3]}.intersection(geography.departments())
    return {commune.department, *own}


def _elsewhere(
    entry: Entry[Structure | Initiative], less: str, name: str, more: str, right: str
) -> Mistake:
    """Say that a place is not in the one that is said to hold it."""
    return Mistake(
        entry.at("territory", more),
        say("{name} is in {more} {right}", name=name, more=field("Territory", more), right=right),
        say("write `{right}`, or correct `{less}`", right=right, less=field("Territory", less)),
        related=(Related(entry.at("territory", less), say("the place")),),
    )
