"""What is handed over: typed, harmless, and only what its audience may see."""

import csv
import io
import json
import re
import sqlite3
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import jsonschema
import pytest
from conftest import EXAMPLES
from exchange.conftest import asked, texts

from mes_cli.exchange.document import schema
from mes_cli.exchange.export import FORMS, Files
from mes_cli.exchange.extras import MissingExtraError
from mes_cli.exchange.grids import grids
from mes_cli.exchange.paheko import HEADER
from mes_cli.exchange.xlsx import xlsx
from mes_cli.figures.year import year_figures
from mes_cli.model.audience import Audience
from mes_cli.store.load import load

EXAMPLE = EXAMPLES / "reseau-des-possibles"
WHOLE = [form for form in FORMS if not FORMS[form].yearly]
