"""Words planted where not everybody may look: a word of its own in each field."""

from collections.abc import Iterator

from mes_cli.model import KINDS, Settings, models
from mes_cli.model.audience import Audience
from mes_cli.model.scalars import Scalar
from mes_cli.model.walk import Path, paths

#: Own fields of every kind: a text for each audience, whose label is for nobody else either.
OWN = {
    kind: {
        f"for_{audience}": {"type": "text", "label": f"canarylabel{kind}{audience}",
                            "audience": str(audience)}
        for audience in Audience
    }
    for kind in KINDS
}  # fmt: skip
SETTINGS = {
    "mes": "1", "name": "Network", "language": "en", "keeper": "canary-id-structure",
    "hourly_costs": [{"from": "2024-01-01", "rate": "30"}], "fields": OWN,
}  # fmt: skip
#: The models of a register that declares them.
MODELS = models(Settings.model_validate(SETTINGS))


def canary(path: tuple[str, ...]) -> str:
    return "canary" + "".join(filter(str.isalnum, "".join(path).lower()))


def token(path: Path, kind: str) -> str:
    return canary((kind, *(slot.name for slot in path.slots)))


def private() -> Iterator[tuple[str, Audience]]:
    """The word in each text field, and the widest audience that may see it."""
    for kind, model in MODELS.items():
        for audience in Audience:
            yield f"canarylabel{kind}{audience}", audience
        for path in paths(model):
            words = path.slot.scalar in {Scalar.TEXT, Scalar.EMAIL}
            if words and not path.slot.refs and not path.slot.open_words:
                yield token(path, kind), path.audience
        yield f"canary-id-{kind}", Audience.MEMBERS


#: An author whom the consent covers is named; one field of consent is enough to say so.
SHOWN = {"canaryevidenceauthor"}

PIECES: dict[str, list[dict[str, object]]] = {
    "initiative": [
        {"publish_name": "true"},
        {"id": "canary-hidden", "name": "Canary’s  Hidden Name", "publish_name": "false",
         "siren": "999000136", "website": "https://canary-hidden.example.org/",
         "summary": "We are Canary's\nhidden name, canary-hidden for short."},
    ],
    "accompaniment": [
        {}, {"id": "canary-second", "initiatives": ["canary-hidden"], "title": None,
             "tailored": "For CANARY’S HIDDEN NAME, _Canary&rsquo;s_ [hidden](x) n\u00e0m\u00e9, "
                         "canary`s\u00a0hid\u00adden %6eame, photos/canary_s-hidden-name.jpg"},
    ],
    "evidence": [
        {"consent": {"scope": "public", "naming": "true", "given": "2025-01-01"}},
        {"id": "canary-nameless", "author": "canarynameless",
         "consent": {"scope": "public", "naming": "false", "given": "2025-01-01"}},
        {"id": "canary-none", "title": "canarywithoutconsent", "consent": None},
        {"id": "canary-late", "title": "canarylate",
         "consent": {"scope": "public", "given": "2026-01-01"}},
        {"id": "canary-over", "title": "canaryover",
         "consent": {"scope": "public", "given": "2024-01-01", "until": "2025-12-30"}},
        {"id": "canary-withdrawn", "title": "canarywithdrawn",
         "consent": {"scope": "public", "given": "2024-01-01", "withdrawn": "2026-06-01"}},
        {"id": "canary-members", "title": "canarymembersonly",
         "consent": {"scope": "members", "given": "2024-01-01"}},
    ],
    "advocacy": [
        {"audience": "public"},
        {"id": "canary-call", "form": "negotiation", "demand": "canarynegotiation",
         "account": "canarynegotiation", "audience": None},
        {"id": "canary-plea", "demand": "canaryplea", "audience": None},
    ],
}  # fmt: skip

#: What is private because of another field than the one it stands in.
GUARDED = {
    "canarynameless": Audience.INTERNAL,
    "canarywithoutconsent": Audience.INTERNAL,
    "canarylate": Audience.INTERNAL,
    "canaryover": Audience.INTERNAL,
    "canarywithdrawn": Audience.INTERNAL,
    "canarymembersonly": Audience.MEMBERS,
    "canarynegotiation": Audience.INTERNAL,
    "canaryplea": Audience.MEMBERS,
    "canary-hidden": Audience.INTERNAL,
    "canary-second": Audience.INTERNAL,
    "hidden name": Audience.INTERNAL,
    "999000136": Audience.INTERNAL,
}


def hidden_from(audience: Audience) -> set[str]:
    """The words that an audience may not see."""
    return {
        word
        for word, widest in [*private(), *GUARDED.items()]
        if not audience.sees(widest) and word not in SHOWN
    }
