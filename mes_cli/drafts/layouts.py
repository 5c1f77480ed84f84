"""What each form asks first, and what is folded: in canonical names."""

from dataclasses import dataclass

from mes_cli.finding import Message, say


@dataclass(frozen=True, slots=True)
class Fold:
    """Fields that are shown on demand, or at once where they say something."""

    title: Message
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The order of a form; fields that it does not name come in the last fold."""

    first: tuple[str, ...]
    folds: tuple[Fold, ...] = ()


NOTES = Fold(say("Notes and tags"), ("notes", "tags"))
OTHERS = say("Other details")
#: The fields that the register declares for itself.
OWN = Fold(say("Fields of your own"), ("own", "fields"))
#: What programs keep for themselves: never shown.
NEVER = frozenset({"id", "import_key", "mes", "limits"})

LAYOUTS = {
    "structure": Layout(
        ("name", "roles", "short_name", "territory"),
        (
            Fold(say("Identifiers"), ("siret", "siren", "rna", "website")),
            Fold(say("Contact details"), ("email", "phone")),
            Fold(say("Its place in accompaniment"), ("accompaniment_as", "statement")),
        ),
    ),
    "programme": Layout(
        ("name", "lead", "starts", "ends", "norm"),
        (
            Fold(say("With whom"), ("co_leads", "funders")),
            Fold(say("Specification"), ("specification",)),
            Fold(say("Indicators"), ("indicators",)),
        ),
    ),
    "initiative": Layout(
        ("name", "summary", "territory", "stage", "themes", "legal_form", "publish_name"),
        (
            Fold(say("People and contact"), ("carriers", "contact")),
            Fold(say("Standing in the network"), ("standing",)),
            Fold(say("What it brings"), ("value_for_territory", "sectors", "jobs")),
            Fold(say("Identifiers and website"), ("siret", "siren", "rna", "website", "created")),
        ),
    ),
    "accompaniment": Layout(
        ("initiatives", "title", "form", "started", "entry", "programme", "sessions"),
        (
            Fold(say("Expenses"), ("expenses",)),
            Fold(say("What was invented, what changed"), ("tailored", "outcomes")),
            Fold(say("End and onward"), ("ended", "onward")),
            Fold(say("Who accompanies"), ("structure", "partners")),
            Fold(say("Norm"), ("norm", "overrun_reason")),
        ),
    ),
    "contribution": Layout(
        ("kind", "date", "period", "for", "by", "people", "hours", "title"),
        (
            Fold(say("From whom, to whom"), ("from", "to", "skill")),
            Fold(say("Quantity"), ("quantity", "unit", "unit_value", "obtained")),
            Fold(say("Its value"), ("value",)),
            Fold(say("Level and task"), ("level", "task", "governance")),
            Fold(say("Proof"), ("proof",)),
        ),
    ),
    "funding": Layout(
        ("funder", "title", "nature", "status", "period", "requested", "granted", "received",
         "level", "policies"),
        (
            Fold(say("What it pays for"), ("for",)),
            Fold(say("By financial year"), ("by_year",)),
            Fold(say("Budget"), ("budget",)),
            Fold(say("Ceiling and account"), ("ceiling", "report_due", "reference", "regrant")),
            Fold(say("Conditions"), ("terms",)),
        ),
    ),
    "evidence": Layout(
        ("kind", "date", "title", "text", "verbatim", "initiatives", "author", "role", "consent"),
        (
            Fold(say("Picture or link"), ("media", "alt", "credit", "lead")),
            Fold(say("Themes and accompaniments"), ("themes", "accompaniments")),
        ),
    ),
    "advocacy": Layout(
        ("title", "form", "target", "date", "period", "demand", "outcome", "audience"),
        (Fold(say("Account"), ("account",)), Fold(say("Allies"), ("allies",))),
    ),
    "year": Layout(
        ("year", "foreword", "signed_by", "highlights", "context", "outlook"),
        (
            Fold(say("In one page"), ("essential",)),
            Fold(say("What was given on"), ("regrants",)),
            Fold(say("Closing"), ("closed",)),
        ),
    ),
    "settings": Layout(
        ("name", "keeper", "fiscal_year_start", "day_length", "hourly_costs", "overheads",
         "valuation"),
        (
            Fold(say("Spreading"), ("spread_key", "minimum_group")),
            Fold(say("Words of your own"), ("themes", "policies")),
        ),
    ),
}  # fmt: skip

#: Texts of several lines.
LONG = frozenset({
    "summary", "value_for_territory", "statement", "specification", "tailored", "outcomes",
    "overrun_reason", "text", "demand", "account", "foreword", "context", "outlook", "terms",
    "notes", "note", "reason", "coverage", "entry", "standing", "policies",
    "advocacy", "highlights",
})  # fmt: skip
#: What a new row takes over from the one before it.
KEPT_IN_ROWS = {"sessions": ("type", "role")}


@dataclass(frozen=True, slots=True)
class Rows:
    """What is said when a list of parts is asked for: whether there is one, and another one."""

    first: Message
    another: Message


ROWS = {
    "sessions": Rows(say("Add a session?"), say("Add another session?")),
    "expenses": Rows(say("Add an expense?"), say("Add another expense?")),
    "standing": Rows(say("Add a standing?"), say("Add another standing?")),
    "carriers": Rows(say("Add a person?"), say("Add another person?")),
    "onward": Rows(say("Add an orientation?"), say("Add another orientation?")),
    "indicators": Rows(say("Add an indicator?"), say("Add another indicator?")),
    "budget": Rows(say("Add a line?"), say("Add another line?")),
    "regrants": Rows(say("Add a gift?"), say("Add another gift?")),
    "hourly_costs": Rows(say("Add a cost?"), say("Add another cost?")),
}
#: Of any other list.
ROW = Rows(say("Add an entry?"), say("Add another entry?"))
