"""The page's session key, cookie and security headers: nobody else is answered.

The page listens on the loopback address only. That keeps other machines out, but not other
programs, other users of this machine, or pages of the web that the keeper has open. So each
request must name the page's own host, come from the page itself where it writes, and carry the
cookie that was given for the one-use key of the opening link.
"""

import secrets
import threading
from hmac import compare_digest

from flask import Request, Response

#: What pages of the keeper may load and do.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
#: What a report in a frame may load and do.
REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox"
)
_SAFE_METHODS = frozenset({"GET", "HEAD"})


class Guard:
    """The key and the cookie of one run, and the address that it answers to."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})
        self.cookie_name = f"mes-{port}"
        self._cookie = secrets.token_urlsafe(32)
        self._key: str | None = None
        self._lock = threading.Lock()

    def new_key(self) -> str:
        """Draw the key of an opening link; it replaces the one before."""
        with self._lock:
            self._key = secrets.token_urlsafe(32)
            return self._key

    def open(self, key: str) -> str | None:
        """Return the cookie for a key, once; None for a wrong or a used one."""
        with self._lock:
            if self._key is None or not compare_digest(self._key.encode(), key.encode()):
                return None
            self._key = None
            return self._cookie

    def is_addressed(self, request: Request) -> bool:
        """Tell whether a request names the page's own host; foreign names are rebinding."""
        return request.host in self.hosts

    def is_own(self, request: Request) -> bool:
        """Tell whether a request comes from a page of this run's address, where it has to.

        Whatever may write has to. Other pages of this machine, to which browsers send the cookie as
        well, may lead here, but load nothing from here.
        """
        site = request.headers.get("Sec-Fetch-Site")
        if request.method in _SAFE_METHODS:
            leads = request.headers.get("Sec-Fetch-Dest") == "document"
            return leads or site in {None, "none", "same-origin"}
        if site is not None:
            return site == "same-origin"
        return request.headers.get("Origin") in {f"http://{host}" for host in self.hosts}

    def is_known(self, request: Request) -> bool:
        """Tell whether a request carries the cookie of this run.

        A program on another port can set one of the same name beside it.
        """
        said = request.cookies.getlist(self.cookie_name)
        return any(compare_digest(it.encode(), self._cookie.encode()) for it in said)


def harden(response: Response) -> Response:
    """Set the headers that every answer has."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()"
    headers.setdefault("Cache-Control", "no-store")
    headers.pop("Server", None)
    return response
