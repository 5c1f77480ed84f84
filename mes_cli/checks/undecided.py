"""Records of several registers that may be the same, and have no decision yet."""

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from itertools import combinations

from mes_cli.combined.combination import CombinedFigures
from mes_cli.combined.flows import Elimination
from mes_cli.combined.identity import alike_in_several, is_hidden, siren
from mes_cli.combined.members import Doubt, qualified, register_of
from mes_cli.finding import Message, Mistake, Place, Related, Words, say
from mes_cli.language.folding import fold
from mes_cli.language.vocabulary import IDENTITIES_FILES, vocabulary
from mes_cli.model import Accompaniment, Funding, Initiative, Record
from mes_cli.register import Entry

#: How similar two names in one commune must be to ask whether they are the same.
_NEAR = 0.8
#: How many names in order are compared with each.
_NEIGHBOURS = 20


def undecided_identity(figures: CombinedFigures) -> Iterator[Mistake]:
    """Records of several registers may be the same, and have no decision yet.

    They count apart until the network decides: near names in one commune, a course that two
    members keep, one reference of a grant in two registers, one programme with two leads, a number
    that two records of one register have. Records are never merged only because they look alike.

    Bad::

        (two cafés of nearly one name in one commune, and no decision)

    Good::

        distinct: [{kind: initiative, ids: [east:cafe, west:cafe]}]
    """
    for it in figures.books.identified.doubts:
        if it.doubt in {Doubt.EITHER, Doubt.TWO_LEADS}:
            yield _undecided(figures, it.kind, it.ids, _UNCLEAR[it.doubt])
    for kind, find in _LOOKALIKES.items():
        for ids, why in find(figures):
            if not _is_decided(figures, kind, ids):
                yield _undecided(figures, kind, ids, why)


_UNCLEAR = {
    Doubt.EITHER: say("the first could be either of the others"),
    Doubt.TWO_LEADS: say("one id of a programme, and two leads"),
}
Lookalikes = Iterator[tuple[tuple[str, ...], Message]]


def _entries(figures: CombinedFigures, model: type[Record]) -> Iterator[tuple[str, Entry[Record]]]:
    for member in figures.books.network.members:
        for entry in member.register.of(model):
            yield qualified(member.code, entry.record.id), entry


def _initiatives(figures: CombinedFigures) -> Lookalikes:
    by_commune: dict[str, list[tuple[str, Initiative]]] = {}
    for name, entry in _entries(figures, Initiative):
        record = entry.record
        if isinstance(record, Initiative) and record.territory.commune and not is_hidden(record):
            by_commune.setdefault(record.territory.commune, []).append((name, record))
    for some in by_commune.values():
        some.sort(key=lambda it: fold(it[1].name))
        for place, (one, its) in enumerate(some):
            # Near names are neighbours in order: a large town is not compared all with all.
            for other, others in some[place + 1 : place + _NEIGHBOURS]:
                if register_of(one) != register_of(other) and _may_be_one(its, others):
                    yield (one, other), say("their names are near, in one commune")


def _may_be_one(one: Initiative, other: Initiative) -> bool:
    if len({siren(one), siren(other)} - {None}) > 1:
        return False
    return SequenceMatcher(None, fold(one.name), fold(other.name)).ratio() >= _NEAR


def _courses(figures: CombinedFigures) -> Lookalikes:
    """Courses with one initiative in two registers, of one structure or of one first day."""
    identified, flows = figures.books.identified, figures.books.flows(figures.year)
    found: dict[str, list[tuple[str, Accompaniment]]] = {}
    for name, entry in _entries(figures, Accompaniment):
        record = entry.record
        assert isinstance(record, Accompaniment)
        for it in record.initiatives:
            whom = identified.name(Initiative.kind, register_of(name), it)
            found.setdefault(whom, []).append((name, record))
    for some in found.values():
        for (one, its), (other, others) in combinations(some, 2):
            kept = flows.structure(one) == flows.structure(other)
            if register_of(one) != register_of(other) and (kept or its.started == others.started):
                yield (one, other), say("this looks like one course that two members keep")


def _references(figures: CombinedFigures) -> Lookalikes:
    pairs = [
        (fold(entry.record.reference), name)
        for name, entry in _entries(figures, Funding)
        if isinstance(entry.record, Funding) and entry.record.reference
    ]
    taken = {
        (it.member, it.line.record[1])
        for it in figures.books.flows(figures.year).taken
        if it.reason is Elimination.MONEY
    }
    for ids in alike_in_several(pairs):
        left = tuple(it for it in ids if tuple(it.split(":", 1)) not in taken)
        if len({register_of(it) for it in left}) > 1:
            yield left, say("they have one reference")


_LOOKALIKES: dict[str, Callable[[CombinedFigures], Lookalikes]] = {
    Initiative.kind: _initiatives,
    Accompaniment.kind: _courses,
    Funding.kind: _references,
}


def _is_decided(figures: CombinedFigures, kind: str, ids: tuple[str, ...]) -> bool:
    """Tell whether each pair has a decision, or a common number."""
    books = figures.books
    decided = [set(it.ids) for _, it in books.network.decisions if it.kind == kind]
    called = {it: books.identified.names.get((kind, it), it) for it in ids}
    return all(
        any({one, other} <= it for it in decided) or called[one] == called[other]
        for one, other in combinations(ids, 2)
    )


def _undecided(figures: CombinedFigures, kind: str, ids: tuple[str, ...], why: Message) -> Mistake:
    words = vocabulary(str(figures.register.settings.language))
    keys = [words.key("Identities", it) for it in ("same", "distinct")]
    kind_key, ids_key = (words.key("Decision", it) for it in ("kind", "ids"))
    label = words.kinds[kind].label
    line = f"{{{kind_key}: {label}, {ids_key}: [{', '.join(ids)}]}}"
    places = [it for it in (place_of(figures, kind, name) for name in ids) if it]
    return Mistake(
        places[0] if places else decisions_file(figures),
        say("{ids}: are they the same? {why}", ids=Words(ids), why=why),
        say(
            "write under `{same}` or under `{distinct}` in `{file}`: `- {line}`, or decide with"
            " `mes same {ids}` or `mes distinct {ids}`",
            same=keys[0],
            distinct=keys[1],
            file=decisions_file(figures).file,
            line=line,
            ids=" ".join(ids[:2]),
        ),
        related=tuple(Related(it, say("the other one")) for it in places[1:]),
    )


def place_of(figures: CombinedFigures, kind: str, name: str) -> Place | None:
    """The place of a record by its id in the network."""
    code, _, own = name.partition(":")
    member = figures.books.network.by_code.get(code)
    entry = member.register.find(kind, own) if member else None
    return entry.place if entry else None


def decisions_file(figures: CombinedFigures) -> Place:
    """The file of decisions, as the language of the network calls it."""
    french = figures.register.settings.language == "fr"
    return Place(IDENTITIES_FILES[1 if french else 0])
