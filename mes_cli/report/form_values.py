"""The values of a grant's account that fields of a form may take, by names that people use.

The template ``form`` writes it, as any report is written: what the readers may not see is not in
it, and a register's own template may add to it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from mes_cli.language.folding import same
from mes_cli.language.vocabulary import LANGUAGES
from mes_cli.report.documents.blocks import (
    Block,
    Blocks,
    Code,
    Heading,
    List,
    Paragraph,
    Quotation,
    plain,
)
from mes_cli.report.documents.tokens import blocks
from mes_cli.report.render import render
from mes_cli.report.shipped import Own

#: The level of the headings that are names.
_NAMES = 2
#: How many digits a class of accounts has.
_CLASS = 2
#: The label of an account, which may be left out of a name.
_LABEL = re.compile(r"(?<= · )(\d+) [^·]*(?= · )")


class FormValue(NamedTuple):
    """A name and its text."""

    name: str
    text: str


class FormValues:
    """All that a grant's account has for a form, found by name in any of our languages.

    An account may be named without its label, where there is one of it; that of a class, with two
    digits, is then the class and all that is in it.
    """

    def __init__(self, view: Mapping[str, object], language: str, own: Own = ()) -> None:
        """Write the template.

        Raises:
            TemplateError: the register's own template fails.
        """
        written = {it: _written(view, it, own) for it in (language, *LANGUAGES)}
        self.all = [it for it in written[language] if it.text]
        classes: set[str] = set()
        spelt: dict[tuple[str, FormValue], None] = {}
        for known in written.values():
            for value, other in zip(written[language], known, strict=False):
                spelt[same(other.name), value] = None
                account = _LABEL.search(other.name)
                short = same(_LABEL.sub(r"\1", other.name))
                if account and not (len(account[1]) == _CLASS and short in classes):
                    spelt[short, value] = None
                    classes.add(short)
        number = Counter(name for name, _ in spelt)
        self.by_name = {name: value for name, value in spelt if number[name] == 1}

    def find(self, name: str) -> FormValue | None:
        """Return what has a name; None if nothing has it, or several have."""
        return self.by_name.get(same(name))


def _written(view: Mapping[str, object], language: str, own: Own) -> list[FormValue]:
    found: list[tuple[str, list[str]]] = []
    for block in blocks(render("form", "md", view, language, own)):
        if isinstance(block, Heading) and block.level == _NAMES:
            found.append((plain(block.text), []))
        elif found:
            found[-1][1].extend(_lines(block))
    return [FormValue(name, "\n".join(lines)) for name, lines in found]


def _lines(block: Block) -> Iterator[str]:
    """Yield the lines of a block as plain text; tables and pictures have none."""
    match block:
        case Paragraph() | Heading():
            yield plain(block.text)
        case Code():
            yield block.text
        case List():
            for number, item in enumerate(block.items, block.start or 1):
                sign = "–" if block.start is None else f"{number}."
                yield f"{sign} " + "\n".join(_all(item))
        case Quotation():
            yield from _all(block.blocks)
        case _:
            pass


def _all(some: Blocks) -> Iterator[str]:
    for block in some:
        yield from _lines(block)
