"""What an import would do, shown before it is done, and what is asked about it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mes_cli.cli import asking
from mes_cli.cli.asking import Asker
from mes_cli.cli.console import err, hint, speech
from mes_cli.cli.session import _
from mes_cli.drafts.answers import Option
from mes_cli.drafts.questions import Question
from mes_cli.escape import printed
from mes_cli.exchange.bookkeeping import amount_of
from mes_cli.exchange.current import Current
from mes_cli.exchange.grids import Tables
from mes_cli.exchange.plan import Item, ItemState, KeptWords, Plan
from mes_cli.exchange.sources import ImportWishes, projects, target
from mes_cli.finding import Message, count, say
from mes_cli.language.formats import Formats, formats
from mes_cli.model import Accompaniment, Initiative
from mes_cli.output.speech import Speech, labelled
from mes_cli.view.viewer import record_label

#: More of one sort are counted, not shown.
_MOST = 40
_TITLES = (
    (ItemState.NEW, say("New")),
    (ItemState.CHANGED, say("Changed")),
    (ItemState.REMOVED, say("Taken away")),
    (ItemState.CONFLICT, say("In conflict: changed in the table, and in the folder as well")),
    (ItemState.MISSING, say("In the folder and not in the table")),
)
_AMOUNTS = ("amount", "granted", "received", "requested", "obtained")


def preview(plan: Plan, current: Current) -> str:
    """Write what becomes of each record, and what is in the way."""
    words = speech(current.words.language)
    own = formats(current.words.language)
    parts = [*_problems(plan, words), *_items(plan, words, current, own), *_closing(plan, words)]
    return "\n".join(parts) + "\n"


def _problems(plan: Plan, words: Speech) -> Iterator[str]:
    for problem in plan.problems[:_MOST]:
        label = words.word("error")
        said = words.say(problem.message)
        yield f"{printed(problem.spot)} - {labelled(words, label, said)}"
        if problem.help is not None:
            yield f"  = {labelled(words, words.word('help'), words.say(problem.help))}"
    yield from _more(len(plan.problems) - _MOST, words)


def _items(plan: Plan, words: Speech, current: Current, own: Formats) -> Iterator[str]:
    """The first records of each state below a title, each with its changes."""
    for state, title in _TITLES:
        found = plan.of(state)
        if found:
            yield words.say(title)
        for item in found[:_MOST]:
            yield printed(f"  {called(item, current)}{_said(item, own)}")
            for change in item.changes:
                arrow = f"{change.old} → {change.new}"
                yield printed("    " + labelled(words, change.field, arrow))
        yield from _more(len(found) - _MOST, words)


def called(item: Item, current: Current) -> str:
    """How a record is named to people: its folder and id, or the list that it joins."""
    folder = current.words.kinds[item.kind].folder
    name = f"{folder}/{item.code}" if item.code else item.file.removesuffix(".yaml")
    label = f"  {item.label}" if item.label and item.label != item.code else ""
    return f"{name}{label}"


def _said(item: Item, own: Formats) -> str:
    """The day, hours, person and amount of a new record."""
    if item.state is not ItemState.NEW:
        return ""
    data = item.data
    found = [str(data[name]) for name in ("date", "hours", "by") if data.get(name)]
    amounts = (amount_of(str(data.get(name) or "")) for name in _AMOUNTS)
    found += [own.money(amount) for amount in amounts if amount]
    return "".join(f"  {text}" for text in found)


def _more(number: int, words: Speech) -> Iterator[str]:
    if number > 0:
        yield "  " + words.say(count("… and {number} more", "… and {number} more", number))


def _closing(plan: Plan, words: Speech) -> Iterator[str]:
    parts: list[Message] = [
        count("{number} new", "{number} new", len(plan.of(ItemState.NEW))),
        count("{number} changed", "{number} changed", len(plan.of(ItemState.CHANGED))),
        count("{number} unchanged", "{number} unchanged", plan.unchanged),
    ]
    removed, conflicts, renewed, missing = (
        len(plan.of(state))
        for state in (ItemState.REMOVED, ItemState.CONFLICT, ItemState.RENEWED, ItemState.MISSING)
    )
    more = (
        (removed, count("{number} taken away", "{number} taken away", removed)),
        (conflicts, count("{number} in conflict", "{number} in conflict", conflicts)),
        (renewed, count("{number} import key renewed", "{number} import keys renewed", renewed)),
        (missing, count("{number} in the folder alone", "{number} in the folder alone", missing)),
        (len(plan.problems), count("{number} problem", "{number} problems", len(plan.problems))),
    )
    parts += [message for number, message in more if number]
    yield ", ".join(map(words.say, parts))
    for reason, number in plan.left_out.items():
        left = words.say(count("{number} row left out", "{number} rows left out", number))
        yield labelled(words, left, words.say(reason))
    yield from map(words.say, plan.notes)


_EACH = "each"


def settle(plan: Plan, current: Current, asker: Asker) -> None:
    """Ask for each record in conflict whose words stay, all at once or field by field."""
    for item in plan.of(ItemState.CONFLICT):
        err(printed(called(item, current)))
        contested = [number for number, it in enumerate(item.changes) if it.contested]
        whole = _EACH
        if len(contested) > 1:
            whole = asker.ask(
                Question(
                    _("Whose words stay?"),
                    options=(*_sides("", ""), Option(_EACH, _("decide field by field"))),
                )
            )
        if whole != _EACH:
            plan.decide(item, dict.fromkeys(contested, KeptWords(whole)))
            continue
        plan.decide(item, {number: _side(item, number, asker) for number in contested})


def _side(item: Item, number: int, asker: Asker) -> KeptWords:
    change = item.changes[number]
    options = _sides(change.new, change.old)
    return KeptWords(asker.ask(Question(printed(change.field), options=options)))


def _sides(mine: str, register: str) -> tuple[Option, Option]:
    def option(side: KeptWords, label: str, words: str) -> Option:
        return Option(side, labelled(speech(), label, printed(words)) if words else label)

    return (
        option(KeptWords.MINE, _("mine, of the table"), mine),
        option(KeptWords.REGISTER, _("the folder’s"), register),
    )


def ask_removals(plan: Plan, current: Current, asker: Asker) -> None:
    """Ask for each record that is no longer in the table whether it goes; else it stays."""
    for item in plan.of(ItemState.MISSING):
        question = say(
            "`{name}` is not in the table: take it away from the folder?",
            name=called(item, current),
        )
        if asker.confirm(speech().say(question), default=False):
            plan.remove(item)


def matched(names: Iterable[str], current: Current, asker: Asker) -> dict[str, str]:
    """Ask which accompaniment or initiative each project is; none is an answer."""
    register = current.reading.register
    options = [
        Option(entry.record.id, record_label(entry.record))
        for entry in (*register.of(Accompaniment), *register.of(Initiative))
    ]
    found: dict[str, str] = {}
    for name in names:
        label = speech().say(
            say("Which accompaniment or initiative is the project `{name}`?", name=name)
        )
        question = Question(label, default=target(name, current), options=options, optional=True)
        found[name] = asker.ask(question)
    return found


def with_projects(
    tables: Tables, wishes: ImportWishes, register: Current, *, asks: bool
) -> ImportWishes:
    """Ask what the projects of a list of hours are, or say what they seem to be."""
    open_ = [name for name in projects(tables, wishes.titles) if name not in wishes.projects]
    if asks and open_:
        answers = matched(open_, register, asking.asker())
        return replace(wishes, projects={**answers, **wishes.projects})
    for name in open_:
        if code := target(name, register):
            hint(_likely(name, code))
    return wishes


def _likely(name: str, code: str) -> Message:
    return say(
        "the project `{name}` is called as `{code}`: `{option}` takes its hours there",
        name=name,
        code=code,
        option=f'--match "{name}={code}"',
    )
