"""The pictures of the annual report: each has a title, a description and the same in words."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "reseau-des-possibles"
FIGURE = re.compile(r'<figure class="chart">.*?</figure>', re.DOTALL)
NAMED = re.compile(r'<title id="(\w+)-t">[^<]+</title><desc id="\1-d">[^<]+</desc>')
PICTURES = {"entry", "map", "months", "policies", "carried", "skills"}


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_each_picture_is_named_and_has_its_words(
    mes: Callable[..., object], tmp_path: Path, audience: str
) -> None:
    path = tmp_path / "a.html"
    done = mes("-C", EXAMPLE, "report", "--audience", audience, "--output", path)
    assert getattr(done, "code", None) == 0, getattr(done, "err", "")
    page = path.read_text("utf-8")

    names = []
    for figure in FIGURE.finditer(page):
        named = NAMED.search(figure[0])
        assert named, figure[0][:300]
        names.append(named[1])
        after = page[figure.end() :]
        words = "<ul" if named[1] == "skills" else "<table"
        assert words in re.split(r"<figure|</section>", after)[0], named[1]
    assert set(names) == PICTURES
    assert len(names) == len(PICTURES)
