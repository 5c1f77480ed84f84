import re
from collections.abc import Callable
from pathlib import Path

from mes_cli.geography import departments, neighbourhood
from mes_cli.report.charts import outlines

EXAMPLE = Path(__file__).parents[2] / "examples" / "reseau-des-possibles"


def picture(page: str) -> str:
    found = re.search(r"<svg[^>]*map-t map-d.*?</svg>", page, re.DOTALL)
    assert found
    return found[0]


def test_every_department_of_the_mainland_has_an_outline() -> None:
    codes = neighbourhood(departments())

    assert codes == sorted(code for code in departments() if not code.startswith(("97", "98")))
    assert len(codes) == 96
    shapes = outlines(codes)["shapes"]
    assert isinstance(shapes, list)
    assert sorted(shape["code"] for shape in shapes) == sorted(codes)
    # All of them together are still a light picture.
    assert sum(len(shape["path"]) for shape in shapes) < 40_000


def test_outlines_stay_in_the_picture() -> None:
    for codes in (["34"], ["75"], ["2A"], ["34", "59", "29"]):
        drawn = outlines(codes)
        assert isinstance(drawn["shapes"], list)
        for shape in drawn["shapes"]:
            assert 0 <= shape["x"] <= 480
            assert 0 <= shape["y"] <= int(str(drawn["height"]))


def test_the_map_shows_the_number_of_each_department(
    mes: Callable[..., object], tmp_path: Path
) -> None:
    pages = {}
    for audience in ("public", "internal"):
        path = tmp_path / f"{audience}.html"
        options = ("--audience", audience, "--output", path)
        assert getattr(mes("-C", EXAMPLE, "report", *options), "code", None) == 0
        pages[audience] = picture(path.read_text("utf-8"))

    said = {audience: re.findall(r'class="on">(\d+)<', page) for audience, page in pages.items()}
    assert said["public"] == said["internal"]
    assert len(said["public"]) > 1
    for page in pages.values():
        assert 'role="img"' in page
        assert "<title" in page
        assert "<desc" in page


def test_without_departments_there_is_no_map(mes: Callable[..., object], folder: Path) -> None:
    """
    -- initiatives/one.yaml --
    name: One
    stage: idea
    summary: First.
    territory:
      region: "04"
    -- accompaniments/one.yaml --
    initiatives: [one]
    form: individual
    started: 2025-02-01
    entry:
      channel: word-of-mouth
    """
    done = mes("-C", folder, "report", "--output", "-", "--audience", "internal")

    assert getattr(done, "code", None) == 0, getattr(done, "err", "")
    assert "map-t" not in getattr(done, "out", "")
    assert "La Réunion" in getattr(done, "out", "")
