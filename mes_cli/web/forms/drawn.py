"""Helpers on the field dictionaries that templates get."""

import json
from collections.abc import Iterator, Mapping, Sequence

from mes_cli.drafts.layouts import ROW, ROWS
from mes_cli.drafts.wording import help_in_form
from mes_cli.finding import Finding, Message, Word
from mes_cli.language.formats import capitalised
from mes_cli.web.rendering import _, said

#: A field, a part or a fold, as a template draws it.
Drawn = dict[str, object]


def says_something(drawn: Drawn) -> bool:
    """Tell whether a field has a text, or something is found in it."""
    inner = [it for key in ("fields", "rows") for it in _list(drawn.get(key))]
    return bool(any(drawn.get(it) for it in ("text", "chosen", "findings", "key", "begun"))) or any(
        says_something(it) for it in inner if isinstance(it, dict)
    )


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def by_field(
    findings: Sequence[Finding],
    names: Sequence[str],
    texts: Mapping[str, Sequence[str]],
) -> tuple[dict[str, list[str]], list[str]]:
    """Put findings into words, by the fields of a form; others concern the whole.

    *texts* are what the fields say: a character that no file may hold is found in them.
    """
    placed: dict[str, list[str]] = {}
    whole: list[str] = []
    for finding in findings:
        text = _told(finding)
        steps = [str(step) for step in finding.at.loc]
        if finding.code == "missing-field":
            steps += [it.name for it in finding.message.values.values() if isinstance(it, Word)]
        candidates = (".".join(steps[:length]) for length in range(len(steps), 0, -1))
        found = [it for it in candidates if it in names][:1]
        if finding.code == "control-character":
            sign = chr(int(str(finding.message.values["name"]).removeprefix("U+"), 16))
            found = [it for it in names if any(sign in text for text in texts.get(it, ()))]
        for name in found:
            placed.setdefault(name, []).append(text)
        whole += [] if found else [text]
    return placed, whole


def understood(form: Drawn) -> Iterator[tuple[str, str]]:
    """Say what days and places were understood as, by field; the empty text for none."""
    for it in fields_of(form):
        if it.get("understood"):
            yield str(it["name"]), _("Understood: %(day)s") % {"day": it["understood"]}
        elif "understood" in it:
            here = it.get("here")
            yield str(it["name"]), _("Now: %(place)s") % {"place": here} if here else ""


def offer_back(form: Drawn, action: str, removed: Mapping[str, Sequence[str]]) -> None:
    """Offer the part that was just removed, beside the button that adds one."""
    verb, _colon, name = action.partition(":")
    parent, _point, number = name.rpartition(".")
    if verb == "remove" and removed:
        words = ROWS.get(parent.rpartition(".")[2], ROW).removed
        told = said(Message(words.text, (("number", int(number) + 1),)))
        drawn = next(it for it in fields_of(form) if it["name"] == parent)
        drawn["removed"] = {"told": told, "name": name, "texts": json.dumps(removed)}


def fields_of(drawn: Drawn) -> Iterator[Drawn]:
    """All fields of a form, at any depth."""
    for key in ("first", "folds", "fields", "rows"):
        for inner in _list(drawn.get(key)):
            if isinstance(inner, dict):
                if "name" in inner:
                    yield inner
                yield from fields_of(inner)


def _told(finding: Finding) -> str:
    """Say what is wrong, and how to mend it where that is not about a file."""
    parts = [said(it) for it in (finding.message, help_in_form(finding)) if it]
    return ". ".join(map(capitalised, parts))
