"""Members are read within bounds, and what is private to them stays with them."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mes_cli.combined.combination import CombinedFigures, combined
from mes_cli.exchange.joining import join
from mes_cli.figures.plain import coverage
from mes_cli.store.reading.load import load
from tests.conftest import Done

EXAMPLE = Path(__file__).parents[2] / "examples" / "mouvement"
HOME = "registre: membres/pes-21"


@pytest.fixture
def movement(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "mouvement"))


def told(root: Path) -> list[str]:
    """The reasons for which members are refused."""
    findings = join(load(root)).findings
    return [str(it.message.values["reason"]) for it in findings]


def moved(root: Path, said: str) -> None:
    path = root / "mes.yaml"
    path.write_text(path.read_text("utf-8").replace(HOME, said), "utf-8")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("registre: /etc", "leads out"),
        ("registre: ../../elsewhere", "leads out"),
        ("registre: membres/../../..", "leads out"),
        ("registre: membres/none", "nothing at"),
        ("registre: membres/link", "link"),
        ("paquet: mes.yaml", "another sort of file"),
        ("registre: membres/pes-21, paquet: x.sqlite", "neither a register nor a package"),
    ],
)
def test_a_member_that_cannot_be_read_is_refused(movement: Path, said: str, reason: str) -> None:
    (movement / "membres" / "link").symlink_to(movement / "membres" / "pes-21")
    moved(movement, said)
    [why] = told(movement)
    assert reason in why


def test_a_member_with_errors_is_refused(movement: Path, mes: Callable[..., Done]) -> None:
    broken = movement / "membres" / "pes-21" / "initiatives" / "broken.yaml"
    broken.write_text("nom: [", "utf-8")
    [why] = told(movement)
    assert "error" in why
    assert mes("-C", movement, "combine").code == 1


def test_findings_name_the_member_the_file_and_the_line(
    movement: Path, mes: Callable[..., Done]
) -> None:
    """In files of one record and in lists; what the line says stays with the member."""
    learnt = movement / "membres" / "confed-habitat" / "contributions" / "2025.yaml"
    learnt.write_text(learnt.read_text("utf-8").replace("duree: 6h", "duree: 7h"), "utf-8")
    twin = movement / "membres" / "confed-alimentation" / "initiatives" / "twin.yaml"
    cafe = (movement / "membres" / "pes-21" / "initiatives" / "cafe-des-voisins.yaml").read_text()
    twin.write_text("# canary\n" + cafe.replace("siren: 999100076\n", ""), "utf-8")

    done = mes("--lang", "en", "-C", movement, "check", "--network")
    assert done.code == 0
    assert "pes-21:contributions/2025.yaml:3:104" in done.out
    assert "confed-habitat:contributions/2025.yaml:1:110" in done.out
    assert "confed-alimentation:initiatives/twin.yaml:2:1" in done.out
    assert "confed-habitat:financements/mouvement-2025.yaml:6:10" in done.out
    assert "--> accompagnements/charte.yaml:12:6" in done.out
    assert "canary" not in done.out
    assert "Tenir une comptabilité" not in done.out


def test_errors_of_a_member_are_named(movement: Path, mes: Callable[..., Done]) -> None:
    """What is in a member that cannot be read is not called unknown."""
    home = movement / "membres" / "pes-21"
    (home / "initiatives" / "broken.yaml").write_text("nom: [", "utf-8")
    done = mes("--lang", "en", "-C", movement, "check", "--network")
    assert done.code == 1
    assert "pes-21:initiatives/broken.yaml:1:1" in done.out
    assert "unknown-identity" not in done.out


def test_packages_and_folders_are_the_same_and_keep_what_is_private(
    movement: Path, mes: Callable[..., Done]
) -> None:
    home = movement / "membres" / "pes-21"
    course, cafe = (home / it for it in ("accompagnements/cafe-2025.yaml",
                                         "initiatives/cafe-des-voisins.yaml"))  # fmt: skip
    course.write_text(course.read_text("utf-8") + "notes: canaryone\necart: canarytwo\n", "utf-8")
    cafe.write_text(cafe.read_text("utf-8") + "contact: {nom: canarythree}\n", "utf-8")

    def figures() -> object:
        joined = join(load(movement))
        assert joined.findings == []
        return coverage(CombinedFigures(combined(joined.network), 2025))

    folders = figures()
    outputs = [mes("-C", movement, *it, "--output", "-").out for it in (
        ("report", "annual", "--network", "-f", "md"),
        ("report", "annual", "--network", "-f", "json"))]  # fmt: skip
    outputs.append(mes("-C", movement, "list", "accompagnement", "--network").out)
    outputs.append(mes("-C", movement, "combine", "--explain").out)
    assert all("caf" in it for it in outputs[:2])
    assert [it for it in outputs if "canary" in it] == []

    made = mes("-C", home, "export", "network", "--year", "2025", "--output", movement / "paquets")
    assert made.code == 0
    package = movement / "paquets" / "pes-21-2025.sqlite"
    assert b"canary" not in package.read_bytes()
    moved(movement, "paquet: paquets/pes-21-2025.sqlite")
    assert figures() == folders

    content = bytearray(package.read_bytes())
    content[len(content) // 2] ^= 1
    package.write_bytes(content)
    [why] = told(movement)
    assert "digest" in why
