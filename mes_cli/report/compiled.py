"""Compiled templates, kept between runs: to compile them takes longer than most reports."""

from typing import Protocol

from jinja2.bccache import Bucket, BytecodeCache


class Codes(Protocol):
    """Where compiled templates are kept; it gives what it was given, or nothing."""

    def __hash__(self) -> int:
        """Tell it from others."""
        ...

    def get(self, name: str) -> bytes | None:
        """Give what is kept under a name."""
        ...

    def put(self, name: str, content: bytes) -> None:
        """Keep something."""
        ...


class Compiled(BytecodeCache):
    """The compiled templates of one language and one form, by their names and texts."""

    def __init__(self, codes: Codes) -> None:
        self.codes = codes

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket; the library compares the text of the template."""
        if found := self.codes.get(bucket.key):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.codes.put(bucket.key, bucket.bytecode_to_string())
