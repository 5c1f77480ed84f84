"""Write the documents that come out of the code: ``docs/checks.md`` and ``docs/records.md``.

``--check`` only says whether they are up to date.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from mes_cli.cli.explain import pages
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import KINDS, Settings
from mes_cli.model.part import Part
from mes_cli.model.shape import Slot, shape

ROOT = Path(__file__).resolve().parent.parent


def checks(language: str, title: str, about: str) -> str:
    """The pages of all codes, in order of code."""
    parts = [f"# {title}", about]
    for code, page in sorted(pages(language).items()):
        parts += [f"## {code}", _markdown(page)]
    return "\n\n".join(parts) + "\n"


def _markdown(page: str) -> str:
    """Turn an indented example into a code block."""
    lines: list[str] = []
    inside = False
    for line in page.replace("``", "`").replace("::\n", ":\n").splitlines():
        example = line.startswith("    ")
        if example and not inside:
            lines.append("```yaml")
        if inside and line and not example:
            while lines[-1] == "":
                lines.pop()
            lines += ["```", ""]
        inside = example or (inside and not line)
        lines.append(line.removeprefix("    "))
    return "\n".join([*lines, "```"] if inside else lines)


def records() -> str:
    """Tables of all fields, in English and French."""
    english, french = vocabulary("en"), vocabulary("fr")
    parts = [
        "# Records",
        (
            "Every kind of record and its fields. A register in French uses the French names; the"
            " English ones are accepted everywhere. Fields with an asterisk are required. The"
            " audience is the widest one that may see a field."
        ),
    ]
    models: dict[str, type[Part]] = {**KINDS, Settings.kind: Settings}
    for kind, model in models.items():
        words = english.kinds[kind], french.kinds[kind]
        folder = f"`{words[0].folder}/`, `{words[1].folder}/`" if words[0].folder else "`mes.yaml`"
        parts += [f"## {kind}", f"{words[0].help} In {folder}.", "\n".join(_table(model))]
    return "\n\n".join(parts) + "\n"


def _table(model: type[Part], prefix: str = "", french_prefix: str = "") -> Iterator[str]:
    if not prefix:
        yield "| field | French | audience | |"
        yield "|---|---|---|---|"
    english, french = vocabulary("en"), vocabulary("fr")
    for slot in shape(model).slots.values():
        home = model.__name__
        star = "*" if slot.required and slot.name != "id" else ""
        name, own = f"{prefix}{slot.name}", f"{french_prefix}{french.key(home, slot.name)}"
        about = " ".join([english.field(home, slot.name).help, *_words(slot)])
        yield f"| `{name}`{star} | `{own}` | {slot.audience} | {about} |"
        if slot.part is not None:
            yield from _table(slot.part, f"{name}.", f"{own}.")


def _words(slot: Slot) -> Iterator[str]:
    words = slot.choices or (slot.open_words.words if slot.open_words else None)
    if words is not None:
        french = vocabulary("fr")
        rows = ((str(w), french.value(words.__name__, str(w)).word) for w in words)
        pairs = (f"`{a}` `{b}`" if a != b else f"`{a}`" for a, b in rows)
        yield f"One of {', '.join(pairs)}."


def documents() -> dict[str, str]:
    """All documents, by the names of their files."""
    english = "What `mes check` finds, by the code in brackets behind each finding."
    french = "Ce que `mes check` constate, par le code entre crochets de chaque constat."
    return {
        "checks.md": checks("en", "Checks", english),
        "controles.md": checks("fr", "Contrôles", french),
        "records.md": records(),
    }


def main() -> int:
    """Write the documents, or check them."""
    stale = 0
    for name, text in documents().items():
        path = ROOT / "docs" / name
        if path.exists() and path.read_text("utf-8") == text:
            continue
        stale += 1
        print(f"docs/{name} is not up to date")
        if "--check" not in sys.argv:
            path.write_text(text, "utf-8", newline="\n")
    return int(stale > 0 and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
