"""Hours to be logged: what was said of them, for whom they were, and the records they become."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from mes_cli.drafts.answers import TO_COME, Answers
from mes_cli.drafts.destinations import Destination, called
from mes_cli.errors import InputError
from mes_cli.finding import count, say
from mes_cli.language.catalogue import catalogue
from mes_cli.language.formats import formats
from mes_cli.model.contribution import ContributionKind
from mes_cli.model.period import TOO_LONG, seconds
from mes_cli.store.editing.edited_file import month_list
from mes_cli.store.editing.edits import Edits
from mes_cli.store.reading.translation import Data

#: Hours of several people: ``4x2h30``.
_TIMES = re.compile(r"(?P<people>\d{1,4})\s*[x×*]\s*(?P<length>\S.*)", re.IGNORECASE)


class DoubtfulHoursError(InputError):
    """What was said may be meant, and is asked about before it is written."""


@dataclass(frozen=True, slots=True)
class LoggedHours:
    """Hours as somebody said them: how long, for whom, and what was done."""

    length: str
    target: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of hours beside that: when, by whom, of which kind."""

    day: dt.date
    #: Who gave them; several names are several lines.
    by: Sequence[str] = ()
    #: How many people; the hours are those of all together.
    people: int | None = None
    #: Several names are one line, with the hours of all together.
    in_all: bool = False
    nature: str = ContributionKind.VOLUNTEERING
    #: The type and the role of a session of paid staff; None for a contribution.
    session: Data | None = None
    governance: bool = False
    #: Structures or initiatives, for an exchange: who gives, and who receives.
    giver: str = ""
    receiver: str = ""
    #: Written even if it is there already, or the day is still to come.
    anyway: bool = False


