"""What ``mes export network`` writes: the package of a register, and the page that describes it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mes_cli.exchange.databases import SCHEMA, schema_page
from mes_cli.exchange.lines import line_tables, register_code
from mes_cli.exchange.packing import line_rows, packed, unpacked
from mes_cli.figures.books import books
from mes_cli.figures.ledger import ledger
from mes_cli.finding import say
from mes_cli.language.catalogue import Catalogue
from mes_cli.language.vocabulary import vocabulary
from mes_cli.register import Register
from mes_cli.store.packages import VERSION, Package, PackedRegister, package_bytes
from mes_cli.view.viewer import Viewer


def package_files(
    seen_by: Viewer,
    year: int,
    about: Mapping[str, str],
    carried: Sequence[PackedRegister],
    decisions: Sequence[str],
    catalogue: Catalogue,
) -> Mapping[str, bytes]:
    """Make the package of a register for a year and the year before.

    *carried* are the registers of its own members, which go with it uncombined, as do its
    *decisions* on them.
    """
    own = replace(packed_with_lines(seen_by, year, about), decisions=decisions)
    content = package_bytes(Package(year, (own, *carried)))
    return {f"{own.code}-{year}.sqlite": content, SCHEMA: _described(seen_by, catalogue)}


def packed_with_lines(seen_by: Viewer, year: int, about: Mapping[str, str]) -> PackedRegister:
    """Pack a register with its lines of a year and of the year before."""
    settings = seen_by.register.settings
    told = {"name": seen_by.hide_names(settings.name), "day": seen_by.day.isoformat(), **about}
    own = packed(seen_by, register_code(seen_by), told)
    return with_lines(own, unpacked(own, own.code), year)


def with_lines(
    own: PackedRegister, register: Register, year: int, *, parts: bool = True
) -> PackedRegister:
    """Add the lines of a year and of the year before: those of what others may see of it."""
    counted = books(register)
    found = [ledger(counted, it) for it in (year - 1, year) if it in counted.days.years]
    lines, cut = line_rows(found, parts=parts)
    return replace(own, lines=lines, parts=cut)


def _described(seen_by: Viewer, catalogue: Catalogue) -> bytes:
    """Describe the package; the first line says its version and for whom it is."""
    words = vocabulary(catalogue.language)
    sentences = [
        say("Made by `mes export network`, for the network alone. Do not pass it on to others."),
        say(
            "It is a SQLite file. `registers` has what each register declares, `records` what"
            " members may see of each record, as JSON, and `identities` what was decided on"
            " records that are the same. Its digest covers every table: who changes anything"
            " makes it useless."
        ),
        say(
            "`lines` and `parts` are those of two years. Sums over `lines` are the figures of"
            " `mes coverage`; sums over `parts` by `key` are the rows of its table `by`, so a"
            " query names one `by`. Money is whole cents, time whole seconds."
        ),
    ]
    head = f"mes package {VERSION}, audience: members"
    return schema_page(head, sentences, line_tables((), seen_by, words), catalogue)
