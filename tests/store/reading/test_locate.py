from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mes_cli import checks
from mes_cli.finding import Finding, Loc, Place
from mes_cli.store.editing.atomic import write
from mes_cli.store.reading.load import Reading, load
from mes_cli.store.reading.locate import locate, places

FILE = "initiatives/garden.yaml"
SETTINGS = "mes: 1\nname: Seeds\nlanguage: {}\nkeeper: seeds\n"
FRENCH = {"name": "nom", "summary": "resume", "territory": "territoire", "carriers": "porteurs",
          "standing": "statuts", "since": "depuis", "status": "statut"}  # fmt: skip

texts = st.sampled_from(["seed", "café", "l'eau", "01000", "日本", "a b"])
records = st.fixed_dictionaries(
    {"name": texts},
    optional={
        "summary": texts,
        "tags": st.lists(texts, min_size=1, max_size=3),
        "territory": st.dictionaries(st.sampled_from(["name", "commune"]), texts, min_size=1),
        "carriers": st.lists(st.fixed_dictionaries({"name": texts}), min_size=1, max_size=2),
        "standing": st.lists(
            st.fixed_dictionaries({"since": texts}, optional={"status": texts}), max_size=2
        ),
    },
)


def with_numbers(value: Any, numbers: Iterator[int]) -> Any:
    """Make every text one of its kind, so that a mark can point to no other."""
    if isinstance(value, dict):
        return {key: with_numbers(item, numbers) for key, item in value.items()}
    if isinstance(value, list):
        return [with_numbers(item, numbers) for item in value]
    return f"{value} {next(numbers)}"


def written(value: Any, indent: str, quote: str, *, french: bool, flow: bool) -> str:
    """Write a value behind its colon or its hyphen."""
    if isinstance(value, str):
        return " " + quoted(value, quote) + ("\n" if not flow else "")
    keys = [FRENCH.get(k, k) if french else k for k in value] if isinstance(value, dict) else []
    values = list(value.values()) if isinstance(value, dict) else value
    inner = [written(v, f"{indent}  ", quote, french=french, flow=flow) for v in values]
    if flow:
        pairs = [f"{k}:{v}" for k, v in zip(keys, inner, strict=True)] if keys else inner
        return (" {%s}" if keys else " [%s]") % ", ".join(pairs)
    lines = [f"{indent}{k}:{v}" for k, v in zip(keys, inner, strict=True)] if keys else [
        f"{indent}-{v}" for v in inner
    ]  # fmt: skip
    return "\n" + "".join(lines) if lines else " []\n"


def quoted(text: str, quote: str) -> str:
    return f"{quote}{text.replace(quote, quote * 2) if quote else text}{quote}"


def leaves(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    if isinstance(value, str):
        yield loc, value
    else:
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(item, (*loc, step))


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(records, min_size=1, max_size=2),
    st.sampled_from(["", "'"]),
    st.sets(st.sampled_from(["french", "flow", "alone"])),
)
def test_every_mark_points_at_its_value(
    tmp_path: Path,
    data: list[Any],
    quote: str,
    style: set[str],
) -> None:
    french, flow, alone = (name in style for name in ("french", "flow", "alone"))
    data = with_numbers(data[:1] if alone else data, count())
    many: list[str] = []
    for record in data:
        pairs = (
            f"{FRENCH.get(k, k) if french else k}:"
            + written(v, "    ", quote, french=french, flow=flow).rstrip("\n")
            for k, v in record.items()
        )
        many.append("- " + "\n  ".join(pairs) + "\n")
    text = many[0].replace("\n  ", "\n")[2:] if alone else "".join(many)
    write(tmp_path / "mes.yaml", SETTINGS.format("fr" if french else "en"))
    write(tmp_path / FILE, text)
    reading = load(tmp_path)
    lines = text.split("\n")

    for item, record in enumerate(data):
        for loc, value in leaves(record):
            [place] = places([Place(FILE, loc, None if alone else item)], reading)
            start = place.column - 1
            marked = lines[place.line - 1][start : start + place.width]
            assert marked == quoted(value, quote), (text, loc)


def test_what_is_not_there_is_found_in_what_encloses_it(reading: Reading) -> None:
    """
    -- initiatives/garden.yaml --
    name: Garden
    summary: A garden
    stage: idea
    territory:
      name: Dijon
    """
    missing = Place(FILE, ("territory", "commune"))

    [place] = places([missing], reading)

    assert (place.line, place.column) == (5, 3)


def excerpt(findings: list[Finding], code: str) -> str:
    [finding] = [f for f in findings if f.code == code]
    return finding.at.excerpt


def test_a_private_value_on_the_line_leaves_its_room(findings: list[Finding]) -> None:
    """
    -- accompaniments/one.yaml --
    initiatives: [one]
    form: individual
    started: 2025-01-01
    entry: {channel: direct}
    sessions:
      - {note: private, hours: long, date: 2025-01-01} # and a comment
    """
    [finding] = [f for f in findings if f.code == "duration-form"]

    assert finding.at.excerpt == "  - {note: …      , hours: long, date: 2025-01-01}"
    start = finding.at.column - 1
    assert finding.at.excerpt[start : start + finding.at.width] == "long"


def test_an_unknown_field_is_shown_without_what_it_says(findings: list[Finding]) -> None:
    """
    -- structures/seeds.yaml --
    name: Seeds
    roles: [support]
    emial: robin@example.org
    """
    assert excerpt(findings, "unknown-field") == "emial: …"


def test_a_line_that_cannot_be_read_is_shown_if_nothing_on_it_is_private(
    findings: list[Finding],
) -> None:
    """
    -- initiatives/one.yaml --
    name: Our garden: one

    -- initiatives/two.yaml --
    contact:
      name: Robin: one
    """
    assert [f.at.excerpt for f in findings] == ["name: Our garden: one", ""]


def test_findings_come_in_order_of_place(reading: Reading) -> None:
    """
    -- years/b.yaml --
    year: 25
    -- years/a.yaml --
    foreword: [x]
    year: 25
    """
    found = [*reading.findings, *checks.run(reading.register)]

    assert [f.at.order for f in locate(reversed(found), reading)] == [
        ("years/a.yaml", 1, 11), ("years/a.yaml", 2, 7), ("years/b.yaml", 1, 7),
    ]  # fmt: skip


def test_places_keep_the_order_in_which_they_come(reading: Reading) -> None:
    """
    -- years/a.yaml --
    year: 2025
    foreword: x
    """
    wanted = [Place("years/a.yaml", ("foreword",)), Place("years/a.yaml", ("year",))]

    assert [p.line for p in places(wanted, reading)] == [2, 1]
    assert [p.column for p in places([p.key() for p in wanted], reading)] == [1, 1]
