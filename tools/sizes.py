"""Print how large the house is: lines, modules, functions, names that recur, circles of imports.

``python tools/sizes.py`` prints each size beside its limit. It ends with 1 where modules of one
room (``mes_cli/store``, say) import each other in a circle, or where any other limit but those of
all lines and modules is passed; with ``--strict`` where one of these two is passed as well.
"""

import ast
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "mes_cli"
LONG_FUNCTION = 40  # lines, without its docstring

LIMITS: Mapping[str, int] = {
    "lines": 31_000,
    "modules": 250,
    "longest module": 300,
    "longest function": 40,
    "functions above 40 lines": 0,
    "module names that recur": 18,
    "class names that recur": 6,
    "fmt: skip": 60,
    "circles of imports": 0,
}
#: How large the whole is: only ``--strict`` holds it to its limits.
WHOLE = ("lines", "modules")


@dataclass(frozen=True)
class Module:
    """A file of Python."""

    name: str  #: as it is imported
    stem: str  #: the name of its file
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """What it says."""
        return ast.parse(self.text)

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return len(self.text.splitlines())

    @property
    def room(self) -> str:
        """The folder of the package that it is in; a module beside the folders is its own."""
        return self.name.split(".")[1] if "." in self.name else self.name

    def functions(self) -> Iterator[tuple[str, int]]:
        """Its functions, with their lines but for docstrings."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[0]
                documented = ast.get_docstring(node, clean=False) is not None
                docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
                lines = (node.end_lineno or 0) - node.lineno + 1
                yield f"{self.name}.{node.name}", lines - docstring

    def classes(self) -> Iterator[str]:
        """The names of its classes."""
        return (node.name for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef))

    def imports(self, known: Iterable[str]) -> Iterator[str]:
        """The modules of ours that it imports, also inside functions."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (it.name for it in node.names if it.name in known)
            elif isinstance(node, ast.ImportFrom) and node.module:
                inner = {f"{node.module}.{it.name}" for it in node.names}
                yield from inner.intersection(known)
                if node.module in known and not inner <= set(known):
                    yield node.module


def modules(root: Path) -> list[Module]:
    """All modules of the package below *root*."""
    found = []
    for path in sorted((root / PACKAGE).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found.append(Module(name, path.stem, path.read_text("utf-8")))
    return found


def circles(some: Sequence[Module]) -> list[list[str]]:
    """Modules of one room that lead to each other, each circle once."""
    known = {module.name: module for module in some}
    graph = {
        name: {to for to in it.imports(known) if to != name and known[to].room == it.room}
        for name, it in known.items()
    }
    reached = {name: _reached(name, graph) for name in graph}
    found = {frozenset(to for to in reached[name] if name in reached[to]) for name in graph}
    return sorted(sorted(circle) for circle in found if len(circle) > 1)


def _reached(start: str, graph: Mapping[str, Iterable[str]]) -> set[str]:
    reached, waiting = set[str](), [start]
    while waiting:
        for name in graph[waiting.pop()]:
            if name not in reached:
                reached.add(name)
                waiting.append(name)
    return reached


def recurring(names: Iterable[str]) -> list[str]:
    """The names that stand more than once, with how often."""
    return [f"{name} ({n})" for name, n in sorted(Counter(names).items()) if n > 1]


def sizes(some: Sequence[Module]) -> dict[str, tuple[int, Sequence[str]]]:
    """Every size, and what there is to say of it."""
    functions = [it for module in some for it in module.functions()]
    longest, most = max((it.lines, it.name) for it in some), max(functions, key=lambda it: it[1])
    above = [f"{name} ({lines})" for name, lines in functions if lines > LONG_FUNCTION]
    stems = recurring(it.stem for it in some if not it.stem.startswith("__"))
    classes = recurring(name for it in some for name in it.classes() if not name.startswith("_"))
    rings = [" → ".join(circle) for circle in circles(some)]
    return {
        "lines": (sum(it.lines for it in some), ()),
        "modules": (len(some), ()),
        "longest module": (longest[0], [longest[1]]),
        "longest function": (most[1], [most[0]]),
        "functions above 40 lines": (len(above), above),
        "module names that recur": (len(stems), stems),
        "class names that recur": (len(classes), classes),
        "fmt: skip": (sum(it.text.count("# fmt: skip") for it in some), ()),
        "circles of imports": (len(rings), rings),
    }


def main(arguments: Sequence[str]) -> int:
    """Print all sizes; give 1 where a limit that holds is passed."""
    found = sizes(modules(ROOT))
    for name, (size, names) in found.items():
        passed = "  above the limit" if size > LIMITS[name] else ""
        print(f"{name:25} {size:7,} {'of at most':>12} {LIMITS[name]:7,}{passed}")
        if names:
            print(f"    {', '.join(names)}")
    held = [it for it in LIMITS if "--strict" in arguments or it not in WHOLE]
    return int(any(found[name][0] > LIMITS[name] for name in held))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
