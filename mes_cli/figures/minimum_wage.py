"""The French gross minimum wage (SMIC) by the hour, from 2008 on.

Source: OpenFisca-France, ``marche_travail/salaire_minimum/smic/smic_b_horaire.yaml``, and the
decrees and orders named beside each rate. It holds for mainland France and the overseas
departments but Mayotte, which has a rate of its own.
"""

import datetime as dt
from decimal import Decimal
from typing import NamedTuple


class MinimumWage(NamedTuple):
    """Euros an hour from a day on, and the text that says so."""

    since: dt.date
    rate: Decimal
    source: str


MINIMUM_WAGES: tuple[MinimumWage, ...] = (
    MinimumWage(dt.date(2008, 5, 1), Decimal("8.63"), "arrêté du 25/04/2008"),
    MinimumWage(dt.date(2008, 7, 1), Decimal("8.71"), "décret 2008-617"),
    MinimumWage(dt.date(2009, 7, 1), Decimal("8.82"), "décret 2009-800"),
    MinimumWage(dt.date(2010, 1, 1), Decimal("8.86"), "décret 2009-1584"),
    MinimumWage(dt.date(2011, 1, 1), Decimal("9.00"), "décret 2010-1584"),
    MinimumWage(dt.date(2011, 12, 1), Decimal("9.19"), "arrêté du 29/11/2011"),
    MinimumWage(dt.date(2012, 1, 1), Decimal("9.22"), "décret 2011-1926"),
    MinimumWage(dt.date(2012, 7, 1), Decimal("9.40"), "décret 2012-828"),
    MinimumWage(dt.date(2013, 1, 1), Decimal("9.43"), "décret 2013-123"),
    MinimumWage(dt.date(2014, 1, 1), Decimal("9.53"), "décret 2013-1190"),
    MinimumWage(dt.date(2015, 1, 1), Decimal("9.61"), "décret 2014-1569"),
    MinimumWage(dt.date(2016, 1, 1), Decimal("9.67"), "décret 2015-1688"),
    MinimumWage(dt.date(2017, 1, 1), Decimal("9.76"), "décret 2016-1818"),
    MinimumWage(dt.date(2018, 1, 1), Decimal("9.88"), "décret 2017-1719"),
    MinimumWage(dt.date(2019, 1, 1), Decimal("10.03"), "décret 2018-1173"),
    MinimumWage(dt.date(2020, 1, 1), Decimal("10.15"), "décret 2019-1387"),
    MinimumWage(dt.date(2021, 1, 1), Decimal("10.25"), "décret 2020-1598"),
    MinimumWage(dt.date(2021, 10, 1), Decimal("10.48"), "arrêté du 27/09/2021"),
    MinimumWage(dt.date(2022, 1, 1), Decimal("10.57"), "décret 2021-1741"),
    MinimumWage(dt.date(2022, 5, 1), Decimal("10.85"), "arrêté du 19/05/2022"),
    MinimumWage(dt.date(2022, 8, 1), Decimal("11.07"), "arrêté du 29/07/2022"),
    MinimumWage(dt.date(2023, 1, 1), Decimal("11.27"), "décret 2022-1608"),
    MinimumWage(dt.date(2023, 5, 1), Decimal("11.52"), "arrêté du 26/04/2023"),
    MinimumWage(dt.date(2024, 1, 1), Decimal("11.65"), "décret du 20/12/2023"),
    MinimumWage(dt.date(2024, 11, 1), Decimal("11.88"), "décret 2024-951"),
    MinimumWage(dt.date(2026, 1, 1), Decimal("12.02"), "décret 2025-1228"),
    MinimumWage(dt.date(2026, 6, 1), Decimal("12.31"), "arrêté du 22/05/2026"),
)
