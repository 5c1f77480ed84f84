"""Records under their ids in the network: their own, and those of all that they name."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple, TypeVar, cast

from mes_cli.combined.identity import Identified
from mes_cli.combined.members import Member, Network
from mes_cli.figures.line import Line
from mes_cli.language.folding import fold
from mes_cli.model import Accompaniment, FinancialYear, Initiative, Programme, Record
from mes_cli.model.programme import Indicator
from mes_cli.model.record import Part
from mes_cli.model.settings import Settings, SpreadKey
from mes_cli.model.shape import shape
from mes_cli.register import Entry, Register

R = TypeVar("R", bound=Record)
#: The id in the network of what a field names: the kinds that it may be of, and its own id.
Rename = Callable[[tuple[str, ...], str], str]


class _Naming(NamedTuple):
    """A field that names records, or holds parts that do."""

    attribute: str
    many: bool
    refs: tuple[str, ...]


@cache
def _naming(model: type[Part]) -> tuple[_Naming, ...]:
    slots = shape(model).slots.values()
    found = (it for it in slots if it.refs or (it.part is not None and _naming(it.part)))
    return tuple(_Naming(it.attribute, it.many, it.refs) for it in found)


def _renamed_part(part: Part, rename: Rename) -> dict[str, object]:
    changes: dict[str, object] = {}
    for attribute, many, refs in _naming(type(part)):
        value = getattr(part, attribute)
        if value is None or value == ():
            continue
        items = value if many else (value,)
        new = tuple(
            dict.fromkeys(rename(refs, it) for it in items)
            if refs
            else (it.model_copy(update=_renamed_part(it, rename)) for it in items)
        )
        changes[attribute] = new if many else new[0]
    return changes


def renamed(entry: Entry[R], member: Member, identified: Identified) -> Entry[R]:
    """Give a record of a member under its ids in the network."""
    register, record = member.register, entry.record

    def rename(kinds: tuple[str, ...], name: str) -> str:
        kind = next((it for it in kinds if register.find(it, name)), kinds[0])
        return identified.name(kind, member.code, name)

    changes = _renamed_part(record, rename)
    changes["id"] = identified.name(record.kind, member.code, record.id)
    if isinstance(record, Accompaniment) and record.structure is None:
        changes["structure"] = rename(("structure",), register.settings.keeper)
    own = identified.fields.fitted(record.model_copy(update=changes), member.code)
    return Entry(cast("R", own), entry.place)


def renamed_line(line: Line, member: Member, identified: Identified) -> Line:
    """Give a line of a member with the ids of the network."""
    kind, name = line.record
    course = line.accompaniment
    return line._replace(
        record=(kind, identified.name(kind, member.code, name)),
        accompaniment=course and identified.name(Accompaniment.kind, member.code, course),
    )


def _speaks(entry: Entry[Record], member: Member, identified: Identified, own: bool) -> bool:  # noqa: FBT001
    """Tell whether a record stands for its group; the words of a year are the network's own."""
    record = entry.record
    if isinstance(record, FinancialYear):
        return own
    name = f"{member.code}:{record.id}"
    of = identified.names.get((record.kind, name))
    return of is None or identified.groups[record.kind, of][0] == name


def network_register(network: Network, identified: Identified) -> Register:
    """All records of the network, those that are one once."""
    entries: list[Entry[Record]] = []
    themes: dict[str, str] = {}
    policies: dict[str, str] = {}
    for member in (network.own, *network.members):
        themes = {**member.register.settings.themes, **themes}
        policies = {**member.register.settings.policies, **policies}
    for member in network.members:
        own = member is network.own
        for entry in member.register.entries:
            if _speaks(entry, member, identified, own):
                found = renamed(entry, member, identified)
                entries.append(_of_group(found, network, identified))
    settings = _settings(network, themes, policies)
    declared = {"own_fields": identified.fields.declared}
    return Register(settings.model_copy(update=declared), tuple(entries))


def _settings(network: Network, themes: dict[str, str], policies: dict[str, str]) -> Settings:
    """What the network declares; rules are each member's own, unless all have the same."""
    own = [it.register.settings for it in network.members]
    alike = all(it.valuation == own[0].valuation for it in own)
    need = all(it.spread_key is SpreadKey.NEED for it in own)
    return network.settings.model_copy(
        update={
            "keeper": network.own.code,
            "themes": themes,
            "policies": policies,
            "hourly_costs": (),
            "overheads": (),
            "valuation": own[0].valuation if alike else (),
            "spread_key": SpreadKey.NEED if need else SpreadKey.HOURS,
        }
    )


def _of_group(entry: Entry[Record], network: Network, identified: Identified) -> Entry[Record]:
    """Let a record that stands for several say what all of them must: whom it is about."""
    record = entry.record
    group = identified.groups.get((record.kind, record.id), ())
    if len(group) <= 1:
        return entry
    others = [_renamed_of(network, record.kind, name, identified) for name in group]
    changes: dict[str, object] = {}
    if record.kind in identified.fields.models:
        changes["own"] = _first_said([part for it in others if (part := getattr(it, "own", None))])
    if isinstance(record, Accompaniment):
        whom = [
            it for other in others if isinstance(other, Accompaniment) for it in other.initiatives
        ]
        changes["initiatives"] = tuple(dict.fromkeys(whom))
    elif isinstance(record, Initiative):
        told = [it.publish_name for it in others if isinstance(it, Initiative)]
        # Who may read the name is what the strictest of them allows.
        changes["publish_name"] = max(told, key=lambda it: it.audience.strictness)
    elif isinstance(record, Programme):
        asked = [one for it in others if isinstance(it, Programme) for one in it.indicators]
        # All that is asked of any member is told; of one question that several have, the first.
        first: dict[object, Indicator] = {}
        for one in asked:
            first.setdefault((fold(one.label), one.asked_by), one)
        changes["indicators"] = tuple(first.values())
    return Entry(record.model_copy(update=changes), entry.place)


def _first_said(parts: Sequence[Part]) -> Part | None:
    """The own fields of several records: of each, what the first says that says something."""
    if not parts:
        return None
    values: dict[str, object] = {}
    for slot in shape(type(parts[0])).slots.values():
        said = (getattr(it, slot.attribute) for it in parts)
        values[slot.attribute] = next((value for value in said if value is not None), None)
    return parts[0].model_copy(update=values)


def _renamed_of(network: Network, kind: str, name: str, identified: Identified) -> Record:
    code, _, own = name.partition(":")
    member = network.by_code[code]
    entry = member.register.find(kind, own)
    assert entry is not None
    return renamed(entry, member, identified).record
