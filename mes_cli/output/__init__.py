"""Findings in every form that people and programs read them in."""

from collections.abc import Callable, Mapping

from mes_cli.output.concise import concise
from mes_cli.output.github import github
from mes_cli.output.gitlab import gitlab
from mes_cli.output.human import human
from mes_cli.output.json import json
from mes_cli.output.junit import junit
from mes_cli.output.markdown import markdown
from mes_cli.output.sarif import sarif
from mes_cli.output.speech import Result, Speech

#: The forms of ``mes check --format``, by name.
FORMATS: Mapping[str, Callable[[Result, Speech], str]] = {
    "human": human,
    "concise": concise,
    "json": json,
    "github": github,
    "gitlab": gitlab,
    "junit": junit,
    "sarif": sarif,
    "markdown": markdown,
}

__all__ = ["FORMATS", "Result", "Speech"]
