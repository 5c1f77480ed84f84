"""Bounds for templates that others wrote: Jinja's sandbox, and limits of time and memory.

What Python does in one step (a repeated text, a power) is bounded before it is done; the rest
by the clock and by the memory that the process may take, where the system can say so.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import SecurityError, TemplateAssertionError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mes_cli.worker import memory_in_use

#: More than any report needs: characters, bytes, seconds.
LARGEST = 20_000_000
_MEMORY = 1 << 30
_PATIENCE, _AGAIN = 20.0, 0.5
#: The largest text or list that a template may make by repeating, and the longest number.
_REPEATED = 1_000_000
_DIGITS = 1_000

_METHODS = frozenset(dir(dict))


class TooMuchError(Exception):
    """A template takes more than any report needs."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, where no single step can be large and nothing turns escaping off."""

    intercepted_binops = frozenset({"*", "**", "+", "%"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute, unless the result would be too large."""
        if operator == "*":
            _bound_product(left, right)
        elif operator == "**" and (abs(left) > _DIGITS or abs(right) > _DIGITS):
            raise TooMuchError
        elif operator == "%" and isinstance(left, str):
            raise SecurityError("texts are put together with ~")
        value = super().call_binop(context, operator, left, right)
        if isinstance(value, str | list | tuple) and len(value) > LARGEST:
            raise TooMuchError
        return value

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call, unless a number that is given would make something large."""
        if any(isinstance(it, int) and abs(it) > _REPEATED for it in args) and _is_method(obj):
            raise TooMuchError
        return super().call(context, obj, *args, **kwargs)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Give an attribute: of the plain mappings that views are made of, the value at once.

        Jinja asks for an attribute first, and falls back on the key where there is none.
        """
        if type(obj) is dict and attribute in obj and attribute not in _METHODS:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(nodes.ScopedEvalContextModifier):
            raise TemplateAssertionError("escaping stays on", node.lineno, name, filename)
        return tree


def _is_method(obj: Any) -> bool:
    """Tell whether it is a method of a text or a list: of what grows with numbers."""
    return isinstance(getattr(obj, "__self__", None), str | list | tuple | bytes)


def _bound_product(left: Any, right: Any) -> None:
    for one, other in ((left, right), (right, left)):
        if isinstance(one, int) and isinstance(other, str | bytes | list | tuple):
            if one * len(other) > _REPEATED:
                raise TooMuchError
        elif isinstance(one, int) and one.bit_length() > 4 * _DIGITS:
            raise TooMuchError


@contextmanager
def bounded() -> Iterator[None]:
    """Let what runs inside take no more time and memory than any report needs."""
    with _clock(), _memory():
        yield


@contextmanager
def _clock() -> Iterator[None]:
    """Interrupt what takes too long, where the system and the thread allow it."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not (
        threading.main_thread()
    ):
        yield
        return

    def late(*_: object) -> None:
        raise TooMuchError

    before: Callable[..., Any] | int | None = signal.signal(signal.SIGALRM, late)
    # Again and again: where Python is clearing away, what is raised is lost.
    signal.setitimer(signal.ITIMER_REAL, _PATIENCE, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _memory() -> Iterator[None]:
    """Refuse more memory than is in use already and any report needs."""
    try:
        import resource

        most = memory_in_use() + _MEMORY
    except (ImportError, OSError):
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft != resource.RLIM_INFINITY and soft < most:
        yield
        return
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
