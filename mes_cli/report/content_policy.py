"""What a page made by a register's own templates may hold: no program, no loading, no redirect.

The page's content security policy forbids all that too, but a policy only binds what stands behind
it, and not every reader of HTML knows policies.
"""

import re
from html.parser import HTMLParser

#: The first thing in the head of every page: nothing is loaded, nothing runs, nothing is sent.
POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">"
)

_LOADING = re.compile(
    r"<(script|iframe|frame|frameset|object|embed|applet|base|link|portal|fencedframe)(?=[\s/>])",
    re.IGNORECASE,
)
_META = re.compile(r"<meta(?=[\s/>])", re.IGNORECASE)
_PLAIN_META = re.compile(r'<meta (?:charset="utf-8"|name="[a-z-]+" content="[^"<>]*")>')
_BEFORE_HEAD = re.compile(
    r"\s*+(?:<!doctype html>)?\s*+(?:<html(?:\s[^<>]*+)?>)?\s*+<head(?:\s[^<>]*+)?>", re.IGNORECASE
)


class ForbiddenError(Exception):
    """A page holds what no report may hold; ``what`` is how it is written there."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def secured(html: str) -> str:
    """Return a page with its policy first in the head, whatever its templates wrote.

    Raises:
        ForbiddenError: it loads, runs or redirects to something.
    """
    page = html.replace(f"{POLICY}\n", "").replace(POLICY, "")
    found = _LOADING.search(page)
    if found is not None:
        raise ForbiddenError(found[0])
    for meta in _META.finditer(page):
        if _PLAIN_META.match(page, meta.start()) is None:
            raise ForbiddenError(meta[0])
    attributes = _Attributes()
    attributes.feed(page)
    attributes.close()
    head = _BEFORE_HEAD.match(page)
    start = head.end() if head else 0
    return f"{page[:start]}\n{POLICY}\n{page[start:].lstrip()}"


class _Attributes(HTMLParser):
    """Refuses attributes that run a program."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at the attributes of one tag."""
        for name, value in attrs:
            scheme = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name.startswith("on") or name == "srcdoc" or scheme.startswith("javascript:"):
                raise ForbiddenError(f"<{tag} {name}")
