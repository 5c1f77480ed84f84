"""Compile the catalogues of sentences while a wheel is built, or an editable install made."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> list[Path]:
    """Write the ``.mo`` file beside each ``.po`` file; give their paths."""
    compiled = []
    for source in sorted((root / "mes_cli/language/locale").glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        with source.open("rb") as catalogue, target.open("wb") as out:
            write_mo(out, read_po(catalogue, locale=source.parts[-3]))
        compiled.append(target)
    return compiled


class CatalogueHook(BuildHookInterface[Any]):
    """The hook that hatchling calls."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before files are gathered."""
        del version, build_data
        compile_catalogues(Path(self.root))
