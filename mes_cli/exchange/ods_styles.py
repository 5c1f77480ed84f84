"""The fixed parts of ODS files: their parts, and how cells of each sort look."""

from mes_cli.exchange.cells import Sort

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
        ("config", "config"),
    )
)
_SPACES += ' xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.3"'
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'

MANIFEST = (
    f"{_XML}<manifest:manifest"
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    '<manifest:file-entry manifest:full-path="/"'
    ' manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}.xml" manifest:media-type="text/xml"/>'
        for name in ("content", "styles", "settings")
    )
    + "</manifest:manifest>"
)
#: The pages that tables are printed on: A4 across, one page wide, and one page or as many as need.
_PAGES = (("one-page", 1), ("pages", 0))
STYLES = (
    f"{_XML}<office:document-styles {_SPACES}><office:automatic-styles>"
    + "".join(
        f'<style:page-layout style:name="layout-{name}"><style:page-layout-properties'
        ' fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape"'
        ' fo:margin="1cm" style:scale-to-X="1"'
        + (f' style:scale-to-Y="{high}"' if high else "")
        + "/></style:page-layout>"
        for name, high in _PAGES
    )
    + "</office:automatic-styles><office:master-styles>"
    + "".join(
        f'<style:master-page style:name="{name}" style:page-layout-name="layout-{name}"/>'
        for name, _high in _PAGES
    )
    + "</office:master-styles></office:document-styles>"
)
SETTINGS = (
    f"{_XML}<office:document-settings {_SPACES}><office:settings>"
    '<config:config-item-set config:name="ooo:view-settings">'
    '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
    '<config:config-item-map-named config:name="Tables">{entries}</config:config-item-map-named>'
    "</config:config-item-map-entry></config:config-item-map-indexed>"
    "</config:config-item-set></office:settings></office:document-settings>"
)
CONTENT = (
    f"{_XML}<office:document-content {_SPACES}>"
    "<office:automatic-styles>{styles}</office:automatic-styles>"
    "<office:body><office:spreadsheet>{validations}{tables}</office:spreadsheet></office:body>"
    "</office:document-content>"
)

_DAY, _MONTH, _YEAR = (
    '<number:day number:style="long"/>',
    '<number:month number:style="long"/>',
    '<number:year number:style="long"/>',
)
_SLASH, _DASH = "<number:text>/</number:text>", "<number:text>-</number:text>"
_CENTS = (
    '<number:number number:decimal-places="2" number:min-decimal-places="2"'
    ' number:min-integer-digits="1" number:grouping="true"/>'
)
_PLAIN = '<number:number number:min-integer-digits="1"/>'


def styles(language: str) -> str:
    """All styles of a workbook in a language."""
    day = (
        _DAY + _SLASH + _MONTH + _SLASH + _YEAR
        if language == "fr"
        else _YEAR + _DASH + _MONTH + _DASH + _DAY
    )
    formats = (
        '<number:text-style style:name="n-text"><number:text-content/></number:text-style>'
        f'<number:date-style style:name="n-date">{day}</number:date-style>'
        f'<number:currency-style style:name="n-money">{_CENTS}<number:text> </number:text>'
        "<number:currency-symbol>€</number:currency-symbol></number:currency-style>"
        '<number:time-style style:name="n-hours" number:truncate-on-overflow="false">'
        "<number:hours/><number:text>:</number:text>"
        '<number:minutes number:style="long"/></number:time-style>'
        f'<number:number-style style:name="n-number">{_PLAIN}</number:number-style>'
        '<number:number-style style:name="n-whole"><number:number number:decimal-places="0"'
        ' number:min-integer-digits="1"/></number:number-style>'
        f'<number:percentage-style style:name="n-share">{_CENTS}<number:text>%</number:text>'
        "</number:percentage-style>"
    )
    return formats + _COLUMNS + "".join(_cells())


_COLUMNS = (
    "".join(
        f'<style:style style:name="{name}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}"/></style:style>'
        for name, width in (("usual", "3.6cm"), ("long", "8cm"), ("wide", "16cm"))
    )
    + "".join(
        f'<style:style style:name="{name}" style:family="table">'
        f'<style:table-properties table:display="{shown}"/></style:style>'
        for name, shown in (("shown", "true"), ("hidden", "false"))
    )
    + "".join(
        f'<style:style style:name="{name}" style:family="table" style:master-page-name="{name}">'
        '<style:table-properties table:display="true"/></style:style>'
        for name, _high in _PAGES
    )
)

#: The style of cells whose text is shown whole.
WRAPPED = "wrapped"


def cell_style(sort: Sort, *, locked: bool) -> str:
    """The name of a style of cells."""
    return f"{sort}-locked" if locked else f"{sort}"


def _cells() -> list[str]:
    """The styles of cells: by sort, and whether they may be changed in a protected table."""
    title = (
        '<style:style style:name="title" style:family="table-cell">'
        '<style:table-cell-properties fo:background-color="#e8efe9" fo:wrap-option="wrap"/>'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
    )
    wrapped = (
        f'<style:style style:name="{WRAPPED}" style:family="table-cell"'
        ' style:data-style-name="n-text"><style:table-cell-properties fo:wrap-option="wrap"'
        ' style:vertical-align="top"/></style:style>'
    )
    found = [title, wrapped]
    for sort in Sort:
        for locked in (False, True):
            guard = "protected" if locked else "none"
            color = '<style:text-properties fo:color="#777777"/>' if locked else ""
            found.append(
                f'<style:style style:name="{cell_style(sort, locked=locked)}"'
                f' style:family="table-cell" style:data-style-name="n-{sort}">'
                f'<style:table-cell-properties style:cell-protect="{guard}"'
                f' style:vertical-align="top"/>{color}</style:style>'
            )
    return found
