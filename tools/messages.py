"""Collect the sentences of the product into the catalogues, and compile them.

``python tools/messages.py`` updates every ``.po`` file from the code, the templates and the
docstrings, keeping what is translated; ``--check`` only says whether that would change one.
"""

import ast
import io
import sys
import tomllib
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "mes_cli/language/locale"

#: Functions whose first text is a sentence of the catalogues, or whose first two are.
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None, "say": None, "word": None, "text": None, "gettext": None,
    "count": (1, 2), "ngettext": (1, 2),
}  # fmt: skip

#: Modules whose functions' docstrings are pages or help texts.
PAGES = ("mes_cli/checks",)

#: What is found on reading, and how forms are laid out: sentences and pages as data.
FAULTS = ROOT / "mes_cli/store/reading/faults.toml"
LAYOUTS = ROOT / "mes_cli/drafts/layouts.toml"

#: Modules whose function of the same name is a command, with its docstring for help.
COMMANDS = ROOT / "mes_cli/cli"

#: What commands declare of themselves to typer; it is translated where help is written.
DECLARED = (
    "Option",
    "Argument",
    "Typer",
    "one_of",
    "option_of",
    "number_of",
    "format_option",
    "day_option",
)
SAID = ("help", "metavar", "label", "about")

#: What typer says itself, in the help of our commands.
CHROME = (
    "Show this message and exit.",
    "Install completion for the current shell.",
    "Show completion for the current shell, to copy it or customize the installation.",
)


#: Lines of the header that would change with every run.
_DATED = tuple(
    f'"{name}'.encode()
    for name in ("Project-Id-Version", "Report-Msgid", "POT-Creation-Date", "PO-Revision-Date",
                 "Generated-By", "Last-Translator", "Language-Team")
)  # fmt: skip


def sentences() -> Iterator[str | tuple[str, str]]:
    """Give every sentence: alone, or with its plural."""
    for path in sorted((ROOT / "mes_cli").rglob("*.py")):
        yield from _called(path)
        if any(path.is_relative_to(ROOT / pages) for pages in PAGES):
            yield from _docstrings(path)
        if path.is_relative_to(COMMANDS):
            yield from _docstrings(path, path.stem)
    for path in sorted((ROOT / "templates").rglob("*.j2")):
        yield from _templates(path)
    yield from _faults()
    yield from _layouts()
    yield from CHROME


def _faults() -> Iterator[str]:
    """Give what is said of the faults of reading."""
    for told in tomllib.loads(FAULTS.read_text("utf-8")).values():
        cures = told["help"]
        yield told["message"]
        yield from [cures] if isinstance(cures, str) else cures.values()
        yield cleandoc(told["page"])


def _layouts() -> Iterator[str]:
    """Give what folds of forms and rows of lists are called."""
    told = tomllib.loads(LAYOUTS.read_text("utf-8"))
    for kind in told["kinds"].values():
        yield from (fold["title"] for fold in kind["folds"])
    for row in told["rows"].values():
        yield from row.values()


def _called(path: Path) -> Iterator[str | tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        name = getattr(function, "id", None) or getattr(function, "attr", "")
        if name in DECLARED:
            yield from _declared(node)
        if name not in KEYWORDS:
            continue
        texts = [a.value for a in node.args if isinstance(a, ast.Constant)
                 and isinstance(a.value, str)]  # fmt: skip
        if KEYWORDS[name] is not None and len(texts) > 1:
            yield (texts[0], texts[1])
        elif KEYWORDS[name] is None:
            yield from _literals(node)


def _declared(call: ast.Call) -> Iterator[str]:
    """Give what an option says in the help; words between bars are values, not sentences."""
    for keyword in call.keywords:
        if keyword.arg in SAID and isinstance(keyword.value, ast.Constant):
            text = str(keyword.value.value)
            if not ("|" in text and text.islower()):
                yield text


def _literals(call: ast.Call) -> Iterator[str]:
    if call.args:
        yield from _choices(call.args[0])


def _choices(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.IfExp(body=body, orelse=otherwise):
            yield from _choices(body)
            yield from _choices(otherwise)
        case _:
            return


def _docstrings(path: Path, only: str = "") -> Iterator[str]:
    for node in ast.parse(path.read_text("utf-8")).body:
        if (
            isinstance(node, ast.FunctionDef)
            and not node.name.startswith("_")
            and (not only or node.name == only)
        ):
            text = ast.get_docstring(node)
            # Pages have examples; helpers beside them have not.
            if text and (only or "::\n" in text):
                yield cleandoc(text)


def _templates(path: Path) -> Iterator[str | tuple[str, str]]:
    with path.open("rb") as template:
        found = extract("jinja2.ext:babel_extract", template, {"gettext": None, "_": None,
                        "ngettext": (1, 2)}, options={"encoding": "utf-8"})  # fmt: skip
        for _, message, _, _ in found:
            yield message if isinstance(message, str) else (message[0], message[1])


def template() -> Catalog:
    """Make a catalogue of all sentences, without translations."""
    catalog = Catalog(project="mes", charset="utf-8", header_comment="# Sentences of mes.")
    for sentence in sentences():
        if isinstance(sentence, tuple) or sentence.strip():
            catalog.add(sentence)
    return catalog


def update(path: Path) -> bytes:
    """Give the new text of a ``.po`` file: all sentences of today, translated as before."""
    old = read_po(io.BytesIO(path.read_bytes()), locale=path.parts[-3])
    fresh = Catalog(locale=path.parts[-3], project="mes", charset="utf-8", fuzzy=False,
                    header_comment="# Sentences of mes.")  # fmt: skip
    # The plural forms are those that the translator chose, whatever Babel knows of the language.
    fresh.mime_headers = [("Plural-Forms", old.plural_forms)]
    for message in template():
        if message.id:
            known = old.get(message.id)
            fresh.add(message.id, known.string if known is not None else None)
    out = io.BytesIO()
    write_po(out, fresh, width=96, omit_header=False, sort_output=True, no_location=True,
             ignore_obsolete=True)  # fmt: skip
    lines = out.getvalue().split(b"\n")
    return b"\n".join(line for line in lines if not line.startswith(_DATED))


def main() -> int:
    """Update the catalogues, or check them."""
    stale = 0
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")):
        text = update(path)
        if text == path.read_bytes():
            continue
        stale += 1
        print(f"{path.relative_to(ROOT)} is not up to date")
        if "--check" not in sys.argv:
            path.write_bytes(text)
    if "--check" in sys.argv:
        return int(stale > 0)
    sys.path.insert(0, str(ROOT / "tools"))
    from hatch_build import compile_catalogues  # type: ignore[import-not-found] # beside this file

    compile_catalogues(ROOT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
