"""What the project promises about itself: documents, words, audiences, the wheel."""

import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from mes_cli.cli.app import COMMANDS
from mes_cli.model import KINDS, Settings
from mes_cli.model.audience import Audience, Keeping
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import shape
from mes_cli.model.walk import paths
from tests.conftest import Done

ROOT = Path(__file__).parent.parent


#: The French pages of the documentation.
FRENCH = (
    "champs-propres", "controles", "fiches", "rapports", "modeles", "forges", "confidentialite",
    "echanges", "reseau", "pourquoi",
)  # fmt: skip


def _read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def tool(name: str) -> ModuleType:
    """A script of ``tools/``, as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["checks.md", "controles.md", "records.md", "fiches.md"])
def test_documents_are_those_that_the_code_writes(name: str) -> None:
    assert (ROOT / "docs" / name).read_text("utf-8") == tool("docs").documents()[name]


def test_both_readmes_have_the_same_commands() -> None:
    english, french = (
        re.findall(r"```sh\n(python3 .*?)\n```", (ROOT / name).read_text("utf-8"), re.DOTALL)
        for name in ("README.md", "LISEZMOI.md")
    )
    assert len(english) == 2
    assert english == french


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_both_readmes(command: str) -> None:
    for name in ("README.md", "LISEZMOI.md"):
        assert f"mes {command}" in (ROOT / name).read_text("utf-8"), name


@pytest.mark.parametrize(
    ("name", "example", "slip"),
    [
        ("README.md", "seed-library", ("orchard-fund\n", "orchard-fnud\n")),
        ("LISEZMOI.md", "reseau-des-possibles", ("des-murets\n", "des-muretts\n")),
    ],
)
def test_screens_in_readmes_are_real(
    name: str, example: str, slip: tuple[str, str], mes: Callable[..., Done], tmp_path: Path
) -> None:
    screens = re.findall(r"```console\n\$ mes (.*?)\n(.*?)```", _read(name), re.DOTALL)
    shown = dict(screens)
    copy = shutil.copytree(ROOT / "examples" / example, tmp_path / example)

    assert mes("-C", copy, "coverage").out.startswith(shown["coverage"])
    place = re.search(r"--> (\S+?):\d", shown["check"])
    assert place is not None
    record = copy / place[1]
    record.write_text(record.read_text("utf-8").replace(*slip, 1), "utf-8")
    assert mes("-C", copy, "check").out == shown["check"]


#: They wait for somebody, who is not there: an editor, a browser, a question.
WAITING = ("mes new ", "mes edit ", "mes web ", "mes remove ", "mes privacy --anonymise ")


@pytest.mark.parametrize("name", ["README.md", "LISEZMOI.md"])
def test_the_tour_works_on_a_fresh_starter(name: str, tmp_path: Path) -> None:
    tour, more = (
        re.findall(rf"<!-- {block} -->\n```sh\n(.*?)```", _read(name), re.DOTALL)[0].splitlines()
        for block in ("tour", "more")
    )
    lines = [*tour, *(line for line in more if not line.startswith(WAITING))]
    function = f'mes() {{ {shlex.quote(sys.executable)} -m mes_cli "$@"; }}'

    done = subprocess.run(
        ["/bin/sh", "-ec", "\n".join([function, *lines])],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        text=True,
    )

    assert (done.returncode, len(tour)) == (0, 8), done.stderr
    assert list(tmp_path.glob("*/r*ports/*/annu*"))


def test_links_in_documents_lead_somewhere() -> None:
    for document in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", document.read_text("utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_french_pages_link_french_pages() -> None:
    pages = [ROOT / "LISEZMOI.md"]
    for page in pages:
        text = page.read_text("utf-8")
        assert text.count(" les ") > text.count(" the "), page
        text = re.sub(r"^.*\*\[In English.*$", "", text, flags=re.MULTILINE)
        for target in re.findall(r"\]\((?!https?:)([^)#]+\.md)", text):
            led = (page.parent / target).resolve()
            if led not in pages:
                pages.append(led)

    guide = {it.stem for it in (ROOT / "docs" / "guide" / "fr").glob("*.md")}
    assert {it.stem for it in pages} == {"LISEZMOI", *FRENCH, *guide}


@pytest.mark.parametrize("model", KINDS.values())
def test_every_field_for_the_keeper_alone_says_what_it_may_say_of_people(model: type) -> None:
    unmarked = [
        path.slot.name
        for path in paths(model)
        if path.audience is Audience.INTERNAL
        and path.slot.scalar in {Scalar.TEXT, Scalar.EMAIL}
        and not any(slot.personal for slot in path.slots)
    ]

    assert unmarked == []
    assert isinstance(model.keeping, Keeping)  # type: ignore[attr-defined]


@pytest.mark.parametrize("model", [*KINDS.values(), Settings])
def test_every_field_states_its_audience(model: type) -> None:
    assert all(isinstance(path.audience, Audience) for path in paths(model))
    assert shape(model).slots


def test_every_dependency_is_locked_at_a_version_that_is_allowed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for lock, wanted in {
        "run.lock": project["dependencies"],
        "dev.lock": project["dependencies"] + project["optional-dependencies"]["dev"],
    }.items():
        text = (ROOT / "requirements" / lock).read_text("utf-8")
        locked = dict(re.findall(r"^([a-z0-9._-]+)==([^ ]+)", text, re.MULTILINE))
        for requirement in map(Requirement, wanted):
            assert requirement.specifier, f"{requirement.name} has no lower bound"
            assert locked[canonicalize_name(requirement.name)] in requirement.specifier


@pytest.mark.slow
def test_the_wheel_holds_every_template_page_picture_and_catalogue(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT],
        capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    [wheel] = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = {
        path.relative_to(ROOT)
        for folder in ("templates", "docs")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    assert {f"mes_cli/{path.as_posix()}" for path in shipped} <= names
    assert "mes_cli/language/locale/fr/LC_MESSAGES/mes.mo" in names
    assert "mes_cli/py.typed" in names
