"""Print a command of the README as it stands, so that what is tested is what is promised.

``readme_commands.py run`` and ``readme_commands.py test`` print one of the two commands;
``--setup`` and ``--run`` print only what comes before, or after, its last ``&&``.
"""

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"


def command(name: str) -> str:
    """Give the command in the code block that follows the comment ``<!-- name -->``."""
    found = re.search(
        rf"<!-- {name} -->\s*```\w*\n(.*?)\n```", README.read_text("utf-8"), re.DOTALL
    )
    if found is None:
        sys.exit(f"the README has no command {name}")
    return found[1].replace("\\\n", " ")


def main() -> None:
    """Print what is asked for."""
    text = command(sys.argv[1])
    before, _, last = text.rpartition("&&")
    if "--setup" in sys.argv:
        text = before
    if "--run" in sys.argv:
        text = last
    print(text.strip())


if __name__ == "__main__":
    main()
