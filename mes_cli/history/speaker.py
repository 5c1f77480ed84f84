"""What every sentence on a difference needs: the language, and what records are called."""

from typing import NamedTuple

from mes_cli.finding import Message, say
from mes_cli.history.difference import Difference
from mes_cli.language.catalogue import catalogue
from mes_cli.language.formats import formats
from mes_cli.language.vocabulary import vocabulary
from mes_cli.register import Name
from mes_cli.view.viewer import Viewer


class Told(NamedTuple):
    """A sentence, and the sentences below it."""

    text: str
    below: tuple["Told", ...] = ()


class Speaker:
    """Speaks of one difference, in the language of its reader."""

    def __init__(self, found: Difference) -> None:
        self.found = found
        self.before: Viewer = found.sides.before
        self.after: Viewer = found.sides.after
        self.catalogue = catalogue(self.after.language)
        self.form = formats(self.after.language)
        self.words = vocabulary(self.after.language)

    def say(self, message: Message) -> str:
        """Put a message into words."""
        return self.form.typography(self.catalogue.say(message, self.words))

    def name(self, name: Name) -> str:
        """What a record is called, and its kind."""
        look = self.after if self.after.register.find(*name) else self.before
        kind = self.words.kinds[name[0]].label
        return self.say(say("{kind} “{name}”", kind=kind, name=look.name(*name).name))
