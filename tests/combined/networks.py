"""Small networks made from a seed, for laws that hold whatever the members keep."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from mes_cli.combined.combination import CombinedFigures, combined
from mes_cli.combined.members import Member, Network
from mes_cli.finding import Place
from mes_cli.model import KINDS, Record, Settings
from mes_cli.model.settings import Decision, Identities
from mes_cli.register import Entry, Register

YEAR = 2025
CODES = ("east", "west", "south")
SIRENS = ("999101017", "999101025", "999101033", "999101041")


def entry(code: str, kind: str, /, **said: object) -> Entry[Record]:
    record = KINDS[kind].model_validate(said)
    return Entry(record, Place(f"{code}:{kind}/{record.id}.yaml"))


def member(code: str, seed: int, *, ties: bool) -> Member:
    """A register with three courses, money and contributions, tied to others or not."""
    dice = random.Random(f"{code}{seed}")  # noqa: S311 - no secret
    key = dice.choice(["hours", "cost", "equal", "need"])
    settings = Settings.model_validate({
        "mes": "1", "name": code, "keeper": code, "language": "en", "spread_key": key,
        "hourly_costs": [{"from": "2024-01-01", "rate": str(dice.randint(20, 50))}],
        "overheads": [{"from": "2024-01-01", "share": f"{dice.randint(0, 30)} %"}],
        "valuation": [{"from": "2024-01-01", "method": "minimum-wage"}],
    })  # fmt: skip
    day = date(YEAR, 1, 1)
    entries = [entry(code, "structure", id=it, name=it, roles=["member"])
               for it in (CODES if ties else (code,))]  # fmt: skip
    entries += [entry(code, "structure", id="state", name="State", roles=["funder"]),
                entry(code, "programme", id="scheme", name="Scheme", lead=code)]  # fmt: skip
    for number in range(3):
        shared = {"siren": SIRENS[number]} if ties and dice.random() < 0.5 else {}
        entries.append(entry(code, "initiative", id=f"i{number}", name=f"{code} {number}",
                             summary="x", stage="idea", territory={"department": "21"},
                             themes=dice.sample(["inequality", "power-to-act"], dice.randint(0, 2)),
                             standing=[{"since": "2025-02-01", "status": dice.choice(
                                 ["beneficiary", "member", "activist"])}], **shared))  # fmt: skip
        paid = dice.choice([it for it in entries if it.record.kind == "structure"]).record.id
        entries.append(entry(
            code, "accompaniment", id=f"c{number}", initiatives=[f"i{number}"],
            form="individual", started="2025-01-10", entry={"channel": "direct"},
            programme=dice.choice([None, "scheme"]),
            sessions=[{"date": str(day + timedelta(days=dice.randint(10, 300))),
                       "hours": f"{dice.randint(1, 9)}h{dice.randint(10, 59)}"} for _ in range(3)],
            expenses=[{"date": "2025-05-05", "label": "x", "to": paid if ties else None,
                       "amount": f"{dice.randint(10, 900)}.{dice.randint(10, 99)}"}],
        ))  # fmt: skip
    for number in range(4):
        funder = dice.choice([*CODES, "state"]) if ties else "state"
        entries.append(entry(
            code, "funding", id=f"f{number}", funder=funder, status="granted",
            nature=dice.choice(["grant", "membership-fees", "donation"]),
            period={"from": "2025-01-01", "to": "2025-12-31"},
            granted=f"{dice.randint(100, 4000)}.{dice.randint(10, 99)}",
            **{"for": dice.choice([[], [{"accompaniment": "c1", "share": "0.5"}],
                                   [{"programme": "scheme"}]])},
        ))  # fmt: skip
        giver = dice.choice(CODES) if ties else code
        entries.append(entry(
            code, "contribution", id=f"g{number}", date="2025-06-06", hours=f"{number + 1}h",
            kind=dice.choice(["volunteering", "premises", "secondment"]),
            **{"from": giver, "for": dice.choice([[], [{"accompaniment": "c0"}]])},
            value={"rate": "12"},
        ))  # fmt: skip
    return Member(code, Register(settings, tuple(entries)))


def network(members: Sequence[Member], *decisions: Decision, own: str = "head") -> Network:
    """A network of some members, whose own register only names itself."""
    settings = Settings.model_validate({"mes": "1", "name": own, "keeper": own, "language": "en"})
    self = entry(own, "structure", id=own, name=own, roles=["network-head"])
    head = Member(own, Register(settings, (self,)))
    return Network(settings, (*members, head), Identities(same=decisions))


def figures(of: Network, year: int = YEAR) -> CombinedFigures:
    return CombinedFigures(combined(of), year)
