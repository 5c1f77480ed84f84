"""Lists of the checks, and of how complete records are."""

from collections.abc import Sequence

from mes_cli.finding import Message, count
from mes_cli.output.columns import columns
from mes_cli.output.speech import Speech, labelled


def checks_list(rows: Sequence[tuple[str, str, str]], speech: Speech) -> str:
    """Write codes, how much they matter, and their headlines, under one another."""
    said = [(code, speech.word(weight), headline) for code, weight, headline in rows]
    return columns((), said, 0)


def scores_list(rows: Sequence[tuple[str, int, Sequence[Message]]], speech: Speech) -> str:
    """Write places, percentages and what is missing; then the mean of all."""
    said = [
        (file, f"{percent} %", ", ".join(speech.say(field) for field in missing))
        for file, percent, missing in rows
    ]
    mean = sum(percent for _, percent, _ in rows) // max(len(rows), 1)
    records = speech.say(count("{number} record", "{number} records", len(rows)))
    complete = speech.word("{percent} % complete").replace("{percent}", str(mean))
    return columns((), said, 0) + labelled(speech, records, complete) + "\n"
