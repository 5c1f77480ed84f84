"""``mes import``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from mes_cli.cli import previewing, reading
from mes_cli.cli.console import hint, out, say as announce, speech
from mes_cli.cli.exits import Exit
from mes_cli.cli.session import _, on_terminal
from mes_cli.errors import NoSuchPathError
from mes_cli.exchange.carry import drafted
from mes_cli.exchange.grids import grids
from mes_cli.exchange.merge import merge
from mes_cli.exchange.plan import Plan
from mes_cli.exchange.sheetrows import lines
from mes_cli.exchange.state import Now
from mes_cli.finding import say
from mes_cli.store.edit import Edits
