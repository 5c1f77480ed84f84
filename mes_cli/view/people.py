"""Who was accompanied, and how they came: counts, the small ones hidden from the public."""

from collections.abc import Mapping

from mes_cli.figures.counts import courses
from mes_cli.figures.entry import DIRECT, PRESCRIBED, Arrivals
from mes_cli.figures.homes import NONE
from mes_cli.figures.plain import Plain as Data
from mes_cli.figures.plain import ratio
from mes_cli.figures.year import YearFigures
from mes_cli.model.audience import MEMBERS
from mes_cli.view.records import Plain
from mes_cli.view.sight import Sight
from mes_cli.view.suppression import WITHHELD, Count, protect

#: How initiatives are counted: the field of the breakdown, the home of its words, and whether
#: each initiative counts once, so that the cells add up to a total.
_BREAKDOWNS = (
    ("stage", "Stage", True),
    ("legal_form", "LegalForm", True),
    ("territory", "Territory", True),
    ("theme", "Theme", False),
    ("sector", "", False),
)


def counts(sight: Sight, figures: YearFigures) -> dict[str, Count]:
    """How many initiatives and accompaniments."""
    said = figures.counts
    individual = said.accompaniments - said.collective
    forms = {"collective": said.collective, "individual": individual}
    return {
        "initiatives": sight.count(said.initiatives),
        "accompaniments": sight.count(said.accompaniments),
        **sight.counts(forms, said.accompaniments),
        "new": sight.count(said.new),
        "ended": sight.count(said.ended),
    }


def counts_data(sight: Sight) -> dict[str, Data]:
    """The same for machines; without the individual ones, which are what is left."""
    seen = {k: v for k, v in counts(sight, sight.figures).items() if k != "individual"}
    data: dict[str, Data] = {name: count.value for name, count in seen.items()}
    if any(count.hidden for count in seen.values()):
        data["suppressed"] = True
    return data


def arrivals(sight: Sight, came: Arrivals) -> dict[str, Count]:
    """The year's new accompaniments by channel, and the two groups of channels.

    Where a group is hidden nothing is said of either: its channels could give it back.
    """
    total = came.total
    groups = sight.counts({"all-direct": came.direct, "prescribed": came.prescribed}, total)
    if any(group.hidden for group in groups.values()):
        groups = dict.fromkeys(groups, WITHHELD)
        channels = sight.counts(came.channels, total)
    else:
        channels = {
            **sight.counts({c: came.channels[c] for c in sorted(DIRECT)}, came.direct),
            **sight.counts({c: came.channels[c] for c in sorted(PRESCRIBED)}, came.prescribed),
        }
    return {**{str(c): channels[c] for c in came.channels}, **groups}


def entry_data(sight: Sight) -> dict[str, Data]:
    """The same for machines."""
    came = sight.figures.arrivals
    seen = {
        name: _with_share(count, came) for name, count in arrivals(sight, came).items()
    }  # fmt: skip
    direct, prescribed = seen.pop("all-direct"), seen.pop("prescribed")
    return {**seen, "direct": direct, "prescribed": prescribed, "channels": {**seen}}


def _with_share(count: Count, came: Arrivals) -> Data:
    if count.value is None:
        return {"count": None, "share": None, "suppressed": True}
    return {"count": count.value, "share": ratio(came.share(count.value))}


def entry_facts(sight: Sight) -> Plain:
    """The channels for templates, those without anybody left out."""
    came = sight.figures.arrivals
    seen = arrivals(sight, came)
    past = arrivals(sight, sight.before.arrivals) if sight.before else {}
    rows = [
        {
            "key": channel.value,
            "label": sight.label("Channel", channel),
            "count": seen[channel],
            "before": past.get(channel),
            "prescribed": channel in PRESCRIBED,
        }
        for channel in came.channels
        if _said(seen[channel]) or _said(past.get(channel, Count(0)))
    ]
    return {
        "total": sight.count(came.total),
        "rows": rows,
        "direct": seen["all-direct"],
        "prescribed": seen["prescribed"],
        "direct_share": _share(seen["all-direct"], came),
    }


def _share(count: Count, came: Arrivals) -> object:
    return None if count.value is None else came.share(count.value)


