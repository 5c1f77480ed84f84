"""Words that are not for everybody, in records that cannot be read: history, networks, the page.

What the keeper alone sees may say them; what goes to other readers, or to the log of a forge, not.
"""

import re
from pathlib import Path

import pytest

from mes_cli.cli.findings_form import FORMATS
from mes_cli.model.audience import Audience
from mes_cli.web.application import application
from mes_cli.web.guard import Guard
from mes_cli.web.workspace import Workspace
from tests.cli.test_canaries import DAY, IDS, Call, leaks, register, unsaid, written
from tests.store.git.histories import commit, git
from tests.view.canaries import hidden_from

__all__ = ["register"]

OTHERS = [Audience.PUBLIC, Audience.FUNDER, Audience.MEMBERS]
#: What records are told to have that no field is called, and what their comments say.
STRANGE = "canarypersontypedasakey: 3h # canaryincomment\n"
UNSAID = {*(unsaid() - IDS), "canarypersontypedasakey", "canaryincomment"}


def spoil(register: Path) -> None:
    """Put a fault beside every field of every record, and names where there are none."""
    for number, path in enumerate(sorted(register.glob("*/*.yaml"))):
        text = path.read_text("utf-8")
        twice = re.sub(r"(?m)^(\w.*canary.*)$", r"\1\n\1", text)
        faults = (twice, f"{text}{STRANGE}", f"{text}date: tomorrow\n", f"{text}own: [x\n")
        fault = faults[number % len(faults)]
        path.write_text(fault.replace("publish_name: false", "publish_name: perhaps"), "utf-8")
        for other, fault in enumerate(faults):
            path.with_stem(f"{path.stem}-{other}").write_text(fault, "utf-8")


@pytest.fixture
def network(register: Path, tmp_path: Path) -> Path:
    """A network with that register among its members."""
    root = tmp_path / "network"
    (root / "structures").mkdir(parents=True)
    (root / "mes.yaml").write_text(
        "mes: 1\nname: Network\nlanguage: en\nkeeper: head\n"
        "members: [{structure: canary-id-structure, register: one}]\n",
        "utf-8",
    )
    for name in ("head", "canary-id-structure"):
        text = f"name: {name}\nroles: [member]\n"
        (root / "structures" / f"{name}.yaml").write_text(text, "utf-8")
    register.rename(root / "one")
    return root


@pytest.mark.parametrize("audience", OTHERS)
def test_no_past_state_that_cannot_be_read_lets_a_word_out(
    audience: Audience, register: Path, call: Call
) -> None:
    git(register, "init", "-q", "-b", "main")
    commit(register, "2025-03-01")
    spoil(register)
    commit(register, "2025-03-02")
    seen = ["--audience", audience]
    commands = [
        *(["diff", *pair, "-f", form, "--date", DAY, *seen]
          for pair in (("HEAD~1", "HEAD"), ("HEAD", "HEAD~1"), ("HEAD~1",))
          for form in ("text", "md", "json")),
        ["list", "initiative", "--at", "HEAD", *seen],
        ["search", "canary", "--at", "HEAD", *seen],
        ["coverage", "--at", "HEAD", *seen],
        ["report", "--at", "HEAD", "-o", "-", *seen],
        ["export", "json", "--at", "HEAD", "-o", "-", *seen],
    ]  # fmt: skip
    told = [(" ".join(it), text) for it in commands for text in call(register, *it)[1:]]

    hidden = hidden_from(audience) | {"canarypersontypedasakey", "canaryincomment"}
    assert leaks(hidden - {"canarylate"}, iter(told)) == []


@pytest.mark.parametrize("form", FORMATS)
def test_no_check_of_a_past_state_or_of_a_network_lets_a_word_out(
    form: str, network: Path, call: Call, tmp_path: Path
) -> None:
    register = network / "one"
    git(register, "init", "-q", "-b", "main")
    commit(register, "2025-03-01")
    spoil(register)
    commit(register, "2025-03-02")
    options = ["--max-findings", "0", "--strict", "-f", form]
    told: list[tuple[str, str]] = []
    for folder, more in (
        (register, ["--at", "HEAD"]),
        (register, ["--since", "HEAD~1"]),
        (network, ["--network"]),
        (network, ["--network", str(register)]),
    ):
        code, *texts = call(folder, "--verbose", "check", *more, *options)
        assert code == 1, (more, texts)
        told += [(" ".join(more), text) for text in texts]

    assert leaks(UNSAID, iter(told)) == []
    assert leaks(UNSAID, written(tmp_path / "home")) == []


@pytest.mark.parametrize("audience", OTHERS)
def test_no_network_of_registers_that_cannot_be_read_lets_a_word_out(
    audience: Audience, network: Path, call: Call, tmp_path: Path
) -> None:
    for state in ("whole", "broken"):
        if state == "broken":
            spoil(network / "one")
        seen, out = ["--audience", audience], tmp_path / "out" / state
        commands = [
            ["combine", "--explain", *seen],
            ["combine", "-f", "json", *seen],
            ["report", "--network", "-f", "md", "--date", DAY, "-o", f"{out}/r.md", *seen],
            ["sql", "--network", "select * from initiatives", "--engine", "sqlite", *seen],
            ["same"],
        ]
        told = [(" ".join(it), text) for it in commands for text in call(network, *it)[1:]]
        made = call(network / "one", "export", "network", "--year", "2025", "--date", DAY,
                    "-o", f"{out}/package")  # fmt: skip
        told += [("export network", text) for text in made[1:]]

        hidden = hidden_from(audience) - ({"canarylate"} | IDS)
        assert leaks(hidden, iter(told)) == []
        assert leaks(hidden, written(out / "r.md")) == []
        hidden = hidden_from(Audience.MEMBERS)
        assert made[0] or leaks(hidden - IDS, written(out / "package")) == []


def test_no_findings_on_the_page_let_a_word_out(register: Path) -> None:
    spoil(register)
    guard = Guard(50123)
    page = application(Workspace(register, "en"), guard).test_client()
    host = {"Host": "127.0.0.1:50123", "Sec-Fetch-Site": "same-origin"}
    page.get(f"/ouvrir?cle={guard.new_key()}", headers=host)
    told = [(path, page.get(path, headers=host).text) for path in ("/", "/constats")]

    assert all(len(text) > 1000 for _, text in told)
    assert leaks(UNSAID, iter(told)) == []
