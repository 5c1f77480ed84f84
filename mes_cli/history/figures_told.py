"""Figures that moved, in sentences."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from mes_cli.drafts.wording import label
from mes_cli.finding import count, say
from mes_cli.history.movements import Movement
from mes_cli.history.speaker import Speaker, Told
from mes_cli.language.formats import MINUS
from mes_cli.model import Funding
from mes_cli.model.audience import Audience

#: So many records are named behind a figure.
_MOVERS = 5
_LABELS: Mapping[str, str] = {
    "hours.staff": "paid work",
    "cost.staff": "paid work",
    "cost.expenses": "expenses",
    "cost.overheads": "overheads",
    "cost.monetary": "monetary cost",
    "cost.in_kind": "valued contributions",
    "cost.full": "full cost",
    "resources.money": "money",
    "resources.pending": "asked for, not answered",
    "remainder": "monetary cost not covered",
}
#: Totals of other figures: what moved these moved them.
_TOTALS = frozenset({"cost.monetary", "cost.full", "remainder"})


class FigureSpeaker(Speaker):
    """Speaks of the figures that moved."""

    def figure(self, moved: Movement) -> Told:
        """What a figure was and is, and the records that moved it."""
        text = say(
            "{what}: {before} → {after} ({change})",
            what=self.figure_label(moved),
            before=self.amount(moved, moved.before),
            after=self.amount(moved, moved.after),
            change=self.signed(moved, moved.change),
        )
        return Told(self.say(text), tuple(self.movers(moved)))

    def figure_label(self, moved: Movement) -> str:
        """What a figure is called."""
        text = self.catalogue.text
        if moved.figure == "hours.kind":
            return label("ContributionKind", moved.detail, self.after)
        if moved.figure.startswith("account."):
            name = self.name((Funding.kind, moved.detail))
            if moved.figure == "account.cost":
                return self.say(say("account of {funding}, costs", funding=name))
            return self.say(say("account of {funding}, resources", funding=name))
        if moved.figure == "resources.nature":
            return label("Nature", moved.detail, self.after)
        if moved.figure.startswith("counts."):
            return self.words.kinds[moved.figure.removeprefix("counts.")[:-1]].plural
        said = text(_LABELS[moved.figure])
        return f"{said} ({text('hours')})" if moved.unit == "seconds" else said

    def movers(self, moved: Movement) -> Iterator[Told]:
        """The records that moved a figure, those that moved it most first."""
        if not self.after.sees(Audience.FUNDER) or moved.figure in _TOTALS:
            return
        rows = [*moved.records.items()]
        changed = {pair.entry.name for pair in self.found.sides.pairing.pairs}
        for name, units in rows[:_MOVERS]:
            who = self.name(name)
            if not self.found.years and name not in changed:
                who = self.say(say("{record}, by the settings", record=who))
            said = say("{record}: {change}", record=who, change=self.signed(moved, units))
            yield Told(self.say(said))
        if rest := rows[_MOVERS:]:
            change = self.signed(moved, sum(units for _, units in rest))
            text = count(
                "{number} other record: {change}",
                "{number} other records: {change}",
                len(rest),
                change=change,
            )
            yield Told(self.say(text))

    def amount(self, moved: Movement, units: int) -> str:
        """Write a number of its unit."""
        match moved.unit:
            case "seconds":
                return self.form.hours(units)
            case "cents":
                return self.form.money(Decimal(units) / 100)
            case _:
                return self.form.number(units)

    def signed(self, moved: Movement, units: int) -> str:
        """Write by how much it moved."""
        sign = "+" if units > 0 else MINUS if units < 0 else ""
        return f"{sign}{self.amount(moved, abs(units))}"