@dataclass(frozen=True, slots=True)
class Logged:
    """Hours that were put down: in which file, and what they say, part by part."""

    file: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What becomes one line: who, how many people, and the hours of all of them."""

    by: str
    people: int | None
    length: str


def split(words: Iterable[str]) -> list[LoggedHours]:
    """Read hours off a command line: length, target, what was done; ``+`` begins the next.

    Raises:
        InputError: there are too many or too few words.
    """
    groups: list[list[str]] = [[]]
    for word in words:
        if word == "+":
            groups.append([])
        else:
            groups[-1].append(word)
    if any(not 1 <= len(group) <= 3 for group in groups):  # noqa: PLR2004 - length, target, title
        raise InputError(
            say("each entry has a length, a target and what was done"),
            say('write `mes log 2h30 cafe-des-possibles "permanence" + 1h jardin "semis"`'),
        )
    return [LoggedHours(*[*group, "", ""][:3]) for group in groups]


def names(said: str) -> tuple[str, ...]:
    """Read names that are parted by commas.

    >>> names("Ana, Jo ,")
    ('Ana', 'Jo')
    """
    return tuple(name for part in said.split(",") if (name := part.strip()))


def enter(
    hours: LoggedHours, to: Destination, about: Circumstances, answers: Answers, edits: Edits
) -> list[Logged]:
    """Put hours into the edits: contributions, or a session of an accompaniment.

    Raises:
        DoubtfulHoursError: they are there already, or the day is still to come.
        InputError: there is no duration, or it does not fit together.
    """
    if about.day > answers.today and not about.anyway:
        raise DoubtfulHoursError(TO_COME, say("write it all the same with `--anyway`"))
    logged = []
    for share in shares(hours.length, about, edits.reading.register.settings.day_length):
        if about.session is not None:
            file = _enter_session(hours, share, to, about, edits)
        else:
            file = _enter_contribution(hours, share, to, about, edits)
        parts = _parts(hours, share, to, about, answers)
        logged.append(Logged(file, tuple(filter(None, parts))))
    return logged


def shares(said: str, about: Circumstances, day: int) -> list[Share]:
    """Share hours out to lines: each name has its own, people without names have one.

    *day* is the length of a day of work, in seconds.

    Raises:
        InputError: there is no duration, or not as many names as people.
    """
    times = _TIMES.fullmatch(said.strip())
    length, each = (times["length"], int(times["people"])) if times else (said, 0)
    asked = seconds(length.strip(), day)
    if asked == 0 or not length.strip():
        raise InputError(say("a duration is missing"), say("write it as `2h30`, `2:30` or `45min`"))
    if asked is not None and asked * max(each, 1) >= TOO_LONG:
        raise InputError(say("this is more than ten million hours"), say("check the duration"))
    people = each or about.people
    if about.session is not None:
        # Time of staff is counted once, whatever the number of participants.
        return [Share("", people, length)]
    if len(about.by) > 1:
        if people not in {None, len(about.by)}:
            raise InputError(
                say(
                    "{names} people are named and {people} are counted",
                    names=str(len(about.by)),
                    people=str(people),
                ),
                say("name all of them, or none"),
            )
        if not about.in_all:
            return [Share(name, None, length) for name in about.by]
        length = _times(length, len(about.by), day) if each else length
        return [Share(", ".join(about.by), len(about.by), length)]
    total = _times(length, each, day) if each else length
    return [Share(next(iter(about.by), ""), people, total)]


def _times(length: str, people: int, day: int) -> str:
    """Multiply a duration; what cannot be read stays, and is found by the checks."""
    one = seconds(length.strip(), day)
    if one is None:
        return length
    minutes, rest = divmod(one * people, 60)
    if rest:
        return str(round(one * people / 3600, 4))
    whole, left = divmod(minutes, 60)
    return f"{whole}h{left:02}" if whole and left else f"{whole}h" if whole else f"{left}min"


def _enter_contribution(
    hours: LoggedHours, share: Share, to: Destination, about: Circumstances, edits: Edits
) -> str:
    exchange = about.nature == ContributionKind.SKILL_EXCHANGE
    said: Data = {
        "kind": about.nature, "date": about.day.isoformat(), "from": about.giver,
        "to": about.receiver, "by": share.by, "people": str(share.people or ""),
        "governance": "true" if about.governance else "", "hours": share.length,
        "skill" if exchange else "title": hours.title,
    }  # fmt: skip
    if to.course is not None:
        said["for"] = [{"accompaniment": to.course.record.id}]
    if to.initiative is not None and not about.receiver:
        said["to"] = to.initiative.record.id
    said = {key: value for key, value in said.items() if value}
    file = month_list(edits.reading, f"{about.day:%Y-%m}", about.nature, edits.files.values())
    there = file in edits.files or (edits.reading.root / file).exists()
    if not about.anyway and there and said in edits.open(file).records:
        raise _twice(file)
    edits.append(file, [said])
    return file


def _enter_session(
    hours: LoggedHours, share: Share, to: Destination, about: Circumstances, edits: Edits
) -> str:
    if to.course is None:
        raise InputError(
            say("a session belongs to an accompaniment"), say("name it, or its initiative")
        )
    place = to.course.place
    data = edits.data(place)
    sessions = cast("list[Data]", data.setdefault("sessions", []))
    said: Data = {
        "date": about.day.isoformat(),
        **(about.session or {}),
        "hours": share.length,
        "participants": str(share.people or ""),
        "note": hours.title,
    }
    said = {key: value for key, value in said.items() if value}
    if said in sessions and not about.anyway:
        raise _twice(place.file)
    sessions.append(said)
    edits.change(place, data)
    return place.file


def _twice(file: str) -> DoubtfulHoursError:
    return DoubtfulHoursError(
        say("`{file}` has this entry already", file=file),
        say("write it a second time with `--anyway`"),
    )


def _parts(
    hours: LoggedHours, share: Share, to: Destination, about: Circumstances, answers: Answers
) -> tuple[str, ...]:
    """What was put down, part by part, as people read it."""
    form, spoken = formats(answers.language), catalogue(answers.language)
    length = seconds(share.length.strip(), answers.register.settings.day_length)
    said = share.length if length is None else form.hours(length)
    if share.people and share.people > 1 and about.session is None:
        all_of_them = count(
            "{number} person, {hours}", "{number} people, {hours} in all", share.people, hours=said
        )
        said = spoken.say(all_of_them, answers.words)
    where = to.label(answers.language)
    if about.giver or about.receiver:
        where = " → ".join(called(it, answers.register) for it in (about.giver, about.receiver))
    return (form.date(about.day), said, where, hours.title, share.by)
