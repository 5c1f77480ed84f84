"""``mes init``: a first register by questions or by options, and its examples taken out again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mes_cli import checks
from mes_cli.drafts.removal import examples
from mes_cli.store.reading.load import load

Mes = Callable[..., Any]
Terminal = Callable[..., tuple[int, str]]


def records(root: Path) -> list[str]:
    return sorted(str(it.relative_to(root)) for it in root.rglob("*.yaml"))


def test_questions_make_it_ones_own(terminal: Terminal, tmp_path: Path) -> None:
    code, screen = terminal(
        "--lang", "fr", "init", tmp_path / "ours",
        answers=[("Nom du réseau", "Réseau : d’ici\n"), ("tient ce registre", "L’Été\n"),
                 ("en euros", "cher\n"), ("écrivez des euros", "31,50\n"), ("exemple", "n\n")],
    )  # fmt: skip

    assert code == 0, screen
    assert records(tmp_path / "ours") == ["mes.yaml", "structures/l-ete.yaml"]
    reading = load(tmp_path / "ours")
    assert [*reading.findings, *checks.run(reading.register)] == []
    settings = reading.register.settings
    assert (settings.name, settings.keeper) == ("Réseau : d’ici", "l-ete")
    assert str(settings.hourly_costs[0].rate) == "31.50"
    assert settings.overheads == ()


def test_enter_takes_what_is_offered(terminal: Terminal, tmp_path: Path) -> None:
    code, screen = terminal(
        "--lang", "en", "init", tmp_path / "ours",
        answers=[("Name of the network", "Ours\n"), ("keeps this register", "\n"),
                 ("in euros", "\n"), ("example records", "\n")],
    )  # fmt: skip

    assert code == 0, screen
    register = load(tmp_path / "ours").register
    assert (register.settings.name, register.settings.keeper) == ("Ours", "ours")
    assert len(examples(register.entries)) == len(register.entries) - 1


def test_an_answer_can_be_taken_back(terminal: Terminal, tmp_path: Path) -> None:
    code, screen = terminal(
        "--lang", "en", "init", tmp_path / "ours",
        answers=[("Name of the network", "<\n"), ("this is the first question", "Uors\n"),
                 ("keeps this register [Uors]", "<\n"), ("network [Uors]", "Ours\n"),
                 ("keeps this register", "\n"), ("in euros", "12\n"),
                 ("example records", "perhaps\n"), ("answer y or n", "<\n"),
                 ("in euros [12]", "30\n"), ("example records", "n\n")],
    )  # fmt: skip

    assert code == 0, screen
    settings = load(tmp_path / "ours").register.settings
    assert (settings.name, str(settings.hourly_costs[0].rate)) == ("Ours", "30.00")


def test_ctrl_c_writes_nothing(terminal: Terminal, tmp_path: Path) -> None:
    code, screen = terminal(
        "init", tmp_path / "ours", answers=[("Nom du réseau", "Ours\n"), ("registre", "\x03")]
    )

    assert (code, (tmp_path / "ours").exists()) == (130, False), screen


@pytest.mark.parametrize("language", ["fr", "en"])
def test_examples_go_and_take_their_figures_with_them(
    language: str, mes: Mes, tmp_path: Path
) -> None:
    root = tmp_path / "ours"
    assert mes("--lang", language, "init", root, "--name", "Ours").code == 0
    before = {name: (root / name).read_bytes() for name in records(root)}

    shown = mes("-C", root, "init", "--remove-examples")
    assert (shown.code, shown.out.count("\n"), len(records(root))) == (2, 9, len(before))
    assert mes("-C", root, "init", "--remove-examples", "--yes").code == 0

    assert records(root) == ["mes.yaml", "structures/ours.yaml"]
    settings = load(root).register.settings
    assert (settings.hourly_costs, settings.overheads) == ((), ())
    assert mes("-C", root, "check", "--strict").code == 0
    assert mes("-C", root, "init", "--remove-examples", "--yes").code == 2

    assert mes("-C", root, "undo").code == 0
    assert {name: (root / name).read_bytes() for name in records(root)} == before


def test_what_is_ones_own_stays(mes: Mes, tmp_path: Path) -> None:
    root = tmp_path / "ours"
    mes("--lang", "fr", "init", root, "--hourly-cost", "28", "--yes")
    assert (
        mes(
            "-C",
            root,
            "new",
            "plaidoyer",
            "--set",
            "form=interpellation",
            "--set",
            "target=ma-region",
            "--set",
            "date=2026-02-03",
            "--set",
            "demand=Des lots",
        ).code
        == 0
    )

    refused = mes("-C", root, "init", "--remove-examples", "--yes")
    assert (refused.code, "plaidoyer/des-lots.yaml" in refused.err) == (2, True), refused

    assert mes("-C", root, "set", "des-lots", "target=mon-reseau").code == 0
    assert mes("-C", root, "init", "--remove-examples", "--yes").code == 0
    assert str(load(root).register.settings.hourly_costs[0].rate) == "28.00"


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--hourly-cost", "cher"], "is no amount"), (["--name", "a\u202eb"], "cannot be a name")],
)
def test_what_cannot_be_written_is_refused(
    options: list[str], said: str, mes: Mes, tmp_path: Path
) -> None:
    done = mes("--lang", "en", "init", tmp_path / "ours", *options)

    assert (done.code, said in done.err, (tmp_path / "ours").exists()) == (2, True, False)


def test_reports_say_that_examples_count_as_long_as_they_do(mes: Mes, tmp_path: Path) -> None:
    root = tmp_path / "ours"
    mes("--lang", "en", "init", root, "--yes")
    words = ("-C", root, "report", "-f", "md", "-o", "-")

    assert "**9 example records count in these figures" in mes(*words).out
    assert "9 example records count" in mes(*words[:-4], "-f", "html", "-o", "-").out
    mes("-C", root, "init", "--remove-examples", "--yes")
    assert "example record" not in mes(*words).out
