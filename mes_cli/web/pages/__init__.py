"""The pages, each in a file of its own."""

from mes_cli.web.pages import (
    editing,
    figures,
    findings,
    help_,
    home,
    quitting,
    records,
    removing,
    reports,
)

#: Every page that there is.
PAGES = (
    home.PAGE,
    editing.PAGE,
    records.PAGE,
    findings.PAGE,
    reports.PAGE,
    help_.PAGE,
    figures.PAGE,
    removing.PAGE,
    quitting.PAGE,
)
