"""The folders outside of registers in which mes keeps something for whoever runs it."""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path


def state_folder(name: str) -> Path | None:
    """Where something is kept from run to run; None where the system has no home for it."""
    from platformdirs import user_state_path

    return _below(user_state_path, name)


def cache_folder(name: str) -> Path | None:
    """Where something is kept that may be deleted at any moment; None without a home."""
    from platformdirs import user_cache_path

    return _below(user_cache_path, name)


def _below(find: Callable[..., Path], name: str) -> Path | None:
    try:
        base = find("mes", appauthor=False)
    except RuntimeError:
        return None
    return base / name if base.is_absolute() else None


def name_of(root: Path) -> str:
    """Give the name under which something is kept about a register."""
    return sha256(os.fsencode(root.resolve())).hexdigest()[:16]
