"""What only somebody can decide of an import, asked on the terminal: the words stay theirs.

What there is to decide, and what follows from it, is the plan's.
"""

from collections.abc import Iterable
from dataclasses import replace

from mes_cli.cli import asking
from mes_cli.cli.asking import Asker
from mes_cli.cli.console import err, hint, speech
from mes_cli.cli.import_preview import called
from mes_cli.cli.session import _
from mes_cli.drafts.answers import Option
from mes_cli.drafts.questions import Question
from mes_cli.escape import printed
from mes_cli.exchange.current import Current
from mes_cli.exchange.grids import Tables
from mes_cli.exchange.plan import Item, ItemState, KeptWords, Plan
from mes_cli.exchange.sources import ImportWishes, projects, target
from mes_cli.finding import Message, say
from mes_cli.model import Accompaniment, Initiative
from mes_cli.output.speech import labelled
from mes_cli.view.viewer import record_label

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
