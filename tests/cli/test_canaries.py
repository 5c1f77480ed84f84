"""Words that are not for everybody, in a register on the disk: no command lets one out.

What is printed, every file that is written, their names, and whatever is kept beside the register.
"""

import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from mes_cli.cli.findings_form import FORMATS
from mes_cli.language.folding import words
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import KINDS
from mes_cli.model.audience import Audience
from mes_cli.model.walk import paths
from mes_cli.store.editing.writer import writer
from tests.store.git.histories import commit, git
from tests.view.canaries import MODELS, PIECES, SETTINGS, canary, hidden_from, private, token
from tests.view.conftest import filled

Call = Callable[..., tuple[int, str, str]]

#: What the records of every field need to be counted.
SOUND: dict[str, dict[str, object]] = {
    "advocacy": {"period": None},
    "contribution": {
        "period": None, "for": [{"accompaniment": "canary-id-accompaniment"}],
        "value": {"amount": "10", "basis": canary(("contribution", "value", "basis"))},
    },
    "funding": {"policies": [{"policy": "culture"}],
                "for": [{"accompaniment": "canary-id-accompaniment"}]},
    "evidence": {"media": "https://example.org/"},
}  # fmt: skip
#: The last day of the year that the reports are about.
DAY = "2025-12-31"
#: Exports that need a year are about one.
FORMS = ("csv", "ods", "xlsx", "json", "sqlite", "parquet", "paheko", "time-sheets", "network")


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register with a word of its own in each text."""
    for variable in ("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "TMPDIR"):
        (tmp_path / "home" / variable).mkdir(parents=True)
        monkeypatch.setenv(variable, str(tmp_path / "home" / variable))
    root = tmp_path / "register"
    root.mkdir()
    (root / "mes.yaml").write_text(json.dumps(SETTINGS, indent=1), "utf-8")
    spoken = vocabulary("en")
    for kind, model in MODELS.items():
        folder = root / spoken.kinds[kind].folder
        folder.mkdir()
        for change in PIECES.get(kind, [{}]):
            data = {**filled(model, canary, (kind,)), **SOUND.get(kind, {}), **change}
            name = data.pop("id")
            said = {key: value for key, value in data.items() if value is not None}
            text = "\n".join([*writer("en").record(said, model), ""])
            (folder / f"{name}.yaml").write_text(text, "utf-8")
    return root


def written(folder: Path) -> Iterator[tuple[str, str]]:
    """Everything below a folder: names of files, and what can be read in them."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        yield f"the name of {name}", name
        content = path.read_bytes() if path.is_file() else b""
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for part in archive.namelist():
                    yield f"{name}!{part}", archive.read(part).decode("utf-8", "replace")
        elif content.startswith(b"SQLite"):
            with sqlite3.connect(path) as base:
                yield name, "\n".join(base.iterdump())
            base.close()
        else:
            yield name, content.decode("latin-1")


def leaks(hidden: set[str], texts: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for where, text in texts:
        found += [(where, word) for word in hidden if word in text.lower()]
        if "hidden name" in hidden and LETTERS in letters(text):
            found.append((where, LETTERS))
    return found


def letters(text: str) -> str:
    """The letters of a text as it is read: without markup, entities and percent forms."""
    read = unquote(unescape(re.sub(r"<[^<>]{0,300}>|\]\([^()]{0,300}\)", "", text)))
    return "".join(words(read.replace("\\u00ad", "")))


#: Words that only their own record's place tells: they are ids, and stand in paths.
IDS = {f"canary-id-{kind}" for kind in KINDS} | {"canary-hidden"}


#: A report for members about one record bears its id in its name, so that it stays when a title
#: changes.
NAMES = re.compile(r"(initiative-canary-id-initiative|grant-canary-id-funding)-members")
#: What all spellings of the hidden name have in common.
LETTERS = "canaryshiddenname"


def unsaid() -> set[str]:
    """The words that no finding may repeat: those of all fields that are not for everybody."""
    return {
        token(path, kind)
        for kind, model in MODELS.items()
        for path in paths(model)
        if any(slot.hidden for slot in path.slots)
    }


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.FUNDER, Audience.MEMBERS])
def test_no_report_and_no_name_of_one_lets_a_word_out(
    audience: Audience, register: Path, call: Call, tmp_path: Path
) -> None:
    told: list[tuple[str, str]] = []
    for form in ("html", "md"):
        options = ["--audience", audience, "--date", DAY, "--output", str(tmp_path / "out" / form)]
        code, out, err = call(register, "--verbose", "report", "--all", "-f", form, *options)
        assert code == 0, err
        told += [("stdout", out), ("stderr", err)]
    told += written(tmp_path / "out")

    assert (
        leaks(hidden_from(audience), ((where, NAMES.sub("", text)) for where, text in told)) == []
    )
    assert any("canaryinitiativename" in text for _, text in told)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.FUNDER, Audience.MEMBERS])
