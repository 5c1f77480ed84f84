"""Killed at any moment: every file is old or new, none in between, and the next run repairs.

```FAULTS=200 pytest tests/faults --log-cli-level=info`` kills every command two hundred times.
"""

import logging
import os
import signal
import time

import pytest

from tests.faults.conftest import Scene, at_every_step, chance, files, killing, leftovers, many
from tests.faults.scenes import SCENES

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")

WRITING = ("report", "fix", "init")


@pytest.mark.parametrize("scene", WRITING, indirect=True)
def test_a_run_that_is_killed_at_any_moment_harms_nothing(scene: Scene) -> None:
    moments = chance()
    inside = left = mixed = 0
    for _ in range(many(3)):
        scene.restore()
        run = scene.start(*scene.arguments)
        time.sleep(moments.uniform(0, scene.lasts * 1.1))
        inside += run.send(signal.SIGKILL)
        run.end()

        scene.check()
        found = files(scene.folder)
        left += bool(leftovers(found))
        whole = {name: text for name, text in found.items() if name not in leftovers(found)}
        mixed += whole not in (scene.old, scene.new)
        scene.repair()
    figures = f"{inside} killed inside, {left} with leftovers, {mixed} sets old and new"
    logging.getLogger(__name__).info(figures)


@pytest.mark.parametrize("scene", SCENES, indirect=True)
def test_a_run_that_is_killed_at_any_step_harms_nothing(scene: Scene) -> None:
    steps = range(1, scene.steps + 1)
    for step in chance().sample(steps, min(len(steps), many(3))):
        scene.restore()
        run = scene.start(
            *scene.arguments, before=lambda at=step: at_every_step(killing(at), scene.folder)
        )

        assert run.end() == -signal.SIGKILL
        scene.check()
        scene.judge()
        scene.repair()


@pytest.mark.parametrize("scene", ["report", "fix", "init", "rename"], indirect=True)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_ended_clears_away(scene: Scene, number: signal.Signals) -> None:
    moments = chance(number)
    for _ in range(many(3)):
        scene.restore()
        run = scene.start(*scene.arguments)
        time.sleep(moments.uniform(0, scene.lasts * 1.1))
        run.send(number)

        # Until the command listens to signals, they end it at once.
        assert run.end() in {0, 128 + number, -number}, run.err
        assert "Traceback" not in run.err
        assert "ignored" not in run.err
        assert run.alone
        scene.check()
        found = files(scene.folder)
        assert leftovers(found) == []
        if scene.together:
            assert found in (scene.old, scene.new)


@pytest.mark.parametrize("scene", ["fix", "rename", "fmt"], indirect=True)
def test_a_run_that_is_ended_at_any_step_changes_all_or_nothing(scene: Scene) -> None:
    def ending(at: int, number: int) -> None:
        if number == at:
            os.kill(os.getpid(), signal.SIGTERM)

    steps = range(1, scene.steps + 1)
    for step in chance().sample(steps, min(len(steps), many(3))):
        scene.restore()
        run = scene.start(
            *scene.arguments,
            before=lambda at=step: at_every_step(lambda n: ending(at, n), scene.folder),
        )

        assert run.end() == 128 + signal.SIGTERM
        assert files(scene.folder) in (scene.old, scene.new)
