"""Keeping still while very many small things are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet() -> Iterator[None]:
    """Let nobody look for garbage meanwhile.

    Records hold no circles, and where there are many a look costs more than all the rest.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
