"""A folder without a register: the page asks what ``mes init`` asks, and writes the same files."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from mes_cli.web.workspace import Workspace
from tests.conftest import Done
from tests.web.conftest import HOST, OWN

ANSWERS = {"name": "Les Deux Rives", "keeper": "L’Atelier : rive droite", "hourly_cost": "28,50"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty folder."""
    (root := tmp_path / "new").mkdir()
    return root


@pytest.fixture
def space(root: Path) -> Workspace:
    """The folder as the page holds it."""
    return Workspace(root, "fr", to_begin=True)


def files(root: Path) -> dict[str, bytes]:
    return {it.relative_to(root).as_posix(): it.read_bytes()
            for it in root.rglob("*") if it.is_file()}  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("answers", "options"),
    [
        (
            {**ANSWERS, "examples": "yes"},
            ("--name", ANSWERS["name"], "--keeper", ANSWERS["keeper"], "--hourly-cost", "28,50"),
        ),
        ({"name": "Ici # et là", "examples": "no"}, ("--name", "Ici # et là", "--no-examples")),
    ],
)
def test_the_page_and_the_command_write_the_same_bytes(
    keeper: FlaskClient,
    root: Path,
    mes: Callable[..., Done],
    answers: Mapping[str, str],
    options: tuple[str, ...],
    language: str,
) -> None:
    other = root.parent / "other"
    sent = {"keeper": "", "hourly_cost": "", "langue": language, **answers}
    answer = keeper.post("/commencer", data=sent, headers=OWN)
    done = mes("--lang", language, "init", other, *options)

    assert (answer.status_code, answer.headers["Location"], done.code) == (303, "/", 0)
    assert files(root) == files(other)
    home = keeper.get("/", headers=OWN).text
    ready = {"fr": "Votre registre est prêt.", "en": "Your register is ready."}[language]
    assert ready in home
    assert home.partition('class="steps"')[2].partition("</ol>")[0].count("<li") == 4


def test_every_page_leads_to_the_questions_until_there_is_a_register(
    keeper: FlaskClient, root: Path
) -> None:
    for path in ("/", "/heures", "/fiches/initiatives/nouvelle", "/texte?fichier=mes.yaml"):
        answer = keeper.get(path, headers=OWN)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/commencer")
    assert keeper.post("/heures", data={}, headers=OWN).headers["Location"] == "/commencer"
    page = keeper.get("/commencer", headers=OWN).text
    assert "Il n’y a pas encore de registre dans le dossier «\u202fnew\u202f»" in page
    assert str(root.parent) not in page
    assert "There is no register yet" in keeper.get("/commencer?langue=en", headers=OWN).text
    assert list(root.iterdir()) == []


def test_a_stranger_begins_nothing(stranger: FlaskClient, root: Path) -> None:
    assert stranger.get("/commencer", headers={"Host": HOST}).status_code == 403
    assert stranger.post("/commencer", data=ANSWERS, headers=OWN).status_code == 403
    assert list(root.iterdir()) == []


@pytest.mark.parametrize(
    ("field", "said", "told"),
    [
        ("name", "", "il faut une réponse"),
        ("name", "a\u202eb", "lettres"),
        ("keeper", "a\x07b", "lettres"),
        ("hourly_cost", "beaucoup", "euros"),
    ],
)
def test_an_answer_that_cannot_be_used_is_told_beside_it_and_stays(
    keeper: FlaskClient, root: Path, field: str, said: str, told: str
) -> None:
    answer = keeper.post("/commencer", data={**ANSWERS, field: said}, headers=OWN)

    assert answer.status_code == 422
    found = answer.text.partition(f'id="{field}-found"')[2].partition("</ul>")[0]
    assert told in found.lower()
    kept = {**ANSWERS, field: said}["hourly_cost"]
    assert f'value="{kept}"' in answer.text
    assert list(root.iterdir()) == []


def test_nothing_is_written_over(keeper: FlaskClient, root: Path) -> None:
    (root / "structures").mkdir()
    (root / "structures/les-deux-rives.yaml").write_text("mine", "utf-8")
    before = files(root)
    answer = keeper.post("/commencer", data={"name": "Les Deux Rives"}, headers=OWN)

    assert answer.status_code == 409
    assert "structures/les-deux-rives.yaml" in answer.text
    assert str(root.parent) not in answer.text
    assert 'value="Les Deux Rives"' in answer.text
    assert files(root) == before


def test_a_register_that_was_begun_meanwhile_is_opened(keeper: FlaskClient, root: Path) -> None:
    keeper.get("/commencer", headers=OWN)
    (root / "mes.yaml").write_text("mes: 1\nlangue: fr\nnom: Elle\n", "utf-8")
    answer = keeper.post("/commencer", data=ANSWERS, headers=OWN)

    assert answer.headers["Location"] == "/"
    assert [*files(root)] == ["mes.yaml"]
    # A register that loses its settings later is not begun anew.
    (root / "mes.yaml").unlink()
    assert keeper.get("/", headers=OWN).headers.get("Location") is None


def test_the_command_opens_an_empty_or_a_named_folder_only(
    tmp_path: Path, mes: Callable[..., Done]
) -> None:
    (home := tmp_path / "documents").mkdir()
    (home / "letter.odt").write_text("", "utf-8")

    for words in (("web",), ("-C", home, "web", "--read-only"), ("-C", tmp_path, "web")):
        done = mes("--lang", "en", *words, cwd=home)
        assert done.code == 2, words
        assert "register" in done.err
    launcher = mes("-C", home, "web", "--shortcut")
    assert launcher.code == 0
    assert str(home) in Path(launcher.out.strip()).read_text("utf-8")
