import re
from collections.abc import Callable
from typing import Any

import pytest

from mes_cli import checks
from mes_cli.drafts.trial import pages
from mes_cli.store.reading.faults import faults

Mes = Callable[..., Any]


def test_no_two_faults_share_a_code() -> None:
    codes = [*map(checks.code, checks.CHECKS), *faults()]

    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)+|anchor|alias|directive|tag|tab", c)
               for c in codes)  # fmt: skip


@pytest.mark.parametrize("code", sorted(pages("en")))
def test_every_page_says_what_and_shows_a_bad_and_a_good_example(code: str) -> None:
    page = pages("en")[code]
    first, *_ = page.split("\n")

    assert first.endswith(".")
    assert page.index("Bad::\n\n    ") < page.index("Good::\n\n    ")


@pytest.mark.parametrize("code", sorted(pages("en")))
def test_every_page_is_translated(code: str) -> None:
    french = pages("fr")[code]

    assert french != pages("en")[code]
    assert french.count("::\n\n    ") == 2


def test_a_page_is_printed_under_its_code(mes: Mes) -> None:
    for language in ("en", "fr"):
        done = mes("--lang", language, "explain", "duplicate-field")
        assert done.code == 0
        assert done.out.startswith("duplicate-field\n===============\n\n")
        assert "hours: 2h\n    hours: 3h" in done.out or "duree" in done.out
        assert "::" not in done.out
        assert "``" not in done.out
