"""Checks of references: what one record says of another."""

from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import chain

from mes_cli.checks.facet import Facet, Frame, Overview, Row, place
from mes_cli.checks.words import also, field_of, kind
from mes_cli.finding import Edit, Finding, Fix, Place, Related, error, say
from mes_cli.language.near import Patience, near, sure
from mes_cli.model import KINDS, Settings
from mes_cli.model.part import Part
from mes_cli.model.walk import Branch, Path, Said, branch, references, walk

SETTINGS_FILE = "mes.yaml"


@cache
def _ways() -> tuple[Path, ...]:
    """Give every field that holds references, each with its number."""
    models: tuple[type[Part], ...] = (*KINDS.values(), Settings)
    return tuple(path for model in models for path in references(model))


@cache
def _numbers(model: type[Part]) -> Branch:
    """Give the fields of a model that hold references, by their numbers."""
    return branch([(_ways().index(path), path) for path in references(model)])


def _references(record: Part, _frame: Frame | None = None) -> Said | None:
    return tuple(walk(record, _numbers(type(record)))) or None


#: The ids that a record names: the number of the field, the place, the id.
REFERENCES: Facet[Said] = Facet("references", tuple(KINDS), _references)


def _odd(whole: Overview) -> list[tuple[Path, Place, str]]:
    """Give every reference that does not lead to exactly one record."""
    ways = _ways()
    known = {kinds: _known_once(whole, kinds) for kinds in {way.slot.refs for way in ways}}
    homes = [known[way.slot.refs] for way in ways]
    found: list[tuple[Path, Place, str]] = []
    keeper = whole.settings.keeper != "-"  # what stands for settings that could not be read
    own: Row[Said] = (SETTINGS_FILE, None, "", _references(whole.settings) or ())
    for row in chain(whole.rows(REFERENCES), (own,) if keeper else ()):
        for number, loc, name in row[3]:
            if name not in homes[number]:
                found.append((ways[number], place(row, *loc), str(name)))
    return found


def _known_once(whole: Overview, kinds: Collection[str]) -> AbstractSet[str]:
    """The ids that a record of exactly one of some kinds has, readable or not."""
    once: AbstractSet[str] = frozenset()
    several: AbstractSet[str] = frozenset()
    for one in kinds:
        ids = whole.names.get(one, frozenset())
        if unread := {name for unread, name in whole.unread if unread == one}:
            ids = ids | unread
        several, once = several | (once & ids), once | ids if once else ids
    return once - several if several else once


def unknown_reference(whole: Overview) -> Iterator[Finding]:
    """A record names another one that nobody wrote.

    What is given to a record that does not exist, or said of it, would vanish from
    every report.

    Bad::

        initiatives: [cafe-des-posibles]

    Good::

        initiatives: [cafe-des-possibles]
    """
    unknown: dict[tuple[tuple[str, ...], str], list[Place]] = {}
    for path, at, name in whole.once(_odd):
        kinds = path.slot.refs
        if not any(whole.knows(k, name) for k in kinds) and not _elsewhere(whole, name):
            unknown.setdefault((kinds, name), []).append(at)
    patience = Patience()
    ids = {
        kinds: [known for k in kinds for known in whole.ids(k)]
        for kinds in {kinds for kinds, _ in unknown}
    }
    for (kinds, name), places in unknown.items():
        yield _unknown(patience.among(ids[kinds]), kinds, name, places)


def _unknown(
    known: Collection[str], kinds: tuple[str, ...], name: str, places: list[Place]
) -> Finding:
    """One mistake that several records repeat is said once."""
    suggestion, certain = near(name, known), sure(name, known)
    return error(
        "unknown-reference",
        places[0],
        say("`{name}` is not among the {kind}", name=name, kind=kind(kinds[0]))
        if len(kinds) == 1
        else say(
            "`{name}` is neither among the {kind} nor among the {other}",
            name=name,
            kind=kind(kinds[0]),
            other=kind(kinds[1]),
        ),
        say("write `{near}`, whose name is close", near=suggestion)
        if suggestion
        else say("write the record, or correct the name: it is that of its file"),
        related=also(places),
        fix=Fix(Edit.REPLACE, certain, everywhere=True) if certain else None,
    )


