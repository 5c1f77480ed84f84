"""The rules of style that show a field only beside some answers: they need no script.

What has an answer is never hidden, so nothing is sent that cannot be seen, and nothing is lost
when an answer changes and changes back.
"""

from mes_cli.drafts.layouts import CONDITIONS, AskedWhen
from mes_cli.model import KINDS, Settings
from mes_cli.model.record import Part
from mes_cli.model.shape import shape

#: A field in which something was answered.
_FILLED = (
    ":has(input:not([type]):not(:placeholder-shown), textarea:not(:placeholder-shown), "
    'option:not([value=""]):checked, :is([type="radio"], [type="checkbox"])'
    ':not([value=""], [value="-"]):checked)'
)


def style() -> str:
    """Write the rules."""
    rules = (_rule(kind, name, condition) for (kind, name), condition in CONDITIONS.items())
    return "\n".join(rules) + "\n"


def _rule(kind: str, name: str, condition: AskedWhen) -> str:
    """Hide what is empty where the condition does not hold, in the form or in its row."""
    first, _point, last = condition.field.partition(".")
    model: type[Part] = Settings if kind == Settings.kind else KINDS[kind]
    within = f'form.record[data-kind="{kind}"]'
    control = f'[name="{condition.field}"]'
    if last and shape(model).slots[first].many:  # names of rows have numbers in them
        within, control = f"{within} .row", f'[name$=".{last}"]'
    holds = f":has({_answer(control, condition)})"
    hidden = f":not({holds})" if condition.beside else holds
    return f'{within}{hidden} [data-when="{kind}.{name}"]:not({_FILLED}) {{ display: none; }}'


def _answer(control: str, condition: AskedWhen) -> str:
    """Select a field that gives one of the answers."""
    if condition.start:  # the field has a pattern, which makes it valid where it begins so
        return f"{control}:valid:not(:placeholder-shown)"
    if not condition.words:
        return f"{control}:not(:placeholder-shown)"
    words = ", ".join(f'[value="{word}"]' for word in sorted(condition.words))
    return f"{control} option:is({words}):checked"
