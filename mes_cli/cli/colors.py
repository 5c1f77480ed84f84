"""Colours, laid over plain text: off a terminal the text is the same byte for byte."""

from rich.highlighter import RegexHighlighter
from rich.theme import Theme


class Findings(RegexHighlighter):
    """The parts of findings that an eye looks for."""

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
