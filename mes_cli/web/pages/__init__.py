"""The pages, each in a file of its own."""

from mes_cli.web.pages import editing, findings, help_, home, quitting, records, reports

#: Every page that there is.
PAGES = (
    home.PAGE,
    editing.PAGE,
    records.PAGE,
    findings.PAGE,
    reports.PAGE,
    help_.PAGE,
    quitting.PAGE,
)
