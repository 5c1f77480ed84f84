"""What an edition hides, and why: for the keeper, before anything is sent.

It names what the edition does not, so that it is for the keeper alone.
"""

from collections.abc import Iterator

from mes_cli.figures.due import has_account
from mes_cli.figures.groups import By
from mes_cli.language.catalogue import Catalogue, catalogue
from mes_cli.language.vocabulary import vocabulary
from mes_cli.model import Advocacy, Evidence, Funding, Initiative
from mes_cli.model.audience import Audience
from mes_cli.model.own_fields import OwnPart
from mes_cli.model.record import Part
from mes_cli.model.shape import Slot, shape
from mes_cli.view.coverage import row_label
from mes_cli.view.disclosure import told_rows
from mes_cli.view.edition import Edition
from mes_cli.view.records import ViewData
from mes_cli.view.stories import consent_trouble, is_of_the_year


def hidden_facts(keeper: Edition, reader: Edition) -> ViewData:
    """All that the edition of a *reader* leaves out of what the *keeper* sees."""
    words = catalogue(keeper.viewer.language)
    return {
        "edition": reader.label("Audience", reader.viewer.audience),
        "evidence": list(_evidence(keeper, reader, words)),
        "advocacy": list(_advocacy(keeper, reader)),
        "names": list(_names(keeper, reader)),
        "tables": list(_tables(keeper, reader, words)),
        "fields": list(_fields(keeper, reader)),
        "fundings": list(_fundings(keeper, reader)),
    }


def _evidence(keeper: Edition, reader: Edition, words: Catalogue) -> Iterator[ViewData]:
    """The year's evidence that the people did not agree to show to these readers."""
    _ = words.text
    for entry in keeper.register.of(Evidence):
        record = entry.record
        if reader.viewer.may_see(record) or not is_of_the_year(keeper, entry):
            continue
        scope = record.consent.scope if record.consent else Audience.INTERNAL
        agreed = _("agreed to for: %(who)s") % {"who": keeper.label("Audience", scope)}
        yield {
            "label": record.title,
            "why": consent_trouble(keeper, record) or agreed,
            "source": keeper.source(entry.place),
        }


def _advocacy(keeper: Edition, reader: Edition) -> Iterator[ViewData]:
    """The calls that are for narrower readers."""
    for entry in keeper.register.of(Advocacy):
        if not reader.viewer.may_see(entry.record) and is_of_the_year(keeper, entry):
            yield {
                "label": entry.record.title or keeper.label("AdvocacyForm", entry.record.form),
                "why": keeper.label("Audience", entry.record.audience),
                "source": keeper.source(entry.place),
            }


def _names(keeper: Edition, reader: Edition) -> Iterator[ViewData]:
    """The initiatives that bear a pseudonym."""
    for entry in keeper.register.of(Initiative):
        if entry.record.id in reader.viewer.pseudonyms:
            yield {
                "label": entry.record.name,
                "pseudonym": reader.viewer.pseudonyms.names[entry.record.id],
                "source": keeper.source(entry.place),
            }


def _tables(keeper: Edition, reader: Edition, words: Catalogue) -> Iterator[ViewData]:
    """The tables of money and hours that stand on too few, as a whole or in some rows."""
    _ = words.text
    titles = {
        By.THEME: _("By theme"),
        By.TERRITORY: _("By territory"),
        By.PROGRAMME: _("By programme"),
    }
    for by, title in titles.items():
        rows = told_rows(reader, by)
        if not rows and keeper.figures.rows(by):
            yield {"label": title, "rows": []}
        merged = [row_label(keeper, by, row) for row in rows if len(row.ids) > 1]
        if merged:
            yield {"label": title, "rows": merged}


def _fields(keeper: Edition, reader: Edition) -> Iterator[ViewData]:
    """The fields that these readers never see: those of all records, then kind by kind."""
    words = vocabulary(keeper.viewer.language)
    closed = {
        kind: [
            words.field(home, slot.name).label
            for home, slot in _slots(model)
            if not reader.sees(slot.audience)
        ]
        for kind, model in keeper.register.models.items()
        if keeper.register.of(model)
    }
    common = [
        label
        for label in min(closed.values(), key=len, default=[])
        if all(label in labels for labels in closed.values())
    ]
    if common:
        yield {"label": catalogue(keeper.viewer.language).text("all records"), "fields": common}
    for kind, labels in closed.items():
        if own := [label for label in labels if label not in common]:
            yield {"label": words.kinds[kind].plural, "fields": own}


def _slots(model: type[Part]) -> Iterator[tuple[str, Slot]]:
    """The fields of a model with the name of their model; own fields one by one."""
    for slot in shape(model).slots.values():
        if slot.part is not None and issubclass(slot.part, OwnPart):
            yield from _slots(slot.part)
        else:
            yield shape(model).home, slot


def _fundings(keeper: Edition, reader: Edition) -> Iterator[str]:
    """The year's fundings that have no account of their own."""
    if not reader.sees(Audience.FUNDER):
        return
    for it in keeper.figures.ledger.fundings:
        record = it.entry.record
        if not has_account(record):
            yield keeper.name(Funding.kind, record.id).name or record.own_label
