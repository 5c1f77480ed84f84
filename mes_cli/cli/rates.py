"""``mes rates``."""

import datetime as dt
from typing import Annotated

from mes_cli.cli import reading
from mes_cli.cli.console import out, print_tables
from mes_cli.cli.options import PrintedTables, day_option
from mes_cli.cli.session import current
from mes_cli.drafts.answers import today
from mes_cli.figures.years import newest_day
from mes_cli.language.formats import formats
from mes_cli.output.json import dump
from mes_cli.view.rates import in_force, minimum_wages, plain

Day = Annotated[dt.date | None, day_option(help="The day; else the newest of the register.")]


def rates(date: Day = None, form: PrintedTables = "text") -> None:
    """Print the rates in force on a day: which rate an hour takes, and where it comes from.

    The legal minimum wage is printed with the decree or order behind each amount.
    """
    register = reading.read().register
    settings = register.settings
    day = date or newest_day(register) or today()
    if form == "json":
        out(dump(plain(settings, day)))
        return
    catalogue = current().catalogue
    day_form = dt.date.isoformat if form == "csv" else formats(current().language).date
    tables = [in_force(settings, day, catalogue, day_form), minimum_wages(catalogue, day_form)]
    print_tables(tables, form, settings.language)
