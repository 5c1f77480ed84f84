"""Lists of the checks, and of how complete records are."""

from collections.abc import Sequence

from mes_cli.escape import printed
from mes_cli.finding import Message, count
from mes_cli.output.human import cells
from mes_cli.output.speech import Speech, labelled


def checks_list(rows: Sequence[tuple[str, str, str]], speech: Speech) -> str:
    """Write codes, how much they matter, and their headlines, under one another."""
    said = [(code, speech.word(weight), printed(headline)) for code, weight, headline in rows]
    return _columns(said)


def scores_list(rows: Sequence[tuple[str, int, Sequence[Message]]], speech: Speech) -> str:
    """Write places, percentages and what is missing; then the mean of all."""
    said = [
        (printed(file), f"{percent} %", ", ".join(speech.say(field) for field in missing))
        for file, percent, missing in rows
    ]
    mean = sum(percent for _, percent, _ in rows) // max(len(rows), 1)
    records = speech.say(count("{number} record", "{number} records", len(rows)))
    complete = speech.word("{percent} % complete").replace("{percent}", str(mean))
    return _columns(said) + labelled(speech, records, complete) + "\n"


def _columns(rows: Sequence[tuple[str, str, str]]) -> str:
    first, second = (max((cells(row[n]) for row in rows), default=0) for n in (0, 1))
    lines = (
        f"{a}{' ' * (first - cells(a))}  {b}{' ' * (second - cells(b))}  {c}".rstrip()
        for a, b, c in rows
    )
    return "".join(f"{line}\n" for line in lines)
