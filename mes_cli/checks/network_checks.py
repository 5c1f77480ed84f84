"""Checks of a network: what registers that are each right say of each other.

They look at a year of the combined registers, and name the member and the file. Lines to paste are
in the words of the network's register.
"""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet

from mes_cli.checks import code
from mes_cli.checks.undecided import decisions_file, place_of, undecided_identity
from mes_cli.combined.combination import CombinedFigures
from mes_cli.combined.flows import Elimination, Gap, TakenOut
from mes_cli.combined.members import GRAVE, Doubt, DoubtfulIdentity, register_of
from mes_cli.figures.rules import rules
from mes_cli.finding import Amount, Finding, Message, Mistake, Place, Related, Severity, Words, say
from mes_cli.language.formats import formats
from mes_cli.language.vocabulary import SETTINGS_FILE, vocabulary
from mes_cli.model import Contribution, Funding

#: What the two sides of a gap are seen from: skills, or money.
_TIMED = frozenset({Elimination.EXCHANGE, Elimination.TWICE})
_PAID = frozenset({Elimination.EXPENSE, Elimination.MONEY})
NetworkCheck = Callable[[CombinedFigures], Iterable[Mistake]]


def contradictory_identity(figures: CombinedFigures) -> Iterator[Mistake]:
    """Decisions on identities contradict each other, or an official number.

    What is the same as two things that are not the same cannot be counted. Records of one register
    are never one, nor are two SIRENs.

    Bad::

        same: [{kind: initiative, ids: [east:cafe, west:bar]}]
        distinct: [{kind: initiative, ids: [east:cafe, west:bar]}]

    Good::

        same: [{kind: initiative, ids: [east:cafe, west:bar]}]
    """
    for it in figures.books.identified.doubts:
        if it.doubt in GRAVE:
            cure = say(
                "mend `{file}`, or the record that is wrong", file=decisions_file(figures).file
            )
            yield Mistake(_place(figures, it), _about(it), cure)


_GRAVE: dict[Doubt, Message] = {
    Doubt.CONTRADICTION: say(
        "{ids} are the same by a chain of decisions, and its ends are decided apart"
    ),
    Doubt.ONE_REGISTER: say("{ids} are of one register: they are never the same"),
    Doubt.TWO_SIRENS: say("{ids} would be the same, and have two SIRENs"),
    Doubt.ANOTHER_NUMBER: say("{ids} have two numbers: is this the register of that member?"),
}


def _about(it: DoubtfulIdentity) -> Message:
    return _GRAVE[it.doubt]._replace(arguments=(("ids", Words(it.ids)),))


def unknown_identity(figures: CombinedFigures) -> Iterator[Mistake]:
    """A decision names a record that no register of the network has.

    Bad::

        same: [{kind: initiative, ids: [east:caffe, west:bar]}]

    Good::

        same: [{kind: initiative, ids: [east:cafe, west:bar]}]
    """
    network = figures.books.network
    refused = {it.structure for it in network.settings.members} - network.by_code.keys()
    for it in figures.books.identified.doubts:
        # The content of a register that could not be read is not known.
        ids = tuple(name for name in it.ids if register_of(name) not in refused)
        if it.doubt is Doubt.UNKNOWN and ids:
            told = say("no register of the network has {ids}", ids=Words(ids))
            cure = say("write ids as `member:id`, as `mes list --network` prints them")
            place = _decision(figures, it.kind, set(ids)) or decisions_file(figures)
            yield Mistake(place, told, cure)


def _place(figures: CombinedFigures, it: DoubtfulIdentity) -> Place:
    """The decision that parts the ends of a chain, else the first record that is there."""
    found = (place_of(figures, it.kind, name) for name in it.ids)
    records = next((place for place in found if place), decisions_file(figures))
    return _decision(figures, it.kind, {it.ids[0], it.ids[-1]}) or records


def _decision(figures: CombinedFigures, kind: str, ids: AbstractSet[str]) -> Place | None:
    """The place of the first decision of the network on some records; None without one."""
    told = figures.books.network.identities
    for word in ("distinct", "open", "same"):
        for number, it in enumerate(getattr(told, word)):
            if it.kind == kind and ids <= set(it.ids):
                return decisions_file(figures).at(word, number, "ids")
    return None


def reciprocal_gap(figures: CombinedFigures) -> Iterator[Mistake]:
    """One member says that it gave, and the other that it received something else.

    What passes inside a network is taken out on both sides. Where the sides differ, one of the two
    registers is wrong, or counts it in another year.

    Bad::

        granted: 2500        (in one register; in the other: amount: 3000, to: this member)

    Good::

        granted: 3000
    """
    for it in figures.gaps:
        if not it.timing:
            cure = say("ask both which of the two is right; `mes combine --explain` names them")
            at, *others = _of_gap(figures, it)
            related = tuple(Related(other, say("the other side")) for other in others)
            yield Mistake(at, _gap(figures, it), cure, related=related)


