"""No pattern of ours takes more than its share of time, however long the text it is tried on."""

import ast
import re
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "mes_cli"
FLAGS = {"ASCII": re.ASCII, "IGNORECASE": re.IGNORECASE, "DOTALL": re.DOTALL,
         "MULTILINE": re.MULTILINE}  # fmt: skip
METHODS = ("match", "fullmatch", "search", "findall", "finditer", "split", "sub")

#: What a text may repeat; each makes some way of going back possible.
PIECES = (
    "a", "A", "0", "0 ", " ", "\t", "\n", "\r\n", "-", "- ", ".", ",", "/", "\\", "'", '"', "€",
    "&a", "<", "<a", "<svg ", "<style>", "<!--", "<defs>", "a-", "a.", "0.", "000 ", "1.000", "12,",
    "a ,", "a  ,",
    "b: c ,", "a: b  ,", "a@", "a@a.", "{", "{}", "{a:", "[", "a:", "--", "//*", "·", "a·e",
    "#", " #", "var(", "h ", "1h", "_", "é", "`", "\u00a0", "\u202f", "T", "+33", "06", "01.", "@a",
    "@a{b{", "--a:", "P1D", "font: 1px", "x\\", "a'", "''", "\n ", "  \n", "0001-01-01",
)  # fmt: skip
LENGTH = 8000
#: Seconds of work; what is tried again for every character takes ten times as long.
PATIENCE = 0.1


@dataclass(frozen=True)
class Pattern:
    place: str
    pattern: re.Pattern[str]
    methods: tuple[str, ...]


def patterns() -> Iterator[Pattern]:
    """Every pattern that is written in the package, with the methods that use it."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        file = path.relative_to(PACKAGE)
        module = ".".join(("mes_cli", *file.with_suffix("").parts)).removesuffix(".__init__")
        named: dict[str, object] = {}
        if "re.compile" in path.read_text("utf-8"):
            named = vars(import_module(module))
        own = {k: v for k, v in named.items() if isinstance(v, re.Pattern)}
        for name, value in own.items():
            if isinstance(value.pattern, str):
                yield Pattern(f"{file}:{name}", value, uses(tree, name))
        for node in ast.walk(tree):
            if (found := inline(node)) is not None and found[0] not in own.values():
                yield Pattern(f"{file}:{getattr(node, 'lineno', 0)}", *found)


def inline(node: ast.AST) -> "tuple[re.Pattern[str], tuple[str, ...]] | None":
    match node:
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id="re"), attr=method),
            args=[ast.Constant(value=str() as text), *_],
        ):
            said = {at.attr for at in ast.walk(node) if isinstance(at, ast.Attribute)}
            flags = re.NOFLAG
            for name in said & FLAGS.keys():
                flags |= FLAGS[name]
            return re.compile(text, flags), (method if method in METHODS else "fullmatch",)
        case _:
            return None


def uses(tree: ast.AST, name: str) -> tuple[str, ...]:
    """The methods by which a module uses a pattern of its own."""
    found = {
        at.attr
        for at in ast.walk(tree)
        if isinstance(at, ast.Attribute) and isinstance(at.value, ast.Name) and at.value.id == name
    }
    # Those in tables are all tried on whole texts.
    return tuple(sorted(found & set(METHODS))) or ("fullmatch",)


ALL = list(patterns())


def seconds(pattern: Pattern, method: str, text: str) -> float:
    tried = getattr(pattern.pattern, method)
    start = time.process_time()
    found = tried("", text) if method == "sub" else tried(text)
    if method == "finditer":
        list(found)
    return time.process_time() - start


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no clock that interrupts")
@pytest.mark.parametrize("pattern", [pytest.param(p, id=p.place) for p in ALL])
def test_a_pattern_takes_no_more_time_than_its_text_is_long(pattern: Pattern) -> None:
    def late(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, late)
    text = ""
    try:
        for piece in PIECES:
            body = piece * (LENGTH // len(piece))
            for text in (f"{body}!", f"x: {body}", f"[{body}#", f"{{{body}#"):
                signal.setitimer(signal.ITIMER_VIRTUAL, 60 * PATIENCE)
                for method in pattern.methods:
                    # The best of three: other work on the machine takes time too.
                    quick = (seconds(pattern, method, text) < PATIENCE for _ in range(3))
                    assert any(quick), text[:40]
    except TimeoutError:
        pytest.fail(f"it takes for ever on {text[:40]!r}")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def test_the_patterns_are_found() -> None:
    places = {pattern.place.partition(":")[0] for pattern in ALL}

    assert {
        "model/scalars.py",
        "store/reading/origin.py",
        "escape.py",
        "store/reading/page.py",
    } <= places
    assert len(ALL) > 80
