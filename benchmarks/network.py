"""Combine the registers of a large network, as folders and as packages, and print what it takes.

``python -m benchmarks.network --work FOLDER [--members 50] [--records 1000]``. Every member has a
register of its own, made from a seed.
"""

import argparse
import subprocess
from pathlib import Path

from benchmarks.book import Book
from benchmarks.generate import write
from benchmarks.measure import Work
from benchmarks.run import mebibytes, seconds
from benchmarks.shop import command

#: Where each sort of member is, and the most that combining them may take: seconds and MiB.
_SORTS = {"package": ("packages/m{}.sqlite", 30), "register": ("members/m{}", 60)}
_MOST_MEMORY = 1 << 30


def main() -> None:
    """Read the arguments, make the network, combine it, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="a folder for the registers")
    parser.add_argument("--members", type=int, default=50)
    parser.add_argument("--records", type=int, default=1000, help="those of each member")
    given = parser.parse_args()
    work: Path = given.work.resolve()
    mes = command()
    make(work, mes, given.members, given.records)
    print("| members | takes | at most | of CPU time | memory | at most |")
    print(f"|{' --- |' * 6}")
    for sort, (path, most) in _SORTS.items():
        settings(work, sort, path, given.members)
        sample = Work(sort, [[mes, "-C", str(work), "combine"]]).run(watch=True)
        memory = mebibytes(max(sample.peak, sample.together))
        cells = (f"{given.members} ({sort})", seconds(sample.wall), seconds(most),
                 seconds(sample.cpu), memory, mebibytes(_MOST_MEMORY))  # fmt: skip
        print(f"| {' | '.join(cells)} |", flush=True)


def make(work: Path, mes: str, members: int, records: int) -> None:
    """Make the registers that are not there yet, and the package of each."""
    for number in range(members):
        folder, package = work / f"members/m{number}", work / f"packages/m{number}.sqlite"
        if package.exists():
            continue
        write(Book(records, number, "fr", small=False), folder)
        made = folder / "package"
        export = [mes, "-C", str(folder), "export", "network", "--output", str(made)]
        subprocess.run(export, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        package.parent.mkdir(exist_ok=True)
        next(made.glob("*.sqlite")).rename(package)


def settings(work: Path, sort: str, path: str, members: int) -> None:
    """Write the network's own register, with members of one sort."""
    rows = "".join(
        f"  - {{structure: m{number}, {sort}: {path.format(number)}}}\n"
        for number in range(members)
    )
    text = f'mes: "1"\nname: Network\nlanguage: en\nkeeper: head\nmembers:\n{rows}'
    (work / "mes.yaml").write_text(text, "utf-8")
    names = ["head", *(f"m{number}" for number in range(members))]
    keepers = "".join(f"- {{id: {it}, name: {it}, roles: [member]}}\n" for it in names)
    (work / "structures").mkdir(exist_ok=True)
    (work / "structures/all.yaml").write_text(keepers, "utf-8")


if __name__ == "__main__":
    main()
