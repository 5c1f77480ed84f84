"""Every check: it fires at the right place with the right help, and is silent inside the border."""

from collections.abc import Callable, Mapping

import pytest

from mes_cli import checks
from mes_cli.finding import Finding, Message, Severity
from mes_cli.model import Settings
from mes_cli.register import Register

Files = dict[str, str]
Found = Callable[[Mapping[str, str | bytes]], list[Finding]]
Said = Callable[[Message | None], str]

BASE: Files = {
    "structures/region.yaml": "name: Region\nroles: [funder]\n",
    "structures/agency.yaml": "name: Agency\nroles: [prescriber]\n",
    "initiatives/garden.yaml": "name: Garden\nsummary: x\nstage: idea\nterritory: {name: x}\n",
    "initiatives/repair.yaml": "name: Repair\nsummary: x\nstage: idea\nterritory: {name: x}\n",
    "programmes/scheme.yaml": "name: Scheme\nlead: seeds\n",
    "accompaniments/course.yaml": "initiatives: [garden]\nform: individual\nstarted: 2025-03-01\n"
    "entry: {channel: direct}\n",
    "accompaniments/other.yaml": "initiatives: [repair]\nform: individual\nstarted: 2025-03-01\n"
    "entry: {channel: direct}\n",
}


def course(more: str) -> Files:
    return {"accompaniments/course.yaml": BASE["accompaniments/course.yaml"] + more}


def garden(more: str) -> Files:
    return {"initiatives/garden.yaml": BASE["initiatives/garden.yaml"] + more}


def staged(*steps: str) -> Files:
    listed = "".join(f"  - {step}\n" for step in steps)
    text = BASE["initiatives/garden.yaml"].replace("stage: idea\n", f"stage:\n{listed}")
    return {"initiatives/garden.yaml": text}


def grant(more: str, amounts: str = "granted: 900\nstatus: granted\n") -> Files:
    text = "funder: region\nnature: grant\nperiod: {from: 2025-01-01, to: 2025-12-31}\n"
    return {"funding/grant.yaml": text + amounts + more}


def hours(more: str, said: str = "date: 2025-03-01\nhours: 2h\n") -> Files:
    return {"contributions/one.yaml": f"kind: volunteering\n{said}{more}"}


def words(more: str) -> Files:
    return {"evidence/word.yaml": f"kind: testimony\ndate: 2025-01-01\ntitle: x\n{more}"}


def rules(more: str) -> Files:
    return {"mes.yaml": f"mes: 1\nname: Seeds\nlanguage: en\nkeeper: seeds\n{more}"}


def at(place: str) -> Files:
    """A garden somewhere."""
    text = BASE["initiatives/garden.yaml"].replace("{name: x}", f"{{{place}}}")
    return {"initiatives/garden.yaml": text}


#: Things that happened in March 2025.
LIVED = {
    f"evidence/lived-{day}.yaml": f"kind: photo\ndate: 2025-03-0{day}\ntitle: Seen {day}\n"
    for day in (4, 5, 6)
}
#: Courses that are over.
OVER = {
    name: BASE[name] + "ended: 2025-03-31\nsessions: [{date: 2025-03-02, hours: 1h}]\n"
    for name in ("accompaniments/course.yaml", "accompaniments/other.yaml")
}
COSTS = "hourly_costs: [{from: 2025-03-01, rate: 30}]\n"
TASKS = "valuation:\n  - {from: 2025-01-01, method: task-rates, task_rates: {animation: 18}}\n"


def call(more: str) -> Files:
    return {"advocacy/call.yaml": f"form: public-call\ntarget: region\ndemand: x\n{more}"}


Case = tuple[Files, str, str]

