"""Reading ``identities.yaml``: what a network decided on records of its members."""

from collections.abc import Mapping as Table

from pydantic import ValidationError

from mes_cli.finding import Finding, Place
from mes_cli.language.typed import meant
from mes_cli.language.vocabulary import IDENTITIES_FILES, LANGUAGES, Vocabulary, vocabulary
from mes_cli.model import KINDS
from mes_cli.model.settings import Decision, Identities
from mes_cli.store.reading import phrases
from mes_cli.store.reading.composer import compose_bytes
from mes_cli.store.reading.faults import members as faults
from mes_cli.store.reading.origin import Origin
from mes_cli.store.reading.translation import translate
from mes_cli.store.reading.tree import Mapping, enough

#: The largest file of decisions that is read, in bytes.
LARGEST = 1 << 22
_DEEPEST = 8
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
    tree = compose_bytes(content, file, _DEEPEST)
    if not isinstance(tree.root, Mapping):
        return Identities(), file, list(tree.findings)
    translation = translate(tree.root, Identities, words, place)
    data = translation.data
    findings = enough([*tree.findings, *translation.findings])
    try:
        found = Identities.model_validate(data)
    except ValidationError as problem:
        told = phrases.findings(problem, Identities, data, words, place, translation.spoilt)
        return Identities(), file, [*findings, *told]
    return _with_kinds(found, place, findings), file, findings


def _with_kinds(found: Identities, place: Place, findings: list[Finding]) -> Identities:
    """Give the kinds of decisions their canonical names."""
    known = _kinds()
    changes: dict[str, tuple[Decision, ...]] = {}
    for word in ("same", "distinct", "open"):
        kept: list[Decision] = []
        for number, it in enumerate(getattr(found, word)):
            kind = meant(it.kind, known)
            if kind is None:
                findings.append(faults.identity_of_no_kind(place.at(word, number, "kind"), it.kind))
            else:
                kept.append(it.model_copy(update={"kind": kind}))
        changes[word] = tuple(kept)
    return found.model_copy(update=changes)


def _kinds() -> dict[str, list[str]]:
    said: dict[str, list[str]] = {kind: [kind] for kind in KINDS}
    for language in LANGUAGES:
        for kind in KINDS:
            it = vocabulary(language).kinds[kind]
            said[kind] += (it.folder, it.label, it.plural)
    return said
