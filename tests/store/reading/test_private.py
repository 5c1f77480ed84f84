"""What is not for everybody stays out of whatever is printed, whatever is wrong with it."""

from collections.abc import Callable, Iterator, Mapping

import pytest

from mes_cli.cli.findings_form import FORMATS
from mes_cli.finding import Finding
from mes_cli.language.catalogue import catalogue
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import KINDS
from mes_cli.model.audience import Audience
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot, shape
from mes_cli.model.walk import Path, paths
from mes_cli.output.speech import Result, Speech

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


#: A good value of each type that is not words, and of each that is for all viewer.
VALUES = {
    Scalar.DATE: "2025-03-04", Scalar.DURATION: "2h", Scalar.MONEY: "120.50", Scalar.NUMBER: "2",
    Scalar.WHOLE: "5", Scalar.SHARE: "50%", Scalar.BOOLEAN: "true", Scalar.YEAR: "2025",
    Scalar.URL: "https://example.org/", Scalar.ACCOUNT: "606", Scalar.SIREN: "999000128",
    Scalar.SIRET: "99900012800010", Scalar.RNA: "W343000777", Scalar.COMMUNE: '"34301"',
    Scalar.DEPARTMENT: '"34"', Scalar.REGION: '"76"',
}  # fmt: skip
#: Where a list stands, and if parts stand between brackets.
LAYOUTS = {"indented": "  ", "at the margin": "", "in brackets": None}
#: Ways to spoil any line; {l} is the line, {b} what is before its value, {i} its indentation.
SPOILT = {
    "a word too much": '{l} "x": [',
    "a second colon": "{l}: y",
    "a comment": "{l}: y # Zinzolin",
    "no colon": "{b} {v}",
    "an open quote": '{b}: "{v}',
    "an open bracket": "{b}: [{v}",
    "a list": "{b}: [[{v}]]",
    "fields": "{b}: {{why: {v}}}",
    "a closing bracket": "{l} ]",
    "indented": " {l}",
    "a tab": "\t{l}",
    "an unknown field above": "{i}zz_unknown: {{why: Zinzolin}}\n{l}",
    "twice": "{l}\n{l}",
    "too long": "{l} {long}",
    "another encoding": "{l} \udce9",
    "a control character": "{l} \x07",
}


def everything(kind: str, language: str, gap: str | None) -> list[str]:
    """Write a record of a kind with all its fields; what is not for everybody is the canary."""
    return _lines(shape(KINDS[kind]).slots, KINDS[kind].__name__, language, gap)


def _lines(slots: Mapping[str, Slot], home: str, language: str, gap: str | None) -> list[str]:
    found: list[str] = []
    words = vocabulary(language)
    for slot in slots.values():
        key = words.key(home, slot.name)
        if slot.part is None:
            value = _value(slot, language)
            value = f"{{2025: {value}}}" if slot.map_key else f"[{value}]" if slot.many else value
            found += [f"{key}: {value}"] if slot.name not in {"id", "publish_name"} else []
            continue
        inner = _lines(shape(slot.part).slots, slot.part.__name__, language, gap)
        if gap is None:
            body = f"{{{', '.join(inner)}}}"
            found.append(f"{key}: [{body}]" if slot.many else f"{key}: {body}")
        elif slot.many:
            found += [f"{key}:", f"{gap}- {inner[0]}", *(f"{gap}  {line}" for line in inner[1:])]
        else:
            found += [f"{key}:", *(f"  {line}" for line in inner)]
    return found


def _value(slot: Slot, language: str) -> str:
    closed = slot.choices or (slot.open_words.words if slot.open_words else None)
    if closed is not None:
        return vocabulary(language).value(closed.__name__, next(iter(closed)).value).word
    if slot.refs:
        return "seeds"
    if slot.scalar is Scalar.EMAIL:
        return f"{CANARY}@example.org"
    return (slot.scalar and VALUES.get(slot.scalar)) or (CANARY if slot.hidden else "words")


def spoilt(lines: list[str], number: int, fault: str) -> bytes:
    line = lines[number]
    before, _, value = line.partition(": ")
    text = SPOILT[fault].format(l=line, b=before, v=value, long="x" * 400,
                                i=line[: len(line) - len(line.lstrip(" -"))])  # fmt: skip
    whole = "\n".join([*lines[:number], text, *lines[number + 1 :], ""])
    return whole.encode("utf-8", "surrogateescape")