def test_no_export_lets_a_word_out(
    form: str, audience: Audience, register: Path, call: Call, tmp_path: Path
) -> None:
    path = str(tmp_path / "out" / f"e.{form}")
    options = ["--year", "2025", "--audience", audience, "--date", DAY, "--output", path]
    code, out, err = call(register, "--verbose", "export", form, *options)
    told = [("stdout", out), ("stderr", err), *written(tmp_path / "out")]

    assert code in {0, 2}, err
    # What is attached to nothing that others have does not leave for a network.
    own = {word for word, _ in private() if "ownfor" in word}
    assert leaks(hidden_from(audience) | (own if form == "network" else set()), iter(told)) == []
    if code == 0 and form not in {"paheko", "time-sheets"}:
        assert any("canaryinitiativename" in text for _, text in told)


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.FUNDER, Audience.MEMBERS])
def test_no_list_lets_a_word_out(audience: Audience, register: Path, call: Call) -> None:
    commands = [
        *(["list", kind, "-f", form] for kind in KINDS for form in ("text", "csv", "json")),
        *(["search", "canary", "-f", form] for form in ("text", "csv", "json")),
        ["show", "canary-id-initiative", "-f", "json"],
        ["show", "canary-id-evidence"],
        ["coverage", "-f", "json"],
        ["coverage", "--explain"],
    ]
    told = [
        (" ".join(command), text)
        for command in commands
        for text in call(register, *command, "--audience", audience)[1:]
    ]

    # Lists are of today: what is agreed to from 2026 on may be seen.
    assert leaks(hidden_from(audience) - {"canarylate"}, iter(told)) == []
    assert any("canaryinitiativename" in text for _, text in told)


@pytest.mark.parametrize("audience", [Audience.FUNDER, Audience.MEMBERS])
def test_no_difference_and_no_past_state_lets_a_word_out(
    audience: Audience, register: Path, call: Call
) -> None:
    git(register, "init", "-q", "-b", "main")
    commit(register, "2025-03-01")
    for path in register.glob("*/*.yaml"):
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"canary(?=[a-z])(?!-)", "canaryothercanary", text), "utf-8")
    commit(register, "2025-03-02")
    for path in register.glob("*/*.yaml"):
        path.unlink()
    commit(register, "2025-03-03")

    ends = (("HEAD~2", "HEAD~1"), ("HEAD~1", "HEAD~2"), ("HEAD~2", "HEAD"), ("HEAD", "HEAD~2"))
    seen = ["--audience", audience, "--date", DAY]
    commands = [
        ["diff", *pair, "-f", form, *seen]
        for pair in ends
        for form in ("text", "md", "html", "json")
    ]
    past = ["--audience", audience, "--at", "HEAD~2"]
    commands += [
        *(["list", kind, *past] for kind in KINDS),
        ["search", "canary", *past],
        ["show", "canary-id-initiative", *past],
        ["coverage", "--explain", *past],
        ["report", "--date", DAY, "-o", "-", *past],
        ["export", "json", "--date", DAY, "-o", "-", *past],
    ]
    told = [
        (" ".join(command), text) for command in commands for text in call(register, *command)[1:]
    ]

    assert leaks(hidden_from(audience) - {"canarylate"}, iter(told)) == []
    assert any("canaryinitiativename" in text for _, text in told)


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.FUNDER, Audience.MEMBERS])
def test_no_answer_lets_a_word_out(
    audience: Audience, register: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "mes_cli.exchange.engines.in_worker", lambda ask, *about, **_limits: ask(*about)
    )
    asked = ("--engine", "sqlite", "--audience", audience, "-f", "json")
    tables = ("initiatives", "accompaniments", "evidence", "fields", "export", "lines", "parts")
    told = [("--tables", text) for text in call(register, "sql", "--tables", *asked)[1:]]
    for table in tables:
        code, out, err = call(register, "sql", f"SELECT * FROM {table}", *asked)  # noqa: S608
        assert code == 0 or (audience is Audience.PUBLIC and table in {"lines", "parts"}), err
        # Lines bear the id of the keeper, by which registers are told apart.
        told += [(table, out.replace('"register": "canary-id-structure"', "")), (table, err)]

    # Answers are of today: what is agreed to from 2026 on may be seen.
    assert leaks(hidden_from(audience) - {"canarylate"}, iter(told)) == []
    assert any("canaryinitiativename" in text for _, text in told)


def test_no_form_of_findings_and_nothing_kept_lets_a_word_out(
    register: Path, call: Call, tmp_path: Path
) -> None:
    for path in register.rglob("canary*.yaml"):
        # A slip in every record, and one beside each field that is not for everybody.
        text = path.read_text("utf-8")
        lines = [f"{line}\n{line}" if "canary" in line and not line.startswith((" ", "-")) else line
                 for line in text.split("\n")]  # fmt: skip
        path.with_stem(f"{path.stem}-twice").write_text("\n".join(lines), "utf-8")
        path.with_stem(f"{path.stem}-slip").write_text(f"{text}nmae: x\ndate: tomorrow\n", "utf-8")
    told: list[tuple[str, str]] = []
    for form in FORMATS:
        code, out, err = call(register, "--verbose", "check", "--strict", "--max-findings", "0",
                              "-f", form, "--output", str(tmp_path / "out" / form))  # fmt: skip
        assert code == 1
        told += [("stdout", out), ("stderr", err)]
    for command in (["check", "--diff"], ["check", "--score"], ["privacy", "--all"],
                    ["privacy", "-f", "json"], ["fmt", "--check"], ["rates"]):  # fmt: skip
        told += [(" ".join(command), text) for text in call(register, *command)[1:]]
    told += [*written(tmp_path / "out"), *written(tmp_path / "home")]

    assert leaks(unsaid() - IDS, iter(told)) == []
    assert any("canaryinitiativename" in text for _, text in told)
