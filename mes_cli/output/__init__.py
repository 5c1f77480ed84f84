"""Findings in every form that people and programs read them in."""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module

from mes_cli.output.speech import Result, Speech

Form = Callable[[Result, Speech], str]

_NAMES = ("human", "concise", "json", "github", "gitlab", "junit", "sarif", "markdown")


class _Forms(Mapping[str, Form]):
    """Each form is a function in a module of its name, imported when it is asked for."""

    def __getitem__(self, name: str) -> Form:
        if name not in _NAMES:
            raise KeyError(name)
        form: Form = getattr(import_module(f"mes_cli.output.{name}"), name)
        return form

    def __iter__(self) -> Iterator[str]:
        return iter(_NAMES)

    def __len__(self) -> int:
        return len(_NAMES)


#: The forms of ``mes check --format``, by name.
FORMATS: Mapping[str, Form] = _Forms()

__all__ = ["FORMATS", "Result", "Speech"]
