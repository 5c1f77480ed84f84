"""Makes a report's SVGs self-contained: style sheets put inline, scripts and links removed.

A page has its style sheet and its patterns once. A drawing that leaves the page, for a PDF or a
document, takes with it what it needs of them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from importlib.resources import as_file, files
from textwrap import shorten
from typing import NamedTuple

import tinycss2
from lxml import etree

from mes_cli.report.documents.blocks import Image
from mes_cli.report.shipped import Own
from mes_cli.worker import WorkerDiedError, in_worker

_VAR = re.compile(r"var\((--[\w-]+)\)")
_FONT = re.compile(r"(?:\d00 )?([\d.]+px)(?:/[\d.]+)?\s+(.+)", re.DOTALL)
#: The properties that draw a shape, and those that set its words.
_SHAPES = frozenset({"fill", "stroke", "stroke-width"})
_LETTERS = frozenset({"font", "font-size", "font-weight"})

_SVG = "http://www.w3.org/2000/svg"
_FIGURE = '<figure class="'
#: What a drawing outside its page may hold; nothing that loads, leads or runs.
_SHAPE_ELEMENTS = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_ELEMENTS = {"svg", "g", "defs", "pattern", "text", "tspan", "title", "desc"} | _SHAPE_ELEMENTS
_ATTRIBUTE = re.compile(r"(?!on|style$|href$|class$|role$)[a-z][a-zA-Z0-9-]*")
_LOADING = re.compile(r"url\((?!#[\w-]+\))", re.IGNORECASE)
#: The end of a selector: an element, and its classes.
_SELECTED = re.compile(r"(?:^|\s)([a-z]*)((?:\.[\w-]+)*)$")
#: The largest drawing, in its own units, and how many pixels stand for each.
_LARGEST = 2000
_ZOOM = 3
#: The letters that are shipped.
_FACE = "DejaVu Sans"
#: The height of a line of a legend, and where its words begin.
_LINE, _WORDS = 24, 26
#: How wide a letter of a legend is, on an average, and what keeps two items apart.
_LETTER, _BETWEEN = 8.2, 16
#: The most letters of the name of a strip.
_WIDEST_LABEL = 58
#: Letters that the shipped fonts have; others are looked for in those of the system.
_SHIPPED_LETTERS = re.compile(r"[\s\x20-\x7e\u00a0-\u024f\u1e00-\u1eff\u2010-\u203a\u20ac\u2212]*")


class Chart(NamedTuple):
    """A chart outside its page."""

    image: Image
    title: str
    #: What it shows, for those who do not see it.
    alt: str


def spans(text: str, first: str, last: str) -> Iterator[tuple[int, int]]:
    """Find what stands between two words, these included, from the beginning on."""
    end = 0
    while (start := text.find(first, end)) >= 0 and (found := text.find(last, start)) >= 0:
        end = found + len(last)
        yield start, end


def style_sheet(html: str) -> str:
    """Return all style sheets of a page."""
    return "".join(html[start + 7 : end - 8] for start, end in spans(html, "<style>", "</style>"))


def patterns(html: str, sheet: str) -> str:
    """Return the patterns of a page, with the names of its colours resolved."""
    found = next(spans(html, "<defs>", "</defs>"), (0, 0))
    return _resolved(html[slice(*found)], _names(sheet))


def drawing_rules(sheet: str) -> str:
    """Take the rules of drawings out of a style sheet, with their names resolved.

    >>> drawing_rules(":root { --c1: #123; } .f1 { fill: var(--c1); } p { margin: 0; }")
    '.f1{fill: #123;}'
    """
    return "".join(
        f"{selector}{{{' '.join(f'{name}: {value};' for name, value in declared.items())}}}"
        for selector, declared in _drawing(sheet)
    )


def charts(html: str, own: Own = ()) -> dict[str, Chart]:
    """Return the charts of a page, by the ids that they have there.

    Each has its legend below it. A chart that is no well-formed SVG is left out. Those of a
    register's own templates are drawn in a process of their own; if it dies, there are none.
    """
    if not own:
        return _charts(html)
    try:
        return in_worker(_charts, html)
    except WorkerDiedError:
        return {}


def _charts(html: str) -> dict[str, Chart]:
    sheet = style_sheet(html)
    rules = list(_drawing(sheet))
    held = _parsed(f"<svg>{patterns(html, sheet)}</svg>")
    defs = etree.Element(f"{{{_SVG}}}defs") if held is None or not len(held) else held[0]
    found: dict[str, Chart] = {}
    for start, end in spans(html, _FIGURE, "</figure>"):
        figure = _parsed(html[start:end])
        if figure is not None and figure.get("class") == "strips":
            _stack(figure)
        drawn = figure if figure is None else figure.find(f"{{{_SVG}}}svg")
        name = "" if drawn is None else drawn.get("aria-labelledby", "").partition("-t ")[0]
        if figure is not None and drawn is not None and name:
            chart = _chart(figure, drawn, rules, defs)
            if chart is not None:
                found[name] = chart
    return found


def _parsed(text: str) -> "etree._Element | None":
    """Read a piece of a page as XML, which knows no space by name; None if it is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    text = text.replace("&nbsp;", "\u00a0").replace("<svg", f'<svg xmlns="{_SVG}"')
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        return None


