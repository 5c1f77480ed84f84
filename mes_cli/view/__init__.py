"""The register as one audience may see it: made once, by allow-list, before any template."""

from mes_cli.figures.due import has_account
from mes_cli.view.build import (
    NETWORK_READERS,
    OF_NETWORKS,
    PAGES,
    REPORTS,
    Reader,
    data,
    edition_of,
    everything,
    file_name,
    hidden,
    index,
    view,
)

__all__ = [
    "NETWORK_READERS",
    "OF_NETWORKS",
    "PAGES",
    "REPORTS",
    "Reader",
    "data",
    "edition_of",
    "everything",
    "file_name",
    "has_account",
    "hidden",
    "index",
    "view",
]