def _gap(figures: CombinedFigures, it: Gap) -> Message:
    if isinstance(it.given, int) and isinstance(it.received, int):
        written = formats(str(figures.register.settings.language))
        return say(
            "`{payer}` says that it gave {given} of skills, `{payee}` that it received {received}",
            payer=it.payer,
            given=written.hours(it.given),
            payee=it.payee,
            received=written.hours(it.received),
        )
    return say(
        "`{payer}` says that it gave {given} in {year}, `{payee}` that it received {received}",
        payer=it.payer,
        given=Amount(str(it.given)),
        payee=it.payee,
        received=Amount(str(it.received)),
        year=figures.year,
    )


def _of_gap(figures: CombinedFigures, it: Gap) -> list[Place]:
    """Where each of the two sides tells it, the payer first; only one of them may."""
    flows, pair = figures.books.flows(figures.year), (it.payer, it.payee)
    reasons = _TIMED if it.timed else _PAID
    told = [(one.payer, one.payee, one.at) for one in flows.given_on if not it.timed]
    found = {payer: at for payer, payee, at in told if (payer, payee) == pair}
    for one in flows.taken:
        if one.reason in reasons and (one.payer, one.payee) == pair:
            found[one.member] = _side(figures, one)
    sides = [found[code] for code in pair if code in found]
    return sides or [*found.values()] or [Place(SETTINGS_FILE, ("members",))]


def _side(figures: CombinedFigures, it: TakenOut) -> Place:
    """The field that says how much passed: an expense has a place of its own."""
    register = figures.books.network.by_code[it.member].register
    entry = register.find(*it.line.record)
    match entry.record if entry else None:
        case Funding(granted=granted):
            return it.line.place.at("received" if granted is None else "granted")
        case Contribution():
            return it.line.place.at("hours")
        case _:
            return it.line.at


def methods_differ(figures: CombinedFigures) -> Iterator[Mistake]:
    """Members value contributions, or share money, by different methods.

    Their figures are added up as each counts; the method note of the report lists them. A network
    that agrees on one method can be compared.

    Bad::

        valuation: [{from: 2024-01-01, method: flat-rate, rate: 18}]   (the others: minimum-wage)

    Good::

        valuation: [{from: 2024-01-01, method: minimum-wage}]
    """
    found: dict[str, list[str]] = {}
    for member, home in figures.books.flows(figures.year).homes:
        rule = rules(member.register.settings).valuations.on(home.period.last)
        if rule is not None:
            found.setdefault(str(rule.method), []).append(member.code)
    if len(found) > 1:
        words = vocabulary(str(figures.register.settings.language))
        told = [f"{words.value('Method', it).label} ({', '.join(of)})" for it, of in found.items()]
        message = say(
            "contributions are valued by different methods: {methods}", methods=", ".join(told)
        )
        cure = say("agree on one, or tell readers that the method note lists them")
        yield Mistake(Place(SETTINGS_FILE, ("members",)), message, cure)


def years_differ(figures: CombinedFigures) -> Iterator[Mistake]:
    """Financial years of members begin on different days.

    The year of each that begins in the same calendar year is added up; the report says from when to
    when.

    Bad::

        fiscal_year_start: 09-01        (the others: 01-01)

    Good::

        fiscal_year_start: 01-01
    """
    starts: dict[tuple[int, int], list[str]] = {}
    for member in figures.books.network.members:
        starts.setdefault(member.register.settings.fiscal_year_start, []).append(member.code)
    if len(starts) > 1:
        told = [f"{m:02}-{d:02} ({', '.join(of)})" for (m, d), of in sorted(starts.items())]
        message = say("financial years begin on different days: {days}", days=", ".join(told))
        cure = say("tell readers: the report says from when to when each counts")
        yield Mistake(Place(SETTINGS_FILE, ("members",)), message, cure)


def member_without_year(figures: CombinedFigures) -> Iterator[Mistake]:
    """A member has nothing in the year: it adds nothing to it.

    Bad::

        (a package of 2024 in the report of 2025)

    Good::

        (a package of 2025)
    """
    for it in figures.absent:
        message = say(
            "`{member}` has nothing in {year}: it adds nothing to it",
            member=it.code,
            year=figures.year,
        )
        cure = say("ask it for the package of the year: `mes export network`")
        yield Mistake(Place(SETTINGS_FILE, ("members",)), message, cure)


#: The checks of a network, in the order in which they run.
NETWORK_CHECKS: tuple[NetworkCheck, ...] = (
    contradictory_identity,
    unknown_identity,
    undecided_identity,
    reciprocal_gap,
    methods_differ,
    years_differ,
    member_without_year,
)


def found_between(
    figures: CombinedFigures, checks: Iterable[NetworkCheck] = NETWORK_CHECKS
) -> list[Finding]:
    """Run checks of a network: decisions that contradict are errors, all else are warnings."""
    return [
        mistake.weighed(
            code(check), Severity.ERROR if check is contradictory_identity else Severity.WARNING
        )
        for check in checks
        for mistake in check(figures)
    ]
