"""Own fields of several registers: those that answer for one thing are one field of the network.

Only attached fields leave a register. Two of them are one where they are of one kind of record,
attached to the same, of one type, and added up in one way.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mes_cli.combined.members import Network
from mes_cli.language.folding import same
from mes_cli.model import KINDS, Models, Record, models
from mes_cli.model.identifiers import free_id
from mes_cli.model.own_fields import OwnField, OwnFields
from mes_cli.model.programme import Programme
from mes_cli.model.shape import shape

#: The id in the network of a structure, by the member that names it and its own id.
NameOf = Callable[[str, str], str]


@dataclass(frozen=True)
class JointFields:
    """The own fields of a network."""

    declared: OwnFields = field(default_factory=OwnFields)
    #: By member and kind of record: the name in the network of each field of that member.
    names: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    #: The models of the kinds that have such fields.
    models: Models = field(default_factory=dict)

    def fitted(self, record: Record, code: str) -> Record:
        """Give a record of a member with the own fields of the network."""
        if isinstance(record, Programme):
            record = self._with_figures(record, code)
        model = self.models.get(record.kind)
        if model is None:
            return record
        own = shape(model).slots["own"].part
        assert own is not None
        values: dict[str, Any] = {}
        for name, called in self.names.get((code, record.kind), {}).items():
            slot, value = shape(own).slots[called], record.own_value(name)
            values[slot.attribute] = (
                slot.choices(str(value)) if slot.choices and value is not None else value
            )
        common = {name: getattr(record, name) for name in KINDS[record.kind].model_fields}
        return model.model_construct(**common, own=own.model_construct(**values))

    def _with_figures(self, record: Programme, code: str) -> Programme:
        """Let indicators name own fields as the network calls them."""
        called: dict[str, str] = {}
        for (member, kind), names in self.names.items():
            for name, of in names.items() if member == code else ():
                called |= dict.fromkeys((name, f"{kind}.{name}"), f"{kind}.{of}")
        found = tuple(
            it.model_copy(update={"figure": called.get(it.figure or "", it.figure)})
            for it in record.indicators
        )
        return record.model_copy(update={"indicators": found})


def joint_fields(network: Network, name_of: NameOf) -> JointFields:
    """Put together the own fields of all members; the first member gives the name."""
    declared: dict[str, dict[str, OwnField]] = {kind: {} for kind in KINDS}
    names: dict[tuple[str, str], dict[str, str]] = {}
    known: dict[tuple[object, ...], str] = {}
    for member in network.members:
        for kind in KINDS:
            own = names[member.code, kind] = {}
            for name, it in member.register.settings.own_fields.of(kind).items():
                if not it.attached:
                    continue
                answer: tuple[object, ...] = (kind, same(it.attached), it.type, it.addition)
                if known.get(answer) in own.values():
                    answer = (*answer, name)  # two fields of one register are never one
                called = known.setdefault(answer, free_id(name, declared[kind].__contains__, "_"))
                own[name] = called
                asked_by = it.asked_by and name_of(member.code, it.asked_by)
                now = it.model_copy(update={"asked_by": asked_by})
                before = declared[kind].get(called)
                declared[kind][called] = _joined(before, now) if before else now
    fields = OwnFields().model_copy(update=declared)
    made = models(network.settings.model_copy(update={"own_fields": fields}))
    return JointFields(fields, names, {kind: made[kind] for kind in KINDS if declared[kind]})


def _joined(one: OwnField, other: OwnField) -> OwnField:
    """Join two declarations: all words of both, for those who may see both."""
    words = {it.word: it for it in (*other.values, *one.values)}
    order = dict.fromkeys(it.word for it in (*one.values, *other.values))
    strict = max(one.audience, other.audience, key=lambda it: it.strictness)
    return one.model_copy(
        update={
            "audience": strict,
            "values": tuple(words[it] for it in order),
            "to": tuple(dict.fromkeys((*one.to, *other.to))),
        }
    )
