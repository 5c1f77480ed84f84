"""The register at a past day: the option that asks for it, and what says so on each page."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mes_cli.cli.console import out, speech
from mes_cli.cli.console import say as announce
from mes_cli.cli.session import current
from mes_cli.errors import InputError
from mes_cli.finding import Message, say
from mes_cli.language.formats import Moment, formats
from mes_cli.output.json import Json

if TYPE_CHECKING:
    from mes_cli.store.git.past import Past
    from mes_cli.store.reading.load import Reading
    from mes_cli.store.reading.origin import Origin

At = Annotated[
    str,
    typer.Option(
        "--at",
        metavar="REV|DATE|YEAR",
        help="The register as git keeps it: a revision, a day, or a year at its closing.",
    ),
]


def past_of(root: Path, said: str) -> "Past | None":
    """The commit that an option means; None where it is not given.

    Raises:
        UnknownRevisionError: there is no such revision.
        NoPastError: the register has no commit of that day.
        GitError: git does not answer.
    """
    if not said:
        return None
    from mes_cli.store.git.closed import last_days
    from mes_cli.store.git.past import past

    return past(root, said, last_days(root))


def moment_of(origin: "Origin | None") -> Moment | None:
    """The day and the commit that files come from; None for the folder."""
    if origin is None:
        return None
    from mes_cli.store.git.past import Past

    return Moment(origin.day, origin.commit) if isinstance(origin, Past) else None


def tell(register: "Reading", *, printed: bool = True) -> None:
    """Say which state of the register is shown: on the page, else on standard error."""
    moment = moment_of(register.past)
    if moment is None:
        return
    message = moment.said(formats(current().language))
    if printed:
        out(f"{speech().say(message)}\n\n")
    else:
        announce(message)


def stamped(record: Json, register: "Reading") -> Json:
    """Add to what machines get the state of the register that is shown, if it is a past one."""
    moment = moment_of(register.past)
    return {**record, "at": moment.plain} if moment else record


def refuse(said: str, option: str) -> None:
    """Refuse to write to the past.

    Raises:
        InputError: both options are given.
    """
    if said:
        raise InputError(
            say("`{option}` writes, and what git keeps is not written to", option=option),
            _LEAVE_OUT,
        )


_LEAVE_OUT: Message = say("leave `--at` out")
