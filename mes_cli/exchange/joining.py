"""Joining the members of a network: from folders and packages to registers that can be combined.

A folder is read as its package would be. Paths stay in the folder of the network or beside it, and
no link is followed.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from mes_cli import checks
from mes_cli.checks.network_checks import contradictory_identity, found_between
from mes_cli.combined.combination import CombinedBooks, CombinedFigures, combined
from mes_cli.combined.identity import rna, siren
from mes_cli.combined.members import Member, Network, qualified
from mes_cli.errors import MesError
from mes_cli.exchange.lines import register_code
from mes_cli.exchange.package import packed, unpacked, with_lines
from mes_cli.figures.years import newest_day
from mes_cli.finding import Finding, Message, Place, Related, Severity, count, say
from mes_cli.language.vocabulary import SETTINGS_FILE
from mes_cli.model import KINDS, Structure
from mes_cli.model.audience import Audience
from mes_cli.model.settings import Decision, Identities, MemberRegister
from mes_cli.register import Register
from mes_cli.store.packages import PackageRefusedError, PackedRegister, read_package
from mes_cli.store.reading.faults import fault
from mes_cli.store.reading.load import Reading, RegisterSource, load, with_pictures
from mes_cli.store.reading.record_files import fault_of_ours
from mes_cli.store.reading.settings_file import read_identities
from mes_cli.view.viewer import viewer

Progress = Callable[[int, int], None]
#: So many errors are named of a member that has some.
_NAMED = 3
#: Networks of networks of networks, and no more.
_DEEPEST = 4


@dataclass
class Joined:
    """A network as it was read, and what was found on the way."""

    reading: Reading
    network: Network
    #: Where decisions are written.
    file: str
    findings: list[Finding] = field(default_factory=list)
    #: The registers of the members, for the package of the network.
    carried: list[PackedRegister] = field(default_factory=list)
    #: The folders of members, by the codes that the names of their files begin with.
    folders: dict[str, RegisterSource] = field(default_factory=dict)

    @cached_property
    def books(self) -> CombinedBooks:
        """All members put together."""
        return combined(self.network)

    @property
    def errors(self) -> list[Finding]:
        """What keeps the network from being counted."""
        figures = CombinedFigures(self.books, 0)
        return [*self.findings, *found_between(figures, (contradictory_identity,))]

    @property
    def whole(self) -> Reading:
        """The register of the network with the records of all its members in place of its own."""
        return replace(self.reading, register=self.books.register)


class _RefusedError(Exception):
    """A member cannot be used, and why; *errors* are those of its own records."""

    def __init__(self, reason: Message, errors: Sequence[Finding] = ()) -> None:
        super().__init__(reason.text)
        self.reason, self.errors = reason, errors


def join(
    reading: Reading,
    progress: Progress | None = None,
    day: dt.date | None = None,
    *,
    carry: bool = False,
) -> Joined:
    """Read all members of a network; what cannot be used is a finding.

    Records travel as members may see them on *day*, the newest of each register by default. To
    *carry* the registers on, they are kept as they came.
    """
    return _Joining(reading, day, carry=carry).all(progress)


class _Joining:
    """Reads the members of a network one by one, and gathers what is found on the way."""

    def __init__(self, reading: Reading, day: dt.date | None, *, carry: bool) -> None:
        self.reading, self.day, self.carry = reading, day, carry
        identities, file, _ = read_identities(reading.origin, reading.words)
        own = self.own_member(reading)
        network = Network(reading.settings, (own,), identities)
        self.joined = Joined(reading, network, file)
        self.members: list[Member] = []
        self.decisions: dict[str, list[Decision]] = {
            word: list(getattr(identities, word)) for word in ("same", "distinct", "open")
        }
        self.states: dict[str, str] = {}

    def own_member(self, reading: Reading) -> Member:
        """The network's own register."""
        own = self.packed(reading, reading.settings.keeper)
        return Member(own.code, unpacked(own, SETTINGS_FILE), "", own.about)

    def packed(self, reading: Reading, code: str) -> PackedRegister:
        """Pack a folder, as its package would be."""
        register = reading.register
        day = self.day or newest_day(register) or dt.date.max
        seen_by = viewer(register, Audience.MEMBERS, day, str(register.settings.language))
        about = {"name": seen_by.hide_names(register.settings.name), "day": day.isoformat()}
        keeper = register_code(seen_by)
        found = packed(seen_by, keeper, about)
        decisions, _, _ = read_identities(reading.origin, reading.words)
        items = {it.name: it.place.item for it in register.entries if it.place.item is not None}
        return replace(found, code=code, decisions=packed_decisions(decisions), items=items)

    def all(self, progress: Progress | None) -> Joined:
        """Read the members one after the other."""
        wanted = self.reading.settings.members
        for number, member in enumerate(wanted):
            place = Place(SETTINGS_FILE, ("members", number))
            try:
                self.take(member, self.reading.root)
            except _RefusedError as problem:
                self.refuse(place, member, problem.reason, problem.errors)
            except MesError as problem:
                self.refuse(place, member, problem.message)
            if progress is not None:
                progress(number + 1, len(wanted))
        identities = Identities(**{word: tuple(it) for word, it in self.decisions.items()})
        own = self.joined.network.own
        members = [it for it in self.members if it.code != own.code]
        self.joined.network = Network(self.reading.settings, (*members, own), identities)
        return self.joined

    def refuse(
        self,
        place: Place,
        member: MemberRegister,
        reason: Message,
        errors: Sequence[Finding] = (),
    ) -> None:
        related = tuple(Related(it.at, it.message) for it in errors)
        self.joined.findings.append(
            fault("member-refused", place, member=member.structure, reason=reason, related=related)
        )

    def take(self, member: MemberRegister, root: Path, depth: int = 1) -> None:
        """Read a member, and its own members."""
        if (member.folder is None) is (member.package is None):
            raise _RefusedError(say("it names neither a register nor a package, or both"))
        if depth > _DEEPEST:
            raise _RefusedError(say("its members have members of their own, and so on"))
        if member.package is not None:
            path = _path(root, member.package)
            package = read_package(path, member.package)
            renamed = {package.registers[0].code: member.structure}
            for register in package.registers:
                code = renamed.get(register.code, "")
                renamed[register.code] = self.add(register, member.package, code, package.year)
            self.decide(package.registers, renamed)
            return
        assert member.folder is not None
        folder = _path(root, member.folder)
        reading = load(folder)
        self.joined.folders.setdefault(
            member.structure, Reading(folder, Register(reading.settings), reading.words)
        )
        if errors := _errors(reading):
            raise _RefusedError(
                count("it has {number} error", "it has {number} errors", len(errors)),
                [_of_member(member.structure, it) for it in errors[:_NAMED]],
            )
        own = self.packed(reading, member.structure)
        self.add(own, member.folder, member.structure)
        self.decide([own], {reading.settings.keeper: member.structure})
        for inner in reading.settings.members:
            self.take(inner, folder, depth + 1)

    def add(self, package: PackedRegister, source: str, code: str, year: int | None = None) -> str:
        """Add a register, and give its code; one that comes twice counts once."""
        code = code or self.known(unpacked(package, source)) or package.code
        moved = replace(package, code=code)
        register = unpacked(moved, source)
        if year is not None:
            _judge_package(moved, register, source, year)
        before = self.states.get(code)
        if before is not None:
            if before != moved.state:
                raise _RefusedError(say("it comes twice, in two states: {sources}", sources=source))
            return code
        self.states[code] = moved.state
        self.members.append(Member(code, register, source, package.about))
        if self.carry:
            self.joined.carried.append(moved)
        return code

    def known(self, register: Register) -> str:
        """The network's id of the structure that keeps a register, by its number."""
        keeper = register.get(Structure, register.settings.keeper)
        for number in (siren, rna):
            told = number(keeper.record) if keeper else None
            for entry in self.reading.register.of(Structure):
                if told and number(entry.record) == told:
                    return entry.record.id
        return ""

    def decide(self, registers: Iterable[PackedRegister], renamed: Mapping[str, str]) -> None:
        """Add the decisions that come with registers."""
        for register in registers:
            for text in register.decisions:
                try:
                    word, kind, ids = json.loads(text)
                    moved = [_moved(str(it), renamed) for it in ids]
                    decision = Decision.model_validate({"kind": KINDS[kind].kind, "ids": moved})
                    self.decisions[word].append(decision)
                except (ValueError, TypeError, KeyError, ValidationError, RecursionError):
                    raise _RefusedError(say("it holds a decision that cannot be read")) from None


