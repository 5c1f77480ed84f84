"""Records that come from other programs: known again by a key, so that none comes in twice."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import ValidationError

from mes_cli.exchange.ids import free_id, list_file, month_of
from mes_cli.exchange.keys import key_of
from mes_cli.exchange.plan import Data, Item, Plan, Problem, State, spot_of
from mes_cli.exchange.refusals import problem_of
from mes_cli.exchange.state import Now
from mes_cli.finding import Loc, Message, Place, say
from mes_cli.model import KINDS, Contribution
from mes_cli.store.reading.phrases import findings as phrased


@dataclass(frozen=True, slots=True)
class Incoming:
    """A record that another program had."""

    kind: str
    data: Data
    #: What makes it this one and no other, in the other program's own words.
    identity: tuple[str, ...]
    spot: str
    spots: Mapping[Loc, str] = field(default_factory=dict)


@dataclass(slots=True)
class Arrivals:
    """What a file of another program holds."""

    source: str
    found: list[Incoming] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: list[Message] = field(default_factory=list)
    #: Changes of records that are there: accompaniments that get expenses.
    changed: list[Item] = field(default_factory=list)
    unchanged: int = 0


def plan_of(arrivals: Arrivals, now: Now) -> Plan:
    """Sort what comes in: new, or known by its key."""
    register = now.reading.register
    plan = Plan(problems=list(arrivals.problems), unchanged=arrivals.unchanged)
    plan.items += arrivals.changed
    for reason in arrivals.left_out:
        plan.leave(reason)
    taken = {entry.name for entry in register.entries} | set(register.unread)
    seen: dict[str, int] = {}
    for it in arrivals.found:
        key = key_of(arrivals.source, it.identity)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            key = f"{key}-{seen[key]}"
        if key in now.keys:
            plan.unchanged += 1
        elif item := _new(it, key, arrivals.source, now, taken, plan):
            plan.items.append(item)
    return plan


def _new(
    it: Incoming, key: str, source: str, now: Now, taken: set[tuple[str, str]], plan: Plan
) -> Item | None:
    data = {**it.data, "import_key": key}
    model, folder = KINDS[it.kind], now.words.kinds[it.kind].folder
    month, listed = month_of(data), it.kind == Contribution.kind
    file, code = list_file(it.kind, f"{month}-{source}", folder, now.lists), ""
    if not listed:
        code = free_id(it.kind, str(data.get("name") or data.get("title") or key), taken)
        taken.add((it.kind, code))
        file = f"{folder}/{code}.yaml"
    context = {"day_length": now.reading.register.settings.day_length}
    try:
        model.model_validate({"id": code or "x", **data}, context=context)
    except ValidationError as problem:
        for finding in phrased(problem, model, data, now.words, Place(""), set()):
            spot = spot_of(it.spots, finding.at.loc, it.spot)
            plan.problems.append(problem_of(finding, spot, model, now.words))
        return None
    if listed and not month:
        plan.problems.append(Problem(it.spot, say("this row has no day")))
        return None
    label = str(data.get("name") or data.get("title") or "")
    return Item(State.NEW, it.kind, code, label, data, file=file, listed=listed, spot=it.spot,
                spots=dict(it.spots))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """How people are called in the register: by pseudonyms, unless names are to be kept."""

    register: str
    keep: bool = False
    #: What a pseudonym begins with.
    word: str = "Bénévole"

    def called(self, name: str) -> str | None:
        """What a person is called; the same name gives the same pseudonym every time.

        >>> Names("Seeds").called("Ana B") == Names("Seeds").called(" ana  b ") != "Ana B"
        True
        """
        folded = " ".join(name.split())
        if not folded:
            return None
        if self.keep:
            return folded
        text = f"{self.register}\x1f{folded.casefold()}"
        return f"{self.word} {hashlib.sha256(text.encode()).hexdigest()[:6]}"
