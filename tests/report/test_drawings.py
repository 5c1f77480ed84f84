"""Charts leave the page for documents: with their colours and legends, and nothing that loads."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image as Pixels

from mes_cli.report.drawings import Chart, charts

EXAMPLE = Path(__file__).parents[2] / "examples" / "reseau-des-possibles"
DRAWN = '<rect x="0" y="0" width="10" height="20" class="f1"/>'


def page(drawing: str, box: str = "0 0 100 20", style: str = ".f1{fill: var(--c1)}") -> str:
    return (
        f"<style>:root{{--c1: #123456}} {style} svg text{{font: 14px sans-serif}}</style>"
        '<figure class="chart"><figcaption><span class="says">It doubled.</span></figcaption>'
        f'<svg viewBox="{box}" aria-labelledby="bars-t bars-d"><title>Bars</title>'
        f'<desc>Two &amp; two.</desc>{drawing}</svg><ul class="legend"><li>'
        '<svg viewBox="0 0 16 16"><rect width="16" height="16" class="f1"/></svg>'
        "paid <strong>75 %</strong></li></ul></figure>"
    )


def drawn(drawing: str, **other: str) -> Chart:
    return charts(page(drawing, **other))["bars"]


def test_a_chart_has_its_colours_its_legend_and_words() -> None:
    title, alt, image = (made := drawn(DRAWN)).title, made.alt, made.image
    pixels = Pixels.open(io.BytesIO(image.content)).convert("RGBA")

    assert (title, alt) == ("Bars", "It doubled. Two & two.")
    assert (image.width, image.height) == (100, 44)
    assert pixels.size == (300, 132)
    assert pixels.getpixel((6, 6)) == (0x12, 0x34, 0x56, 255)
    assert b"paid 75 %" in image.svg
    assert b"class=" not in image.svg
    assert made == drawn(DRAWN)


STRIPS = (
    '<figure class="strips" id="strips-1" aria-label="Two" data-description="A line each.">'
    + "".join(
        f'<article><div class="who"><h4>{name}</h4><p>x</p></div><svg viewBox="0 0 100 16">'
        '<rect width="100" height="16" class="f1"/></svg><p>So&nbsp;</p></article>'
        for name in ("The Ovens", "Long " * 30)
    )
    + "</figure>"
)


def test_strips_are_one_drawing_each_below_its_name() -> None:
    made = charts(page(DRAWN) + STRIPS)["strips-1"]
    pixels = Pixels.open(io.BytesIO(made.image.content)).convert("RGBA")

    assert (made.title, made.alt) == ("Two", "Two. A line each.")
    assert (made.image.width, made.image.height) == (100, 92)
    assert b">The Ovens</text>" in made.image.svg
    assert b"Long&#8230;</text>" in made.image.svg
    assert made.image.svg.startswith(b"<svg ")
    assert [pixels.getpixel((9, 3 * y)) for y in (30, 76)] == [(0x12, 0x34, 0x56, 255)] * 2


@pytest.mark.parametrize(
    "hostile",
    [
        '<image href="file:///etc/passwd" width="9" height="9"/>',
        '<use href="https://example.org/a.svg#b"/>',
        "<foreignObject><p>canary</p></foreignObject>",
        "<style>canary</style>",
        '<a href="https://example.org/canary"><text>x</text></a>',
        '<rect width="1" height="1" fill="url(https://example.org/canary)"/>',
        '<rect width="1" height="1" onclick="canary()" style="fill: url(canary)"/>',
        '<text class="canary">&canary;</text>',
    ],
)
def test_what_loads_leads_or_runs_is_not_in_it(hostile: str) -> None:
    for made in charts(page(DRAWN + hostile)).values():
        assert not re.search(rb"canary|href|https:|file:", made.image.svg)


@pytest.mark.parametrize("box", ["", "0 0 0 0", "0 0 99999 20", "0 0 20 99999", "x y z", "0 0 5"])
def test_a_drawing_of_no_size_is_left_out(box: str) -> None:
    assert charts(page(DRAWN, box=box)) == {}


@pytest.mark.parametrize(("form", "folder"), [("odt", "Pictures/"), ("docx", "word/media/")])
def test_documents_have_the_charts_of_the_page(
    mes: Callable[..., object], tmp_path: Path, form: str, folder: str
) -> None:
    made = []
    for name in ("one", "two"):
        path = tmp_path / f"{name}.{form}"
        done = mes("-C", EXAMPLE, "report", "--format", form, "--output", path)
        assert getattr(done, "code", None) == 0, getattr(done, "err", "")
        made.append(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        names = [it for it in archive.namelist() if it.startswith(folder)]
        text = archive.read("content.xml" if form == "odt" else "word/document.xml").decode()

    said = re.sub(r"<[^>]+>", "", text)
    assert made[0] == made[1]
    assert sum(it.endswith(".svg") for it in names) == 8
    assert sum(it.endswith(".png") for it in names) >= 8
    assert "– Qui a porté le coût complet de l’accompagnement" in said
    assert "Figure" in said
    assert "Une barre par voie d’entrée" in text
    assert "Une ligne par accompagnement" in text
    assert "CC BY 4.0" in said


def test_charts_of_own_templates_have_their_colours(
    mes: Callable[..., object], tmp_path: Path
) -> None:
    text = "{{ figure('own') }}{{ figure('none') }}"
    own = tmp_path / "r"
    mes("init", own, "--lang", "en", "--yes")
    (own / "templates/annual").mkdir(parents=True)
    (own / "templates/annual/annual.md.j2").write_text(text)
    (own / "templates/annual/annual.html.j2").write_text(
        page(DRAWN).replace("bars-", "own-").replace("#123456", "#654321")
    )
    done = mes("-C", own, "report", "--format", "odt", "--output", tmp_path / "a.odt")
    assert getattr(done, "code", None) == 0, getattr(done, "err", "")

    with zipfile.ZipFile(tmp_path / "a.odt") as archive:
        assert b"#654321" in archive.read("Pictures/chart-own.svg")
        assert b"none" not in archive.read("content.xml")
