"""The long way from a file to its records: all of YAML, with places, judged by pydantic.

Whatever is not plainly written, or not plainly right, goes this way, and so does every mistake.
"""

from pathlib import Path
from typing import cast

from pydantic import ValidationError

from mes_cli.finding import Finding, Place, Severity, Word, WordKind
from mes_cli.language.vocabulary import LANGUAGES, vocabulary
from mes_cli.model import KINDS, Record, Settings
from mes_cli.model.settings import Limits
from mes_cli.register import Entry
from mes_cli.store import files, nodes, phrases
from mes_cli.store.compose import Tree, compose
from mes_cli.store.faults import files as file_faults
from mes_cli.store.faults import names, profile
from mes_cli.store.faults.refused import Refused
from mes_cli.store.folder import SETTINGS_FILE, RecordFile
from mes_cli.store.load import FORMAT, NO_DRAFTS, Contents, Drafts, Reader
from mes_cli.store.nodes import Node, Sequence, is_blank
from mes_cli.store.room import MOST_IN_FILE, enough
from mes_cli.store.text import decode
from mes_cli.store.translate import shown, translate


def settings_of(content: bytes | Finding) -> tuple[Settings, list[Finding]]:
    """Read what ``mes.yaml`` says; what cannot be read keeps its default."""
    at = Place(SETTINGS_FILE, line=1, column=1)
    tree = tree_of(content, SETTINGS_FILE, Limits())
    node = tree.root
    if not isinstance(node, nodes.Mapping):
        if not tree.findings:
            tree.findings.append(file_faults.missing_settings_file(at, SETTINGS_FILE))
        return _defaults(), tree.findings
    words = vocabulary(_language(node))
    translation = translate(node, Settings, words, Place(SETTINGS_FILE))
    findings = enough([*tree.findings, *translation.findings])
    if translation.cut:
        return _defaults(language=words.language), findings
    data = translation.data
    try:
        settings = Settings.model_validate(data)
    except ValidationError as problem:
        record = Place(SETTINGS_FILE)
        findings += phrases.findings(problem, Settings, data, words, record, translation.spoilt)
        return _defaults(language=words.language), findings
    if settings.mes != FORMAT:
        name = Word(WordKind.FIELD, "mes", "Settings")
        refused = Refused(Place(SETTINGS_FILE, ("mes",)), name, str(settings.mes))
        findings.append(file_faults.unknown_format(refused))
    return settings, findings


def _defaults(language: str = "fr") -> Settings:
    return Settings.model_validate({"mes": 1, "name": "-", "keeper": "-", "language": language})


def _language(node: nodes.Mapping) -> str:
    """Find the language of a register before anything else can be read in it."""
    said = {key.value: value for key, value in node.pairs}
    for code in LANGUAGES:
        value = said.get(vocabulary(code).key("Settings", "language")) or said.get("language")
        if value is not None and getattr(value, "value", None) in LANGUAGES:
            return cast("str", getattr(value, "value", code))
    return "fr"


def read_tree(path: Path, file: str, limits: Limits, drafts: Drafts = NO_DRAFTS) -> Tree:
    """Read the tree of one file."""
    return tree_of(drafts.get(file) or files.read(path, file, limits.file_size), file, limits)


def tree_of(content: bytes | Finding, file: str, limits: Limits) -> Tree:
    """Compose what was read of one file, or say why it could not be read."""
    if isinstance(content, Finding):
        return Tree(findings=[content])
    text, findings = decode(content, file)
    if any(f.severity is Severity.ERROR for f in findings):
        return Tree(findings=findings)
    tree = compose(text, file, limits)
    tree.findings[:0] = findings
    return tree


def read_records(tree: Tree, record_file: RecordFile, reader: Reader, contents: Contents) -> None:
    """Read the records of a tree into *contents*."""
    file, stem, kind = record_file.file, record_file.stem, record_file.kind
    unsound = tree.root is None and any(f.severity is Severity.ERROR for f in tree.findings)
    if tree.holed or unsound:
        contents.unread.append((kind, stem))
    elif tree.root is None or is_blank(tree.root):
        contents.findings.append(profile.empty_file(Place(file, line=1, column=1)))
        contents.unread.append((kind, stem))
    elif isinstance(tree.root, Sequence):
        if not tree.root.items:
            contents.findings.append(profile.empty_file(Place(file, line=1, column=1)))
        for item, node in enumerate(tree.root.items):
            if len(contents.findings) > MOST_IN_FILE:
                contents.unread.append((kind, f"{stem}-{item + 1}"))
                continue
            place = Place(file, item=item)
            _read_record(node, kind, f"{stem}-{item + 1}", place, reader, contents)
    else:
        _read_record(tree.root, kind, stem, Place(file), reader, contents)


def _read_record(
    node: Node, kind: str, default: str, place: Place, reader: Reader, contents: Contents
) -> None:
    """Read one record of a file."""
    if not isinstance(node, nodes.Mapping):
        mark = node.start_mark
        at = Place(place.file, item=place.item, line=mark.line + 1, column=mark.column + 1)
        contents.findings.append(profile.not_a_record(at))
        contents.unread.append((kind, default))
        return
    model = KINDS[kind]
    translation = translate(node, model, reader.words, place)
    if translation.cut:
        contents.findings += translation.findings
        contents.unread.append((kind, default))
        return
    data = translation.data
    said = data.setdefault("id", default)
    found = list(translation.findings)
    if place.item is None and said != default:
        # The id is found wrong once, whatever else is wrong with it.
        shown_id = shown(str(said), hidden=False)
        found.append(names.id_mismatch(place.at("id"), shown_id, default))
        data["id"] = default
    context = {"day_length": reader.settings.day_length}
    record: Record | None = None
    try:
        record = model.model_validate(data, context=context)
    except ValidationError as problem:
        found += phrases.findings(problem, model, data, reader.words, place, translation.spoilt)
    contents.findings += found
    if record is None or found:
        contents.unread.append((kind, str(data["id"])))
    else:
        contents.entries.append(Entry(record, place))
