"""Fields that hold values, not parts: their choices, what was typed, how it is understood."""

from dataclasses import dataclass

from mes_cli.drafts.answers import TO_COME, Answers, territories
from mes_cli.drafts.consequences import READERS
from mes_cli.drafts.layouts import LONG
from mes_cli.drafts.wording import typed_day
from mes_cli.finding import Message, say
from mes_cli.language.catalogue import catalogue
from mes_cli.language.formats import formats
from mes_cli.language.typed import day_said
from mes_cli.model.scalars import Scalar
from mes_cli.model.shape import Slot
from mes_cli.web.forms.drawn import Drawn
from mes_cli.web.forms.filled import NONE, Filled

#: Types of fields whose values are short: amounts, days, durations, numbers.
_SHORT = {
    Scalar.DATE,
    Scalar.DURATION,
    Scalar.MONEY,
    Scalar.NUMBER,
    Scalar.WHOLE,
    Scalar.SHARE,
    Scalar.YEAR,
    Scalar.ACCOUNT,
}
#: Examples that stand in place of a help where the vocabulary has none.
_EXAMPLES = {
    Scalar.DURATION: "2h30",
    Scalar.MONEY: "1 234,50",
    Scalar.SHARE: "25 %",
}
#: The answers of a consent, shown as a list: none is chosen beforehand.
AS_LIST = {"scope": say("No consent yet"), "naming": None}
_NAMING = {"true": say("Yes, as written above"), "false": say("No")}
_YES_NO = {"true": say("yes"), "false": say("no")}
#: The fields that say who may read something.
_FOR_READERS = frozenset({"scope", "publish_name", "audience"})


@dataclass(frozen=True, slots=True)
class SingleValues:
    """Draws the values of one form."""

    answers: Answers
    filled: Filled

    def _say(self, message: Message) -> str:
        return catalogue(self.answers.language).say(message, None)

    def options(self, slot: Slot, text: str) -> list[tuple[str, str]]:
        """The answers that a field offers, in the words of forms."""
        if slot.scalar is Scalar.BOOLEAN:
            words = _NAMING if slot.name in AS_LIST else _YES_NO
            return [(value, self._say(it)) for value, it in words.items()]
        if slot.name not in _FOR_READERS:
            return [(it.value, it.label) for it in self.answers.options(slot)]
        offered = [(str(it), self._say(label)) for it, label in READERS.items()]
        none = AS_LIST.get(slot.name)
        offered = [(NONE, self._say(none)), *offered] if none else offered
        chosen = self.chosen(text, slot)
        more = [it for it in self.answers.options(slot) if it.value == chosen]
        return (
            offered if chosen in dict(offered) else offered + [(it.value, it.label) for it in more]
        )

    def several(self, slot: Slot, name: str, options: list[tuple[str, str]]) -> Drawn:
        """Draw a field that takes several values: ticks where they are offered, else lines."""
        said = [line for text in self.filled.texts.get(name, ()) for line in text.split("\n")]
        if options:
            chosen = [self.answers.one(it, slot) for it in said if it]
            return {"sort": "choices", "chosen": chosen, "options": options}
        return {"sort": "lines", "text": "\n".join(said)}

    def chosen(self, text: str, slot: Slot) -> str:
        """The canonical word that a text stands for."""
        return self.answers.one(text, slot) if text and text != NONE else text

    def place(self, name: str) -> Drawn:
        """Where a place is named in words; several of that name are offered."""
        text = self.filled.text(f"{name}.place")
        found = [it.label for it in territories(text)] if text else []
        codes = (self.filled.text(f"{name}.{it}") for it in ("commune", "department", "region"))
        code = next(filter(None, codes), "")
        here = next((it.label for it in territories(code)), "") if code else ""
        return {
            "sort": "place",
            "place": text,
            "places": found if len(found) > 1 else [],
            "understood": found[0] if len(found) == 1 else "",
            "here": here if not text else "",
        }

    def text(self, text: str, slot: Slot) -> Drawn:
        """A field that takes what is typed: a day, a long text, or a line."""
        if slot.scalar in {Scalar.DATE, Scalar.MONTH_DAY}:
            return {"sort": "day", "text": text, "understood": self._understood(text, slot),
                    "calendar": slot.scalar is Scalar.DATE}  # fmt: skip
        long = slot.name in LONG and slot.scalar is Scalar.TEXT
        return {
            "sort": "long" if long else "short" if slot.scalar in _SHORT else "text",
            "text": text,
            "names": slot.name == "by" and slot.personal is not None,
            "example": _EXAMPLES.get(slot.scalar, "") if slot.scalar is not None else "",
        }

    def _understood(self, text: str, slot: Slot) -> str:
        """The day that was understood, where it was not written as this page writes it.

        One that is still to come, in place of a day on which something was done, is told as well.
        """
        if slot.scalar is Scalar.MONTH_DAY:
            return self._start_of_years(text, slot)
        day = day_said(text, self.answers.today) if text.strip() else None
        to_come = self.answers.is_to_come(text, slot)
        if day is None or (text.strip() == f"{day:%d/%m/%Y}" and not to_come):
            return ""
        written = formats(self.answers.language).date(day)
        return f"{written} ({self._say(TO_COME)})" if to_come else written

    def _start_of_years(self, text: str, slot: Slot) -> str:
        """The day on which financial years begin, where it was understood and written otherwise."""
        said = self.answers.one(text.strip(), slot)
        written = typed_day(said, self.answers.language)
        return "" if written in {said, text.strip()} else written
