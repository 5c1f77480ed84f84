"""Findings in every form that people and programs read them in."""

from collections.abc import Callable, Mapping

from mes_cli.output.concise import concise
from mes_cli.output.human import human
from mes_cli.output.json import json
from mes_cli.output.speech import Result, Speech

#: The forms of ``mes check --format``, by name.
FORMATS: Mapping[str, Callable[[Result, Speech], str]] = {
    "human": human,
    "concise": concise,
    "json": json,
}

__all__ = ["FORMATS", "Result", "Speech"]
