"""Notes that are no findings: what a report lacks, what comes due, examples still there."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from mes_cli.checks.completeness import Lack, lacking
from mes_cli.drafts.fields import of_year
from mes_cli.figures.due import Due, DueKind, still_due
from mes_cli.finding import Message, count, say
from mes_cli.language.formats import capitalised, formats
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import KINDS, FinancialYear
from mes_cli.register import Register

#: How long before its day something is noted.
SOON = dt.timedelta(days=30)


#: So much of what a report lacks is named.
_LACKS = 5


def lacks(register: Register, year: int) -> Sequence[Lack]:
    """Give what the report of a year lacks most; the record of the year comes first."""
    in_year = of_year(register, year)
    there = any(entry.record.year == year for entry in register.of(FinancialYear))
    own = [] if there else [Lack(FinancialYear.kind, "", 1)]
    return [*own, *lacking(filter(in_year, register.entries))[:_LACKS]]


def lack_said(lack: Lack, language: str) -> Message:
    """Say what is lacking, in the labels of a language."""
    if not lack.field:
        return say("the record of the year is not there: foreword, context, outlook")
    words = vocabulary(language)
    kind = words.kinds[lack.kind].plural
    field = words.field(KINDS[lack.kind].__name__, lack.field).label
    return say("{kind}: {field}", kind=capitalised(kind), field=field)


def notes(due: Iterable[Due], examples: int, today: dt.date, language: str) -> Sequence[Message]:
    """Give what is worth a note on a day."""
    return list(_notes(due, examples, today, language))


def _notes(due: Iterable[Due], examples: int, today: dt.date, language: str) -> Iterator[Message]:
    if examples:
        yield count(
            "{number} example record counts in every report; `{command}` takes it out",
            "{number} example records count in every report; `{command}` takes them out",
            examples,
            command="mes init --remove-examples",
        )
    for it in still_due(due, today):
        if it.day <= today + SOON:
            yield told(it, today, language)


def told(it: Due, today: dt.date, language: str) -> Message:
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
