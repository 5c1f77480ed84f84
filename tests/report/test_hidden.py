"""``mes report --all`` tells the keeper what an edition hides; what is the keeper's stays apart."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import write_folder

RECORDS = """
-- mes.yaml --
mes: 1
name: Seed network
language: en
keeper: keeper
-- structures/keeper.yaml --
name: Keeper
roles: [support, funder]
-- initiatives/ovens.yaml --
name: The Ovens
summary: Bread.
stage: idea
territory: {department: "21"}
publish_name: members
-- accompaniments/one.yaml --
initiatives: [ovens]
form: individual
started: 2025-02-01
entry: {channel: direct}
-- evidence/words.yaml --
kind: testimony
date: 2025-03-01
title: What nobody agreed to
-- evidence/shown.yaml --
kind: testimony
date: 2025-03-02
title: What everybody may read
consent: {scope: public, given: 2025-03-02}
-- advocacy/call.yaml --
form: negotiation
title: More time
target: keeper
date: 2025-04-01
demand: Time.
-- funding/fees.yaml --
funder: keeper
title: Fees
nature: membership-fees
period: {from: 2025-01-01, to: 2025-12-31}
received: 100
status: received
-- funding/grant-of-ovens.yaml --
funder: keeper
title: A grant
nature: grant
period: {from: 2025-01-01, to: 2025-12-31}
granted: 900
status: granted
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    write_folder(tmp_path / "register", RECORDS)
    return tmp_path / "register"


def written(folder: Path) -> set[str]:
    return {str(path.relative_to(folder / "reports/2025"))
            for path in (folder / "reports").rglob("*") if path.is_file()}  # fmt: skip


def test_the_keeper_reads_what_the_public_does_not(
    mes: Callable[..., object], register: Path
) -> None:
    folder = register

    done = mes("-C", folder, "report", "--all", "--format", "md")

    assert done.code == 0, done.err  # type: ignore[attr-defined]
    told = (folder / "reports/2025/internal/hidden-public.md").read_text("utf-8")
    assert "What nobody agreed to — nobody agreed to this yet" in told
    assert "More time — internal" in told
    assert "The Ovens → Initiative 1" in told
    assert "What everybody may read" not in told
    assert "Accompaniments — Sessions" in told


def test_what_is_written_elsewhere_takes_nothing_of_the_keeper_with_it(
    mes: Callable[..., object], register: Path, tmp_path: Path
) -> None:
    folder, elsewhere = register, tmp_path / "elsewhere"

    done = mes("-C", folder, "report", "--all", "--audience", "funder", "--output", elsewhere)

    assert done.code == 0, done.err  # type: ignore[attr-defined]
    assert not [path for path in elsewhere.rglob("*") if "hidden" in path.name]
    assert written(folder) == {"internal/hidden-funder.md"}


def test_the_editions_of_the_keeper_have_a_folder_of_their_own(
    mes: Callable[..., object], register: Path
) -> None:
    folder = register

    mes("-C", folder, "report", "--audience", "internal")
    mes("-C", folder, "report", "--audience", "members")

    assert written(folder) == {"internal/annual-internal.html", "annual-members.html"}


def test_only_what_is_granted_has_an_account(mes: Callable[..., object], register: Path) -> None:
    folder = register

    fees = mes("-C", folder, "report", "grant", "fees")
    every = mes("-C", folder, "report", "--all", "--audience", "members", "--format", "md")

    assert fees.code == 2  # type: ignore[attr-defined]
    assert "no account is given of `fees`" in fees.err  # type: ignore[attr-defined]
    assert "1 funding has no account" in every.err  # type: ignore[attr-defined]
    grants = {name for name in written(folder) if name.startswith("grant")}
    assert grants == {"grant-grant-of-ovens-members.md"}
