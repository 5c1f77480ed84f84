"""Tables and places one below the other, for terminals and as Markdown."""

from collections.abc import Iterable, Iterator

from mes_cli.escape import markdown_text, printed
from mes_cli.finding import count
from mes_cli.language.formats import Formats
from mes_cli.output import table
from mes_cli.output.speech import Speech
from mes_cli.table import PlaceList, Table, text_width

#: So many lines about a place do not stand beside it.
_SEVERAL = 2


def text(
    sections: Iterable[Table | PlaceList], speech: Speech, formats: Formats, columns: int = 80
) -> str:
    """Write sections for a terminal; paths are never cut, so that they can be followed."""
    return "\n".join(
        table.text([part], speech, formats, columns)
        if isinstance(part, Table)
        else "".join(f"{line}\n" for line in _spots(part, speech, columns))
        for part in sections
    )


def _spots(part: PlaceList, speech: Speech, columns: int) -> Iterator[str]:
    yield from table.wrapped(speech.say(part.title), columns)
    for spot in part.spots:
        place, about = printed(spot.place), [printed(line) for line in spot.about]
        whole = "  ".join(["", place, *about])
        if part.places and len(about) < _SEVERAL and text_width(whole) <= columns:
            yield whole
            continue
        yield from [f"  {place}"] if part.places else table.wrapped(f"  {place}", columns)
        for line in about:
            yield from table.wrapped(f"    {line}", columns)
    if part.more:
        yield f"  {_more(part, speech)}"


def _more(part: PlaceList, speech: Speech) -> str:
    return speech.say(
        count(
            "… and {number} more; `--all` shows it",
            "… and {number} more; `--all` shows them",
            part.more,
        )
    )


def markdown(sections: Iterable[Table | PlaceList], speech: Speech, formats: Formats) -> str:
    """Write sections as Markdown."""
    return "\n".join(
        table.markdown([part], speech, formats)
        if isinstance(part, Table)
        else "".join(f"{line}\n" for line in _list(part, speech))
        for part in sections
    )


def _list(part: PlaceList, speech: Speech) -> Iterator[str]:
    yield from (f"## {markdown_text(speech.say(part.title))}", "")
    for spot in part.spots:
        place, about = printed(spot.place), [markdown_text(printed(line)) for line in spot.about]
        if part.places:
            yield " ".join([f"- `{place.replace('`', '')}`", *about])
        else:
            yield from (f"- {markdown_text(place)}", *(f"  - {line}" for line in about))
    if part.more:
        yield f"- {_more(part, speech)}"
