"""The pictures of the guide are what one sees."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_pictures_of_the_guide_are_what_one_sees(language: str) -> None:
    """In a process of its own: a browser of other tests may be open in this one."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.pictures", language],
        cwd=ROOT, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr
