"""The forms of ``mes check --format``."""

from collections.abc import Callable, Mapping

from mes_cli.output.forges import github, gitlab, junit, sarif
from mes_cli.output.human import concise, human
from mes_cli.output.json import json
from mes_cli.output.markdown import markdown
from mes_cli.output.speech import Result, Speech

#: A function for each form, by name.
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
