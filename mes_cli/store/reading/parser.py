"""The events of YAML, by ruamel.yaml: its parser in C where it is installed, else its pure one.

Both read YAML 1.1. The one in C is libyaml 0.1.7, which refuses a colon inside a plain word
between brackets, as in ``{hours: 2:30}`` or ``[https://example.org]``; both refuse a question
mark there. YAML 1.2 allows them, so they are set aside as characters that no record may hold, and
put back into the values.
"""

import re
from collections.abc import Callable
from typing import Any

from ruamel.yaml import YAML

try:
    from _ruamel_yaml import CParser
except ImportError:  # there is no wheel of ruamel.yaml.clib for this Python
    CParser = None

#: Gives the next event of a text; the last one is the end of the stream.
Events = Callable[[], Any]

_COLON, _QUESTION = "\ufdd0", "\ufdd1"
# The sign comes first in the patterns, so that they are found fast.
_INNER_COLON = re.compile(
    r":(?<=[^\s,\[\]{}\"':]:)(?=[^\s,\[\]{}])|:(?<=::)(?=[^\s,\[\]{}:])", re.ASCII
)
_INNER_QUESTION = re.compile(r"\?(?<=[^\s,\[\]{}:?-]\?)|\?(?<=[^\s,\[\]{}:?-][ \t]\?)", re.ASCII)


def in_c(text: str) -> Events:
    """Parse with libyaml; a fresh parser for each text."""
    events: Events = CParser(text).get_event
    return events


def set_aside(text: str) -> str:
    """Write a text that may have brackets so that both parsers read the words between them."""
    if "[" not in text and "{" not in text:
        return text
    return _INNER_QUESTION.sub(_QUESTION, _INNER_COLON.sub(_COLON, text))


def put_back(value: str) -> str:
    """Give a value of a rewritten text as it was."""
    return value.replace(_COLON, ":").replace(_QUESTION, "?")


def pure(text: str) -> Events:
    """Parse without any library in C, about twenty times slower."""
    yaml = YAML(typ="safe", pure=True)
    yaml.version = (1, 1)  # as libyaml reads
    events: Events = yaml.parse(text).__next__
    return events


PARSE: Callable[[str], Events] = in_c if CParser is not None else pure
