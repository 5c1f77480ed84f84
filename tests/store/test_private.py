"""What only the keeper may see stays out of whatever is printed, whatever is wrong with it."""

from collections.abc import Callable, Iterator, Mapping

import pytest

from mes_cli.finding import Finding
from mes_cli.language.catalogue import catalogue
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import KINDS
from mes_cli.model.audience import Audience
from mes_cli.model.walk import Path, paths
from mes_cli.output import FORMATS, Result, Speech

Found = Callable[[Mapping[str, str | bytes]], list[Finding]]

CANARY = "Zinzolin"

#: Ways to spoil a line; {k} is the name of the field, {i} the indentation of the line.
FAULTS = {
    "misspelt": "{k}x: {v}",
    "capital": "{K}: {v}",
    "twice": "{k}: {v}\n{i}{k}: {v}",
    "a list": "{k}: [{v}]",
    "a list below": "{k}:\n{i}  - {v}\n{i}  - {v}",
    "fields": "{k}: {{a: {v}}}",
    "odd fields": "{k}: {{{v}: a}}",
    "wrong value": "{k}: {v}",
    "a second colon": "{k}: {v}: {v}",
    "no colon": "{k} {v}",
    "misspelt, no colon": "{k}x {v}",
    "no colon, then one": "{k} {v}: x",
    "an open quote": '{k}: "{v}',
    "a closed quote": "{k}: '{v}'{v}",
    "an open bracket": "{k}: [{v}",
    "an open brace": "{k}: {{{v}: {v}",
    "a reserved character": "{k}: @{v}",
    "an anchor": "{k}: &a {v}",
    "an alias": "{k}: *{v}",
    "a tag": "{k}: !a {v}",
    "a bad code": '{k}: "{v} \\q"',
    "a forbidden code": '{k}: "{v} \\e"',
    "a control character": "{k}: {v}\x1b{v}",
    "a lost letter": "{k}: {v}\ufffd{v}",
    "an invisible character": "{k}: {v}\u200b{v}",
    "indented": " {k}: {v}",
    "a conflict": "{k}: {v}\n<<<<<<< {v}\n=======\n>>>>>>> {v}",
    "another document": "{k}: {v}\n---\n{k}: {v}",
    "a comment": "{k}x: x # {v}",
    "a tab": "{k}:\n\t{v}",
    "a block": "{k}: |\n{i}  {v}\n{i} {v}: {v}",
    "several lines": '{k}: "{v}\n{i}  {v}" {v}',
    "several lines, none indented": '{k}: "{v}\nid: {v}" {v}',
    "behind another": "id: x {k}: {v}",
    "behind a comma": "id: x, {k}: {v}: x",
    "in braces": "{{{k}: {v}",
}


def private() -> Iterator[tuple[str, Path]]:
    for kind, model in KINDS.items():
        for path in paths(model):
            if path.audience is Audience.INTERNAL and path.slot.name != "publish_name":
                yield kind, path


def record(kind: str, path: Path, language: str, fault: str) -> str:
    """Write a record that holds nothing but the way to a private field, and a fault there."""
    words = vocabulary(language)
    lines: list[str] = []
    indent, dash, home = "", "", KINDS[kind].__name__
    for slot in path.slots[:-1]:
        assert slot.part is not None
        lines.append(f"{indent}{dash}{words.key(home, slot.name)}:")
        indent, dash = f"{indent}  ", "- " if slot.many else ""
        home = slot.part.__name__
    key_ = words.key(path.home, path.slot.name)
    inner = f"{indent}  " if dash else indent
    text = FAULTS[fault].format(k=key_, K=key_.capitalize(), v=CANARY, i=inner)
    return "\n".join([*lines, f"{indent}{dash}{text}", ""])


def printed(findings: list[Finding], language: str) -> Iterator[str]:
    result = Result(findings, records=1, files=1, checks=1)
    for reader in ("fr", "en"):
        for writer in FORMATS.values():
            yield writer(result, Speech(catalogue(reader), vocabulary(language)))


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_fault_of_a_private_field_shows_what_it_says(
    fault: str, language: str, found: Found
) -> None:
    words = vocabulary(language)
    files: dict[str, str | bytes] = {
        f"{words.kinds[kind].folder}/a-{number}.yaml": record(kind, path, language, fault)
        for number, (kind, path) in enumerate(private())
    }
    files["mes.yaml"] = f"mes: 1\nname: Seeds\nlanguage: {language}\nkeeper: seeds\n"

    findings = found(files)

    assert len({f.at.file for f in findings}) == len(files) - 1
    for text in printed(findings, language):
        leak = text.find(CANARY)
        assert leak < 0, text[max(0, leak - 400) : leak + 200]


def test_the_way_to_a_private_field_is_written_as_meant() -> None:
    ways = {(kind, *(slot.name for slot in path.slots)): path for kind, path in private()}
    note = ways["accompaniment", "sessions", "note"]
    phone = ways["initiative", "contact", "phone"]

    assert record("accompaniment", note, "fr", "misspelt") == f"seances:\n  - notex: {CANARY}\n"
    assert record("initiative", phone, "en", "misspelt") == f"contact:\n  phonex: {CANARY}\n"
    assert {("evidence", "consent", "given"), ("structure", "email")} <= set(ways)
