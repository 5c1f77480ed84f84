"""Write the lists of places that mes ships, from the tables of the official geographic code.

``python tools/geography.py communes.csv departments-regions.csv`` takes two tables: communes
with the columns code, name, department, type, parent, postcodes; departments and regions with
level, code, name, region. They come from INSEE (Code officiel géographique) and La Poste, as
packaged in ``@etalab/decoupage-administratif``, under Licence Ouverte 2.0.
"""

import csv
import lzma
import sys
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "mes_cli" / "geography"
_TAKEN = lzma.PRESET_EXTREME | 9


def main(communes: str, others: str) -> None:
    """Write both lists: communes as lines of columns between tabs, the others as a table."""
    text = "".join(f"{line}\n" for line in sorted(_lines(communes))).replace("'", "’")
    (FOLDER / "communes.tsv.xz").write_bytes(lzma.compress(text.encode(), preset=_TAKEN))
    (FOLDER / "departments-regions.csv").write_text(
        Path(others).read_text("utf-8").replace("'", "’"), "utf-8"
    )


def _lines(communes: str) -> Iterator[str]:
    """A line a code: where a commune and a former one share it, the commune."""
    with Path(communes).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = {row["code"]: row for row in rows}
    known |= {row["code"]: row for row in rows if row["type"] == "commune"}
    for row in known.values():
        parent = row["parent"] if row["parent"] != row["code"] else ""
        yield "\t".join((row["code"], row["name"], row["department"], parent, row["postcodes"]))


if __name__ == "__main__":
    main(*sys.argv[1:])