@pytest.mark.parametrize("fault", SPOILT)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_fault_near_what_is_not_for_everybody_shows_it(
    fault: str, layout: str, found: Found
) -> None:
    language = "fr" if layout == "at the margin" else "en"
    words, files = vocabulary(language), dict[str, str | bytes]()
    for kind in KINDS:
        lines = everything(kind, language, LAYOUTS[layout])
        near = {n for n, line in enumerate(lines) if CANARY in line}
        near |= {n - 1 for n in near if n} | {n + 1 for n in near if n + 1 < len(lines)}
        for number in near:
            files[f"{words.kinds[kind].folder}/a-{number}.yaml"] = spoilt(lines, number, fault)
    files["mes.yaml"] = f"mes: 1\nname: Seeds\nlanguage: {language}\nkeeper: seeds\n"

    findings = found(files)

    assert len({f.at.file for f in findings}) > len(files) * 0.6
    for text in printed(findings, language):
        leak = text.find(CANARY)
        assert leak < 0, text[max(0, leak - 400) : leak + 200]


def test_words_that_are_not_for_everybody_are_all_the_canary() -> None:
    funding = everything("funding", "en", "  ")
    evidence = everything("evidence", "fr", "")

    assert "    label: Zinzolin" in funding
    assert "title: words" in funding
    assert {"titre: Zinzolin", "texte: Zinzolin", "media: Zinzolin"} <= set(evidence)


def test_a_name_that_is_not_to_be_published_is_not_shown(found: Found) -> None:
    good = "nom: Zinzolin\nresume: Zinzolin\netape: idee\nterritoire: {nom: Zinzolin}\n"
    hidden = f"{good}nom_publiable: false\nsite: https://zinzolin.example.org\n"
    settings = "mes: 1\nnom: Graines\nlangue: fr\nteneur: seeds\n"
    files: dict[str, str | bytes] = {"mes.yaml": settings}
    for number, fault in enumerate(
        ("nom: x", "territoir: x", "etape: idées", 'resume: "x', "a: [")
    ):
        files[f"initiatives/a-{number}.yaml"] = f"{hidden}{fault}\n"
    shown = found({"mes.yaml": settings, "initiatives/b.yaml": f"{good}nom: x\n"})

    assert any(CANARY in text for text in printed(shown, "fr"))
    for text in printed(found(files), "fr"):
        assert CANARY.lower() not in text.lower()


@pytest.mark.parametrize("field", ["siret: Zinzolin", "website: Zinzolin", 'name: "Zinzolin'])
@pytest.mark.parametrize("key", ["publish_name", "'publish_name'"])
def test_what_tells_who_an_unnamed_initiative_is_stands_in_no_message(
    field: str, key: str, found: Found
) -> None:
    findings = found({"initiatives/garden.yaml": f"{key}: false\n{field}\n"})

    assert findings
    assert "Zinzolin" not in repr(findings)


@pytest.mark.parametrize(
    "ask",
    [
        "nom_publiable: peut-être", "nom_publiable: [non]", "nom_publiabel: non",
        "Nom publiable: non", "nom_publiable:\n  non", "nom_publiable: publique",
        "nom_publiable: vrai\nnom_publiable: non", "nom_publiable: vrai\npublish_name: non",
        "nom_publiable non",
    ],
)  # fmt: skip
def test_a_name_is_not_shown_where_it_cannot_be_read_if_it_may_be(ask: str, found: Found) -> None:
    files: dict[str, str | bytes] = {"mes.yaml": "mes: 1\nnom: G\nlangue: fr\nteneur: seeds\n"}
    faults = ("siret: Zinzolin", "nom: [Zinzolin]", 'sigle: "Zinzolin', "id: Zinzolin x")
    for number, fault in enumerate(faults):
        files[f"initiatives/a-{number}.yaml"] = f"{ask}\nnom: Zinzolin\n{fault}\n"

    for text in printed(found(files), "fr"):
        assert CANARY.lower() not in text.lower()


#: Ways in which a name of a field is none: {n} is where somebody typed a person's name.
TYPED_AS_KEYS = (
    "{n}: 3h", "{n} Martin: 3h", "{n}:\n  heures: 3h", "{n}: 3h\n{n}: 4h",
    "sessions: [{{{n}: 3h}}]",
    "own: {{{n}: 4}}", "contact: {{{n}: x}}", "{n}: [", "name {n}: x", "? {n}\n: x", '"{n}": x',
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_of_a_person_that_stands_where_a_field_does_is_not_shown(
    kind: str, found: Found
) -> None:
    folder = vocabulary("en").kinds[kind].folder
    files: dict[str, str | bytes] = {
        f"{folder}/a-{number}.yaml": f"{text.format(n=CANARY.lower())}\n"
        for number, text in enumerate(TYPED_AS_KEYS)
    }
    findings = found(files)

    assert {it.at.file for it in findings} >= set(files)
    for text in printed(findings, "en"):
        assert CANARY.lower() not in text.lower()


@pytest.mark.parametrize("key", ["nmae", "description", "telephone", "Théme"])
def test_a_word_of_records_is_shown_where_it_is_no_field(key: str, found: Found) -> None:
    [text, *_] = printed(found({"initiatives/a.yaml": f"{key}: x\n"}), "en")

    assert f"`{key}`" in text
