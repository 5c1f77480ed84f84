"""The sizes that ``tools/sizes.py`` prints."""

from tests.test_project import tool

sizes = tool("sizes")


def module(name: str, text: str) -> object:
    return sizes.Module(f"mes_cli.{name}", name.rpartition(".")[2], text)


def test_docstrings_are_no_lines_of_a_function() -> None:
    text = 'def f():\n    """One.\n\n    Two.\n    """\n    return 1\n'

    assert list(module("a.b", text).functions()) == [("mes_cli.a.b.f", 2)]  # type: ignore[attr-defined]


def test_a_circle_inside_a_room_is_found_wherever_its_imports_stand() -> None:
    some = [
        module("store.one", "from mes_cli.store import two\n"),
        module("store.two", "def f():\n    from mes_cli.store.three import x\n"),
        module("store.three", "import mes_cli.store.one\n"),
        module("store.four", "from mes_cli.store.one import x\n"),
        module("cli.one", "from mes_cli.cli.other import x\nfrom mes_cli.store import one\n"),
    ]

    assert sizes.circles(some) == [
        ["mes_cli.store.one", "mes_cli.store.three", "mes_cli.store.two"]
    ]


def test_names_that_recur_are_counted() -> None:
    some = [module("a.x", "class A: ...\n"), module("b.x", "class A: ...\ndef f(): ...\n")]

    found = sizes.sizes(some)

    assert found["module names that recur"] == (1, ["x (2)"])
    assert found["class names that recur"] == (1, ["A (2)"])
