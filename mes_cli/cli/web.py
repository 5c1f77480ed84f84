"""``mes web``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from mes_cli.cli import reading
from mes_cli.cli.console import hint, out
from mes_cli.cli.options import number_of
from mes_cli.cli.session import Exit, current
from mes_cli.drafts.starter import refuse_folder
from mes_cli.errors import InputError, NoRegisterError
from mes_cli.finding import say
from mes_cli.store.editing.atomic import write
from mes_cli.store.user_folders import state_folder

ReadOnly = Annotated[bool, typer.Option("--read-only", help="Show only: nothing is written.")]
NoOpen = Annotated[bool, typer.Option("--no-open", help="Print the link; open no browser.")]
Port = Annotated[
    int | None,
    number_of("--port", least=1024, most=65535, metavar="PORT", help="Listen on this port."),
]
Shortcut = Annotated[
    bool,
    typer.Option("--shortcut", help="Put a launcher of the page among the system's programs."),
]


def web(
    read_only: ReadOnly = False,
    no_open: NoOpen = False,
    port: Port = None,
    shortcut: Shortcut = False,
) -> int:
    """Open the register in a browser: to read it, to write in it, to see its reports.

    In an empty folder, or one that `-C` names, the page asks what a first register needs.
    Only this machine is answered. Ctrl-C ends it, as does *Quit* on the page. A second start
    opens the page that runs already.
    """
    from mes_cli.web.launcher import launcher
    from mes_cli.web.server import Running, open_browser, serve
    from mes_cli.web.workspace import Workspace

    root, to_begin = _root(read_only=read_only)
    if shortcut:
        path, text = launcher(root, sys.platform)
        write(path, text, mode=0o755)
        out(f"{path}\n")
        hint(say("the launcher is among your programs; it opens this register"))
        return Exit.CLEAN
    folder = state_folder("web")
    if folder is None:
        raise InputError(
            say("there is no folder in which the key of the page can be kept"),
            say("set `HOME`, or `XDG_STATE_HOME`"),
        )

    def told(link: str) -> None:
        if no_open:
            out(f"{link}\n")
            sys.stdout.flush()
        else:
            open_browser(link, folder)
        hint(say("the page is open; Ctrl-C closes it"))

    link = Running.of(root, folder).opening_link()
    if link is not None:
        told(link)
        return Exit.CLEAN
    space = Workspace(root, current().language, read_only=read_only, to_begin=to_begin)
    serve(space, folder, port, told)
    return Exit.CLEAN


def _root(*, read_only: bool) -> tuple[Path, bool]:
    """Give the folder of the page, and whether a register is to begin in it.

    Raises:
        NoRegisterError: there is no register, and none can begin on a page that only shows.
        InputError: none can begin in this folder.
    """
    try:
        return reading.root_for([]), False
    except NoRegisterError as problem:
        folder = current().folder
        if read_only:
            raise
        if folder == Path() and any(it.name[0] != "." for it in folder.iterdir()):
            raise InputError(
                problem.message,
                say("name the folder of a register, or one to begin it in: `mes -C FOLDER web`"),
            ) from None
        refuse_folder(folder)
        return folder.resolve(), True
