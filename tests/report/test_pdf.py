import os
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, PdfObject

from mes_cli.errors import MissingExtraError, MissingSystemLibraryError
from mes_cli.figures.books import books
from mes_cli.figures.year import YearFigures
from mes_cli.figures.years import newest_day
from mes_cli.model.audience import Audience
from mes_cli.report import pdf as pdf_module
from mes_cli.report.drawings import drawing_rules
from mes_cli.report.pdf import for_pages, pdf
from mes_cli.report.render import render
from mes_cli.store.reading.load import load
from mes_cli.view import Reader, view

EXAMPLE = Path(__file__).parents[2] / "examples" / "reseau-des-possibles"


def there() -> bool:
    try:
        import_module("weasyprint")
    except (ImportError, OSError):
        return False
    return True


@pytest.mark.slow
@pytest.mark.skipif(not there(), reason="WeasyPrint, or what it needs, is not installed")
def test_the_example_becomes_a_pdf_of_the_same_bytes_twice(
    mes: Callable[..., object], tmp_path: Path
) -> None:
    made = []
    for name in ("one.pdf", "two.pdf"):
        path = tmp_path / name
        done = mes("-C", EXAMPLE, "report", "--format", "pdf", "--output", path)
        assert getattr(done, "code", None) == 0, getattr(done, "err", "")
        made.append(path.read_bytes())

    assert made[0].startswith(b"%PDF-")
    assert made[0] == made[1]


@pytest.fixture(scope="module", params=["annual", "grant"])
def laid_out(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    """The public annual report of the example, and one account of a grant for its funder."""
    register = load(EXAMPLE).register
    day = newest_day(register)
    assert day is not None
    grant = request.param == "grant"
    audience = Audience.FUNDER if grant else Audience.PUBLIC
    reader = Reader(audience, day, "fr", subject="region-emergence-2025" if grant else "")
    facts = view(request.param, YearFigures(books(register), 2025), reader)
    path = tmp_path_factory.mktemp("pdf") / "a.pdf"
    path.write_bytes(pdf(render(request.param, "html", facts, "fr")))
    return PdfReader(path)


def _object(value: Any) -> Any:
    """What a reference of a PDF leads to; any other value as it is."""
    return value.get_object() if isinstance(value, PdfObject) else value


def _elements(element: Any) -> Iterator[Any]:
    """Every element of the structure of a tagged PDF."""
    yield element
    children = _object(element.get("/K", []))
    for child in children if isinstance(children, list) else [children]:
        if isinstance(found := _object(child), DictionaryObject):
            yield from _elements(found)


@pytest.mark.slow
@pytest.mark.skipif(not there(), reason="WeasyPrint, or what it needs, is not installed")
def test_a_pdf_is_tagged_has_a_language_and_a_title_and_words_for_its_pictures(
    laid_out: PdfReader,
) -> None:
    root: Any = laid_out.root_object
    elements = list(_elements(_object(root["/StructTreeRoot"])))

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"
    assert "Réseau des Possibles" in str(laid_out.metadata and laid_out.metadata.title)
    assert b"pdfuaid:part" in _object(root["/Metadata"]).get_data()
    assert {"/H1", "/H2", "/Table", "/TH", "/Figure"} <= {str(it.get("/S")) for it in elements}
    assert all("/Alt" in it for it in elements if it.get("/S") == "/Figure")


@pytest.mark.slow
@pytest.mark.skipif(not there(), reason="WeasyPrint, or what it needs, is not installed")
def test_no_page_but_the_last_is_under_a_third_full(laid_out: PdfReader) -> None:
    head, foot = 785, 60
    for page in laid_out.pages[:-1]:
        heights: list[float] = []
        page.extract_text(
            visitor_text=lambda text, cm, tm, *_, found=heights: (
                found.append(tm[5] * cm[3] + cm[5]) if text.strip() else None
            )
        )
        lowest = min((it for it in heights if foot < it < head), default=head)
        assert (head - lowest) / (head - foot) > 1 / 3, laid_out.get_page_number(page)


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "which is not installed"), ("fr", "n’est pas installé")]
)
def test_without_the_extra_the_command_that_brings_it_is_named(
    mes: Callable[..., object], tmp_path: Path, lang: str, said: str
) -> None:
    (tmp_path / "weasyprint.py").write_text("raise ImportError\n", "utf-8")
    found = os.pathsep.join((str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])))
    path = tmp_path / "a.pdf"
    options = ("--format", "pdf", "--output", path)
    done = mes("--lang", lang, "-C", EXAMPLE, "report", *options, PYTHONPATH=found)

    assert (getattr(done, "code", None), path.exists()) == (2, False)
    err = " ".join(getattr(done, "err", "").split())
    assert said in err
    assert "pip install 'mes-cli[pdf]'" in err


def test_a_missing_import_and_a_missing_system_library_are_told_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(problem: Exception) -> Callable[[str], ModuleType]:
        def importing(name: str) -> ModuleType:
            raise problem

        return importing

    monkeypatch.setattr(pdf_module, "import_module", fail(ImportError()))
    with pytest.raises(MissingExtraError):
        pdf("<html></html>")
    monkeypatch.setattr(pdf_module, "import_module", fail(OSError("no libpango")))
    with pytest.raises(MissingSystemLibraryError) as stopped:
        pdf("<html></html>")
    assert stopped.value.help is not None
    assert "pango" in stopped.value.help.text


def test_pictures_get_the_rules_and_patterns_that_they_need() -> None:
    page = (
        "<head><style>:root { --a: #111; }\n.f1 { fill: var(--a); }\n"
        "@media screen { :root { --a: #fff; } }</style></head>"
        '<svg class="defs"><defs><pattern fill="var(--a)"/></defs></svg><svg role="img"><g/></svg>'
    )

    made = for_pages(page)

    assert (
        '<svg role="img"><style>.f1{fill: #111;}</style>'
        '<defs><pattern fill="#111"/></defs><g/></svg>'
    ) in made
    assert "@bottom-left" in made


def test_the_last_value_of_a_name_holds() -> None:
    assert drawing_rules(":root{--a: 1}:root{--a: 2}.x{fill: var(--a)}") == ".x{fill: 2;}"


def test_a_style_of_their_own_takes_the_place_of_ours() -> None:
    own = (("shared/pdf.css", "h2 { color: red; }", "templates/shared/pdf.css"),)

    made = for_pages("<head></head>", own)

    assert "color: red" in made
    assert "@bottom-left" not in made
