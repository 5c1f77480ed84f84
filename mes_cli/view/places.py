"""How rows of territories are named, and which departments a map shows."""

from collections.abc import Iterable

from mes_cli.geography import departments, regions


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
