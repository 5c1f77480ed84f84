"""Look for bytes that a reader of records stumbles over, guided by what code they reach.

``pip install atheris`` in an environment of its own beside mes, then
``python tools/fuzz.py FOLDER -max_total_time=1800``. FOLDER keeps what was tried; what fails is
written to the current folder.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["mes_cli", "ruamel"]):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from mes_cli import checks
    from mes_cli.language.vocabulary import vocabulary
    from mes_cli.model import KINDS, Settings
    from mes_cli.register import Register
    from mes_cli.store.reading.folders import RecordFile
    from mes_cli.store.reading.record_files import ReadingContext, read_file

SETTINGS = Settings.model_validate({"mes": "1", "name": "x", "keeper": "x"})
WORDS, NAMES = vocabulary("fr"), list(KINDS)


def one_input(content: bytes) -> None:
    """Read some bytes as a record of a kind that the first of them chooses."""
    kind, content = NAMES[content[0] % len(NAMES)] if content else NAMES[0], content[1:] or b"\n"
    record_file = RecordFile(f"x/{kind}.yaml", kind)
    drafts = {record_file.file: content}
    contents = read_file(record_file, ReadingContext(SETTINGS, WORDS, drafts))
    checks.run(Register(SETTINGS, tuple(contents.entries), frozenset(contents.unread)))


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
