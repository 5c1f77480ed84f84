"""The least that any checker does: ``floor.py walk FOLDER`` walks and stats, ``read`` reads too.

No Python program that looks at every file of a folder takes less than this one.
"""

import os
import sys


def visit(folder: str, *, read: bool) -> int:
    """Stat every file below a folder, and perhaps read it; give how many there are."""
    number, folders = 0, [folder]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                    continue
                size = entry.stat(follow_symlinks=False).st_size
                number += 1
                if read:
                    file = os.open(entry.path, os.O_RDONLY)
                    os.read(file, size + 1)
                    os.close(file)
    return number


if __name__ == "__main__":
    print(visit(sys.argv[2], read=sys.argv[1] == "read"))
