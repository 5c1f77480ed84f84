"""The pictures of the guide are what one sees."""

import pytest

from tools.pictures import differences

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_pictures_of_the_guide_are_what_one_sees(language: str) -> None:
    assert differences(language) == []
