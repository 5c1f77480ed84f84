"""Lists of hours: a file a month and a nature, whoever writes into it."""

from collections.abc import Iterable

from mes_cli.model import Contribution
from mes_cli.store.editing.edited_file import EditedFile
from mes_cli.store.reading.load import Reading


def month_list(reading: Reading, month: str, nature: str, begun: Iterable[EditedFile] = ()) -> str:
    """Give the list that hours of a month belong to: one that is there, else a new one.

    A list is of the month that its name begins with, as ``2025-03``. A new one goes to the folder
    of its year, unless all others stand beside one another. Lists that are *begun* count too.
    """
    folder = reading.words.kinds[Contribution.kind].folder
    lists: dict[str, set[str]] = {}
    for entry in reading.register.of(Contribution):
        if entry.place.item is not None:
            lists.setdefault(entry.place.file, set()).add(str(entry.record.nature))
    for edited in begun:
        if edited.kind == Contribution.kind and edited.listed and edited.records:
            lists.setdefault(edited.file, set()).update(str(r.get("kind")) for r in edited.records)
    own = (file for file in lists if file.rpartition("/")[2].startswith(month))
    fitting = sorted(file for file in own if nature in lists[file])
    if fitting:
        return fitting[0]
    word = reading.words.value("ContributionKind", nature).word
    flat = lists and all(file.count("/") == 1 for file in lists)
    where = folder if flat else f"{folder}/{month[:4]}"
    return f"{where}/{month}-{word}.yaml"