#: By code: files in which it fires, where, and words of the help.
FIRES: dict[str, list[Case]] = {
    "unknown-reference": [
        (course("partners: [Le Conseil]\n")
         | {"structures/regional-council.yaml": "name: Région\nshort_name: Le conseil\n"
            "roles: [partner]\n"},
         "accompaniments/course.yaml:5:12", "which is the id of the record of that name"),
        (words("initiatives: [gardn]\n"), "evidence/word.yaml:4:15", "write `garden`, whose name"),
        (words("initiatives: [zoo]\n"), "evidence/word.yaml:4:15", "that of its file"),
        (hours("from: zoo\n"), "contributions/one.yaml:4:7", "that of its file"),
        ({"mes.yaml": "mes: 1\nname: x\nlanguage: en\nkeeper: sedes\n"}, "mes.yaml:4:9",
         "write `seeds`, whose name"),
        (course("onward: [{to: agncy}]\n"), "accompaniments/course.yaml:5:15", "write `agency`"),
    ],
    "wrong-kind": [
        (grant("for: [{accompaniment: garden}]\n"), "funding/grant.yaml:6:23",
         "the name of one of the accompaniments"),
        (words("accompaniments: [garden]\n"), "evidence/word.yaml:4:18",
         "the name of one of the accompaniments"),
    ],
    "ambiguous-reference": [
        ({**hours("from: garden\n"), "structures/garden.yaml": "name: x\nroles: [member]\n"},
         "contributions/one.yaml:4:7", "rename one of the two records"),
    ],
    "duplicate-id": [
        ({"structures/2025/region.yaml": "name: Region\nroles: [funder]\n"},
         "structures/region.yaml:1:1", "another name"),
        ({"structures/all.yaml": "- {id: region, name: x, roles: [member]}\n"},
         "structures/region.yaml:1:1", "another name"),
    ],
    "undeclared-role": [
        (grant("") | {"structures/region.yaml": "name: Region\nroles: [partner]\n"},
         "funding/grant.yaml:1:9", "add `funder` to its `roles`"),
        ({"programmes/scheme.yaml": "name: x\nlead: seeds\nfunders: [region, seeds]\n"},
         "programmes/scheme.yaml:3:19", "add `funder`"),
        ({"accompaniments/course.yaml": "initiatives: [garden]\nform: individual\n"
          "started: 2025-03-01\nentry: {channel: prescription, by: seeds}\n"},
         "accompaniments/course.yaml:4:36", "add `prescriber`"),
    ],
    "unknown-theme": [
        (garden("themes: [power-to-act, powr-to-act]\n"), "initiatives/garden.yaml:5:24",
         "write `power-to-act`"),
        (words("themes: [zoo]\n"), "evidence/word.yaml:4:10", "add the word to `themes`"),
    ],
    "unknown-policy": [
        (grant("policies: [employement]\n"), "funding/grant.yaml:6:12", "write `employment`"),
        (grant("policies: zoo\n"), "funding/grant.yaml:6:11", "add the word to `policies`"),
    ],
    "no-date": [
        (hours("", "hours: 2h\n"), "contributions/one.yaml:1:1", "add `date`, or `period`"),
        (call(""), "advocacy/call.yaml:1:1", "add `date`, or `period`"),
    ],
    "date-and-period": [
        (hours("period: {from: 2025-03-01, to: 2025-03-02}\n"), "contributions/one.yaml:2:1",
         "keep one of the two"),
    ],
    "end-before-start": [
        (course("ended: 2025-02-28\n"), "accompaniments/course.yaml:5:8", "one of the two dates"),
        (hours("hours: 1h\nperiod: {from: 2025-03-02, to: 2025-03-01}\n", ""),
         "contributions/one.yaml:3:32", "one of the two dates"),
        ({"programmes/scheme.yaml": "name: x\nlead: seeds\nstarts: 2025-01-02\n"
          "ends: 2025-01-01\n"}, "programmes/scheme.yaml:4:7", "one of the two dates"),
    ],
    "session-outside": [
        (course("sessions: [{date: 2025-02-28, hours: 1h}]\n"),
         "accompaniments/course.yaml:5:19", "set `started` to 2025-02-28 or earlier"),
        (course("ended: 2025-04-30\nsessions: [{date: 2025-05-01, hours: 1h}]\n"),
         "accompaniments/course.yaml:6:19", "set `ended` to 2025-05-01 or later"),
    ],
    "accompaniment-before-initiative": [
        (garden("created: 2025-03-02\n"), "accompaniments/course.yaml:3:10",
         "leave `created` out"),
    ],
    "stages-out-of-order": [
        (staged("{since: 2025-01-02, stage: idea}", "{since: 2025-01-01, stage: creation}"),
         "initiatives/garden.yaml:5:13", "in order of date"),
        (staged("idea", "{since: 2025-01-01, stage: creation}"),
         "initiatives/garden.yaml:4:5", "add `since`"),
    ],
    "standing-out-of-order": [
        (garden("standing:\n  - {since: 2025-01-02, status: beneficiary}\n"
                "  - {since: 2025-01-01, status: member}\n"),
         "initiatives/garden.yaml:7:13", "in order of date"),
        (garden("standing:\n  - {since: 2025-01-01, status: beneficiary}\n"
                "  - {since: 2025-01-01, status: member}\n"),
         "initiatives/garden.yaml:7:13", "each on a day of its own"),
    ],
    "consent-ends-first": [
        (words("consent: {scope: public, given: 2025-05-02, until: 2025-05-01}\n"),
         "evidence/word.yaml:4:52", "correct `until` or `given`"),
        (words("consent: {scope: public, given: 2025-05-02, withdrawn: 2025-05-01}\n"),
         "evidence/word.yaml:4:56", "correct `withdrawn` or `given`"),
    ],
    "shares-do-not-sum": [
        (hours("for:\n  - {accompaniment: course, share: 50 %}\n"
               "  - {accompaniment: other, share: 49.98 %}\n"),
         "contributions/one.yaml:5:3", "make 100 %"),
        (hours("for: [{accompaniment: course, share: 0.5}]\n"), "contributions/one.yaml:4:6",
         "make 100 %"),
    ],
    "mixed-shares": [
        (hours("for:\n  - {accompaniment: course, share: 50 %}\n  - other\n"),
         "contributions/one.yaml:6:5", "give each a share, or each an amount"),
        (grant("policies:\n  - {policy: employment, share: 50 %}\n"
               "  - {policy: culture, amount: 450}\n"), "funding/grant.yaml:8:6", "give each"),
        (grant("for:\n  - {accompaniment: course, share: 50 %, amount: 450}\n"),
         "funding/grant.yaml:7:6", "give each"),
    ],
    "policies-do-not-sum": [
        (grant("policies:\n  - {policy: employment, share: 50 %}\n"
               "  - {policy: culture, share: 40 %}\n"), "funding/grant.yaml:7:3", "make 100 %"),
        (grant("policies: [{policy: employment, amount: 899.99}]\n"), "funding/grant.yaml:6:11",
         "make €900.00"),
    ],
    "years-do-not-sum": [
        (grant("by_year: {2025: 899.99}\n"), "funding/grant.yaml:6:11", "make €900.00"),
    ],
    "targets-above-funding": [
        (grant("for: [{accompaniment: course, amount: 900.01}]\n"), "funding/grant.yaml:6:6",
         "correct the shares or the amounts"),
        (grant("for:\n  - {accompaniment: course, share: 60 %}\n"
               "  - {programme: scheme, share: 41 %}\n"), "funding/grant.yaml:7:3", "correct"),
    ],
    "target-of-nothing": [
        (grant("for:\n  - {amount: 5}\n"), "funding/grant.yaml:7:6",
         "add `accompaniment` or `programme`"),
        (grant("for:\n  - {accompaniment: course, programme: scheme, amount: 5}\n"),
         "funding/grant.yaml:7:6", "keep one of them"),
    ],
    "funding-without-amount": [
        (grant("", "requested: 9\nstatus: granted\n"), "funding/grant.yaml:5:9", "add `granted`"),
        (grant("", "granted: 9\nstatus: requested\n"), "funding/grant.yaml:5:9",
         "add `requested`"),
    ],
    "granted-above-requested": [
        (grant("requested: 899.99\n"), "funding/grant.yaml:4:10", "were not exchanged"),
        (grant("received: 900.01\n"), "funding/grant.yaml:6:11", "were not exchanged"),
    ],
    "empty-contribution": [
        (hours("", "date: 2025-03-01\n"), "contributions/one.yaml:1:1",
         "add `hours`, or `quantity`, or `value`"),
        ({"contributions/one.yaml": "kind: external-effect\ndate: 2025-03-01\n"},
         "contributions/one.yaml:1:1", "add `hours`"),
    ],
    "value-without-basis": [
        (hours("value: {amount: 1200}\n"), "contributions/one.yaml:4:17", "add `basis`"),
    ],
    "value-in-two-ways": [
        (hours("value: {rate: 15, amount: 9, basis: x}\n"), "contributions/one.yaml:4:9",
         "keep one of `rate`, `amount` and `none`"),
        (hours("value: {basis: x}\n"), "contributions/one.yaml:4:9", "keep one of"),
        (hours("value: {rate: 15}\nquantity: 1\n", "date: 2025-03-01\n"),
         "contributions/one.yaml:3:15", "add `hours`"),
    ],
    "exchange-without-both": [
        ({"contributions/one.yaml": "kind: skill-exchange\ndate: 2025-03-01\nhours: 1h\n"
          "from: garden\n"}, "contributions/one.yaml:1:7", "add `to`"),
        ({"contributions/one.yaml": "kind: skill-exchange\ndate: 2025-03-01\nhours: 1h\n"
          "to: garden\n"}, "contributions/one.yaml:1:7", "add `from`"),
    ],
    "individual-with-several": [
        ({"accompaniments/course.yaml": "initiatives: [garden, repair]\nform: individual\n"
          "started: 2025-03-01\nentry: {channel: direct}\n"},
         "accompaniments/course.yaml:2:7", "set `form` to the collective form"),
    ],
    "personal-data": [
        (garden("value_for_territory: write to robin@example.org\n"),
         "initiatives/garden.yaml:5:22", "such as `notes`"),
        (garden("value_for_territory: call 06 12 34 56 78 before noon\n"),
         "initiatives/garden.yaml:5:22", "only the keeper sees"),
        (garden("tags: [+33 6 12 34 56 78]\n"), "initiatives/garden.yaml:5:8", "keeper"),
    ],
    "no-hourly-cost": [
        (rules(COSTS.replace("03-01", "03-03")) | course("sessions:\n"
         "  - {date: 2025-03-02, hours: 1h}\n  - {date: 2025-03-01, hours: 1h}\n"),
         "accompaniments/course.yaml:7:31", "add a line from 2025-03-01 on to `hourly_costs`"),
    ],
    "no-overhead-share": [
        (rules("overheads: [{from: 2025-03-02, share: 10%}]\n") | course("sessions:\n"
         "  - {date: 2025-03-02, hours: 1h}\nexpenses:\n"
         "  - {date: 2025-03-01, label: Train, amount: 9}\n"),
         "accompaniments/course.yaml:8:12", "add a line from 2025-03-01 on to `overheads`"),
    ],
    "no-valuation-rate": [
        (rules("valuation: [{from: 2025-03-02, method: flat-rate, rate: 18}]\n") | hours(""),
         "contributions/one.yaml:3:8", "add a rule from 2025-03-01 on to `valuation`"),
    ],
    "task-without-rate": [
        (rules(TASKS) | hours(""), "contributions/one.yaml:3:8", "`task`: one of `animation`"),
        (rules(TASKS) | hours("task: animaton\n"), "contributions/one.yaml:4:7",
         "write `animation`"),
        (rules(TASKS) | hours("task: cooking\n"), "contributions/one.yaml:4:7",
         "give it a rate in `mes.yaml`"),
    ],
    "two-rates-of-one-day": [
        (rules("hourly_costs:\n  - {from: 2025-01-01, rate: 30}\n"
               "  - {from: 2025-01-01, rate: 40}\n"), "mes.yaml:7:12", "leave one of the two out"),
        (rules("overheads:\n  - {from: 2025-01-01, share: 10%}\n"
               "  - {from: 2025-01-01, share: 12%}\n"), "mes.yaml:7:12", "leave one"),
        (rules("valuation:\n  - {from: 2025-01-01, method: none}\n"
               "  - {from: 2025-01-01}\n"), "mes.yaml:7:12", "leave one"),
    ],
    "reserved-word": [
        ({"structures/none.yaml": "name: x\nroles: [member]\n"}, "structures/none.yaml:1:1",
         "mes rename none"),
        ({"programmes/none.yaml": "name: x\nlead: seeds\n"}, "programmes/none.yaml:1:1", "rename"),
        (rules("themes: {none: Nothing}\n"), "mes.yaml:5:10", "another word"),
        (rules("policies: {none: Nothing}\n"), "mes.yaml:5:12", "another word"),
        (garden("sectors: [food, none]\n"), "initiatives/garden.yaml:5:17", "another word"),
    ],
    "own-field-unfit": [
        (rules("fields: {year: {mood: {type: words, label: Mood}}}\n"), "mes.yaml:5:30",
         "add a line `values"),
        (rules("fields: {year: {mood: {type: text, label: Mood, values: [calm]}}}\n"),
         "mes.yaml:5:57", "change the type"),
        (rules("fields: {year: {mood: {type: text, label: Mood, to: [structure]}}}\n"),
         "mes.yaml:5:53", "change the type"),
        (rules("fields: {year: {mood: {type: text, label: Mood, adds: sum}}}\n"),
         "mes.yaml:5:55", "write one of `none`, `count`"),
        (rules("fields: {initiative: {jobs: {type: whole, label: Jobs, adds: last}}}\n"),
         "mes.yaml:5:62", "choose `sum`"),
        (rules("fields: {year: {mood: {type: words, label: Mood, values: [calm, calm]}}}\n"),
         "mes.yaml:5:65", "choose another word"),
        (rules("fields: {year: {mood: {type: words, label: Mood, values: [none, calm]}}}\n"),
         "mes.yaml:5:59", "choose another word"),
    ],
    "own-field-unattached": [
        (rules("fields: {year: {mood: {type: text, label: Mood, attached: forword}}}\n"),
         "mes.yaml:5:59", "write `foreword`"),
        (rules("fields: {year: {mood: {type: text, label: Mood, attached: xyz}}}\n"),
         "mes.yaml:5:59", "as it stands"),
    ],
    "method-without-rate": [
        (rules("valuation: [{from: 2025-01-01, method: flat-rate}]\n"), "mes.yaml:5:40",
         "add `rate` below it"),
        (rules("valuation: [{from: 2025-01-01, method: task-rates}]\n"), "mes.yaml:5:40",
         "add `task_rates` below it"),
    ],
    "method-changed": [
        (rules("valuation:\n  - {from: 2025-01-01, method: flat-rate, rate: 18}\n"
               "  - {from: 2024-01-01, method: minimum-wage}\n"), "mes.yaml:6:12",
         "add `reason` below it"),
    ],
    "above-ceiling": [
        (rules(COSTS) | course("sessions: [{date: 2025-03-01, hours: 10h}]\n")
         | grant("ceiling: 50 %\n", "granted: 150.01\nstatus: granted\n"),
         "funding/grant.yaml:6:10", "check the ceiling and the amounts"),
    ],
    "year-written-twice": [
        ({"years/a.yaml": "year: 2025\n", "years/b.yaml": "year: 2025\n"}, "years/b.yaml:1:7",
         "keep one of the two"),
    ],
    "essential-too-long": [
        ({"years/a.yaml": f"year: 2025\nessential:\n  entry: {'w' * 301}\n"},
         "years/a.yaml:3:10", "say what matters most here"),
        ({"years/a.yaml": "year: 2025\nessential:\n  entry: |\n    One.\n\n    Two.\n"},
         "years/a.yaml:3:10", "the rest in `foreword` or `context`"),
    ],
    "expense-before-start": [
        (course("expenses: [{date: 2015-04-02, label: Train, amount: 30}]\n"),
         "accompaniments/course.yaml:5:19", "set `started` to 2015-04-02"),
        # What a wrong date costs is told once: no hourly cost and no overheads of 2015.
        (rules(COSTS + "overheads: [{from: 2025-03-01, share: 10 %}]\n")
         | course("expenses: [{date: 2015-04-02, label: Train, amount: 30}]\n"),
         "accompaniments/course.yaml:5:19", "correct the date"),
    ],
    "by-year-outside": [
        (grant("by_year: {2025: 400, 2029: 500}\n"), "funding/grant.yaml:6:22",
         "correct the year, or `period`"),
    ],
    "unbalanced-budget": [
        (grant("budget:\n  - {account: 64, side: cost, planned: 900}\n"
               "  - {account: 74, side: resource, planned: 800}\n"),
         "funding/grant.yaml:6:1", "both sides"),
        (grant("budget:\n  - {account: 64, side: cost, planned: 900}\n"
               "  - {account: 86, side: cost, planned: 100}\n"
               "  - {account: 74, side: resource, planned: 1000}\n"),
         "funding/grant.yaml:6:1", "both sides"),
        (grant("budget:\n  - {account: 64, side: cost, planned: 900, actual: 850}\n"
               "  - {account: 74, side: resource, planned: 900, actual: 900}\n"),
         "funding/grant.yaml:6:1", "both sides"),
    ],
    "record-written-twice": [
        ({**grant(""), "funding/copy.yaml": grant("")["funding/grant.yaml"]},
         "funding/grant.yaml:1:9", "delete one of the two"),
        ({"accompaniments/copy.yaml": BASE["accompaniments/course.yaml"]},
         "accompaniments/course.yaml:1:14", "delete one of the two"),
        ({**words(""), "evidence/copy.yaml": words("notes: y\n")["evidence/word.yaml"]},
         "evidence/word.yaml:3:8", "what tells them apart"),
    ],
    "line-written-twice": [
        (course("sessions:\n" + 2 * "  - {date: 2025-03-04, hours: 2h}\n"),
         "accompaniments/course.yaml:7:12", "tell them apart by `note`"),
        (course("expenses:\n" + 2 * "  - {date: 2025-03-04, label: Train, amount: 30}\n"),
         "accompaniments/course.yaml:7:12", "tell them apart by `label`"),
    ],
    "contradictory-identifiers": [
        ({"structures/region.yaml": "name: R\nroles: [funder]\nsiren: 356000000\n"
          "siret: 73282932000074\n"}, "structures/region.yaml:3:8", "notice of INSEE"),
        ({"structures/region.yaml": "name: R\nroles: [funder]\nsiren: 000000000\n"},
         "structures/region.yaml:3:8", "leave `siren` out"),
        (garden("rna: W000000000\n"), "initiatives/garden.yaml:5:6", "leave `rna` out"),
    ],
    "shared-identifier": [
        ({f"structures/{name}.yaml": f"name: {name}\nroles: [{role}]\nsiret: 73282932000074\n"
          for name, role in (("region", "funder"), ("agency", "prescriber"))},
         "structures/region.yaml:3:8", "its own number"),
    ],
    "unknown-commune": [
        (at("commune: 21000"), "initiatives/garden.yaml:4:22", "write `21231 (Dijon)`"),
        (at("commune: 21999"), "initiatives/garden.yaml:4:22", "insee.fr"),
    ],
    "contradictory-places": [
        (at("commune: 21231, department: 71"), "initiatives/garden.yaml:4:41", "write `21`"),
        (at("commune: 21231, region: 76"), "initiatives/garden.yaml:4:37", "write `27`"),
        (at("department: 76, region: 76"), "initiatives/garden.yaml:4:37", "write `28`"),
    ],
    "lone-date": [
        (hours("by: Ana\n", "date: 2052-03-04\nhours: 2h\n") | LIVED,
         "contributions/one.yaml:2:7", "no report is of that day"),
        ({"accompaniments/course.yaml": BASE["accompaniments/course.yaml"]
          + "sessions: [{date: 2052-03-04, hours: 1h}]\n"} | LIVED,
         "accompaniments/course.yaml:5:19", "correct the year"),
    ],
}  # fmt: skip

