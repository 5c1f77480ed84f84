"""What is shipped beside the code: templates of reports, starter registers, queries."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

#: Templates of somebody's own: their names, their texts, the files that messages name.
Own = tuple[tuple[str, str, str], ...]

#: Before the name of a template: the one that is shipped, whatever stands in its place.
SHIPPED = "shipped/"
_YEAR = "@YEAR@"
_STARTER = "starter/"
#: Templates that are not those of reports.
_OTHERS = (_STARTER, "web/")


def shipped(folder: str) -> Traversable:
    """A shipped folder: inside the package in a wheel, beside it in a checkout."""
    packaged = files("mes_cli") / folder
    return packaged if packaged.is_dir() else files("mes_cli") / ".." / folder


def template_root() -> Traversable:
    """The built-in templates."""
    return shipped("templates")


def shipped_templates() -> dict[str, str]:
    """Give the templates of reports, by their names."""
    found = dict(_texts(template_root(), ""))
    return {name: text for name, text in found.items() if not name.startswith(_OTHERS)}


def starter(language: str, year: int) -> dict[str, str]:
    """The files of a first register, by their paths, dated in *year*."""
    return {
        path.replace(_YEAR, str(year)): text.replace(_YEAR, str(year))
        for path, text in _texts(template_root() / "starter" / language, "")
    }


def queries() -> Iterator[tuple[dict[str, str], str]]:
    """Give the shipped queries in SQL, each with the question that it answers by language.

    A query begins with a line of comment a language: ``-- fr: Qui nous finance ?``.
    """
    for _, text in _texts(shipped("docs/sql"), ""):
        lines = text.splitlines()
        said = [line[3:].split(": ", 1) for line in lines if line.startswith("-- ")]
        sql = "\n".join(line for line in lines if not line.startswith("--"))
        yield dict(said), sql


def _texts(folder: Traversable, below: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            yield from _texts(entry, f"{below}{entry.name}/")
        else:
            yield f"{below}{entry.name}", entry.read_text("utf-8")
