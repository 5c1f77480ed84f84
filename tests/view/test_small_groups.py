"""Small groups: what a public report hides cannot be worked out from what else it prints.

The reader here is the strongest there is: one who knows how small counts are hidden, and puts
all the numbers of a report together.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.finding import Place
from mes_cli.model import Accompaniment, Initiative, Programme, Record, Settings
from mes_cli.model.accompaniment import Channel
from mes_cli.model.audience import Audience
from mes_cli.register import Entry, Register
from mes_cli.view import Reader, data, view
from mes_cli.view.suppression import Count

DAY = dt.date(2025, 12, 31)
MINIMUM = 3
#: No register here has more of anything.
MOST = 9
DIRECT = ("word-of-mouth", "direct", "network", "event")
FIGURES = ("initiatives", "accompaniments", "collective", "new", "ended")
PROGRAMMES = ("north", "south")
FORMS = ("collective", "individual")

initiatives = st.fixed_dictionaries(
    {
        "stage": st.sampled_from(["idea", "creation", "development"]),
        "legal_form": st.sampled_from([None, "association", "scop"]),
        "territory": st.sampled_from([{"department": "21"}, {"department": "34"}]),
    }
)
accompaniments = st.fixed_dictionaries(
    {
        "initiatives": st.lists(st.integers(0, 6), min_size=1, max_size=2, unique=True),
        "form": st.sampled_from(["individual", "individual", "collective"]),
        "channel": st.sampled_from([*Channel]),
        "started": st.sampled_from(["2025-02-01", "2025-03-01", "2024-02-01"]),
        "ended": st.sampled_from([None, "2025-06-01", "2026-06-01"]),
        "programme": st.sampled_from([None, *PROGRAMMES]),
    }
)
registers = st.tuples(
    st.lists(initiatives, min_size=7, max_size=7), st.lists(accompaniments, max_size=MOST)
)


def register(of: tuple[list[dict[str, Any]], list[dict[str, Any]]]) -> Register:
    records: list[Record] = [
        Initiative.model_validate({"id": f"i-{n}", "name": f"I {n}", "summary": "x", **it})
        for n, it in enumerate(of[0])
    ]
    records += [Accompaniment.model_validate(_course(n, it)) for n, it in enumerate(of[1])]
    indicators = [{"label": name, "kind": "counted", "figure": name} for name in FIGURES]
    records += [
        Programme.model_validate({"id": it, "name": it, "lead": "x", "indicators": indicators})
        for it in PROGRAMMES
    ]
    settings_ = Settings.model_validate(
        {"mes": "1", "name": "x", "keeper": "x", "language": "en", "minimum_group": str(MINIMUM)}
    )
    return Register(settings_, tuple(Entry(it, Place(f"{it.id}.yaml")) for it in records))


def _course(number: int, it: dict[str, Any]) -> dict[str, Any]:
    kept = {key: it[key] for key in ("form", "started", "ended", "programme")}
    named = [f"i-{i}" for i in it["initiatives"]]
    # A session, so that all of them are of the year.
    sessions = [{"date": "2025-05-01", "hours": "1h"}]
    return {**kept, "id": f"a-{number}", "initiatives": named, "sessions": sessions,
            "entry": {"channel": it["channel"]}}  # fmt: skip


def values(count: Count, *, second: bool = False) -> Iterable[int]:
    """What a count may be; a *second* one is hidden beside small ones, and is none of them."""
    if count.value is not None:
        return (count.value,)
    if count.below is not None:
        return range(1, count.below)
    return range(MINIMUM if second else 0, MOST + 1)


def tables(seen: Mapping[str, Count], total: Count) -> Iterator[dict[str, int]]:
    """Every table that may be the true one: its cells add up to its total."""
    second = any(it.below is not None for it in seen.values())
    totals = set(values(total))
    for cells in product(*(values(it, second=second) for it in seen.values())):
        if sum(cells) in totals:
            yield dict(zip(seen, cells, strict=True))


def check(
    worlds: Iterable[Mapping[str, int]], seen: Mapping[str, Count], true: Mapping[str, int]
) -> None:
    """A small count that is hidden may be at least two numbers, the true one among them."""
    found: dict[str, set[int]] = {key: set() for key in seen}
    for world in worlds:
        for key, numbers in found.items():
            numbers.add(world[key])
    for key, count in seen.items():
        assert true[key] in found[key], (key, true[key], found[key])
        if count.hidden and 0 < true[key] < MINIMUM:
            assert len(found[key]) > 1, (key, found[key])


def shown(of: Register) -> tuple[dict[str, Any], YearFigures]:
    figures = YearFigures(books(of), 2025)
    return view("annual", figures, Reader(Audience.PUBLIC, DAY, "en")), figures


laws = settings(max_examples=60, deadline=None)


@laws
@given(registers)
def test_forms_are_not_given_back_by_their_total(of: Any) -> None:
    seen, figures = shown(register(of))
    counts, true = seen["counts"], figures.counts
    cells = {name: counts[name] for name in ("collective", "individual")}
    known = {"collective": true.collective, "individual": true.accompaniments - true.collective}

    check(tables(cells, counts["accompaniments"]), cells, known)


@laws
@given(registers)
def test_ways_in_are_not_given_back_by_their_groups(of: Any) -> None:
    seen, figures = shown(register(of))
    came, entry = figures.arrivals, seen["entry"]
    cells = {str(it): Count(0) for it in Channel} | {it["key"]: it["count"] for it in entry["rows"]}
    direct = {name: it for name, it in cells.items() if name in DIRECT}
    others = {name: it for name, it in cells.items() if name not in DIRECT}
    if entry["direct"].hidden or entry["prescribed"].hidden:
        worlds = tables(cells, entry["total"])
    else:
        rest = list(tables(others, entry["prescribed"]))
        worlds = (one | two for one in tables(direct, entry["direct"]) for two in rest)

    check(worlds, cells, {str(it): came.channels[it] for it in Channel})


@laws
@given(registers)
def test_breakdowns_are_not_given_back_by_the_initiatives(of: Any) -> None:
    seen, figures = shown(register(of))
    for table in seen["breakdowns"]:
        merged, true = table["merged"], getattr(figures.breakdown, table["name"])
        assert not any(0 < (row["count"].value or 0) < MINIMUM for row in table["rows"])
        if merged is not None and merged["count"] is not None:
            # Which of them are small is not said; none of them is nothing.
            hidden = dict.fromkeys(merged["codes"], Count(None))
            worlds = (it for it in tables(hidden, Count(merged["count"])) if all(it.values()))
            check(worlds, hidden, true)


Course = dict[str, Any]
#: Accompaniments that differ in one thing.
ALONE: Course = {"form": "individual"}
TOGETHER: Course = {"form": "collective"}
ENDED: Course = {"ended": "2025-06-01"}
SOUTH: Course = {"programme": "south"}
APART: Course = {"programme": None}


def courses(*of: Course) -> tuple[list[dict[str, Any]], list[Course]]:
    """Accompaniments, of a programme unless they say otherwise."""
    common = {"initiatives": [0], "form": "individual", "channel": "event",
              "started": "2025-02-01", "ended": None, "programme": "north"}  # fmt: skip
    initiative = {"stage": "idea", "legal_form": None, "territory": {"department": "21"}}
    return [initiative] * 7, [{**common, **it} for it in of]


@laws
@given(registers, st.sampled_from(["collective", "new", "ended"]))
@example(courses(*[TOGETHER] * 5, ALONE), "collective")
@example(courses(TOGETHER, *[ALONE] * 5), "collective")
@example(courses(*[ALONE] * 2, *[TOGETHER] * 2, *[TOGETHER | APART] * 3), "collective")
@example(courses(*[ALONE] * 3, *[TOGETHER] * 2, *[TOGETHER | APART] * 3), "collective")
@example(courses(SOUTH, ENDED, *[ENDED | APART] * 2), "ended")
def test_indicators_of_programmes_give_no_small_count_back(of: Any, figure: str) -> None:
    built = register(of)
    seen, figures = shown(built)
    said, true = _said(built, seen, figures, figure)

    check(_worlds(seen["counts"], said, figure), said, true)


def _said(
    built: Register, seen: dict[str, Any], figures: YearFigures, figure: str
) -> tuple[dict[str, Count], dict[str, int]]:
    """What is said of a figure, of the year and of each programme, and what is true."""
    counts, records = seen["counts"], [e.record for e in built.of(Accompaniment)]
    asked: dict[str, Callable[[Accompaniment], bool]] = {
        "accompaniments": lambda _: True,
        "collective": lambda it: it.form == "collective",
        "new": lambda it: it.started in figures.period,
        "ended": lambda it: it.ended is not None and it.ended in figures.period,
    }
    said = {figure: counts[figure]}
    true = {figure: sum(map(asked[figure], records))}
    if figure == "collective":
        said["individual"] = counts["individual"]
        true["individual"] = len(records) - true[figure]
    for it in seen["indicators"]:
        if it["label"] in {"accompaniments", figure}:
            key, name = f"{it['label']} {it['programme']}", str(it["programme"])
            said[key] = it["value"]
            own = [record for record in records if record.programme == name]
            true[key] = sum(map(asked[it["label"]], own))
    return said, true


def _worlds(
    counts: Mapping[str, Count], said: Mapping[str, Count], figure: str
) -> Iterator[dict[str, int]]:
    """Every year that may be the true one: with other programmes, or without any."""
    names = [it for it in PROGRAMMES if f"accompaniments {it}" in said]
    anything = Count(None)
    shown = ["accompaniments", figure, *(["individual"] if figure == "collective" else [])]
    totals = {key: set(values(counts[key])) for key in shown}
    pairs = [
        [
            (all_, some)
            for all_ in values(said.get(f"accompaniments {name}", anything))
            for some in values(said.get(f"{figure} {name}", anything))
            if some <= all_
        ]
        for name in (*names, "the rest")
    ]
    for found in product(*pairs):
        all_, some = (sum(pair[n] for pair in found) for n in (0, 1))
        world = {"accompaniments": all_, figure: some, "individual": all_ - some}
        if all(world[key] in totals[key] for key in shown):
            for name, pair in zip(names, found, strict=False):
                world |= {f"accompaniments {name}": pair[0], f"{figure} {name}": pair[1]}
            yield world


@laws
@given(registers)
@example(courses({}, {}, {"initiatives": [0, 1]}, {"initiatives": [2, 3], **SOUTH}))
def test_indicators_of_programmes_give_no_initiatives_back(of: Any) -> None:
    built = register(of)
    seen, _ = shown(built)
    records = [e.record for e in built.of(Accompaniment)]
    own = {name: [it for it in records if it.programme == name] for name in PROGRAMMES}
    cells = {
        str(it["programme"]): it["value"]
        for it in seen["indicators"]
        if it["label"] == "initiatives"
    }
    true = {name: len({i for it in own[name] for i in it.initiatives}) for name in cells}
    year = seen["counts"]["initiatives"].value
    # Whoever is of no programme may have any number of initiatives, where there is anybody.
    rest = MOST if any(it.programme is None for it in records) else 0
    worlds = (
        dict(zip(cells, numbers, strict=True))
        for numbers in product(*(values(it) for it in cells.values()))
        if year is None or max(numbers, default=0) <= year <= sum(numbers) + rest
    )

    check(worlds, cells, true)


@laws
@given(registers)
def test_accompaniments_are_drawn_one_by_one_only_where_nothing_of_them_is_hidden(of: Any) -> None:
    seen, _ = shown(register(of))
    hidden = [key for key, it in seen["counts"].items() if it.hidden and key != "initiatives"]

    assert not (seen["variety"] and hidden), hidden


@laws
@given(registers)
def test_programs_are_told_no_more_than_people(of: Any) -> None:
    seen, figures = shown(register(of))
    told: Any = data("annual", figures, Reader(Audience.PUBLIC, DAY, "en"))
    rows = {it["key"]: it["count"].value for it in seen["entry"]["rows"]}

    for name, number in told["counts"].items():
        if name != "suppressed":
            assert number == seen["counts"][name].value
    for channel, cell in told["entry"]["channels"].items():
        assert cell["count"] == rows.get(channel, 0)
        assert cell["count"] is not None or cell["share"] is None
