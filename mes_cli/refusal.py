"""Errors of the operating system (OSError) in our own words."""

import errno

from mes_cli.finding import Message, say

#: By the names of its reasons; not every system has them all.
_REFUSALS = (
    (("ENOSPC", "EDQUOT"), say("the disk is full")),
    (("EFBIG",), say("files may not become so large here")),
    (("EROFS",), say("this disk may only be read")),
    (("EACCES", "EPERM"), say("you are not allowed to")),
    (("ENOENT", "ESTALE"), say("it does not exist, or not any more")),
    (("ENOTDIR",), say("a part of this path is no folder")),
    (("EISDIR",), say("it is a folder")),
    (("EEXIST", "ENOTEMPTY"), say("it exists already")),
    (("ELOOP",), say("it is a link")),
    (("ENAMETOOLONG",), say("its name is too long")),
    (("EINVAL", "EILSEQ"), say("this system takes no such name")),
    (("EIO", "ENXIO", "ENODEV"), say("the disk does not answer as it should")),
    (("EBUSY", "ETXTBSY"), say("another program is using it")),
    (("EMFILE", "ENFILE"), say("too many files are open")),
    (("EINTR", "EAGAIN"), say("the system broke it off")),
    (("EBADF",), say("what it goes through is closed")),
    (("EPIPE",), say("nobody is listening any more")),
    (("ENOMEM",), say("there is not enough memory")),
)
_KNOWN = {
    number: words
    for names, words in _REFUSALS
    for name in names
    if (number := getattr(errno, name, None)) is not None
}


#: What was there, or never was.
GONE = say("it does not exist, or not any more")


def refusal(problem: OSError) -> Message:
    """Say in our own words why the system refuses; the library's are English and technical."""
    number = problem.errno or 0
    code = errno.errorcode.get(number, str(number))
    return _KNOWN.get(number, say("the system refuses it ({code})", code=code))
