"""Hostile records: nothing breaks, nothing leaks, whatever is wrong is said with its place.

``hostile.json`` holds recipes that spoil one good record; what is large is made here.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mes_cli import checks
from mes_cli.cli.findings_form import FORMATS
from mes_cli.finding import Finding, Severity
from mes_cli.language.catalogue import catalogue
from mes_cli.language.vocabulary import vocabulary
from mes_cli.output.speech import Result, Speech
from mes_cli.store.reading.folders import printable
from mes_cli.store.reading.load import load
from mes_cli.store.reading.locate import locate

Case = dict[str, Any]

FILE = "initiatives/garden.yaml"
#: The good record, by the kinds of its fields.
SAMPLE = {
    "id": "id: garden\n",
    "text": "name: The mill garden\n",
    "stage": "stage: creation\n",
    "date": "created: 2024-03-14\n",
    "url": "website: https://garden.example.org/about\n",
    "number": "jobs: 2.5\n",
    "bool": "publish_name: true\n",
    "list": "sectors:\n  - food\n  - repair\n",
    "block": "summary: |\n  A garden, shared by the people of the mill.\n",
    "contact": "contact:\n  name: Robin\n",
    "email": "  email: robin@example.org\n",
    "territory": "territory:\n  commune: 21231\n  name: Dijon\n",
}
GOOD = "".join(SAMPLE.values())
OUTSIDE = "Zinzolin-outside"

#: Where the list of cases and the design disagree, the design wins.
DESIGN = {
    "val-bool-string": ("accept", "quoting never changes a meaning"),
}

CASES: list[Case] = json.loads((Path(__file__).parent / "hostile.json").read_text("utf-8"))

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")

LARGE: dict[str, Callable[[int], str]] = {
    "alias_bomb": lambda n: "zz:\n" + "".join(
        f"  - &b{i} [{','.join([f'*b{i - 1}' if i else 'lol'] * 9)}]\n" for i in range(n)),
    "merge_bomb": lambda n: "zz: &z {" + ",".join(f"k{i}: 1" for i in range(1000)) + "}\nyy:\n"
        + "".join(f"- {{<<: *z, z: {i}}}\n" for i in range(n)),
    "merge_chain": lambda n: "".join(
        f"z{i}: &m{i}\n" + (f"  <<: [*m{i - 1}, *m{i - 1}]\n" if i else "") + f"  k{i}: 1\n"
        for i in range(n)),
    "merge_exp": lambda n: "z0: &L0 {k0: v}\n" + "".join(
        f"z{i}: &L{i} {{<<: [*L{i - 1}, *L{i - 1}]}}\n" for i in range(1, n + 1)),
    "deep_flow_seq": lambda n: f"zz: {'[' * n}{']' * n}\n",
    "deep_flow_map": lambda n: f"zz: {'{b: ' * n}1{'}' * n}\n",
    "deep_block_seq": lambda n: f"zz:\n  {'- ' * n}x\n",
    "deep_block_map": lambda n: "".join(f"{' ' * i}zz:\n" for i in range(n)),
    "open_brackets": lambda n: f"zz: {'[' * n}",
    "open_braces": lambda n: f"zz: {'{' * n}",
    "colons": lambda n: f"{': ' * n}\n",
    "hash_collide": lambda n: "zz:\n" + "".join(f"  {i * (2**61 - 1)}: 1\n" for i in range(n)),
    "many_keys": lambda n: "".join(f"zz{i}: 1\n" for i in range(n)),
    "many_errors": lambda n: "zz:\n" + "".join(f"  zz{i}: [1]\n" for i in range(n)),
    "many_anchors": lambda n: "zz:\n" + "".join(f"- &x{i} v\n" for i in range(n)),
    "many_docs": lambda n: "---\na: 1\n" * n,
    "long_string": lambda n: f'zz: "{"x" * n}"\n',
    "long_block": lambda n: "zz: |\n" + f"  {'x' * 29}\n" * (n // 32),
    "long_list": lambda n: "zz:\n" + "- 1\n" * n,
    "long_number": lambda n: f"zz: {'9' * n}\n",
}  # fmt: skip


def many(case: Case, text: str) -> str:
    part, times = case.get("many", ("", 0))
    return text.replace("@MANY@", part * times)


def spoilt(case: Case) -> bytes:  # noqa: C901, PLR0912 - one arm a kind of recipe
    """Apply a recipe to the good record."""
    lines = GOOD.splitlines(keepends=True)
    text = ""
    match str(case["op"]):
        case "whole":
            text = case["text"]
        case "set":
            old = SAMPLE[case["kind"]]
            key = old.partition(":")[0]
            value = many(case, case["yaml"]).replace(
                "\n", f"\n{' ' * (len(key) - len(key.strip()))}"
            )
            text = GOOD.replace(old, f"{key}: {value}\n")
        case "append":
            text = GOOD + case["text"]
        case "prepend":
            text = case["text"] + GOOD
        case "append_hex":
            return GOOD.encode() + bytes.fromhex(case["hex"])
        case "transcode":
            prefix = bytes.fromhex(case.get("prefix_hex", ""))
            return prefix + f"# é à ç\n{GOOD}".encode(case["to"])
        case "eol":
            ends = ("\n", "\r\n") if case["to"] == "mixed" else (case["to"],) * 2
            text = "".join(x.rstrip("\n") + ends[n % 2] for n, x in enumerate(lines))
        case "strip_final_newline":
            text = GOOD.rstrip("\n")
        case "truncate":
            text = GOOD[: int(len(GOOD) * case["at"])]
        case "dupkey":
            text = f"{GOOD}name: {case.get('yaml', 'The mill garden')}\n"
        case "typo_key":
            text = GOOD.replace("name:", "naem:", 1)
        case "multi":
            text = f"{GOOD}---\n{GOOD}"
        case "conflict":
            text = f"<<<<<<< HEAD\n{lines[0]}||||||| base\n{lines[0]}=======\n{lines[0]}>>>>>>> b\n"
            text += "".join(lines[1:])
        case "comments":
            text = "".join(f"# c\n{x}" if x[0].isalpha() else x for x in lines) + "# end\n"
        case "gen":
            text = GOOD + LARGE[case["fn"]](case["n"])
        case _:
            raise AssertionError(case)
    return text.encode()


def place(case: Case, root: Path) -> str:
    """Spoil the folder as a case says; give the file that must be named."""
    folder = root / "initiatives"
    if case["op"] == "gen" and case["fn"].startswith("sparse"):
        os.truncate(root / FILE, case["n"])
        return FILE
    if case["op"] != "tree":
        (root / FILE).write_bytes(spoilt(case))
        return FILE
    match case["kind"]:
        case "symlink" | "symlinkdir":
            name = "zz-odd.yaml" if case["kind"] == "symlink" else "zz-odd"
            outside = root.parent / "outside.yaml"
            outside.write_text(f"name: {OUTSIDE}\n", "utf-8")
            target = outside if case["target"] == "/etc/passwd" else Path(case["target"])
            (folder / name).symlink_to(target)
        case "fifo":
            name = "zz-odd.yaml"
            os.mkfifo(folder / name)
        case "dir":
            name = "zz-odd.yaml"
            (folder / name).mkdir()
        case "copy":
            name = many(case, case["file"]).replace("@STEM@", "garden")
            name = name.replace("@NAME@", "garden.yaml")
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(GOOD, "utf-8")
        case _:
            for name in case["names"]:
                (folder / name).write_text(GOOD, "utf-8")
            name = case["names"][0]
    return f"initiatives/{printable(name)}"


def bytes_of(root: Path) -> str:
    """Give a folder's names, links and bytes as one text."""
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        digest.update(os.fsencode(path))
        if path.is_symlink():
            digest.update(os.fsencode(path.readlink()))
        elif path.is_file() and path.stat().st_size < 1 << 22:
            digest.update(path.read_bytes())
    return digest.hexdigest()


