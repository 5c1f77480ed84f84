"""What an import would do, shown before it is done."""

import sys
from collections.abc import Iterator

from mes_cli.cli.console import err, speech
from mes_cli.exchange.plan import Item, Plan, State
from mes_cli.exchange.state import Now
from mes_cli.finding import Message, count, say
from mes_cli.output.speech import Speech, clean, labelled

#: More of one sort are counted, not shown.
_MOST = 40


def preview(plan: Plan, now: Now) -> str:
    """Write what becomes of each record, and what is in the way."""
    words = speech(now.words.language)
    parts = [*_problems(plan, words), *_items(plan, words, now), _closing(plan, words)]
    return "\n".join(parts) + "\n"


def _problems(plan: Plan, words: Speech) -> Iterator[str]:
    for problem in plan.problems[:_MOST]:
        label = words.word("error")
        said = words.say(problem.message)
        yield f"{clean(problem.spot)} - {labelled(words, label, said)}"
        if problem.help is not None:
            yield f"  = {labelled(words, words.word('help'), words.say(problem.help))}"
    yield from _more(len(plan.problems) - _MOST, words)


def _items(plan: Plan, words: Speech, now: Now) -> Iterator[str]:
    for state, title in (
        (State.NEW, say("New")),
        (State.CHANGED, say("Changed")),
        (State.CONFLICT, say("In conflict: changed here, and in the folder since the export")),
    ):
        found = plan.of(state)
        if found:
            yield words.say(title)
        for item in found[:_MOST]:
            yield from _item(item, now, words)
        yield from _more(len(found) - _MOST, words)
        if found and state is State.CONFLICT:
            cure = words.say(say("export again, and make the change there"))
            yield f"  = {labelled(words, words.word('help'), cure)}"


def _item(item: Item, now: Now, words: Speech) -> Iterator[str]:
    folder = now.words.kinds[item.kind].folder
    name = f"{folder}/{item.code}" if item.code else item.file.removesuffix(".yaml")
    label = f"  {item.label}" if item.label and item.label != item.code else ""
    day = f"  {item.data['date']}" if item.state is State.NEW and "date" in item.data else ""
    yield clean(f"  {name}{day}{label}")
    for change in item.changes:
        yield clean("    " + labelled(words, change.field, f"{change.old} → {change.new}"))


def _more(number: int, words: Speech) -> Iterator[str]:
    if number > 0:
        yield "  " + words.say(count("… and {number} more", "… and {number} more", number))


def _closing(plan: Plan, words: Speech) -> str:
    parts: list[Message] = [
        count("{number} new", "{number} new", len(plan.of(State.NEW))),
        count("{number} changed", "{number} changed", len(plan.of(State.CHANGED))),
        count("{number} unchanged", "{number} unchanged", plan.unchanged),
    ]
    if conflicts := len(plan.of(State.CONFLICT)):
        parts.append(count("{number} in conflict", "{number} in conflict", conflicts))
    if plan.problems:
        parts.append(count("{number} problem", "{number} problems", len(plan.problems)))
    lines = [", ".join(map(words.say, parts))]
    for reason, number in plan.left_out.items():
        left = words.say(count("{number} row left out", "{number} rows left out", number))
        lines.append(labelled(words, left, words.say(reason)))
    return "\n".join(lines)


def agreed() -> bool:
    """Ask whether to write; nobody to ask is a no."""
    if not sys.stdin.isatty():
        return False
    words = speech()
    err(words.word("Write this? y/n"))
    return sys.stdin.readline().strip().lower()[:1] in {"y", "o"}