def _elsewhere(whole: Overview, name: str) -> list[str]:
    """The kinds that do have that id."""
    return [k for k in KINDS if whole.knows(k, name)]


def wrong_kind(whole: Overview) -> Iterator[Finding]:
    """A record names one of another kind than the field takes.

    The id exists, but it is that of a structure where an initiative is expected, for
    instance.

    Bad::

        funder: regional-scheme        (a programme)

    Good::

        funder: region                 (a structure)
    """
    wrong: dict[tuple[Path, str], list[Place]] = {}
    for path, at, name in whole.once(_odd):
        if not any(whole.knows(k, name) for k in path.slot.refs) and _elsewhere(whole, name):
            wrong.setdefault((path, name), []).append(at)
    patience = Patience()
    ids = {
        path: [known for k in path.slot.refs for known in whole.ids(k)]
        for path in {path for path, _ in wrong}
    }
    for (path, name), places in wrong.items():
        suggestion = near(name, patience.among(ids[path]))
        yield _wrong_kind(whole, path, name, places, suggestion)


def _wrong_kind(
    whole: Overview, path: Path, name: str, places: list[Place], suggestion: str | None
) -> Finding:
    kinds = path.slot.refs
    return error(
        "wrong-kind",
        places[0],
        say(
            "`{name}` is among the {found}; `{field}` takes one of the {kind}",
            name=name,
            found=kind(_elsewhere(whole, name)[0]),
            field=field_of(path),
            kind=kind(kinds[0]),
        ),
        say("write `{near}`, whose name is close", near=suggestion)
        if suggestion
        else say("write the name of one of the {kind}", kind=kind(kinds[0])),
        related=also(places),
    )


def ambiguous_reference(whole: Overview) -> Iterator[Finding]:
    """A name could be that of two records.

    Where a field takes two kinds of record and both have one of that name, nobody can
    tell which is meant.

    Bad::

        from: garden        (a structure and an initiative)

    Good::

        from: garden-association
    """
    for path, at, name in whole.once(_odd):
        both = [k for k in path.slot.refs if whole.knows(k, name)]
        if len(both) > 1:
            yield error(
                "ambiguous-reference",
                at,
                say(
                    "`{name}` is among the {kind} and among the {other}",
                    name=name,
                    kind=kind(both[0]),
                    other=kind(both[1]),
                ),
                say("rename one of the two records"),
            )


def duplicate_id(whole: Overview) -> Iterator[Finding]:
    """Two records of one kind have the same id.

    Whoever refers to it cannot tell which is meant, and one of the two would never be
    counted.

    Bad::

        initiatives/2024/garden.yaml
        initiatives/2025/garden.yaml

    Good::

        initiatives/garden.yaml
        initiatives/garden-of-the-mill.yaml
    """
    for name, rows in whole.once(_repeated).items():
        for row in rows[1:]:
            yield error(
                "duplicate-id",
                place(row, "id"),
                say("two of the {kind} are called `{name}`", kind=kind(name[0]), name=name[1]),
                say("give one of them another name"),
                related=(Related(place(rows[0], "id"), say("the other one")),),
            )


def _repeated(whole: Overview) -> dict[tuple[str, str], list[Row[None]]]:
    """Give the names that several records have, and these records."""
    if sum(1 for _ in whole.source.named()) == sum(map(len, whole.names.values())):
        return {}
    seen: set[tuple[str, str]] = set()
    twice: set[tuple[str, str]] = set()
    for kind_, row in whole.source.named():
        name = (kind_, row[2])
        (twice if name in seen else seen).add(name)
    found: dict[tuple[str, str], list[Row[None]]] = {name: [] for name in twice}
    if twice:
        for kind_, row in whole.source.named():
            if (kind_, row[2]) in twice:
                found[kind_, row[2]].append(row)
    return found
