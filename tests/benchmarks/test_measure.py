"""Measuring: in turn, pair by pair, whole processes."""

import doctest
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks.measure import FailedError, Ratio, Sample, Work, in_turn, ratio

posix = pytest.mark.skipif(not hasattr(os, "wait4"), reason="it is measured where wait4 is")


def python(code: str, **more: object) -> Work:
    return Work(code, [[sys.executable, "-I", "-c", code]], **more)  # type: ignore[arg-type]


def test_a_ratio_is_the_median_of_the_ratios_of_pairs() -> None:
    # Not the ratio of the medians, which is 1: a neighbour slowed the third pair down.
    assert ratio([1, 2, 30], [2, 2, 10]) == Ratio(1, 0.5, 3)


def test_a_ratio_counts_the_second_so_many_times() -> None:
    assert ratio([11], [1], 10) == Ratio(1.1, 1.1, 1.1)


def test_as_many_of_both_are_compared() -> None:
    with pytest.raises(ValueError, match="shorter"):
        ratio([1, 2], [1])


@posix
def test_works_run_in_turn_and_the_first_of_each_is_not_counted() -> None:
    order: list[str] = []
    first = python("pass", ready=lambda: order.append("A"))
    second = python("pass", ready=lambda: order.append("B"))

    samples, others = in_turn(first, second, 2)

    assert "".join(order) == "ABABAB"
    assert len(samples) == len(others) == 2


@posix
def test_what_is_run_once_is_not_run_twice() -> None:
    order: list[str] = []
    work = python("pass", ready=lambda: order.append("A"))

    in_turn(work, work, 1)

    assert order == ["A", "A"]


@posix
def test_the_time_of_all_and_the_largest_peak_are_known() -> None:
    large = [sys.executable, "-I", "-c", "x = b'x' * (500 << 20)"]
    small = [sys.executable, "-I", "-c", "pass"]

    sample = Work("both", [large, small]).run()

    assert sample.peak > 500 << 20 > Work("one", [small]).run().peak
    assert sample.cpu > 0
    assert sample.wall > 0


class Known(Work):
    """What its commands take is known beforehand."""

    def _command(self, command: Sequence[str], *, watch: bool) -> Sample:  # noqa: ARG002
        return Sample(*map(int, command))


def test_times_of_commands_are_summed_and_memory_is_not() -> None:
    work = Known("two", [["1", "2", "30", "4"], ["10", "20", "3", "40"]])

    assert work.run() == Sample(11, 22, 30, 40)


def test_a_work_on_a_part_counts_for_the_whole_but_for_its_start() -> None:
    start = Known("nothing", [["1", "1", "1", "1"]])
    work = Known("a tenth", [["3", "2", "30", "4"]], times=10, start=start)

    assert work.run() == Sample(21, 11, 30, 4)


@posix
def test_a_process_that_fails_is_no_measurement() -> None:
    with pytest.raises(FailedError, match=r"ended with 3: no luck"):
        python("import sys; print('no luck', file=sys.stderr); sys.exit(3)").run()


@posix
def test_a_process_may_end_as_it_should() -> None:
    python("import sys; sys.exit(1)", codes=frozenset({1})).run()


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="Linux tells")
def test_the_memory_of_children_is_counted() -> None:
    child = "import time; x = b'x' * (60 << 20); time.sleep(0.6)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"

    assert python(parent).run(watch=True).together > 60 << 20


@pytest.mark.parametrize("name", ["book", "kinds", "measure", "run"])
def test_examples_in_docstrings_hold(name: str) -> None:
    found = doctest.testmod(import_module(f"benchmarks.{name}"))

    assert found.attempted
    assert not found.failed