def _said(count: Count) -> bool:
    return count.value != 0


def breakdowns(sight: Sight) -> list[Plain]:
    """The year's initiatives by what they are; a table that cannot be said is left out."""
    tables = (_breakdown(sight, *row) for row in _BREAKDOWNS)
    return [table for table in tables if table["rows"]]


def _breakdown(sight: Sight, name: str, home: str, adds_up: bool) -> Plain:  # noqa: FBT001
    seen = _cells(sight, sight.figures, name, adds_up=adds_up)
    past = _cells(sight, sight.before, name, adds_up=adds_up) if sight.before else {}
    order = sorted(seen, key=lambda word: (word == NONE, _rank(sight, name, word, seen)))
    said = [word for word in order if not seen[word].hidden]
    rows = [
        {
            "key": word,
            "label": _label(sight, home, word),
            "count": seen[word],
            "before": _past(past.get(word, Count(0))),
        }
        for word in said
    ]
    return {
        "name": name,
        "rows": rows if any(word != NONE for word in said) else [],
        "merged": _merged(sight, home, seen, _total(sight) if adds_up else None),
    }


def _past(count: Count) -> Count:
    """A number of the year before: hidden ones all look alike, for nothing says which are small."""
    return WITHHELD if count.hidden else count


def _merged(sight: Sight, home: str, seen: Mapping[str, Count], total: int | None) -> Plain | None:
    """What may not be said one by one: the names, and how many together where they add up."""
    hidden = sorted(word for word, count in seen.items() if count.hidden)
    if not hidden:
        return None
    shown = sum(count.value or 0 for count in seen.values())
    return {
        "labels": [_label(sight, home, word) for word in hidden if word != NONE],
        "codes": hidden,
        "none": NONE in hidden,
        "count": None if total is None else total - shown,
    }


def _total(sight: Sight) -> int:
    """All initiatives of the year."""
    return sight.figures.counts.initiatives


def _cells(sight: Sight, figures: YearFigures, name: str, *, adds_up: bool) -> dict[str, Count]:
    cells: Mapping[str, int] = getattr(figures.breakdown, name)
    total = figures.counts.initiatives if adds_up else None
    return protect(cells, sight.minimum, total, merged=True)


def _rank(sight: Sight, name: str, word: str, seen: Mapping[str, Count]) -> tuple[int, int, str]:
    """Stages in their own order; all else by number, the largest first."""
    if name == "stage":
        return (list(sight.words.values["Stage"]).index(word), 0, word)
    return (0, -(seen[word].value or 0), word)


def _label(sight: Sight, home: str, word: str) -> str:
    return sight.label(home, word) if home else "" if word == NONE else sight.eyes.hide_names(word)


def trajectories(sight: Sight) -> list[Plain]:
    """Who went from which standing to which; for members."""
    if not sight.sees(MEMBERS):
        return []
    return [
        {
            "from": sight.label("Status", row.origin) if row.origin else "",
            "to": sight.label("Status", row.reached),
            "from_key": row.origin or "",
            "to_key": str(row.reached),
            "count": row.count,
            "names": [
                sight.name("initiative", move.initiative)
                for move in sight.figures.moves
                if (move.origin, move.reached) == (row.origin, row.reached)
            ],
        }
        for row in sight.figures.passages
    ]


def variety(sight: Sight) -> list[Plain]:
    """Every accompaniment by itself, its length in days beside its form.

    The public sees them only where all may be counted: a dot is a count of one, and tells of its
    accompaniment if it is new and if it has ended.
    """
    seen = counts(sight, sight.figures)
    if any(it.hidden for name, it in seen.items() if name != "initiatives"):
        return []
    last = min(sight.eyes.day, sight.figures.period.last)
    dots = [
        {
            "key": str(entry.record.form),
            "label": sight.name(entry.record.kind, entry.record.id).name,
            "days": max(0, ((entry.record.ended or last) - entry.record.started).days) + 1,
            "open": entry.record.ended is None,
        }
        for entry in courses(sight.figures.ledger)
    ]
    return sorted(dots, key=lambda dot: (str(dot["key"]), dot["days"], str(dot["label"])))
