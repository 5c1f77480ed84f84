"""Help in the reader's language, where the library has English words only."""

from typing import Any

from typer.core import TyperCommand, TyperGroup

from mes_cli.cli.session import _


def translated(help_text: str) -> str:
    """Translate the words of the library that do not go through the catalogues."""
    for english in ("Usage:", "Show this message and exit."):
        help_text = help_text.replace(english, _(english))
    return help_text


class Command(TyperCommand):
    """A command whose help is in one language."""

    def get_help(self, ctx: Any) -> str:
        """Give the help, all of it in the reader's language."""
        return translated(super().get_help(ctx))


class Group(TyperGroup):
    """A group of commands whose help is in one language."""

    def get_help(self, ctx: Any) -> str:
        """Give the help, all of it in the reader's language."""
        for option in self.params:
            # The library's own options bring English words; ours are translated already.
            if isinstance(text := getattr(option, "help", None), str):
                option.help = _(text)  # type: ignore[attr-defined]
        return translated(super().get_help(ctx))