def printed(result: Result) -> str:
    speech = Speech(catalogue("fr"), vocabulary("en"))
    texts = [writer(result, speech) for writer in FORMATS.values()]
    json.loads(FORMATS["json"](result, speech), parse_constant=pytest.fail)
    return "".join(texts)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_a_hostile_record_is_judged_and_does_no_harm(case: Case, tmp_path: Path) -> None:
    root = tmp_path / "register"
    for name, text in {
        "mes.yaml": "mes: 1\nname: Seed network\nlanguage: en\nkeeper: seeds\n",
        "structures/seeds.yaml": "name: Seeds\nroles: [network-head]\n",
        FILE: GOOD,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    named = place(case, root)
    before = bytes_of(root)

    reading = load(root)
    findings = locate([*reading.findings, *checks.run(reading.register)], reading)
    text = printed(Result(findings, reading.records, reading.files, len(checks.CHECKS)))

    expected, _ = DESIGN.get(case["name"], (case["expected"], ""))
    errors = [f for f in findings if f.severity is Severity.ERROR]
    if expected == "accept":
        assert findings == []
    if expected == "reject":
        assert errors
    assert_located(findings, named)
    assert not CONTROL.search(text)
    assert OUTSIDE not in text
    assert len(text) < 1 << 20
    assert bytes_of(root) == before
    assert not list(root.rglob("PWNED"))


def assert_located(findings: list[Finding], named: str) -> None:
    """The file is named, and every finding has a line and a column."""
    if findings:
        files = {f.at.file for f in findings} | {r.at.file for f in findings for r in f.related}
        assert named in files
        assert all(f.at.line >= 1 and f.at.column >= 1 for f in findings)


def test_the_good_record_is_good() -> None:
    assert {case["expected"] for case in CASES} == {"accept", "reject", "either"}
    assert len({case["name"] for case in CASES}) == len(CASES) == 245
    assert set(DESIGN) <= {case["name"] for case in CASES}
