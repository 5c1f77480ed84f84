import json
import os
import shutil
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from mes_cli import checks
from mes_cli.cli.fmt import laid_out
from mes_cli.drafts.starter import refuse_folder
from mes_cli.errors import InputError
from mes_cli.language.vocabulary import LANGUAGES, vocabulary
from mes_cli.model import KINDS
from mes_cli.schema import all_schemas
from mes_cli.store.reading.folders import folders
from mes_cli.store.reading.load import load

Mes = Callable[..., Any]


@pytest.fixture(scope="module", params=["fr", "en"])
def starter(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A first register, as ``mes init`` makes it, in a folder named after its language."""
    from mes_cli.cli.init import init
    from mes_cli.cli.session import SharedOptions, begin, current

    root = tmp_path_factory.mktemp("init") / str(request.param)
    before = current()
    begin(SharedOptions(root, request.param, quiet=True, color=False))
    try:
        init(yes=True)
    finally:
        begin(before)
    return root


def test_the_first_register_checks_clean(starter: Path) -> None:
    reading = load(starter)

    assert [*reading.findings, *checks.run(reading.register)] == []
    assert reading.words.language == starter.name
    assert reading.records >= 8


def test_the_first_register_is_laid_out(starter: Path) -> None:
    edits, left = laid_out(load(starter), [], "")

    assert (sorted(edits.drafts), left) == ([], [])


def test_the_first_register_is_a_process_away(tmp_path: Path, mes: Mes) -> None:
    for language in LANGUAGES:
        made = mes("--lang", language, "init", language)
        assert (made.code, made.out.count("\n")) == (0, 1)
        assert f"mes -C {language} check" in made.err
        done = mes("-C", language, "check", "--strict", "-q")
        assert (done.code, done.err) == (0, "")


def test_init_never_writes_over_a_file(tmp_path: Path, mes: Mes) -> None:
    (tmp_path / "mes.yaml").write_text("mine", "utf-8")

    done = mes("--lang", "en", "init")

    assert done.code == 2
    assert "there is already a register" in done.err
    assert [p.name for p in tmp_path.iterdir()] == ["mes.yaml"]
    assert (tmp_path / "mes.yaml").read_text("utf-8") == "mine"


def test_init_makes_all_or_nothing(tmp_path: Path, mes: Mes) -> None:
    root = tmp_path / "new"
    (root / "structures").mkdir(parents=True)
    (root / "structures/my-network.yaml").symlink_to("nowhere")

    done = mes("--lang", "en", "init", root)

    assert (done.code, "my-network.yaml" in done.err) == (2, True)
    assert sorted(p.name for p in root.iterdir()) == ["structures"]


def test_no_register_begins_in_the_home_folder_or_over_the_whole_disk(
    tmp_path: Path, mes: Mes
) -> None:
    for folder in (tmp_path, Path(tmp_path.anchor)):  # the home folder of commands in tests
        done = mes("--lang", "en", "init", folder, "--yes")
        assert (done.code, "holds more than a register" in done.err) == (2, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="owners of Unix")
def test_no_register_begins_in_another_user_s_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = tmp_path.stat().st_uid
    for user, refused in ((owner, False), (owner + 1, True), (0, False)):
        monkeypatch.setattr(os, "getuid", lambda user=user: user)
        with pytest.raises(InputError) if refused else nullcontext():
            refuse_folder(tmp_path)


def documents(root: Path) -> list[tuple[str, Path, Any]]:
    """Give the files of a register as any YAML program reads them, with their kinds."""
    language = root.name
    kinds = folders(vocabulary(language))
    found = [
        (
            "settings",
            root / "mes.yaml",
            YAML(typ="safe").load((root / "mes.yaml").read_text("utf-8")),
        )
    ]
    for path in sorted(root.rglob("*.yaml")):
        kind = kinds.get(path.relative_to(root).parts[0])
        if kind:
            text = path.read_text("utf-8")
            found.append((kind, path, as_json(YAML(typ="safe").load(text))))
    return [(kind, path, as_json(document)) for kind, path, document in found]


def as_json(document: object) -> Any:
    """Give dates back as text, which is what JSON has; editors do the same."""
    return json.loads(json.dumps(document, default=str))


def test_its_files_fit_the_schemas_that_stand_beside_them(starter: Path) -> None:
    for kind, path, document in documents(starter):
        schema = json.loads((starter / f".schemas/{kind}.json").read_text("utf-8"))
        errors = [e.message for e in Draft202012Validator(schema).iter_errors(document)]
        assert errors == [], path


def test_a_slip_of_the_pen_does_not_fit(starter: Path) -> None:
    for kind, path, document in documents(starter):
        if isinstance(document, dict):
            schema = json.loads((starter / f".schemas/{kind}.json").read_text("utf-8"))
            first, *_ = document
            spoilt = {f"{first}x" if key == first else key: v for key, v in document.items()}
            assert not Draft202012Validator(schema).is_valid(spoilt), path


def test_each_file_points_to_its_schema(starter: Path) -> None:
    for kind, path, _ in documents(starter):
        first, *_ = path.read_text("utf-8").split("\n")
        pointed = (path.parent / first.partition("$schema=")[2]).resolve()
        assert pointed == (starter / f".schemas/{kind}.json").resolve()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_schema_is_one(language: str) -> None:
    schemas = all_schemas(vocabulary(language))

    assert list(schemas) == ["settings", "identities", *KINDS]
    for schema in schemas.values():
        assert isinstance(schema, dict)
        Draft202012Validator.check_schema(schema)


def test_schemas_speak_the_language_of_the_register(tmp_path: Path, mes: Mes) -> None:
    (tmp_path / "mes.yaml").write_text("mes: 1\nlangue: fr\n", "utf-8")

    done = mes("--lang", "en", "schema", "accompagnements")
    everything = mes("schema")

    assert "seances" in json.loads(done.out)["$defs"]["Accompaniment"]["properties"]
    assert list(json.loads(everything.out)) == ["settings", "identities", *KINDS]
    assert done.err == everything.err == ""


def test_a_register_can_be_moved(starter: Path, tmp_path: Path) -> None:
    shutil.copytree(starter, tmp_path / "moved")

    assert load(tmp_path / "moved").findings == []
