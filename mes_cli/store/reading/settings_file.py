"""Reading ``mes.yaml``, what a register declares, and ``identities.yaml``, what is decided."""

from collections.abc import Mapping as Table
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from mes_cli.errors import NoRegisterError
from mes_cli.finding import Finding, Place, Severity
from mes_cli.language.typed import meant
from mes_cli.language.vocabulary import (
    IDENTITIES_FILES,
    SETTINGS_FILE,
    Vocabulary,
    kind_words,
    vocabulary,
)
from mes_cli.model import KINDS, Models, Settings, models
from mes_cli.model.record import Part
from mes_cli.model.settings import Decision, Identities
from mes_cli.store.reading import phrases
from mes_cli.store.reading.composer import compose_bytes
from mes_cli.store.reading.faults import fault
from mes_cli.store.reading.origin import Folder, Origin
from mes_cli.store.reading.root import find_root, language_of, settings_tree
from mes_cli.store.reading.translation import translate
from mes_cli.store.reading.tree import MapNode, Tree, enough

#: The version of the format that this program reads.
FORMAT = 1

P = TypeVar("P", bound=Part)


def read_settings(origin: Origin, draft: bytes | None = None) -> tuple[Settings, list[Finding]]:
    """Read ``mes.yaml``, or the *draft* that is to replace it.

    If it cannot be read, the defaults stand in for it.
    """
    tree = settings_tree(origin, draft)
    place = Place(SETTINGS_FILE)
    language = language_of(tree) or "fr"
    if not isinstance(tree.root, MapNode):
        at = Place(SETTINGS_FILE, line=1, column=1)
        missing = [] if tree.findings else [fault("missing-settings-file", at, name=SETTINGS_FILE)]
        return _defaults(language), [*tree.findings, *missing]
    words = vocabulary(language)
    settings, findings = _validated(tree, tree.root, Settings, words, place)
    if settings is None:
        return _defaults(language), findings
    if settings.mes != FORMAT:
        findings.append(fault("unknown-format", place.at("mes"), found=str(settings.mes)))
    return settings, findings


def _validated(
    tree: Tree, root: MapNode, model: type[P], words: Vocabulary, place: Place
) -> tuple[P | None, list[Finding]]:
    """Read the only record of a file; None where that cannot be read."""
    translation = translate(root, model, words, place)
    data, findings = translation.data, enough([*tree.findings, *translation.findings])
    if translation.cut:
        return None, findings
    try:
        return model.model_validate(data), findings
    except ValidationError as problem:
        told = phrases.findings(problem, model, data, words, place, translation.spoilt)
        return None, [*findings, *told]


def keeper_of(root: Path, draft: bytes | None = None) -> str:
    """Give the id of the structure that keeps a register, by which it is told from others.

    The text is empty where the settings, or the *draft* that is to replace them, cannot be read.
    """
    settings, findings = read_settings(Folder(root), draft)
    return "" if any(it.severity is Severity.ERROR for it in findings) else settings.keeper


def register_models(folder: Path) -> Models:
    """Give the models of the records of the register that holds *folder*, own fields included.

    Where there is no register they are the common ones.
    """
    try:
        return models(read_settings(Folder(find_root(folder)))[0])
    except NoRegisterError:
        return KINDS


def _defaults(language: str) -> Settings:
    return Settings.model_validate({"mes": "1", "name": "-", "keeper": "-", "language": language})


#: The largest file of decisions that is read, in bytes.
LARGEST = 1 << 22
_DEEPEST_IDENTITIES = 8
_NONE: Table[str, bytes] = {}


def read_identities(
    origin: Origin, words: Vocabulary, drafts: Table[str, bytes] = _NONE
) -> tuple[Identities, str, list[Finding]]:
    """Read the decisions of a network, with the name of their file; no file holds none."""
    there = origin.present(IDENTITIES_FILES) | drafts.keys() & set(IDENTITIES_FILES)
    usual = IDENTITIES_FILES[1 if words.language == "fr" else 0]
    file = next((it for it in IDENTITIES_FILES if it in there), usual)
    if not there:
        return Identities(), file, []
    place = Place(file)
    content: bytes | Finding = drafts.get(file) or origin.read(file, LARGEST)
    tree = compose_bytes(content, file, _DEEPEST_IDENTITIES)
    if not isinstance(tree.root, MapNode):
        return Identities(), file, list(tree.findings)
    found, findings = _validated(tree, tree.root, Identities, words, place)
    return _with_kinds(found or Identities(), place, findings), file, findings


def _with_kinds(found: Identities, place: Place, findings: list[Finding]) -> Identities:
    """Give the kinds of decisions their canonical names."""
    known = {kind: kind_words(kind) for kind in KINDS}
    changes: dict[str, tuple[Decision, ...]] = {}
    for word in ("same", "distinct", "open"):
        kept: list[Decision] = []
        for number, it in enumerate(getattr(found, word)):
            kind = meant(it.kind, known)
            if kind is None:
                at = place.at(word, number, "kind")
                findings.append(fault("identity-of-no-kind", at, word=it.kind))
            else:
                kept.append(it.model_copy(update={"kind": kind}))
        changes[word] = tuple(kept)
    return found.model_copy(update=changes)