#: By code: files just inside the border, in which nothing at all is found.
SILENT: dict[str, list[Files]] = {
    "unknown-reference": [
        words("initiatives: [garden]\naccompaniments: [course]\n"),
        hours("from: garden\nto: region\nfor: course\n"),
    ],
    "wrong-kind": [hours("from: region\n"), hours("from: garden\n")],
    "ambiguous-reference": [
        {**words("initiatives: [garden]\n"),
         "structures/garden.yaml": "name: x\nroles: [member]\n"},
    ],
    "duplicate-id": [{"programmes/garden.yaml": "name: x\nlead: seeds\n"}],
    "undeclared-role": [
        grant(""),
        {"accompaniments/course.yaml": "initiatives: [garden]\nform: individual\n"
         "started: 2025-03-01\nentry: {channel: referral, by: seeds}\n"},
        {"accompaniments/course.yaml": "initiatives: [garden]\nform: individual\n"
         "started: 2025-03-01\nentry: {channel: prescription, by: agency}\n"},
    ],
    "unknown-theme": [
        {**garden("themes: [power-to-act, water]\n"), "mes.yaml": "mes: 1\nname: x\nlanguage: en\n"
         "keeper: seeds\nthemes: {water: Water}\n"},
    ],
    "unknown-policy": [
        {**grant("policies: [employment, water]\n"), "mes.yaml": "mes: 1\nname: x\nlanguage: en\n"
         "keeper: seeds\npolicies: {water: Water}\n"},
    ],
    "no-date": [call("date: 2025-01-01\n"),
                hours("", "hours: 1h\nperiod: {from: 2025-01-01, to: 2025-01-01}\n")],
    "date-and-period": [hours("")],
    "end-before-start": [course("ended: 2025-03-01\n")],
    "session-outside": [
        course("ended: 2025-03-01\nsessions: [{date: 2025-03-01, hours: 1h}]\n"),
    ],
    "accompaniment-before-initiative": [garden("created: 2025-03-01\n")],
    "stages-out-of-order": [
        staged("{since: 2025-01-01, stage: idea}", "{since: 2025-01-02, stage: creation}"),
        staged("idea"),
    ],
    "standing-out-of-order": [
        garden("standing:\n  - {since: 2025-01-01, status: beneficiary}\n"
               "  - {since: 2025-01-02, status: member}\n"),
    ],
    "consent-ends-first": [
        words("consent: {scope: public, given: 2025-05-01, until: 2025-05-01}\n"),
        words("consent: {scope: public, given: 2025-05-01, withdrawn: 2025-05-01}\n"),
    ],
    "shares-do-not-sum": [
        hours("for:\n  - {accompaniment: course, share: 33.33 %}\n"
              "  - {accompaniment: other, share: 66.67 %}\n"),
        hours("for: [course, other]\n"),
        hours("for:\n  - {accompaniment: course, share: 0.3333}\n"
              "  - {accompaniment: other, share: 0.6666}\n"),
    ],
    "mixed-shares": [
        grant("policies: [employment, culture]\n"),
        grant("for:\n  - {accompaniment: course, amount: 5}\n  - {programme: scheme, amount: 5}\n"),
    ],
    "policies-do-not-sum": [
        grant("policies:\n  - {policy: employment, amount: 450}\n"
              "  - {policy: culture, amount: 450}\n"),
        grant("policies: [{policy: employment, share: 1}]\n"),
    ],
    "years-do-not-sum": [grant("by_year: {2025: 900}\n")],
    "targets-above-funding": [
        grant("for: [{accompaniment: course, amount: 900}]\n"),
        grant("for:\n  - {accompaniment: course, share: 60 %}\n"
              "  - {programme: scheme, share: 40 %}\n"),
    ],
    "target-of-nothing": [grant("for: [{programme: scheme}]\n")],
    "funding-without-amount": [
        grant("", "received: 9\nstatus: granted\n"),
        grant("", "requested: 9\nstatus: requested\n"),
        grant("", "status: refused\n"),
    ],
    "granted-above-requested": [grant("requested: 900\nreceived: 900\n")],
    "empty-contribution": [
        {"contributions/one.yaml": "kind: external-effect\ndate: 2025-03-01\ntitle: x\n"},
        hours("", "date: 2025-03-01\nvalue: {none: nobody counted}\n"),
        hours("", "date: 2025-03-01\nhours: 0\n"),
    ],
    "value-without-basis": [hours("value: {amount: 1200, basis: quotation}\n")],
    "value-in-two-ways": [hours("value: {rate: 15}\n"), hours("value: {rate: 0}\n")],
    "exchange-without-both": [
        {"contributions/one.yaml": "kind: skill-exchange\ndate: 2025-03-01\nhours: 1h\n"
         "from: garden\nto: region\n"},
        hours("from: garden\n"),
    ],
    "individual-with-several": [
        {"accompaniments/course.yaml": "initiatives: [garden, repair]\nform: collective\n"
         "started: 2025-03-01\nentry: {channel: direct}\n"},
        {"accompaniments/course.yaml": "initiatives: [garden, garden]\nform: individual\n"
         "started: 2025-03-01\nentry: {channel: direct}\n"},
    ],
    "personal-data": [
        garden("notes: robin@example.org, 06 12 34 56 78\nsiret: 732 829 320 00074\n"),
        garden("value_for_territory: 2025-03-04, 12 34 56 78 90 12 people, @home\n"),
    ],
    "no-hourly-cost": [
        rules(COSTS) | course("sessions: [{date: 2025-03-01, hours: 1h}]\n"),
        course("sessions: [{date: 2025-03-01, hours: 1h}]\n"),
    ],
    "no-overhead-share": [
        rules("overheads: [{from: 2025-03-01, share: 10%}]\n")
        | course("sessions: [{date: 2025-03-01, hours: 1h}]\n"),
        course("sessions: [{date: 2025-03-01, hours: 1h}]\n"),
    ],
    "no-valuation-rate": [
        rules("valuation: [{from: 2025-03-01, method: flat-rate, rate: 18}]\n") | hours(""),
        hours(""),
    ],
    "task-without-rate": [rules(TASKS) | hours("task: animation\n")],
    "two-rates-of-one-day": [
        rules("hourly_costs:\n  - {from: 2025-01-01, rate: 30}\n"
              "  - {from: 2025-01-01, rate: 40, role: x}\n"),
        rules("overheads:\n  - {from: 2025-01-01, share: 10%}\n"
              "  - {from: 2025-01-02, share: 10%}\n"),
    ],
    "reserved-word": [
        {"structures/none-other.yaml": "name: None\nroles: [member]\n"},
        rules("themes: {nothing: None}\n"),
    ],
    "own-field-unfit": [
        rules("fields: {year: {mood: {type: words, label: Mood, values: [calm, wild]}}}\n"),
        rules("fields: {funding: {paid: {type: money, label: Paid, adds: last}}}\n"),
    ],
    "own-field-unattached": [
        rules("fields: {initiative: {posts: {type: number, label: Posts, attached: jobs}}}\n"),
        rules("fields: {initiative: {x: {type: text, label: X, attached: power-to-act}}}\n"),
        rules("fields: {year: {x: {type: text, label: X, attached: essential.entry}}}\n"),
    ],
    "method-without-rate": [rules(TASKS)],
    "method-changed": [
        rules("valuation:\n  - {from: 2024-01-01, method: minimum-wage}\n"
              "  - {from: 2025-01-01, method: flat-rate, rate: 18, reason: agreed}\n"),
        rules("valuation:\n  - {from: 2024-01-01, method: flat-rate, rate: 17}\n"
              "  - {from: 2025-01-01, method: flat-rate, rate: 18}\n"),
    ],
    "above-ceiling": [
        rules(COSTS) | course("sessions: [{date: 2025-03-01, hours: 10h}]\n")
        | grant("ceiling: 50 %\n", "granted: 150\nstatus: granted\n"),
    ],
    "year-written-twice": [{"years/a.yaml": "year: 2025\n", "years/b.yaml": "year: 2024\n"}],
    "essential-too-long": [
        {"years/a.yaml": f"year: 2025\nessential:\n  entry: |\n    {'w' * 150}\n    {'w' * 149}\n"},
    ],
    "expense-before-start": [
        course("ended: 2025-03-31\n"
               "expenses: [{date: 2025-05-02, label: Train, amount: 30}]\n"),
        course("expenses: [{date: 2025-03-01, label: Train, amount: 30}]\n"),
    ],
    "by-year-outside": [
        grant("by_year: {2025: 900}\n"),
        rules('fiscal_year_start: "09-01"\n') | grant("by_year: {2024: 400, 2025: 500}\n"),
    ],
    "unbalanced-budget": [
        grant("budget:\n  - {account: 64, side: cost, planned: 900.50}\n"
              "  - {account: 86, side: cost, planned: 100}\n"
              "  - {account: 74, side: resource, planned: 900, actual: 800}\n"
              "  - {account: 87, side: resource, planned: 100}\n"),
    ],
    "record-written-twice": [
        {**grant(""), "funding/other.yaml": grant("title: x\n")["funding/grant.yaml"]},
        {**words(""), "evidence/other.yaml": words("themes: [inequality]\n")["evidence/word.yaml"]},
    ],
    "line-written-twice": [
        course("sessions:\n  - {date: 2025-03-04, hours: 2h}\n"
               "  - {date: 2025-03-04, hours: 2h, note: x}\n"),
        course("expenses:\n  - {date: 2025-03-04, label: x, amount: 3, import_key: a}\n"
               "  - {date: 2025-03-04, label: x, amount: 3, import_key: b}\n"),
    ],
    "contradictory-identifiers": [
        {"structures/region.yaml": "name: R\nroles: [funder]\nsiren: 732829320\n"
         "siret: 73282932000074\n"},
    ],
    "shared-identifier": [
        # An initiative that became a member; two places of one organisation.
        garden("siret: 73282932000074\n")
        | {"structures/region.yaml": "name: R\nroles: [funder]\nsiret: 73282932000074\n"},
        {"structures/region.yaml": "name: R\nroles: [funder]\nsiren: 732829320\n"
         "siret: 73282932000074\n",
         "structures/agency.yaml": "name: A\nroles: [prescriber]\nsiren: 732829320\n"},
    ],
    "unknown-commune": [
        *(at(f"commune: {code}")
          for code in ("97801", "97701", "97502", "98818", "2A004", "01015", "75056", "75101")),
    ],
    "contradictory-places": [
        at("commune: 21231, department: 21, region: 27"),
        at("commune: 98818, department: 988"),
        at("department: 971, region: 01"),
    ],
    "lone-date": [
        hours("", "date: 2026-03-06\nhours: 2h\n") | LIVED | OVER,
        hours("", "date: 2052-03-04\nhours: 2h\n")
        | {"contributions/two.yaml": "kind: premises\ndate: 2052-03-04\nhours: 2h\n"}
        | LIVED | OVER,
    ],
}  # fmt: skip

