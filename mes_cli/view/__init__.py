"""The register as one audience may see it: made once, by allow-list, before any template."""

from mes_cli.view.build import (
    REPORTS,
    Reader,
    data,
    everything,
    file_name,
    hidden,
    index,
    sight_of,
    view,
)
from mes_cli.view.grant import has_account

__all__ = [
    "REPORTS",
    "Reader",
    "data",
    "everything",
    "file_name",
    "has_account",
    "hidden",
    "index",
    "sight_of",
    "view",
]
