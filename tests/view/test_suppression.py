from collections.abc import Mapping
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from mes_cli.view.suppression import Count, protect, single

tables = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 6), min_size=1)


def solutions(seen: Mapping[str, Count], total: int, minimum: int) -> list[dict[str, int]]:
    """Every table that a reader may take for the true one."""
    hidden = {key: count for key, count in seen.items() if count.hidden}
    rest = total - sum(count.value or 0 for count in seen.values())
    ranges = [
        range(1, minimum) if count.below else range(minimum, rest + 1) for count in hidden.values()
    ]
    return [
        dict(zip(hidden, numbers, strict=True))
        for numbers in product(*ranges)
        if sum(numbers) == rest
    ]


@settings(max_examples=200, deadline=None)
@given(tables, st.sampled_from([3, 4]))
def test_no_difference_gives_a_hidden_count_back(cells: dict[str, int], minimum: int) -> None:
    total = sum(cells.values())
    seen = protect(cells, minimum, total)
    small = [key for key, number in cells.items() if 0 < number < minimum]
    said = [key for key, count in seen.items() if count.below]

    assert all(seen[key].hidden for key in small)
    if said:
        possible = solutions(seen, total, minimum)
        assert cells in [{**cells, **solution} for solution in possible]
        assert all(len({solution[key] for solution in possible}) > 1 for key in said)


@given(tables, st.sampled_from([2, 3, 5]))
def test_merged_cells_have_more_than_one_solution(cells: dict[str, int], minimum: int) -> None:
    seen = protect(cells, minimum, sum(cells.values()), merged=True)
    hidden = [cells[key] for key, count in seen.items() if count.below or count.hidden]
    shown = [count.value for count in seen.values() if count.value is not None]

    assert not any(0 < number < minimum for number in shown)
    if hidden and shown and any(shown):
        assert len(hidden) > 1
        assert sum(hidden) > len(hidden)


def test_nothing_is_hidden_just_at_the_minimum() -> None:
    assert protect({"a": 3, "b": 0}, 3, 3) == {"a": Count(3), "b": Count(0)}


def test_a_count_that_stands_alone_says_what_it_is_below() -> None:
    assert single(2, 3) == Count(None, 3)
    assert single(2, 0) == Count(2)


def test_without_a_total_only_the_small_ones_are_hidden() -> None:
    assert protect({"a": 1, "b": 9}, 3) == {"a": Count(None, 3), "b": Count(9)}
