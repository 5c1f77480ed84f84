"""Colours and links, laid over plain text: off a terminal it is the same byte for byte."""

import os
import re
from pathlib import Path

from rich.highlighter import RegexHighlighter
from rich.style import Style
from rich.text import Text
from rich.theme import Theme

_PLACE = re.compile(r"--> (?P<file>[^\n]+?):\d+:\d+$", re.MULTILINE)
#: What terminals that follow links say of themselves.
_SIGNS = ("WT_SESSION", "KONSOLE_VERSION", "KITTY_WINDOW_ID", "WEZTERM_PANE", "DOMTERM")
_PROGRAMS = {"iTerm.app", "WezTerm", "vscode", "Hyper", "ghostty", "rio", "Tabby"}
_TERMS = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "contour")
#: The first version of the library behind GNOME's terminals that follows links.
_VTE = 5000


class FindingHighlighter(RegexHighlighter):
    """Colours the parts of printed findings: weight, place, excerpt, help."""

    base_style = "mes."
    highlights = [  # noqa: RUF012 - rich reads it so
        r"(?m)^(?P<error>(?:error|erreur)(?:\[[a-z-]+\])?)(?=\s?:)",
        r"(?m)^(?P<warning>(?:warning|avertissement)\[[a-z-]+\])",
        r"(?m)^ *(?P<place>--> .+)$",
        r"(?m)^ *(?P<gutter>\d* \|)",
        r"(?m)^ * \| +(?P<marks>\^+)",
        r"(?m)^ *(?P<help>= (?:help|aide)) ?:",
        r"(?P<code>`[^`\n]+`)",
    ]


STYLES = Theme(
    {
        "mes.error": "bold red",
        "mes.warning": "bold yellow",
        "mes.place": "cyan",
        "mes.gutter": "blue",
        "mes.marks": "bold red",
        "mes.help": "green",
        "mes.code": "bold",
    }
)


def linked(*, terminal: bool) -> bool:
    """Tell whether whoever reads the output can follow links."""
    forced = os.environ.get("FORCE_HYPERLINK", "")
    if forced:
        return forced != "0"
    if not terminal or os.environ.get("CI"):
        return False
    vte = os.environ.get("VTE_VERSION", "")
    return (
        any(os.environ.get(sign) for sign in _SIGNS)
        or os.environ.get("TERM_PROGRAM", "") in _PROGRAMS
        or os.environ.get("TERM", "").startswith(_TERMS)
        or (vte.isdigit() and int(vte) >= _VTE)
    )


def link(text: Text, root: Path) -> None:
    """Make places into links to their files."""
    for found in _PLACE.finditer(text.plain):
        start, end = found.start("file"), found.end()
        text.stylize(Style(link=(root / found["file"]).as_uri()), start, end)