def _stack(figure: "etree._Element") -> None:
    """Append one drawing of all strips of a figure, each below its name."""
    drawn = etree.SubElement(figure, f"{{{_SVG}}}svg", nsmap={None: _SVG})
    drawn.set("aria-labelledby", f"{figure.get('id')}-t ")
    for name, attribute in (("title", "aria-label"), ("desc", "data-description")):
        said = figure.get(attribute, "")
        etree.SubElement(drawn, f"{{{_SVG}}}{name}").text = said
    width, top = 0.0, 0.0
    for article in figure.iterfind("article"):
        strip = article.find(f"{{{_SVG}}}svg")
        if strip is None:
            continue
        size = [float(it) for it in strip.get("viewBox", "").split()[2:]]
        label = etree.SubElement(drawn, f"{{{_SVG}}}text", {"class": "b"}, y=f"{top + 14:g}")
        words = "".join(article.find("div/h4").itertext())
        label.text = shorten(words, _WIDEST_LABEL, placeholder="…")
        line = etree.SubElement(drawn, f"{{{_SVG}}}g", transform=f"translate(0 {top + 20:g})")
        line.extend(list(strip))
        width, top = max(width, size[0]), top + size[1] + 30
    drawn.set("viewBox", f"0 0 {width:g} {top:g}")


def _chart(
    figure: "etree._Element",
    drawn: "etree._Element",
    rules: Sequence[tuple[str, Mapping[str, str]]],
    defs: "etree._Element",
) -> Chart | None:
    size = [float(it) for it in re.findall(r"\d+(?:\.\d+)?", drawn.get("viewBox", ""))]
    title, words = (drawn.findtext(f"{{{_SVG}}}{it}", "") for it in ("title", "desc"))
    says = figure.findtext("figcaption/span[@class='says']", "") or title
    if len(size) != len("xywh") or not min(size[2:]):
        return None
    width, height = _with_legend(figure, drawn, size[2], size[3])
    if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
        return None
    for name, length in (("width", width), ("height", height)):
        drawn.set(name, f"{length:g}")
    drawn.set("viewBox", f"0 0 {width:g} {height:g}")
    drawn.insert(2, deepcopy(defs))
    _inline_styles(drawn, rules)
    svg = etree.tostring(drawn)
    image = Image(_pixels(drawn, svg), "png", round(width), round(height), svg)
    return Chart(image, title, f"{says.rstrip('. ')}. {words}")


def _with_legend(
    figure: "etree._Element", drawn: "etree._Element", width: float, height: float
) -> tuple[float, float]:
    """Append the legend of a chart to its drawing, and return the width and height of both.

    Its items stand beside one another as far as the drawing is wide.
    """
    left, wide = 0.0, width
    for item in figure.iterfind("ul/li"):
        words = " ".join("".join(item.itertext()).split())
        long = _WORDS + _LETTER * len(words)
        if not left or left + long > wide:
            left, height = 0.0, height + _LINE
        place = f"translate({left:g} {height - _LINE + 8:g})"
        line = etree.SubElement(drawn, f"{{{_SVG}}}g", transform=place)
        for swatch in item.iterfind(f"{{{_SVG}}}svg"):
            line.extend(list(swatch))
        text = etree.SubElement(line, f"{{{_SVG}}}text", x=str(_WORDS), y="13")
        text.text = words
        width, left = max(width, left + long), left + long + _BETWEEN
    return width, height


def _inline_styles(drawn: "etree._Element", rules: Sequence[tuple[str, Mapping[str, str]]]) -> None:
    """Copy the rules of the style sheet into a drawing; remove what loads, links or runs."""
    for element in list(drawn.iter()):
        tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if tag not in _ELEMENTS:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
            continue
        classes = set(element.get("class", "").split())
        for selector, declared in rules:
            end = _SELECTED.search(selector)
            if end and end[1] in {"", tag} and classes.issuperset(end[2].split(".")[1:]):
                for name, value in declared.items():
                    element.set(name, value)
        for name, value in element.attrib.items():
            if not _ATTRIBUTE.fullmatch(str(name)) or _LOADING.search(str(value)):
                del element.attrib[name]


def _pixels(drawn: "etree._Element", svg: bytes) -> bytes:
    """Draw with the shipped letters, so that the pixels are the same everywhere."""
    import resvg_py

    shipped = all(map(_SHIPPED_LETTERS.fullmatch, drawn.itertext()))
    with as_file(files("mes_cli.report") / "fonts") as fonts:
        return resvg_py.svg_to_bytes(
            svg_string=svg.decode(),
            zoom=_ZOOM,
            skip_system_fonts=shipped,
            font_dirs=[str(fonts)],
            font_family=_FACE,
            sans_serif_family=_FACE,
            serif_family=_FACE,
        )


def _drawing(sheet: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Give the selectors of a style sheet that draw, each with what it declares."""
    names = _names(sheet)
    for selector, body in _rules(sheet):
        shapes = body.keys() & _SHAPES
        if (selector.startswith("svg ") and (shapes or body.keys() & _LETTERS)) or (
            selector.startswith(".") and shapes
        ):
            written: dict[str, str] = {}
            for name, value in body.items():
                written |= _written(name, _resolved(value, names))
            yield selector, written


def _rules(sheet: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Give the selector and the declarations of each rule that holds for all media."""
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            inside = tinycss2.parse_blocks_contents(rule.content)
            yield (
                tinycss2.serialize(rule.prelude).strip(),
                {
                    it.name: tinycss2.serialize(it.value).strip()
                    for it in inside
                    if it.type == "declaration"
                },
            )


def _names(sheet: str) -> dict[str, str]:
    """The values that have names, for all of a page; the last one holds."""
    return {
        name: value
        for selector, body in _rules(sheet)
        if ":root" in selector
        for name, value in body.items()
        if name.startswith("--")
    }


def _resolved(text: str, names: Mapping[str, str]) -> str:
    return _VAR.sub(lambda m: names.get(m[1], "currentColor"), text)


def _written(name: str, value: str) -> dict[str, str]:
    """Write a declaration, the short form of a font in full: drawings do not know it."""
    font = _FONT.fullmatch(value) if name == "font" else None
    return {"font-size": font[1], "font-family": font[2]} if font else {name: value}
