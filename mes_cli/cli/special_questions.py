"""Questions of their own form: a place, shares of policies, a row of a list, which record."""

from collections.abc import Sequence

from mes_cli.cli.asking import Asker, ask_in_turn, asker, somebody_answers
from mes_cli.cli.console import err, speech
from mes_cli.cli.session import _, current
from mes_cli.drafts.answers import Option, territories
from mes_cli.drafts.layouts import ROW, ROWS
from mes_cli.drafts.names import NamedRecord, many, target_of
from mes_cli.drafts.questions import Question
from mes_cli.escape import printed
from mes_cli.finding import say
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import Record
from mes_cli.model.shape import Slot, shape
from mes_cli.output.speech import labelled
from mes_cli.register import Entry
from mes_cli.store.reading.translation import Data

#: Stands for a row that is not there yet.
NEW_ROW = -1


def ask_place(asker: Asker, label: str, before: str, *, optional: bool) -> Data | None:
    """Ask for a place by its name or code; give what a record says of it, None if nothing was said.

    Raises:
        Back: the question before is to be asked again.
    """
    help_ = _("A commune, a department or a region, by name or by code; or any place.")
    said = asker.ask(Question(label, help_, before, optional=optional), back=True)
    found = territories(said) if said else []
    if len(found) > 1:
        words = vocabulary(current().language)
        level = [words.field("Territory", next(iter(it.data))).label for it in found]
        options = [Option(str(n), f"{it.label}, {level[n]}") for n, it in enumerate(found)]
        chosen = asker.ask(Question(_("Which place"), options=options), back=True)
        return dict(found[int(chosen)].data)
    if found:
        err(labelled(speech(), _("Understood"), printed(found[0].label)))
        return dict(found[0].data)
    if not said:
        return None
    err(_("No commune, department or region is called so; it is kept as you wrote it."))
    return {"name": said}


def ask_shares(asker: Asker, parts: Sequence[Data]) -> None:
    """Ask how money is divided between several policies; equally, unless somebody knows.

    Raises:
        Back: somebody goes back from the first one.
    """
    if len(parts) < 2:  # noqa: PLR2004 - one policy has all of it
        return
    equal = [f"{100 // len(parts)}%"] * (len(parts) - 1)
    equal.append(f"{100 - (100 // len(parts)) * (len(parts) - 1)}%")
    words = vocabulary(current().language)

    def ask(number: int) -> None:
        part = parts[number]
        label = words.value("Policy", str(part["policy"])).label
        asked = speech().say(say("Share of {policy}", policy=label))
        default = str(part.get("share", equal[number]))
        part["share"] = asker.ask(Question(asked, default=default), back=True)

    ask_in_turn(range(len(parts)), ask)


def ask_row(asker: Asker, label: str, slot: Slot, rows: Sequence[Data]) -> int | None:
    """Ask which row of a list is meant: its number, `NEW_ROW` for another one, None for none.

    Raises:
        Back: the question before is to be asked again.
    """
    assert slot.part is not None
    told = [name for name, it in shape(slot.part).slots.items() if it.choices is None]
    options = [
        Option(str(number), " · ".join(str(row[name]) for name in told if name in row))
        for number, row in enumerate(rows)
    ]
    another = say("Add {what}", what=ROWS.get(slot.name, ROW).another)
    options.append(Option(str(NEW_ROW), speech().say(another)))
    chosen = asker.ask(Question(label, options=options, optional=True), back=True)
    return int(chosen) if chosen else None


def which(said: str, found: list[NamedRecord], *, plain: bool = False) -> NamedRecord:
    """Give the one thing that somebody means; where several fit, ask.

    Raises:
        InputError: several fit, and nobody is there to answer.
    """
    if len(found) == 1:
        return found[0]
    if not somebody_answers():
        raise many(said, found)
    kinds = vocabulary(current().language).kinds
    options = [
        Option(str(number), f"{it.label} ({kinds[it.kind].label}, {it.id})")
        for number, it in enumerate(found)
    ]
    chosen = asker(plain=plain).ask(Question(_("Which record"), options=options))
    return found[int(chosen)]


def which_record(
    said: str, found: Sequence[Entry[Record]], *, plain: bool = False
) -> Entry[Record]:
    """Give the one record that somebody means; where several fit, ask.

    Raises:
        InputError: several fit, and nobody is there to answer.
    """
    meant = which(said, [target_of(it) for it in found], plain=plain)
    return next(it for it in found if it.place == meant.place)
