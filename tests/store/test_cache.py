"""What is kept between two checks changes their speed, and nothing else."""

import os
import random
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PIL import Image

from mes_cli.cli.check_run import Checked, checked, recalled
from mes_cli.cli.session import SharedOptions, begin
from mes_cli.store import cache as caches
from mes_cli.store.cache import Cache

OLD = 1_700_000_000
ME = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
SETTINGS = """\
mes: 1
name: Seed network
language: en
keeper: seeds
overheads: [{from: 2020-01-01, share: 10 %}]
valuation: [{from: 2020-01-01, method: flat-rate, rate: 15.00}]
"""
FILES = {
    "mes.yaml": SETTINGS,
    "structures/seeds.yaml": "name: Seeds\nroles: [network-head, support, funder]\n",
    "initiatives/garden.yaml": "name: Garden\nsummary: x\nstage: idea\n"
    "territory: {department: 21}\ncreated: 2025-01-01\n",
    "accompaniments/garden-2025.yaml": "initiatives: [garden]\nform: individual\n"
    "started: 2025-02-01\nended: 2025-06-01\nentry: {channel: direct}\n"
    "sessions:\n  - {date: 2025-03-01, hours: 2h}\n",
    "contributions/2025-03.yaml": "- {kind: volunteering, date: 2025-03-01, by: Ana, hours: 3h}\n"
    "- {kind: volunteering, date: 2025-03-02, by: Ben, hours: 3h, for: garden-2025}\n",
    "evidence/seen.yaml": "kind: photo\ndate: 2025-03-05\ntitle: Seen\nmedia: media/seen.jpg\n"
    "consent: {scope: public, given: 2025-03-01}\n",
    "media/seen.jpg": "x",
    "funding/grant.yaml": "funder: seeds\nnature: grant\nstatus: granted\ngranted: 10\n"
    "ceiling: 50 %\nperiod: {from: 2025-01-01, to: 2025-12-31}\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A register that was written long ago, in a folder of its own."""
    for name, text in FILES.items():
        path = tmp_path / "register" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        os.utime(path, (OLD, OLD))
    begin(SharedOptions(tmp_path / "register", "en", color=False))
    return tmp_path / "register"


def said(found: Checked) -> tuple[Sequence[object], int, int]:
    return found.findings, found.records, found.files


def grow_old(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything have been written a while ago, for those who ask the clock."""
    del root
    real = time.time_ns
    monkeypatch.setattr("mes_cli.cli.check_run.time.time_ns", lambda: real() + 10**10)


def test_what_did_not_change_is_not_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grow_old(root, monkeypatch)
    odd = "kind: volunteering\ndate: 2025-03-04\nby: Ana\nfrom: sedes\n"
    (root / "contributions/odd.yaml").write_text(odd, "utf-8")
    first = checked()

    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("mes_cli.cli.reading.read", refuse)

    assert said(checked()) == said(first)
    assert {f.code for f in first.findings} == {
        "empty-contribution", "unknown-reference", "unreadable-picture",
    }  # fmt: skip


def test_one_file_that_changed_is_seen(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grow_old(root, monkeypatch)
    checked()
    path = root / "contributions/2025-03.yaml"
    path.write_text(path.read_text("utf-8").replace("3h", "30h"), "utf-8")

    found = checked()

    assert said(found) == said(checked(remember=False))
    assert {f.code for f in found.findings} >= {"day-too-long"}


def test_a_change_behind_the_back_of_the_clock_is_seen(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow_old(root, monkeypatch)
    checked()
    path = root / "initiatives/garden.yaml"
    path.write_text(FILES["initiatives/garden.yaml"].replace("idea", "idee"), "utf-8")
    os.utime(path, (OLD, OLD))

    assert [f.code for f in checked().findings if f.at.file.startswith("init")] == ["unknown-value"]


def test_what_was_just_written_is_not_trusted(root: Path) -> None:
    checked()

    assert recalled(root) is None


def test_media_that_are_gone_are_missed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grow_old(root, monkeypatch)
    assert "missing-media" not in {f.code for f in checked().findings}

    (root / "media/seen.jpg").unlink()

    assert "missing-media" in {f.code for f in checked().findings}


def test_a_picture_that_is_replaced_is_looked_at_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow_old(root, monkeypatch)
    assert "unreadable-picture" in {f.code for f in checked().findings}
    assert recalled(root) is not None

    Image.new("RGB", (2, 2)).save(root / "media/seen.jpg")
    os.utime(root / "media/seen.jpg", (OLD, OLD))

    assert recalled(root) is None
    assert "unreadable-picture" not in {f.code for f in checked().findings}


def test_decisions_of_a_network_are_looked_at_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow_old(root, monkeypatch)
    checked()
    assert recalled(root) is not None
    decisions = root / "identities.yaml"

    decisions.write_text("same: [{kind: organisation, ids: [a:b, c:d]}]\n", "utf-8")
    os.utime(decisions, (OLD, OLD))

    assert "identity-of-no-kind" in {f.code for f in checked().findings}
    assert recalled(root) is not None
    decisions.unlink()
    assert recalled(root) is None


def test_a_second_file_of_decisions_and_a_link_are_told(root: Path) -> None:
    for name in ("identities.yaml", "identites.yaml"):
        (root / name).write_text("same: []\n", "utf-8")
    assert "same-file-name" in {f.code for f in checked().findings}

    (root / "identites.yaml").unlink()
    (root / "identities.yaml").rename(root / "elsewhere.txt")
    (root / "identities.yaml").symlink_to(root / "elsewhere.txt")
    assert "not-a-file" in {f.code for f in checked().findings}


def test_other_settings_make_everything_read_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow_old(root, monkeypatch)
    checked()
    (root / "mes.yaml").write_text(SETTINGS.replace("flat-rate", "task-rates"), "utf-8")

    assert said(checked()) == said(checked(remember=False))


def _replace(root: Path, chance: random.Random) -> None:
    path = root / chance.choice(list(FILES))
    text = path.read_text("utf-8") if path.exists() else "name: x\n"
    at = chance.randrange(len(text) + 1)
    stat = path.stat() if path.exists() else None
    path.write_text(text[:at] + chance.choice("ax: \n-0") + text[at + 1 :], "utf-8")
    if stat and chance.random() < 0.5:
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def _restore(root: Path, chance: random.Random) -> None:
    name = chance.choice(list(FILES))
    (root / name).write_text(FILES[name], "utf-8")
    if chance.random() < 0.5:
        os.utime(root / name, (OLD, OLD))


def _swap(root: Path, chance: random.Random) -> None:
    one, other = chance.sample([name for name in FILES if name != "mes.yaml"], 2)
    if (root / one).exists() and (root / other).exists():
        (root / one).rename(root / "aside")
        (root / other).rename(root / one)
        (root / "aside").rename(root / other)


def _move(root: Path, chance: random.Random) -> None:
    path = root / chance.choice([name for name in FILES if name != "mes.yaml"])
    if path.exists():
        path.rename(path.with_name(chance.choice(("twin.yaml", "twin.yml", "Twin.yaml"))))


def _remove(root: Path, chance: random.Random) -> None:
    (root / chance.choice([name for name in FILES if name != "mes.yaml"])).unlink(missing_ok=True)


CHANGES: tuple[Callable[[Path, random.Random], None], ...] = (
    _replace, _replace, _restore, _restore, _swap, _move, _remove,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_the_same_changes_are_found_with_and_without_a_cache(root: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    for _ in range(25):
        chance.choice(CHANGES)(root, chance)
        if chance.random() < 0.2:
            time.sleep(0.06)  # long enough for stamps to be trusted

        assert said(checked()) == said(checked(remember=False))


SPOILS: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda content: content[: len(content) // 2],
    "cut short": lambda content: content[:-1],
    "emptied": lambda _: b"",
    "foreign": lambda _: b"%PDF-1.7 not a cache",
    "turned over": lambda content: content[:200] + bytes([content[200] ^ 1]) + content[201:],
    "turned over at its end": lambda content: (
        content[:-9] + bytes([content[-9] ^ 1]) + content[-8:]
    ),
}


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS.keys())
def test_a_spoilt_cache_is_as_good_as_none(
    spoil: Callable[[bytes], bytes], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow_old(root, monkeypatch)
    first = said(checked())
    path = Cache(root).path
    assert path is not None
    path.write_bytes(spoil(path.read_bytes()))

    assert recalled(root) is None
    assert said(checked()) == first
    assert said(checked()) == first


def test_the_cache_of_another_register_is_not_taken(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow_old(root, monkeypatch)
    checked()
    other = tmp_path / "other"
    root.rename(other)
    mine, theirs = Cache(root).path, Cache(other).path
    assert mine is not None
    assert theirs is not None
    mine.rename(theirs)

    assert Cache(other).load() is None


def test_the_cache_of_another_program_is_not_taken(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow_old(root, monkeypatch)
    checked()
    assert Cache(root).load() is not None

    monkeypatch.setattr(caches, "__version__", "9.9")
    caches._version.cache_clear()  # noqa: SLF001 - as in a new run

    assert Cache(root).load() is None
    caches._version.cache_clear()  # noqa: SLF001 - as in a new run


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="files have no owners here")
def test_a_cache_that_others_may_write_is_not_taken(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow_old(root, monkeypatch)
    checked()
    path = Cache(root).path
    assert path is not None
    assert Cache(root).load() is not None

    path.chmod(0o660)

    assert Cache(root).load() is None


def test_a_cache_that_cannot_be_written_is_done_without(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))

    assert said(checked()) == said(checked(remember=False))


def test_the_cache_holds_no_private_word(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grow_old(root, monkeypatch)
    path = root / "contributions/2025-03.yaml"
    path.write_text(
        "- {kind: volunteering, date: 2025-03-01, by: canary-by, hours: 30h, notes: canary-note}\n"
        "- {kind: volunteering, date: 2025-03-01, by: canary-by, hours: 2x, proof: canary-proof}\n",
        "utf-8",
    )
    assert {it.code for it in checked().findings} >= {"day-too-long", "duration-form"}
    kept = Cache(root).path
    assert kept is not None

    assert b"canary" not in kept.read_bytes()
    assert oct(kept.stat().st_mode & 0o777) == "0o600"


def test_media_that_are_not_for_the_public_are_named_nowhere_else(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow_old(root, monkeypatch)
    (root / "evidence/seen.yaml").write_text(
        "kind: photo\ndate: 2025-03-05\ntitle: canary-title\nmedia: media/canary.jpg\n", "utf-8"
    )

    assert "missing-media" in {it.code for it in checked().findings}
    assert Cache(root).load() is None


def test_a_closed_year_is_looked_up_in_git_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow_old(root, monkeypatch)
    (root / "years").mkdir()
    (root / "years/2025.yaml").write_text("year: 2025\nclosed: 2025-12-31\n", "utf-8")
    assert "history-not-read" in {f.code for f in checked().findings}
    assert recalled(root) is None
    for arguments in (["init", "-q"], ["add", "."], [*ME, "commit", "-qm", "x"]):
        subprocess.run(["git", *arguments], cwd=root, check=True)  # noqa: S607
    first = checked()
    assert recalled(root) == first

    subprocess.run(["git", *ME, "commit", "--amend", "-qm", "y"], cwd=root, check=True)  # noqa: S607

    assert recalled(root) is None
