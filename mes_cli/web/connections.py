"""Whose program is at the other end of a connection, where the system tells: on Linux.

Browsers send a cookie to every port of a host. Another user of this machine, who gets the keeper's
browser to open a page on a port of their own, thus learns the cookie; what it opens must not be
theirs all the same.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import IPv4Address
from pathlib import Path
from typing import NamedTuple

#: The kernel's tables of connections over IPv4, and of those from a socket for IPv6 as well.
TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
_LISTENING, _OPEN = "0A", "01"
_HOME = "127.0.0.1"


class _Socket(NamedTuple):
    """A line of the system's table of TCP sockets."""

    local: str
    remote: str
    state: str
    user: int
    #: "0" where no program holds it any more.
    inode: str

    def joins(self, local: str, remote: str) -> bool:
        """Tell whether its ends are these; a socket for IPv6 has zeros and ones before them."""
        return self.local.endswith(local) and self.remote.endswith(remote)


def is_of_another_user(address: str, port: int, own_port: int) -> bool:
    """Tell whether another user's program holds the connection from a port to ours.

    False where the system does not tell, as of a browser of Windows that shares its network with
    Linux: our end of the connection is open, and the other one in no table. Programs of root, who
    may do everything, pass: some hand on what the keeper's own browser asks for.
    """
    user = os.getuid() if hasattr(os, "getuid") else 0
    sockets = list(_sockets()) if user else []
    here = _end(_HOME, own_port)
    if not any(it.state == _LISTENING and it.local.endswith(here) for it in sockets):
        return False
    there = _end(address, port)
    ends = [it for it in sockets if it.joins(there, here)]
    if not ends:
        # A table that changes while it is read may lack a line.
        sockets = list(_sockets())
        ends = [it for it in sockets if it.joins(there, here)]
        if not ends and any(it.joins(here, there) and it.state == _OPEN for it in sockets):
            return False
    return not {it.user for it in ends if it.inode != "0"} & {0, user}


def _end(address: str, port: int) -> str:
    """Write an end of a connection as the tables do: in the bytes of this machine."""
    number = int.from_bytes(IPv4Address(address).packed, sys.byteorder)
    return f"{number:08X}:{port:04X}"


def _sockets() -> Iterator[_Socket]:
    """The TCP sockets in the tables of Linux: both ends in hexadecimal, the state, the user."""
    for table in TABLES:
        with suppress(OSError, ValueError, IndexError):
            for line in table.read_text("ascii").splitlines()[1:]:
                words = line.split()
                yield _Socket(words[1], words[2], words[3], int(words[7]), words[9])
