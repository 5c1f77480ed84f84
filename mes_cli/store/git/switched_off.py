"""Settings and variables of git that can name a program, and what switches each of them off."""

import os
from collections.abc import Iterator

from mes_cli.errors import GitError
from mes_cli.finding import say

#: More settings than this are not switched off one by one: the repository is not used.
_MOST_SETTINGS = 500

_ODD_SETTINGS = say("the repository has settings that cannot be switched off")

_OFF = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.attributesFile": os.devnull,
    "core.pager": "cat",
    "core.editor": "false",
    "core.askPass": "false",
    "core.sshCommand": "false",
    "core.gitProxy": "none",
    "core.alternateRefsCommand": "false",
    "core.useReplaceRefs": "false",
    "core.commitGraph": "false",
    "credential.helper": "",
    "diff.external": "",
    "gc.auto": "0",
    "gc.recentObjectsHook": "",
    "gpg.program": "false",
    "gpg.openpgp.program": "false",
    "gpg.x509.program": "false",
    "gpg.ssh.program": "false",
    "gpg.ssh.defaultKeyCommand": "false",
    "i18n.logOutputEncoding": "UTF-8",
    "interactive.diffFilter": "",
    "log.showSignature": "false",
    "maintenance.auto": "false",
    "protocol.allow": "never",
    "safe.bareRepository": "explicit",
    "sequence.editor": "false",
    "submodule.recurse": "false",
    "uploadpack.packObjectsHook": "false",
}
#: Settings of a repository that name a program or a place to fetch from, by the section, or by the
#: last part of the name; and the value that switches each off, where it is not the empty one.
_SECTIONS = {"alias", "pager", "protocol"}
_HARMLESS = {"include", "includeif", "safe"}
_NAMES = {
    "allow": "never", "fsmonitor": "false", "promisor": "false", "required": "false",
    "showsignature": "false", "update": "none", "gitproxy": "none",
} | dict.fromkeys((
    "alternaterefscommand", "askpass", "browser", "cccmd", "clean", "cmd", "command",
    "defaultkeycommand", "difffilter", "driver", "editor", "external", "guitool", "headercmd",
    "helper", "hookspath", "httpd", "packobjectshook", "pager", "path", "process", "program",
    "receivepack", "recentobjectshook", "sendmailcmd", "smtpserver", "smudge", "sshcommand",
    "textconv", "tocmd", "tool", "tunnel", "uploadpack", "vcs", "virtualfilesystem",
), "")  # fmt: skip

#: Variables beside those of git itself by which a program can be named.
_PROGRAMS = {"BROWSER", "EDITOR", "PAGER", "SSH_ASKPASS", "VISUAL"}
_VARIABLES = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    # A repository may allow a protocol by its name; this is stronger.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_PROTOCOL_FROM_USER": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C",
}

#: The options that switch off what any repository may name.
ALWAYS = tuple(word for name, value in _OFF.items() for word in ("-c", f"{name}={value}"))


def environment() -> dict[str, str]:
    """Give the variables that git may see: none of its own but ours, and none with a program."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") and name not in _PROGRAMS
    }
    return kept | _VARIABLES


def named_by_repository(names: set[str]) -> Iterator[str]:
    """Give the options that switch off the programs that the settings of a repository name.

    Raises:
        GitError: one of them cannot be switched off.
    """
    found = {name: value for name in names if (value := _value(name)) is not None}
    # git takes everything behind the first equals sign for the value.
    if len(found) > _MOST_SETTINGS or any("=" in name or "\n" in name for name in found):
        raise GitError(_ODD_SETTINGS)
    for name, value in sorted(found.items()):
        yield from ("-c", f"{name}={value}")


def _value(name: str) -> str | None:
    """Give the value that switches a setting off; None for one that names no program."""
    section, last = name.partition(".")[0].lower(), name.rpartition(".")[2].lower()
    if section in _SECTIONS:
        return _NAMES.get(last, "")
    return None if section in _HARMLESS else _NAMES.get(last)
