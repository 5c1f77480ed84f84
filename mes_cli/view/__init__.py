"""The register as one audience may see it: made once, by allow-list, before any template."""

from mes_cli.view.build import (
    REPORTS,
    Reader,
    data,
    everything,
    file_name,
    index,
    sight_of,
    view,
)

__all__ = [
    "REPORTS",
    "Reader",
    "data",
    "everything",
    "file_name",
    "index",
    "sight_of",
    "view",
]
