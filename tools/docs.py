"""Write the documents that come out of the code, in both languages: checks and records.

``--check`` only says whether they are up to date.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from mes_cli.drafts.trial import pages
from mes_cli.language.vocabulary import Vocabulary, vocabulary
from mes_cli.model import KINDS, Settings
from mes_cli.model.record import Part
from mes_cli.model.shape import Slot, shape

ROOT = Path(__file__).resolve().parent.parent


def checks(language: str, title: str, about: str) -> str:
    """The pages of all codes, in order of code."""
    parts = [title, about]
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


_HEADINGS = {"en": "| field | French | audience | |", "fr": "| champ | en anglais | public | |"}
_IN = {"en": "In", "fr": "Dans"}
_ONE_OF = {"en": "One of", "fr": "Au choix\u00a0:"}


def records(language: str, title: str, about: str) -> str:
    """Tables of all fields, with their names in both languages."""
    words, other = vocabulary(language), vocabulary("en" if language == "fr" else "fr")
    parts = [title, about]
    models: dict[str, type[Part]] = {**KINDS, Settings.kind: Settings}
    for kind, model in models.items():
        said = words.kinds[kind]
        folders = dict.fromkeys(f"`{it.kinds[kind].folder}/`" for it in (words, other))
        where = ", ".join(folders) if said.folder else "`mes.yaml`"
        table = "\n".join([_HEADINGS[language], "|---|---|---|---|", *_table(model, words, other)])
        heading = kind if language == "en" else said.label.capitalize()
        parts += [f"## {heading}", f"{said.help} {_IN[language]} {where}.", table]
    return "\n\n".join(parts) + "\n"


def _table(
    model: type[Part], words: Vocabulary, other: Vocabulary, prefix: str = "", beside: str = ""
) -> Iterator[str]:
    home = model.__name__
    for slot in shape(model).slots.values():
        star = "*" if slot.required and slot.name != "id" else ""
        name = f"{prefix}{words.key(home, slot.name)}"
        second = f"{beside}{other.key(home, slot.name)}"
        about = " ".join([words.field(home, slot.name).help, *_choices(slot, words, other)])
        audience = words.value("Audience", slot.audience).word
        yield f"| `{name}`{star} | `{second}` | {audience} | {about} |"
        if slot.part is not None:
            yield from _table(slot.part, words, other, f"{name}.", f"{second}.")


def _choices(slot: Slot, words: Vocabulary, other: Vocabulary) -> Iterator[str]:
    choices = slot.choices or (slot.open_words.words if slot.open_words else None)
    if choices is not None:
        spelt = ([it.value(choices.__name__, w).word for it in (words, other)] for w in choices)
        pairs = (" ".join(f"`{it}`" for it in dict.fromkeys(pair)) for pair in spelt)
        yield f"{_ONE_OF[words.language]} {', '.join(pairs)}."


_CHECKS = "What `mes check` finds, by the code in brackets behind each finding."
_CONTROLES = "Ce que `mes check` constate, par le code entre crochets de chaque constat."
_RECORDS = (
    "Every kind of record and its fields. A register in French uses the French names; the English"
    " ones are accepted everywhere. Fields with an asterisk are required. The audience is the"
    " widest one that may see a field."
)
_FICHES = (
    "Chaque sorte de fiche et ses champs. Un registre en français prend les noms français ; les"
    " noms anglais sont acceptés partout. Un astérisque marque ce qui est obligatoire. Le public"
    " est le plus large qui puisse voir un champ."
)


def documents() -> dict[str, str]:
    """All documents, by the names of their files."""
    return {
        "checks.md": checks("en", _title("Checks", "controles.md"), _CHECKS),
        "controles.md": checks("fr", _title("Contrôles", "checks.md"), _CONTROLES),
        "records.md": records("en", _title("Records", "fiches.md"), _RECORDS),
        "fiches.md": records("fr", _title("Fiches", "records.md"), _FICHES),
    }


def _title(title: str, twin: str) -> str:
    other = "In English:" if twin in {"checks.md", "records.md"} else "En français :"
    return f"# {title}\n\n*[{other} {twin}]({twin})*"


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