#: It needs a repository: ``tests/store/git/test_closed.py``; the others are in files of their own:
#: ``test_incomplete.py``, ``test_unlikely.py`` and ``test_settings.py``.
APART = {
    "closed-year-changed",
    "accompaniment-without-session", "stale-accompaniment", "funding-without-policy",
    "year-without-foreword", "consent-ends-soon",
    "duplicate-initiative", "contribution-written-twice", "day-too-long", "unusual-account",
    "unknown-check", "error-lowered", "media-outside", "missing-media", "unreadable-picture",
    "part-of-hidden-name",
}  # fmt: skip

WARNINGS = {
    "essential-too-long",
    "undeclared-role", "accompaniment-before-initiative", "granted-above-requested",
    "empty-contribution", "individual-with-several", "personal-data", "closed-year-changed",
    "no-hourly-cost", "no-overhead-share", "no-valuation-rate", "method-changed", "above-ceiling",
    "expense-before-start", "by-year-outside", "unbalanced-budget", "record-written-twice",
    "line-written-twice", "contradictory-identifiers", "shared-identifier", "unknown-commune",
    "contradictory-places", "lone-date", "own-field-unattached",
}  # fmt: skip


def test_every_check_has_its_cases() -> None:
    codes = {checks.code(check) for check in checks.CHECKS}

    assert set(FIRES) | APART == set(SILENT) | APART == codes


