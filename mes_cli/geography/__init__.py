"""The official geography of France: communes, departments, regions, and how they are named."""

import csv
import lzma
from collections.abc import Iterable, Mapping, Sequence
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


def neighbourhood(codes: Iterable[str]) -> list[str]:
    """All departments of the mainland's regions that some departments are in, in order.

    >>> neighbourhood(["2B", "none"]), neighbourhood(["region-94"]), neighbourhood(["974"])
    (['2A', '2B'], [], [])
    """
    known = [it for it in departments().values() if not it.code.startswith(("97", "98"))]
    wanted = set(codes)
    inside = {it.region for it in known if it.code in wanted}
    return sorted(it.code for it in known if it.region in inside)


def department_name(code: str) -> str:
    """Name a department without its code; empty for any other code."""
    department = departments().get(code)
    return department.name if department else ""


def territory_label(code: str) -> str:
    """Name a row of territories: a department, or a region as ``region-27``.

    >>> territory_label("21"), territory_label("region-27"), territory_label("99")
    ('Côte-d’Or (21)', 'Bourgogne-Franche-Comté', '99')
    """
    if code.startswith("region-"):
        region = code.removeprefix("region-")
        return regions().get(region, region)
    department = departments().get(code)
    return f"{department.name} ({code})" if department else code
