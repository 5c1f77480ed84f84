"""What each form asks first, and what is folded: in canonical names."""

from dataclasses import dataclass

from mes_cli.drafts.conditions import AskedWhen
from mes_cli.finding import Message, say


@dataclass(frozen=True, slots=True)
class Fold:
    """Fields that are shown on demand, or at once where they say something."""

    title: Message
    fields: tuple[str, ...]
    #: Beside which answers it is open from the beginning.
    opened: AskedWhen | None = None


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
            Fold(say("Its place in accompaniment"), ("accompaniment_as", "statement"),
                 AskedWhen("roles", frozenset({"member", "support"}))),
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
        ("kind", "date", "period", "for", "by", "people", "hours", "title", "from", "to", "skill",
         "quantity", "unit", "unit_value", "obtained"),
        (
            Fold(say("Its value"), ("governance", "value")),
            Fold(say("Level and task"), ("level", "task")),
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
        (Fold(say("How it went"), ("account",)), Fold(say("Allies"), ("allies",))),
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
            Fold(say("Spreading"), ("spread_key", "minimum_group", "secondment_accounts")),
            Fold(say("Words of your own"), ("themes", "policies")),
            OWN,
            Fold(say("How long things are kept"), ("retention",)),
            Fold(say("Checks"), ("checks",)),
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
    """What one part of a list is called."""

    one: Message
    another: Message
    #: As the one that has a number: "the session" 2.
    the: Message
    #: What is said once the one that had a number is removed.
    removed: Message


ROWS = {
    "sessions": Rows(
        say("a session"),
        say("another session"),
        say("the session"),
        say("Session {number} removed."),
    ),
    "expenses": Rows(
        say("an expense"),
        say("another expense"),
        say("the expense"),
        say("Expense {number} removed."),
    ),
    "stage": Rows(
        say("a stage"), say("another stage"), say("the stage"), say("Stage {number} removed.")
    ),
    "standing": Rows(
        say("a standing"),
        say("another standing"),
        say("the standing"),
        say("Standing {number} removed."),
    ),
    "carriers": Rows(
        say("a person"), say("another person"), say("the person"), say("Person {number} removed.")
    ),
    "onward": Rows(
        say("an orientation"),
        say("another orientation"),
        say("the orientation"),
        say("Orientation {number} removed."),
    ),
    "indicators": Rows(
        say("an indicator"),
        say("another indicator"),
        say("the indicator"),
        say("Indicator {number} removed."),
    ),
    "for": Rows(
        say("a purpose"),
        say("another purpose"),
        say("the purpose"),
        say("Purpose {number} removed."),
    ),
    "policies": Rows(
        say("a policy"), say("another policy"), say("the policy"), say("Policy {number} removed.")
    ),
    "budget": Rows(
        say("a line"), say("another line"), say("the line"), say("Line {number} removed.")
    ),
    "regrants": Rows(
        say("a gift"), say("another gift"), say("the gift"), say("Gift {number} removed.")
    ),
    "hourly_costs": Rows(
        say("a cost"), say("another cost"), say("the cost"), say("Cost {number} removed.")
    ),
    "overheads": Rows(
        say("a rate"), say("another rate"), say("the rate"), say("Rate {number} removed.")
    ),
    "valuation": Rows(
        say("a rule"), say("another rule"), say("the rule"), say("Rule {number} removed.")
    ),
    "members": Rows(
        say("a member"), say("another member"), say("the member"), say("Member {number} removed.")
    ),
    "values": Rows(
        say("a word"), say("another word"), say("the word"), say("Word {number} removed.")
    ),
}
#: Of any other list.
ROW = Rows(say("a line"), say("another line"), say("the line"), say("Line {number} removed."))
