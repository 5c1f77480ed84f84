"""Screen-reader text for inclusive French forms (adhérent·es).

What a person reads stays: ``adhérent·es``. A screen reader hears ``adhérents et adhérentes``,
where the form is regular; any other form is left alone.
"""

import re
from collections.abc import Iterator

_HIDDEN = (
    "<style>\n.aloud { position: absolute; width: 1px; height: 1px; overflow: hidden; "
    "clip-path: inset(50%); white-space: nowrap; user-select: none; }\n</style>\n</head>"
)
# Elements whose text is no text of the page.
_MUTE = re.compile(r"<(style|title|svg|script)\b")
_LETTERS = "A-Za-zÀ-ÖØ-öø-ÿœŒ"
_FORM = re.compile(
    rf"(?<![{_LETTERS}·])([{_LETTERS}]+)·(e|ne|t?rice|ice|euse|se)(·?s)?(?![{_LETTERS}·])"
)


def read_aloud(html: str) -> str:
    """Say the inclusive forms of a page in full to those who do not see it."""
    made: list[str] = []
    end = 0
    for start, after in _pieces(html):
        made += (_FORM.sub(_both, html[end:start]), html[start:after])
        end = after
    made.append(html[end:])
    return "".join(made).replace("</head>", _HIDDEN, 1)


def _pieces(html: str) -> Iterator[tuple[int, int]]:
    """Find the tags of a page, remarks, and elements whose text is not spoken."""
    after = 0
    while (start := html.find("<", after)) >= 0:
        mute = _MUTE.match(html, start)
        last = f"</{mute[1]}>" if mute else "-->" if html.startswith("<!--", start) else ">"
        found = html.find(last, start)
        if found < 0:  # a page that is not closed is not spoken from there on
            return
        after = found + len(last)
        yield start, after


def _both(form: re.Match[str]) -> str:
    said = spoken(form[0])
    if said == form[0]:
        return said
    return f'<span aria-hidden="true">{form[0]}</span><span class="aloud">{said}</span>'


def spoken(form: str) -> str:
    """Write a form in full, if it is regular; else leave it.

    >>> spoken("adhérent·es"), spoken("citoyen·ne"), spoken("acteur·ices"), spoken("tou·tes")
    ('adhérents et adhérentes', 'citoyen et citoyenne', 'acteurs et actrices', 'tou·tes')
    """
    parts = _FORM.fullmatch(form)
    if parts is None:
        return form
    stem, ending, several = parts[1], parts[2], bool(parts[3])
    feminine = _feminine(stem, ending)
    if feminine is None:
        return form
    masculine = f"{stem}s" if several and not stem.endswith(("s", "x")) else stem
    return f"{masculine} et {feminine}{'s' if several else ''}"


def _feminine(stem: str, ending: str) -> str | None:
    """The feminine of a regular form; None for any other."""
    match ending:
        # `premier·e` and `actif·e` have feminines of their own; `adhérents·es` says too much.
        case "e" if stem.endswith(("ais", "ois")) or not stem.endswith(("er", "f", "x", "s")):
            return f"{stem}e"
        case "ne" if stem.endswith("n"):
            return f"{stem}ne"
        case "rice" | "trice" | "ice" if stem.endswith("teur"):
            return f"{stem[:-3]}rice"
        case "euse" | "se" if stem.endswith("eur"):
            return f"{stem[:-1]}se"
        case "euse" | "se" if stem.endswith("eux"):
            return f"{stem[:-1]}se"
        case _:
            return None
