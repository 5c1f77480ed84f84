"""What readers could learn from texts: parts of names that are hidden from them."""

from collections.abc import Callable, Mapping

import pytest

from mes_cli.checks.privacy import part_of_hidden_name
from mes_cli.finding import Finding
from mes_cli.register import Register

Found = Callable[[Mapping[str, str | bytes]], list[Finding]]
HIDDEN = """
name: La Table d’Anissa
summary: {text}
stage: idea
territory: {{department: "21"}}
publish_name: {publish}
notes: Anissa
"""


@pytest.mark.parametrize(
    ("text", "publish", "number"),
    [
        ("Cuisine chez Anissa", "false", 1),
        ("Cuisine chez ANISSA et d’Anissa", "false", 1),
        ("La table d’Anissa, à la Table d'Anissa", "false", 0),
        ("une table ronde", "false", 0),
        ("Autour d’eux. Table ronde", "false", 0),
        ("Chez A. Anissa", "false", 1),
        ("A. Anissa cuisine. Anissa aussi", "false", 1),
        ("Un plan. Mme. Anissa cuisine", "false", 1),
        ("Anissa, table d’hôtes", "false", 1),
        ("Anissa, traiteure. Anissa, d’ici", "false", 0),
        ("Cuisine chez Anissa", "true", 0),
        ("Cuisine chez Anissa", "members", 1),
    ],
)
def test_parts_of_names_that_readers_may_not_see(
    found: Found, text: str, publish: str, number: int
) -> None:
    findings = found({"initiatives/table.yaml": HIDDEN.format(text=text, publish=publish)})
    parts = [it for it in findings if it.code == "part-of-hidden-name"]

    assert len(parts) == number
    assert all(it.at.line == 3 for it in parts)


def test_what_only_the_keeper_reads_and_words_of_other_names_are_no_parts(
    register: Register,
) -> None:
    """
    -- initiatives/two.yaml --
    - {id: a, name: Le Four du Causse, summary: x, stage: idea, territory: {department: "12"},
       publish_name: false, notes: Au Causse, tags: [Causse]}
    - {id: b, name: Les amis du Causse, summary: x, stage: idea, territory: {department: "12"}}

    -- advocacy/one.yaml --
    form: negotiation
    target: x
    date: 2025-01-01
    demand: Sur le Causse
    """
    assert list(part_of_hidden_name(register)) == []