def _errors(reading: Reading) -> list[Finding]:
    """The errors of a member's register; its warnings are not looked for."""
    found = checks.run(with_pictures(reading), fault_of_ours, errors_only=True)
    weighed = checks.weigh([*reading.findings, *found], reading.settings.checks)
    return [it for it in weighed if it.severity is Severity.ERROR]


def _of_member(code: str, finding: Finding) -> Finding:
    return finding._replace(at=finding.at._replace(file=f"{code}:{finding.at.file}"))


def packed_decisions(decisions: Identities) -> list[str]:
    """Decisions as packages hold them."""
    return [
        json.dumps([word, it.kind, list(it.ids)])
        for word in ("same", "distinct", "open")
        for it in getattr(decisions, word)
    ]


def carried(found: Joined, year: int) -> list[PackedRegister]:
    """The registers of the members with their lines of a year, for the package of the network."""
    return [with_lines(it, unpacked(it, it.code), year) for it in found.carried]


def _moved(name: str, renamed: Mapping[str, str]) -> str:
    code, _, own = name.partition(":")
    return qualified(renamed.get(code) or code, own)


def _path(root: Path, said: str) -> Path:
    """Give the path of a member.

    Raises:
        _RefusedError: it leads elsewhere, or over a link.
    """
    parts = PurePosixPath(said).parts
    if said.startswith(("/", "~")) or "\\" in said or ":" in said or ".." in parts[1:]:
        raise _RefusedError(say("`{path}` leads out of the folder of the network", path=said))
    here = root.parent if parts[:1] == ("..",) else root
    for part in parts[1:] if parts[:1] == ("..",) else parts:
        here /= part
        if here.is_symlink():
            raise _RefusedError(say("`{path}` is a link, or leads over one", path=said))
    if not here.exists():
        raise _RefusedError(say("there is nothing at `{path}`", path=said))
    return here


def _judge_package(package: PackedRegister, register: Register, source: str, year: int) -> None:
    """Refuse a package whose records have errors, or do not come to its lines."""
    if checks.run(register, fault_of_ours, errors_only=True):
        raise PackageRefusedError(source, say("its records contradict each other"))
    if with_lines(package, register, year, parts=False).lines != list(package.lines):
        reason = say("its lines are not what its records come to: another version of mes made it")
        raise PackageRefusedError(source, reason)
