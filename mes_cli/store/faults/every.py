"""The whole list of the faults of reading."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from mes_cli.store.faults import codes, dates, fields, files, names, numbers, profile, syntax, text


def _pages(module: ModuleType) -> dict[str, Callable[..., Any]]:
    return {
        name.replace("_", "-"): function
        for name, function in vars(module).items()
        if not name.startswith("_") and getattr(function, "__module__", "") == module.__name__
        if callable(function) and not isinstance(function, type)
    }


#: All faults of reading, by code.
FAULTS: dict[str, Callable[..., Any]] = {
    code: function
    for module in (files, names, text, profile, syntax, fields, dates, numbers, codes)
    for code, function in _pages(module).items()
}
