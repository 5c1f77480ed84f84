"""An inventory in words: tables, and places in files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mes_cli.finding import Message, Place, count, say
from mes_cli.language.catalogue import Catalogue
from mes_cli.language.formats import formats
from mes_cli.language.vocabulary import Vocabulary
from mes_cli.model.audience import Keeping
from mes_cli.model.walk import steps
from mes_cli.privacy.inventory import (
    AS_AGREED,
    GROUNDS,
    HELD,
    KEPT,
    MENTIONED,
    ORIGINS,
    SENSITIVE,
    SINCE,
    SINCE_GIVEN,
    STATES,
    Inventory,
    decides,
    term,
)
from mes_cli.privacy.persons import Trace
from mes_cli.privacy.retention import Agreed, Limit, RetentionState
from mes_cli.table import Cell, ListedPlace, PlaceList, Table, TableRow, Unit, text

#: So many places are given of each sort, unless all are asked for.
MOST = 20

Section = Table | PlaceList


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """Places of one sort, in order of file, and how many more there are."""

    title: Message
    rows: list[tuple[Place, str]]
    more: int


@dataclass(frozen=True, slots=True)
class InventorySections:
    """Puts an inventory into words: where and what kind, never the words themselves."""

    inventory: Inventory
    catalogue: Catalogue
    register_words: Vocabulary
    everything: bool = False

    def sections(self, groups: list[PlaceGroup], lines: Mapping[Place, int]) -> Iterator[Section]:
        """All parts, the shortest first; *lines* are those of the places in *groups*."""
        yield self.kinds()
        yield self.terms()
        yield self.reasons()
        for group in groups:
            spots = (ListedPlace(_line(place, lines), (about,)) for place, about in group.rows)
            yield PlaceList(group.title, tuple(spots), group.more)

    def groups(self) -> Iterator[PlaceGroup]:
        """Places of one sort, one after another."""
        if self.inventory.over:
            # A note with a number in it is held twice, and is one place.
            over = {it.at: (it, limit) for it, limit in self.inventory.over}
            title = count(
                "Past its term: {number} place", "Past its term: {number} places", len(over)
            )
            yield self._group(title, {at: self._about(*it) for at, it in over.items()})
        for state in STATES:
            yield from self._consents(state)
        yield from self.places()

    def kinds(self) -> Table:
        """What is held, and how much of it."""
        rows = [TableRow(self._say(label), self._cells(found)) for label, found in self._sorted()]
        sensitive = [pair for pair in self.inventory.held if pair[0].sensitive]
        if sensitive:
            rows.insert(1, TableRow(self._say(SENSITIVE), self._cells(sensitive), 1))
        settings, day = self.inventory.register.settings, self.inventory.day
        title = say(
            "What {register} says of people, on {day}",
            register=settings.name,
            day=formats(self.catalogue.language).date(day),
        )
        _ = self.catalogue.text
        return Table(title, (_("places"), _("records"), _("past term")), tuple(rows))

    def _sorted(self) -> Iterator[tuple[Message, list[tuple[Trace, Limit]]]]:
        for mention, labels in ((False, HELD), (True, MENTIONED)):
            for what, label in labels.items():
                found = [
                    pair
                    for pair in self.inventory.held
                    if pair[0].what is what and pair[0].mention is mention
                ]
                if found:
                    yield label, found

    def _cells(self, found: list[tuple[Trace, Limit]]) -> tuple[Cell, ...]:
        records = len({it.entry.name for it, _ in found})
        numbers = (len(found), records, sum(limit.over for _, limit in found))
        return tuple(Cell(number, Unit.NUMBER) for number in numbers)

    def terms(self) -> Table:
        """How long it is kept, since when, and why."""
        rows: list[TableRow] = []
        _ = self.catalogue.text
        retention = self.inventory.register.settings.retention
        for keeping in Keeping:
            months = getattr(retention, keeping)
            own = keeping.value in retention.model_fields_set
            length = AS_AGREED if months is None else term(months)
            origin = "mes.yaml" if own else _("default")
            label = self._say(KEPT[keeping])
            rows.append(TableRow(label, (text(self._say(length)), text(origin))))
        return Table(say("How long it is kept"), (_("term"), _("set by")), tuple(rows))

    def reasons(self) -> PlaceList:
        """From when terms are counted, and why anything is held."""
        spots = (
            ListedPlace(self._say(KEPT[it]), tuple(map(self._say, self._reasons(it))))
            for it in Keeping
        )
        return PlaceList(say("From when, and why"), tuple(spots), places=False)

    def _reasons(self, keeping: Keeping) -> Iterator[Message]:
        retention = self.inventory.register.settings.retention
        given = keeping is Keeping.EVIDENCE and retention.evidence is not None
        yield SINCE_GIVEN if given else SINCE[keeping]
        yield say("ground: {reason}", reason=self._say(GROUNDS[keeping]))
        if keeping.value not in retention.model_fields_set:
            yield say("default: {reason}", reason=self._say(ORIGINS[keeping]))

    def _consents(self, state: RetentionState) -> Iterator[PlaceGroup]:
        found = [it for it in self.inventory.consents if it.state is state]
        if found:
            title = say(
                "{title} ({number})",
                title=self._say(STATES[state]),
                number=str(len(found)),
            )
            yield self._group(title, {it.at: self._decided(it) for it in found})

    def _decided(self, it: Agreed) -> str:
        day = it.day.isoformat() if it.day else ""
        message = decides(it.state, day)
        said = [] if message is None else [self._say(message)]
        return ", ".join([it.entry.record.id, *said])

    def places(self) -> Iterator[PlaceGroup]:
        """Where everything stands."""
        for label, found in self._sorted():
            title = say("{title} ({number})", title=self._say(label), number=str(len(found)))
            at = {it.at: self._field(it) for it, _ in found}
            yield self._group(title, at)

    def _group(self, title: Message, about: Mapping[Place, str]) -> PlaceGroup:
        """Put places of one sort in order of file; *about* says what stands at each."""
        found = sorted(about.items(), key=lambda it: (it[0].file, it[0].item or 0))
        shown = found if self.everything else found[:MOST]
        return PlaceGroup(title, shown, len(found) - len(shown))

    def _field(self, it: Trace) -> str:
        return f"{it.entry.record.id}, {self.key(it)}"

    def key(self, it: Trace) -> str:
        """The names of the fields that lead to something, as the register writes them."""
        way = steps(type(it.entry.record).__name__, it.slots)
        return ".".join(self.register_words.key(*step) for step in way)

    def _about(self, it: Trace, limit: Limit) -> str:
        until = limit.until.isoformat() if limit.until else ""
        return f"{self._field(it)}, {self._say(say('its term ended on {day}', day=until))}"

    def _say(self, message: Message) -> str:
        return self.catalogue.say(message, self.register_words)


def _line(place: Place, lines: Mapping[Place, int]) -> str:
    line = lines.get(place)
    return f"{place.file}:{line}" if line else place.file
