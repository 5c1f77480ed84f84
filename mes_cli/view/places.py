"""The names of departments and regions, by their official codes (Code officiel géographique)."""

from collections.abc import Iterable

_DEPARTMENTS = """
01 Ain|02 Aisne|03 Allier|04 Alpes-de-Haute-Provence|05 Hautes-Alpes|06 Alpes-Maritimes|07 Ardèche
08 Ardennes|09 Ariège|10 Aube|11 Aude|12 Aveyron|13 Bouches-du-Rhône|14 Calvados|15 Cantal
16 Charente|17 Charente-Maritime|18 Cher|19 Corrèze|2A Corse-du-Sud|2B Haute-Corse|21 Côte-d’Or
22 Côtes-d’Armor|23 Creuse|24 Dordogne|25 Doubs|26 Drôme|27 Eure|28 Eure-et-Loir|29 Finistère
30 Gard|31 Haute-Garonne|32 Gers|33 Gironde|34 Hérault|35 Ille-et-Vilaine|36 Indre
37 Indre-et-Loire|38 Isère|39 Jura|40 Landes|41 Loir-et-Cher|42 Loire|43 Haute-Loire
44 Loire-Atlantique|45 Loiret|46 Lot|47 Lot-et-Garonne|48 Lozère|49 Maine-et-Loire|50 Manche
51 Marne|52 Haute-Marne|53 Mayenne|54 Meurthe-et-Moselle|55 Meuse|56 Morbihan|57 Moselle
58 Nièvre|59 Nord|60 Oise|61 Orne|62 Pas-de-Calais|63 Puy-de-Dôme|64 Pyrénées-Atlantiques
65 Hautes-Pyrénées|66 Pyrénées-Orientales|67 Bas-Rhin|68 Haut-Rhin|69 Rhône|70 Haute-Saône
71 Saône-et-Loire|72 Sarthe|73 Savoie|74 Haute-Savoie|75 Paris|76 Seine-Maritime
77 Seine-et-Marne|78 Yvelines|79 Deux-Sèvres|80 Somme|81 Tarn|82 Tarn-et-Garonne|83 Var
84 Vaucluse|85 Vendée|86 Vienne|87 Haute-Vienne|88 Vosges|89 Yonne|90 Territoire de Belfort
91 Essonne|92 Hauts-de-Seine|93 Seine-Saint-Denis|94 Val-de-Marne|95 Val-d’Oise
971 Guadeloupe|972 Martinique|973 Guyane|974 La Réunion|976 Mayotte
"""

_REGIONS = """
01 Guadeloupe|02 Martinique|03 Guyane|04 La Réunion|06 Mayotte|11 Île-de-France
24 Centre-Val de Loire|27 Bourgogne-Franche-Comté|28 Normandie|32 Hauts-de-France|44 Grand Est
52 Pays de la Loire|53 Bretagne|75 Nouvelle-Aquitaine|76 Occitanie|84 Auvergne-Rhône-Alpes
93 Provence-Alpes-Côte d’Azur|94 Corse
"""

# A region, and its departments; those overseas are one and the same.
_BELONGS = """
11 75 77 78 91 92 93 94 95|24 18 28 36 37 41 45|27 21 25 39 58 70 71 89 90|28 14 27 50 61 76
32 02 59 60 62 80|44 08 10 51 52 54 55 57 67 68 88|52 44 49 53 72 85|53 22 29 35 56
75 16 17 19 23 24 33 40 47 64 79 86 87|76 09 11 12 30 31 32 34 46 48 65 66 81 82
84 01 03 07 15 26 38 42 43 63 69 73 74|93 04 05 06 13 83 84|94 2A 2B
"""


def _table(text: str) -> dict[str, str]:
    rows = text.strip().replace("\n", "|").split("|")
    return {code: name for code, _, name in (row.partition(" ") for row in rows)}


DEPARTMENTS = _table(_DEPARTMENTS)
REGIONS = _table(_REGIONS)
#: The departments of each region.
BELONGS = {region: tuple(codes.split()) for region, codes in _table(_BELONGS).items()}


def neighbourhood(codes: Iterable[str]) -> list[str]:
    """All departments of the regions that some departments are in, in order.

    >>> neighbourhood(["2B", "none"]), neighbourhood(["region-94"])
    (['2A', '2B'], [])
    """
    wanted = set(codes)
    return sorted(code for all_ in BELONGS.values() if wanted & {*all_} for code in all_)


def territory_label(code: str) -> str:
    """Name a row of territories: a department, or a region as ``region-27``.

    >>> territory_label("21"), territory_label("region-27"), territory_label("99")
    ('Côte-d’Or (21)', 'Bourgogne-Franche-Comté', '99')
    """
    if code.startswith("region-"):
        region = code.removeprefix("region-")
        return REGIONS.get(region, region)
    return f"{DEPARTMENTS[code]} ({code})" if code in DEPARTMENTS else code
