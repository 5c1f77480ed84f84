"""The communes, departments and regions of France, overseas collectivities included.

From INSEE's Code officiel géographique and La Poste, as packaged in
``@etalab/decoupage-administratif`` 6.0.0 (data under Licence Ouverte 2.0); ``tools/geography.py``
wrote the two lists that stand beside this module. Whatever asks for a place by its name or by
its code asks here.
"""

import csv
import lzma
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from mes_cli.language.folding import same

_FOLDER = Path(__file__).parent


class Department(NamedTuple):
    """A department, or an overseas collectivity."""

    code: str
    name: str
    #: The code of its region; of an overseas collectivity, its own code.
    region: str


class Commune(NamedTuple):
    """A commune; or a former one, or a district of Paris, Lyon or Marseille."""

    code: str
    name: str
    department: str
    #: The code of the commune that it is a part of now; empty for a commune.
    parent: str
    #: Postal codes, between spaces.
    postcodes: str


@cache
def departments() -> Mapping[str, Department]:
    """All departments by their codes."""
    rows = [row for row in _table() if row["level"] == "department"]
    return {row["code"]: Department(row["code"], row["name"], row["region"]) for row in rows}


@cache
def regions() -> Mapping[str, str]:
    """The names of all regions, by their codes."""
    return {row["code"]: row["name"] for row in _table() if row["level"] == "region"}


def commune(code: str) -> Commune | None:
    """The commune of that code.

    >>> commune("21231").name, commune("97801").department, commune("21000")
    ('Dijon', '978', None)
    """
    line = _communes().get(code)
    return None if line is None else Commune._make(line.split("\t"))


@cache
def _communes() -> Mapping[str, str]:
    """The lines of all communes by their codes."""
    text = lzma.decompress((_FOLDER / "communes.tsv.xz").read_bytes()).decode()
    return {line[:5]: line for line in text.splitlines()}


def department_named(name: str) -> Department | None:
    """The department of that name, whatever its accents and capitals.

    >>> department_named("aveyron").code, department_named("Côte d'Or").code
    ('12', '21')
    """
    return next((it for it in departments().values() if same(it.name) == same(name)), None)


def region_named(name: str) -> str | None:
    """The code of the region of that name.

    >>> region_named("Bourgogne Franche Comté")
    '27'
    """
    return next((code for code, own in regions().items() if same(own) == same(name)), None)


def communes_named(name: str, department: str = "") -> Sequence[Commune]:
    """The communes of that name, or with that postal code; of one department, if it is given.

    >>> [it.code for it in communes_named("dijon")], [it.code for it in communes_named("21000")]
    (['21231'], ['21231'])
    >>> len(communes_named("Saint-Aubin")) > 1, len(communes_named("Saint-Aubin", "21"))
    (True, 1)
    """
    sought = same(name)
    rows = (Commune._make(line.split("\t")) for line in _communes().values())
    return [
        it
        for it in rows
        if not it.parent
        and (not department or it.department == department)
        and (sought in it.postcodes.split() or same(it.name) == sought)
    ]


@cache
def _table() -> Sequence[Mapping[str, str]]:
    with (_FOLDER / "departments-regions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
