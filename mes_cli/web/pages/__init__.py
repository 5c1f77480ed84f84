"""The pages, each in a file of its own."""

from mes_cli.web.pages import (
    beginning,
    draft_list,
    editing,
    figures,
    findings,
    help_,
    home,
    hours,
    importing,
    lists,
    mending,
    network,
    quitting,
    records,
    removing,
    reports,
    versions,
    withdrawing,
)

#: Every page that there is.
PAGES = (
    beginning.PAGE,
    home.PAGE,
    hours.PAGE,
    importing.PAGE,
    editing.PAGE,
    draft_list.PAGE,
    lists.PAGE,
    records.PAGE,
    findings.PAGE,
    mending.PAGE,
    reports.PAGE,
    network.PAGE,
    versions.PAGE,
    help_.PAGE,
    figures.PAGE,
    removing.PAGE,
    withdrawing.PAGE,
    quitting.PAGE,
)
