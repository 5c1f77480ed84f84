"""``mes templates``."""

from typing import Annotated

import typer

from mes_cli.cli.console import hint, out
from mes_cli.cli.options import WordList, format_option, one_of
from mes_cli.cli.reading import root_for
from mes_cli.cli.session import current
from mes_cli.errors import InputError, UnknownTemplateError
from mes_cli.finding import say
from mes_cli.language.folding import near
from mes_cli.language.typed import meant
from mes_cli.report.shipped import shipped_templates
from mes_cli.store.editing.atomic import write
from mes_cli.store.editing.edited_file import FileExistsAlreadyError
from mes_cli.store.reading.origin import Folder
from mes_cli.store.reading.root import register_language
from mes_cli.store.templates import FOLDERS, own_templates

ACTIONS = ("list", "copy")

Action = Annotated[str, one_of(ACTIONS, "Action", label="ACTION", help="What to do.")]
Name = Annotated[
    str, typer.Argument(metavar="NAME", help="A report, or a template that is listed.")
]
Format = Annotated[str, format_option("html", "md", about="The form it takes.")]


def templates(action: Action = "list", name: Name = "", form: Format = "html") -> None:
    """List the templates of reports, or copy one to change it.

    A template in the register's folder of templates takes the place of ours. It may extend ours
    under `shipped/` and change single blocks of it.
    """
    root = root_for([])
    language = register_language(root) or current().language
    texts = shipped_templates()
    if WordList("Action", ACTIONS).read("ACTION", action) == "list":
        own = own_templates(Folder(root), language)
        width = max(map(len, (*texts, *own)))
        for each in sorted({*texts, *own}):
            file = own[each][1] if each in own else ""
            out(f"{each:<{width}}  {file}".rstrip() + "\n")
        return
    wanted = _wanted(name, form, list(texts))
    path = root / FOLDERS[language][-1] / wanted
    if path.exists() or path.is_symlink():
        raise FileExistsAlreadyError(str(path))
    write(path, texts[wanted], inside=root)
    out(f"{path}\n")
    hint(say("change it, then write the report anew with `mes report`"))


def _wanted(name: str, form: str, known: list[str]) -> str:
    """The template that is named, whole or by its report.

    Raises:
        InputError: no template is named.
        UnknownTemplateError: no template has this name.
    """
    if not name:
        raise InputError(
            say("a template to copy must be named"), say("`mes templates list` names them all")
        )
    reports = WordList("Report", sorted({each.partition("/")[0] for each in known})).known()
    report = meant(name, reports) or name
    wanted = name if "/" in name else f"{report}/{report}.{form}.j2"
    if wanted not in known:
        close = near(name, known if "/" in name else reports)
        raise UnknownTemplateError(name, close)
    return wanted
