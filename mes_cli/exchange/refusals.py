"""Values that the register refuses, said to somebody who looks at a spreadsheet."""

from mes_cli.exchange.plan import Problem
from mes_cli.finding import Finding, Words, say
from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model.part import Part
from mes_cli.store.reading.phrases import describe


def problem_of(finding: Finding, spot: str, model: type[Part], words: Vocabulary) -> Problem:
    """What is wrong with a cell; where only some words may stand there, they are named."""
    slot, _, _ = describe(model, finding.at.loc)
    if finding.code == "missing-field":
        return Problem(spot, finding.message, say("fill in the cell"))
    if slot is None or slot.choices is None:
        return Problem(spot, finding.message, finding.help)
    own = (words.value(slot.choices.__name__, str(member)).word for member in slot.choices)
    return Problem(spot, finding.message, say("write one of {choices}", choices=Words(tuple(own))))
