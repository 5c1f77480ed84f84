import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from mes_cli.errors import NoRegisterError
from mes_cli.finding import Finding, Message
from mes_cli.store.reading.load import load
from mes_cli.store.reading.root import find_root

Found = Callable[[Mapping[str, str | bytes]], list[Finding]]
Said = Callable[[Message | None], str]

REGION = "name: Region\nroles: [funder]\n"


def test_a_register_among_the_records_is_one_finding(found: Found, said: Said) -> None:
    other = {"mes.yaml": "mes: 1\n", "structures/mill.yaml": "nothing: that\n", "a.yaml": "- b\n"}

    [finding] = found({f"structures/inside/{name}": text for name, text in other.items()})

    assert (finding.code, finding.at.file) == ("register-inside", "structures/inside/")
    assert "of its own" in said(finding.message)
    assert found({f"neighbour/{name}": text for name, text in other.items()}) == []


@pytest.mark.parametrize(
    ("name", "near"),
    [("Région.yaml", "region.yaml"), ("Ma Région.yaml", "ma-region.yaml"), ("L'Œuvre.yml",
     "l-oeuvre.yaml"), ("region.YAML", "region.yaml"), ("REGION.Yml", "region.yaml"),
     ("a_b.yaml", ""), ("aux.yaml", ""), ("a..yaml", ""), (f"{'x' * 65}.yaml", ""),
     ("--output=x.yaml", ""), (".yaml", ""), (".hidden.yaml", "")],
)  # fmt: skip
def test_a_name_that_is_no_id_is_found_never_skipped(
    name: str, near: str, found: Found, said: Said
) -> None:
    [finding] = found({f"structures/{name}": REGION})

    assert finding.code == "file-name"
    assert (f"`{near}`" in said(finding.help)) == bool(near)


def test_a_name_cannot_write_to_a_terminal(folder: Path) -> None:
    """Only the default files."""
    for name in ("a\x1b[2Jb.yaml", "a\nb.yaml", "a\u202eb.yaml", os.fsdecode(b"caf\xe9.yaml")):
        (folder / "structures" / name).write_text(REGION, "utf-8")

    findings = load(folder).findings

    assert [f.code for f in findings] == ["file-name"] * 4
    assert all(f.at.file.isprintable() for f in findings)


@pytest.mark.parametrize("name", ["initative", "Initiatives", "structure", "évidence", "year"])
def test_a_folder_with_a_slip_of_the_pen_is_found(name: str, found: Found) -> None:
    assert [f.code for f in found({f"{name}/region.yaml": REGION})] == ["misnamed-folder"]


@pytest.mark.parametrize(
    "name", ["templates", "reports", "rapports", "docs", ".git", ".schemas", "photos", "2024"]
)
def test_other_folders_are_none_of_its_business(name: str, found: Found) -> None:
    assert found({f"{name}/region.yaml": "{{{"}) == []


def test_other_files_are_none_of_its_business(found: Found) -> None:
    files = ("README.md", ".gitignore", "structures/logo.png", "structures/region.yaml~",
             "structures/region.yaml.orig", "structures/.region.swp")  # fmt: skip

    assert found(dict.fromkeys(files, "{{{")) == []


@pytest.mark.parametrize("name", ["region.yaml", "region.YML"])
def test_a_record_at_the_root_is_found(name: str, found: Found, said: Said) -> None:
    [finding] = found({name: REGION})

    assert finding.code == "stray-file"
    assert "`structures/`" in said(finding.help)


def test_a_french_register_reads_french_and_english_folders(found: Found, said: Said) -> None:
    french = {"mes.yaml": "mes: 1\nnom: Graines\nlangue: fr\nteneur: seeds\n"}

    assert found({**french, "exercices/a.yaml": "exercice: 2025\n", "years/b.yaml":
        "exercice: 2024\n"}) == []  # fmt: skip
    [finding] = found({**french, "temoignage/a.yaml": ""})
    assert "`temoignages/`" in said(finding.help)


def test_an_english_register_knows_no_french_folder(found: Found) -> None:
    assert found({"exercices/a.yaml": "exercice: 2025\n"}) == []


def test_links_are_never_followed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Only the default files."""
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.yaml").write_text("name: Zinzolin\nroles: [member]\n", "utf-8")
    (folder / "structures/file.yaml").symlink_to(outside / "secret.yaml")
    (folder / "structures/folder").symlink_to(outside)
    (folder / "structures/loop").symlink_to(folder / "structures")
    (folder / "structures/nothing.yaml").symlink_to("nowhere.yaml")
    (folder / "years").symlink_to(outside)

    reading = load(folder)

    assert {f.code for f in reading.findings} == {"not-a-file"}
    assert sorted(f.at.file for f in reading.findings) == [
        "structures/file.yaml", "structures/folder", "structures/loop",
        "structures/nothing.yaml", "years",
    ]  # fmt: skip
    assert [e.record.id for e in reading.register.entries] == ["seeds"]


def test_settings_behind_a_link_are_not_read(folder: Path) -> None:
    """Only the default files."""
    (folder / "mes.yaml").rename(folder / "elsewhere.txt")
    (folder / "mes.yaml").symlink_to("elsewhere.txt")

    assert [f.code for f in load(folder).findings] == ["not-a-file"]


def test_two_files_of_one_name_are_one_finding(found: Found) -> None:
    files = {"structures/a/region.yaml": REGION, "structures/a/region.yml": REGION,
             "programmes/scheme.yaml": "name: Scheme\nlead: region\n"}  # fmt: skip

    [finding] = found(files)

    assert (finding.code, finding.at.file) == ("same-file-name", "structures/a/region.yml")
    assert finding.related[0].at.file == "structures/a/region.yaml"


def test_the_root_is_found_upward_and_only_upward(folder: Path) -> None:
    """Only the default files."""
    deep = folder / "structures" / "2024"
    deep.mkdir()

    assert find_root(deep) == find_root(folder) == folder.resolve()
    with pytest.raises(NoRegisterError):
        find_root(folder.parent)
    with pytest.raises(NoRegisterError):
        find_root(folder / "nowhere")


def test_very_deep_folders_are_found_not_followed(folder: Path) -> None:
    """Only the default files."""
    deep = folder.joinpath("structures", *["n"] * 40)
    deep.mkdir(parents=True)

    assert [f.code for f in load(folder).findings] == ["not-a-file"]
