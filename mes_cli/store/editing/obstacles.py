"""Why a file that people wrote cannot be changed."""

from mes_cli.errors import MesError
from mes_cli.finding import say


class FileExistsAlreadyError(MesError):
    """A file would be written over."""

    def __init__(self, path: str) -> None:
        super().__init__(
            say("there is already a file `{path}`", path=path),
            say("delete it or move it away first"),
        )


class UncleanFileError(MesError):
    """A file is to be changed that has findings of reading."""

    def __init__(self, file: str) -> None:
        super().__init__(
            say("`{file}` was not read clean, and is left alone", file=file),
            say("see what is wrong with `mes check {file}`, and mend that first", file=file),
        )


class NotEditableError(MesError):
    """A change would say something else than was meant."""

    def __init__(self, file: str) -> None:
        super().__init__(
            say("`{file}` cannot be changed by itself without changing more", file=file),
            say("change it with `mes edit`; `mes fmt` may make it simpler first"),
        )


class FileChangedError(MesError):
    """Somebody else changed a file while it was being changed."""

    def __init__(self, file: str) -> None:
        super().__init__(
            say("`{file}` was changed by somebody else meanwhile; nothing is written", file=file),
            say("run the command again"),
        )
