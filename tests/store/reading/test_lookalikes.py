"""Signs that only look like those of YAML are named, and mended by themselves."""

from collections.abc import Callable, Mapping

import pytest

from mes_cli.finding import Finding, Message, Severity
from mes_cli.store.editing.fixes import drafts, mended
from mes_cli.store.reading.load import Reading, load
from mes_cli.store.reading.locate import locate
from mes_cli.store.reading.record_files import Drafts
from tests.conftest import write_folder

Found = Callable[[Mapping[str, str | bytes]], list[Finding]]
Said = Callable[[Message | None], str]

FILE = "initiatives/garden.yaml"
REST = "summary: x\nstage: idea\nterritory: {commune: 21231}\n"
NBSP, DASH = "\u00a0", "\u2013"

#: What is written, the faults that are found, and what becomes of it.
CASES = {
    "indented": (f"name: B\ncontact:\n{NBSP}{NBSP}name: x\n", ["lookalike-space"],
                 "name: B\ncontact:\n  name: x\n"),
    "behind a colon": (f"name:{NBSP}B\n", ["lookalike-space"], "name: B\n"),
    "below a field": (f"name: B\ncontact:\n  name:{NBSP}x\n", ["lookalike-space"],
                      "name: B\ncontact:\n  name: x\n"),
    "before a colon": (f"name{NBSP}: B\n", ["lookalike-space"], "name: B\n"),
    "dashes": (f"name: B\ntags:\n  {DASH} a\n  {DASH}{NBSP}b\n", 2 * ["lookalike-dash"],
               "name: B\ntags:\n  - a\n  - b\n"),
    "one dash": (f"name: B\ntags:\n  - a\n  {DASH} b\n", ["lookalike-dash"],
                 "name: B\ntags:\n  - a\n  - b\n"),
    "no space": ("name: B\ntags:\n-a\n-b\n", ["dash-without-space"],
                 "name: B\ntags:\n- a\n- b\n"),
    "cut": ("name: Workshop #2\nnotes: #a\n", 2 * ["text-cut-by-comment"],
            'name: "Workshop #2"\nnotes: "#a"\n'),
    "cut in a list": ("name: B\ntags:\n  - one #2  \n", ["text-cut-by-comment"],
                      'name: B\ntags:\n  - "one #2"  \n'),
}  # fmt: skip

SILENT = [
    f"name: B {DASH} C\nnotes: a{NBSP}! b\n",
    f"name: B\nnotes: |\n  {DASH} one\n  -two\n  three{NBSP}: four #5\n",
    f"name: \"B #2\"\nnotes: '{DASH} a\n\n  {DASH} b'\n",
    f"name: B\nnotes: one\n  {DASH} two\n  -three\n",
    "name: B # a remark\ntags: [a] # another\n#one\nnotes: c#2\n",
    "name: B\ntags:\n  #one\n  - two\n",
]


@pytest.mark.parametrize("text", SILENT)
def test_inside_a_text_they_are_welcome(text: str, found: Found) -> None:
    assert [f.code for f in found({FILE: text + REST})] == []


@pytest.mark.parametrize("name", CASES)
def test_a_sign_is_named(name: str, found: Found) -> None:
    written, codes, _ = CASES[name]

    assert [f.code for f in found({FILE: written + REST})] == codes


@pytest.mark.parametrize("name", CASES)
def test_a_sign_is_mended(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    written, _, right = CASES[name]
    root = tmp_path_factory.mktemp("register")
    write_folder(root, f"-- {FILE} --\n{written}{REST}")

    def find(said: Drafts) -> tuple[Reading, list[Finding]]:
        reading = load(root, drafts=said)
        return reading, locate(reading.findings, reading)

    done = drafts(mended(find, lambda _: True))

    assert done[FILE].decode().startswith(right)
    assert find(done)[1] == []


def test_a_cut_text_is_a_warning_and_its_record_counts(found: Found) -> None:
    [finding] = found({FILE: f"name: Workshop #2\n{REST}"})

    assert finding.severity is Severity.WARNING


def test_what_is_no_cause_is_not_blamed(found: Found) -> None:
    text = f"name: B\nsummary: one\n  {DASH} two\n  three: four\nstage: idea\n"

    assert "lookalike-dash" not in {f.code for f in found({FILE: text})}


@pytest.mark.parametrize(
    ("files", "help_"),
    [
        ({FILE: f"name: B\nsiret: 7328293200007\n{REST}"}, "1 digit is missing"),
        ({FILE: f"name: B\nsiret: 732 829 320 000 7411\n{REST}"}, "2 digits are too many"),
        ({FILE: f"name: B\ntags: a, b\n{REST}"}, "or `[a, b]`"),
        ({FILE: "name: B\nsummary: x\nstage: idea\nterritory: {department: Aveyron}\n"},
         "write `12`"),
        ({FILE: "name: B\nsummary: x\nstage: idea\nterritory: {commune: Dijon}\n"},
         "write `21231`"),
        ({"funding/a.yaml": "funder: [[seeds]]\nnature: own\nstatus: refused\n"
          "period: {from: 2025-01-01, to: 2025-12-31}\n"}, "write `seeds`"),
        ({"contributions/a.yaml": "kind: premises\ndate: 2025-03-01\nhours: 1h5\n"},
         "write `1h05`, or `1h50`"),
    ],
)  # fmt: skip
def test_the_help_says_what_was_meant(
    files: Mapping[str, str | bytes], help_: str, found: Found, said: Said
) -> None:
    [finding] = found(files)

    assert help_ in said(finding.help)
