"""The faults of reading: one function each, whose docstring is the page of ``mes explain``.

The code of a fault is the name of its function, with hyphens.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from mes_cli.finding import Finding
from mes_cli.store.reading.faults import (
    characters,
    code_forms,
    date_forms,
    field_use,
    file_access,
    file_names,
    misread_signs,
    number_forms,
    profile,
    syntax,
    value_shapes,
)

_MODULES = (
    file_access,
    file_names,
    file_names,
    characters,
    profile,
    syntax,
    misread_signs,
    field_use,
    value_shapes,
    date_forms,
    number_forms,
    code_forms,
)


def _functions(module: ModuleType) -> dict[str, Callable[..., Any]]:
    return {
        name: function
        for name, function in vars(module).items()
        if not name.startswith("_") and getattr(function, "__module__", "") == module.__name__
        if callable(function) and not isinstance(function, type)
    }


#: All faults of reading, by code.
FAULTS: dict[str, Callable[..., Finding]] = {
    name.replace("_", "-"): function
    for module in _MODULES
    for name, function in _functions(module).items()
}
