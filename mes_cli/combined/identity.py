"""Identities: which records of several registers stand for one thing.

A decision of the network comes first, then the SIREN, then the RNA. Names that are alike decide
nothing. Records of one register never become one, and a record that could join either of two
joins neither.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import combinations

from mes_cli.combined.joint_fields import JointFields, joint_fields
from mes_cli.combined.members import (
    Doubt,
    DoubtfulIdentity,
    Groups,
    Network,
    qualified,
    register_of,
)
from mes_cli.model import Initiative, Programme, Record, Structure
from mes_cli.model.audience import INTERNAL
from mes_cli.register import Entry


@dataclass(frozen=True)
class Identified:
    """What each record is called in the network: records that are one have one id."""

    #: By kind and by the id in the network, the id of its group.
    names: Mapping[tuple[str, str], str]
    #: By kind and id of the group, the ids of all its records, the one that speaks first.
    groups: Mapping[tuple[str, str], Sequence[str]]
    doubts: Sequence[DoubtfulIdentity]
    #: The own fields of members that are one.
    fields: JointFields = field(default_factory=JointFields)

    def name(self, kind: str, code: str, record: str) -> str:
        """The id of a record of a member."""
        own = qualified(code, record)
        return self.names.get((kind, own), own)


def identify(network: Network) -> Identified:
    """Put the records of a network together."""
    names: dict[tuple[str, str], str] = {}
    groups: dict[tuple[str, str], Sequence[str]] = {}
    doubts: list[DoubtfulIdentity] = []
    structures = _structures(network)
    called = _called(structures, network)
    for found in (structures, *(_of_kind(network, kind, called) for kind in _OTHERS)):
        own = called if found is structures else _called(found, network)
        for name, of in own.items():
            names[found.kind, name] = of
            groups.setdefault((found.kind, of), found.group[name])
        doubts += dict.fromkeys(found.doubts)
    found_out = Identified(names, groups, doubts)
    fields = joint_fields(network, partial(found_out.name, Structure.kind))
    return replace(found_out, fields=fields)


#: Kinds whose records may be one by a decision, in order; programmes need the structures.
_OTHERS = (
    "programme",
    "initiative",
    "accompaniment",
    "evidence",
    "advocacy",
)


def _called(found: Groups, network: Network) -> dict[str, str]:
    """The id of each group: of a member, its code; else of the record that speaks for it."""
    firsts = _decided_first(network, found.kind)
    order = {name: number for number, name in enumerate(found.entries)}
    called: dict[str, str] = {}
    for group in {id(it): it for it in found.group.values()}.values():
        group.sort(key=lambda it: (firsts.get(it, len(firsts)), order[it]))
        keepers = [it for it in group if found.kind == Structure.kind and _is_keeper(network, it)]
        speaker = register_of(keepers[0]) if keepers else group[0]
        called |= dict.fromkeys(group, speaker)
    return called


def _decided_first(network: Network, kind: str) -> Mapping[str, int]:
    """The first ids of the decisions of a kind, which speak for their groups."""
    same = [it.ids[0] for it in network.identities.same if it.kind == kind]
    return {name: number for number, name in enumerate(dict.fromkeys(same))}


def _is_keeper(network: Network, name: str) -> bool:
    code, _, own = name.partition(":")
    return network.by_code[code].register.settings.keeper == own


def _entries(network: Network, kind: str) -> dict[str, Entry[Record]]:
    found: dict[str, Entry[Record]] = {}
    for member in network.members:
        for name in member.register.ids(kind):
            if entry := member.register.find(kind, name):
                found[qualified(member.code, name)] = entry
    return found


def _decided(network: Network, kind: str) -> Groups:
    """Put together what is decided, and keep apart what is decided to be."""
    found = Groups(kind, _entries(network, kind))
    links: dict[str, set[str]] = {}
    for word, decision in network.decisions:
        if decision.kind != kind:
            continue
        if unknown := [it for it in decision.ids if it not in found.entries]:
            found.doubt(Doubt.UNKNOWN, unknown)
        known = [it for it in decision.ids if it in found.entries]
        for one, other in combinations(known, 2):
            if word != "same":
                found.apart.add(frozenset((one, other)))
                continue
            links.setdefault(one, set()).add(other)
            links.setdefault(other, set()).add(one)
            found.join(one, other)
    for pair in sorted(map(sorted, found.apart)):
        if found.group[pair[0]] is found.group[pair[1]]:
            found.doubt(Doubt.CONTRADICTION, _chain(links, *pair))
    for group in {id(it): it for it in found.group.values()}.values():
        registers = [register_of(it) for it in group]
        twice = [it for it in group if registers.count(register_of(it)) > 1]
        if twice:
            found.doubt(Doubt.ONE_REGISTER, twice)
    return found


def _chain(links: Mapping[str, set[str]], start: str, end: str) -> list[str]:
    """The shortest way of decisions from one record to another."""
    before: dict[str, str] = {start: ""}
    waiting = deque([start])
    while waiting and end not in before:
        here = waiting.popleft()
        for other in sorted(links.get(here, ())):
            if other not in before:
                before[other] = here
                waiting.append(other)
    way = [end]
    while before.get(way[-1]):
        way.append(before[way[-1]])
    return way[::-1]


def siren(record: Record) -> str | None:
    """The SIREN of a record, said or the beginning of its SIRET."""
    said = getattr(record, "siren", None)
    siret = getattr(record, "siret", None)
    return said or (siret[:9] if siret else None)


def rna(record: Record) -> str | None:
    """The RNA of a record."""
    return getattr(record, "rna", None)


def is_hidden(record: Record) -> bool:
    """Tell whether a record is that of an initiative without a name: it is never matched."""
    return isinstance(record, Initiative) and record.publish_name.audience is INTERNAL


def _by_number(found: Groups) -> None:
    """Put together what has one SIREN, then what has one RNA."""
    for number in (siren, rna):
        alike: dict[str, list[str]] = {}
        for name, entry in found.entries.items():
            told = None if is_hidden(entry.record) else number(entry.record)
            if told:
                alike.setdefault(told, []).append(name)
        if number is rna:
            _refuse_two_sirens(found, alike.values())
        for names in alike.values():
            found.join_alike(names)
    _refuse_two_sirens(found, {id(it): it for it in found.group.values()}.values())


def _refuse_two_sirens(found: Groups, some: Iterable[Sequence[str]]) -> None:
    """Doubt records that should be one and have two SIRENs; those decided apart may."""
    for names in some:
        known = [(name, told) for name in names if (told := siren(found.entries[name].record))]
        for (one, its), (other, others) in combinations(known, 2):
            if its != others and frozenset((one, other)) not in found.apart:
                found.doubt(Doubt.TWO_SIRENS, (one, other))
                break


def _structures(network: Network) -> Groups:
    """Put structures together; those of members are one by their numbers, or by id."""
    found = _decided(network, Structure.kind)
    own = network.own.code
    for member in network.members:
        keeper = qualified(member.code, member.register.settings.keeper)
        known = qualified(own, member.code)
        if keeper in found.entries and known in found.entries and keeper != known:
            if _differ(found, keeper, known):
                found.doubt(Doubt.ANOTHER_NUMBER, (known, keeper))
            found.join(keeper, known)
    _by_number(found)
    for member in network.members:
        keeper = qualified(member.code, member.register.settings.keeper)
        if keeper not in found.entries:
            continue
        for name, entry in found.entries.items():
            unnumbered = not siren(entry.record) and not rna(entry.record)
            called = name.partition(":")[2] == member.code
            if called and unnumbered and found.fit(found.group[keeper], found.group[name]):
                found.join(keeper, name)
    return found


def _differ(found: Groups, one: str, other: str) -> bool:
    """Tell whether two structures have two numbers."""
    records = (found.entries[one].record, found.entries[other].record)
    return any(len({told for it in records if (told := number(it))}) > 1 for number in (siren, rna))


def _of_kind(network: Network, kind: str, structures: Mapping[str, str]) -> Groups:
    found = _decided(network, kind)
    if kind == Initiative.kind:
        _by_number(found)
    elif kind == Programme.kind:
        _by_lead(found, structures)
    return found


def _by_lead(found: Groups, structures: Mapping[str, str]) -> None:
    """Put programmes together that have one id and one lead."""
    alike: dict[str, dict[str, list[str]]] = {}
    for name, entry in found.entries.items():
        assert isinstance(entry.record, Programme)
        code, _, own = name.partition(":")
        lead = qualified(code, entry.record.lead)
        alike.setdefault(own, {}).setdefault(structures.get(lead, lead), []).append(name)
    for leads in alike.values():
        for names in leads.values():
            found.join_alike(names)
        firsts = [names[0] for names in leads.values()]
        decided = all(
            frozenset(it) in found.apart or found.group[it[0]] is found.group[it[1]]
            for it in combinations(firsts, 2)
        )
        if not decided:
            found.doubt(Doubt.TWO_LEADS, firsts)


def alike_in_several(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """Give the ids of several registers that share something."""
    found: dict[str, list[str]] = {}
    for key, name in pairs:
        found.setdefault(key, []).append(name)
    for names in found.values():
        if len({register_of(it) for it in names}) > 1:
            yield tuple(names)