@pytest.mark.parametrize(
    ("code", "case"),
    [pytest.param(code, case, id=f"{code}-{n}")
     for code, cases in FIRES.items() for n, case in enumerate(cases)],
)  # fmt: skip
def test_a_check_fires_once_at_its_place(code: str, case: Case, found: Found, said: Said) -> None:
    files, place, help_ = case

    findings = found(BASE | files)

    assert [(f.code, f"{f.at.file}:{f.at.line}:{f.at.column}") for f in findings] == [(code, place)]
    assert help_ in said(findings[0].help)
    assert findings[0].severity is (Severity.WARNING if code in WARNINGS else Severity.ERROR)
    assert all(other.at.line for other in findings[0].related)


@pytest.mark.parametrize(
    "files",
    [pytest.param(files, id=f"{code}-{n}")
     for code, cases in SILENT.items() for n, files in enumerate(cases)],
)  # fmt: skip
def test_a_check_is_silent_just_inside_its_border(files: Files, found: Found) -> None:
    assert [(f.code, f.at.file, f.at.line) for f in found(BASE | files)] == []


def test_checks_that_could_not_be_made_are_not_counted(found: Found) -> None:
    register = Register(Settings.model_validate({"mes": 1, "name": "x", "keeper": "x"}))
    unread = Register(register.settings, unread=frozenset({("structure", "x")}))
    [broken] = [f for f in found({"structures/a.yaml": "name: a\n"}) if f.code == "missing-field"]
    history = broken._replace(code="history-not-read")

    assert checks.not_made(register, []) == frozenset()
    assert checks.not_made(unread, [broken]) == {"above-ceiling"}
    assert checks.not_made(register, [history]) == {"closed-year-changed"}
