"""``docs/templates.md`` and its French twin name what templates may use, and nothing else."""

import re
from pathlib import Path

import pytest
from jinja2 import meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.figures.years import newest_day
from mes_cli.model.audience import Audience
from mes_cli.report.environment import environment
from mes_cli.report.shipped import shipped_templates
from mes_cli.store.reading.load import load
from mes_cli.view import REPORTS, Reader, everything, hidden, index, view

ROOT = Path(__file__).parents[2]
#: What our templates give to the parts that they include.
GIVEN = {"rows", "title", "missing", "it", "deep"}


#: The two documents, and in each the headings of names, filters and functions.
PAGES = {
    "templates.md": (("Names of every report", "Names of some reports"), "Filters", "Functions"),
    "modeles.md": (
        ("Noms de tous les rapports", "Noms de certains rapports"),
        "Filtres",
        "Fonctions",
    ),
}


def documented(page: str, *headings: str) -> set[str]:
    """The names at the beginning of the points below some headings."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    found: set[str] = set()
    for heading in headings:
        part = text.split(f"## {heading}\n")[1].split("\n## ")[0]
        for points in re.findall(r"^- ((?:`\w+`(?:, )?)+)", part, re.MULTILINE):
            found |= set(re.findall(r"`(\w+)`", points))
    return found


#: What only the reports of a network have.
OF_NETWORKS = {"eliminations"}


def seen() -> set[str]:
    """The names that any view of the example has."""
    register = load(ROOT / "examples/reseau-des-possibles").register
    figures = YearFigures(books(register), 2025)
    day = newest_day(register)
    assert day is not None
    found: set[str] = set()
    for audience in Audience:
        reader = Reader(audience, day, "fr")
        found |= set(index(figures, reader, [])) | set(hidden(figures, reader))
        for name, subject, _ in everything(figures, reader):
            if audience in REPORTS[name].audiences:
                found |= set(view(name, figures, Reader(audience, day, "fr", {}, subject)))
    return found


def test_names_are_those_of_the_views() -> None:
    names = seen()
    for page, (headings, _filters, _functions) in PAGES.items():
        assert documented(page, *headings) == names | OF_NETWORKS


@pytest.mark.parametrize("page", PAGES)
def test_filters_and_functions_are_those_of_the_world(page: str) -> None:
    _names, filters, functions = PAGES[page]
    plain = ImmutableSandboxedEnvironment()
    made = environment("en", "html")

    assert documented(page, filters) == {
        name for name, it in made.filters.items() if plain.filters.get(name) is not it
    }
    assert documented(page, functions) == set(made.globals)


def test_our_templates_use_what_is_documented() -> None:
    names, _filters, functions = PAGES["templates.md"]
    known = documented("templates.md", *names, functions)
    made = environment("en", "html")
    for name, text in shipped_templates().items():
        if name.startswith("diff/"):
            continue  # no report, and none that a register may replace
        tree = made.parse(text)
        given = {it.name for it in tree.find_all(nodes.Name) if it.ctx != "load"}
        given |= {it.target for it in tree.find_all(nodes.Import)}
        given |= {str(name) for it in tree.find_all(nodes.FromImport) for name in it.names}
        given |= {it.name for it in tree.find_all(nodes.Macro)}
        unknown = meta.find_undeclared_variables(tree) - known - given - GIVEN
        assert not unknown, name
