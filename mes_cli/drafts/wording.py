"""Values, findings and notes as people read them, in the language of whoever looks."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from mes_cli.checks.completeness import Lack
from mes_cli.escape import printed
from mes_cli.figures.due import Due, DueKind, still_due
from mes_cli.finding import Finding, Message, count, say
from mes_cli.geography import territory_label
from mes_cli.language.catalogue import catalogue
from mes_cli.language.formats import capitalised, formats
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import KINDS
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot, shape
from mes_cli.store.editing.writer import ordered
from mes_cli.view.viewer import Named, Viewer

#: What a help speaks of that no form shows: lines and files, commands, and days as files have them.
_OF_FILES = re.compile(
    r"\b(?:(?:a|the|this|one) line|files?|hyphens?|quotes|brackets|below it|year-month-day)\b"
    r"|mes\.yaml|gitignore|`mes |`\{command\}|\d\d-\d\d\b"
)


def help_in_form(finding: Finding) -> Message | None:
    """Give how a finding is mended, where a form may say so; None where that is about a file."""
    help_ = finding.help
    return None if help_ is None or _OF_FILES.search(help_.text) else help_


#: Values that say nothing without the label of their field.
_BARE = {Scalar.WHOLE, Scalar.NUMBER, Scalar.ACCOUNT, Scalar.BOOLEAN, Scalar.COMMUNE}


def worded(value: object, slot: Slot, viewer: Viewer) -> str:
    """Write a value on one line; the empty text for one that is absent."""
    if value is None or value == []:
        return ""
    if slot.scalar is Scalar.MONTH_DAY and isinstance(value, tuple):
        return formats(viewer.language).day_of_year(*value)
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (worded(item, slot, viewer) for item in value)))
    if isinstance(value, dict):
        return _part(value, slot, viewer)
    if slot.part is not None and slot.alone is not None:  # a word alone, in place of a list
        return worded(value, shape(slot.part).slots[slot.alone], viewer)
    return printed(" ".join(_single(value, slot, viewer).split("\n")).strip())


def typed_day(written: str, language: str) -> str:
    """Write a day of a record as people type it, with its year or without; what is none stays.

    >>> typed_day("2025-03-04", "fr"), typed_day("09-01", "fr"), typed_day("13-01", "fr")
    ('04/03/2025', '1er septembre', '13-01')
    """
    try:
        if re.fullmatch(r"\d\d-\d\d", written):
            return formats(language).day_of_year(int(written[:2]), int(written[3:]))
        return f"{dt.date.fromisoformat(written):%d/%m/%Y}"
    except ValueError:
        return written


def _part(value: Mapping[str, object], slot: Slot, viewer: Viewer) -> str:
    if slot.part is None:
        return ", ".join(f"{key} {_single(item, slot, viewer)}" for key, item in value.items())
    inner = ((value.get(field.name), field) for field in ordered(slot.part))
    home = slot.part.__name__
    return " · ".join(filter(None, (_inside(item, field, home, viewer) for item, field in inner)))


def _inside(value: object, slot: Slot, home: str, viewer: Viewer) -> str:
    """Write a value of a part; a bare number says what it counts."""
    said = worded(value, slot, viewer)
    if said and slot.scalar in _BARE:
        return f"{vocabulary(viewer.language).field(home, slot.name).label.lower()} {said}"
    return said


def _single(value: object, slot: Slot, viewer: Viewer) -> str:
    form = formats(viewer.language)
    match value:
        case Named():
            return value.name
        case bool():
            said = catalogue(viewer.language)
            return said.text("yes") if value else said.text("no")
        case dt.date():
            return form.date(value)
        case int() if slot.scalar is Scalar.DURATION:
            return form.hours(value)
        case Decimal() if slot.scalar is Scalar.MONEY:
            return form.money(value)
        case Decimal() if slot.scalar is Scalar.SHARE:
            return form.percent(value)
        case Decimal() | int() if slot.scalar is not Scalar.YEAR:
            return form.number(value)
        case _:
            return _word(str(value), slot, viewer)


def _word(value: str, slot: Slot, viewer: Viewer) -> str:
    if slot.scalar in {Scalar.DEPARTMENT, Scalar.REGION}:
        return territory_label(f"region-{value}" if slot.scalar is Scalar.REGION else value)
    if slot.words is not None:
        return label(slot.words.__name__, value, viewer)
    return value


def label(home: str, word: str, viewer: Viewer) -> str:
    """The label of a word of a list, be it one that the register adds."""
    settings = viewer.register.settings
    added = {"Theme": settings.themes, "Policy": settings.policies}.get(home, {})
    own = added.get(word)
    return viewer.hide_names(own) if own else vocabulary(viewer.language).value(home, word).label


#: How long before its day something is noted.
SOON = dt.timedelta(days=30)


def lack_said(lack: Lack, language: str) -> Message:
    """Say what is lacking, in the labels of a language."""
    if not lack.field:
        return say("the record of the year is not there: foreword, context, outlook")
    words = vocabulary(language)
    kind = words.kinds[lack.kind].plural
    field = words.field(KINDS[lack.kind].__name__, lack.field).label
    return say("{kind}: {field}", kind=capitalised(kind), field=field)


def notes(due: Iterable[Due], examples: int, today: dt.date, language: str) -> Iterator[Message]:
    """Give what is worth a note on a day."""
    if examples:
        yield count(
            "{number} example record counts in every report; `{command}` takes it out",
            "{number} example records count in every report; `{command}` takes them out",
            examples,
            command="mes init --remove-examples",
        )
    for it in still_due(due, today):
        if it.day <= today + SOON:
            yield _told(it, today, language)


def _told(it: Due, today: dt.date, language: str) -> Message:
    """Say what comes due, or was due."""
    day, past = formats(language).date(it.day), it.day < today
    match it.what, past:
        case DueKind.ACCOUNT, False:
            return say("the account of `{id}` is due on {day}", id=it.id, day=day)
        case DueKind.ACCOUNT, True:
            return say("the account of `{id}` was due on {day}", id=it.id, day=day)
        case DueKind.CONSENT, False:
            return say("the consent of `{id}` ends on {day}", id=it.id, day=day)
        case DueKind.CONSENT, True:
            return say("the consent of `{id}` ended on {day}", id=it.id, day=day)
        case DueKind.YEAR, False:
            return say("the year {id} is to be closed by {day}", id=it.id, day=day)
        case _:
            return say("the year {id} was to be closed by {day}", id=it.id, day=day)


#: What comes due, in a word.
LABELS = {
    DueKind.ACCOUNT: say("account of a grant"),
    DueKind.CONSENT: say("end of a consent"),
    DueKind.YEAR: say("closing of the year"),
}
