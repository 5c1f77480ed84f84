"""Take the pictures of ``mes web`` that the guide shows.

``python -m tools.pictures fr`` runs the commands of the French guide as ``tools/guide.py`` does.
Where a page of the guide shows a picture, it opens the register as it is then in Chromium, does
what ``PICTURES`` says, and tells whether the picture is still what one sees; with ``--write`` it
puts the picture into ``docs/guide/fr/images``. It needs ``requirements/browser.lock`` and the
system's Chromium, or the one that ``CHROMIUM`` names.

A picture carries the text of its page and the version of the browser that took it. Text and size
are always compared, pixels where the version is the same: another one draws letters otherwise.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageChops
from PIL.PngImagePlugin import PngInfo

from tools.guide import GUIDE, PAGES, SCREEN, Place, main, screen

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

Words = Mapping[str, str]
Act = Callable[["Page", Words], None]

#: The window of a desk, and that of a telephone.
DESK, PHONE = 1200, 390
COLOURS = 16
#: How far two pixels may differ (of 255), and how many of a thousand may differ by more.
SHADE, STRAY = 48, 2
#: A picture in a page of the guide.
SHOWN = re.compile(r"!\[([^\]]+)\]\(images/([a-z-]+)\.png\)")
#: What is typed, and what addresses name, in each language.
WORDS: Mapping[str, Words] = {
    "fr": {
        "initiatives": "initiatives", "accompaniments": "accompagnements",
        "contributions": "contributions", "funding": "financements", "evidence": "temoignages",
        "café": "cafe-du-port", "course": "cafe-du-port-2026", "door": "la-porte-ouverte",
        "grant": "ville-d-ales-2026",
        "name": "Café du Port", "summary": "Un café tenu par ses habitués, sur l’ancien quai.",
        "title": "Ouvrir un café sur le quai", "meeting": "Premier rendez-vous",
        "task": "Permanence", "town": "Ville d’Alès", "agreement": "Convention 2026",
    },
    "en": {
        "initiatives": "initiatives", "accompaniments": "accompaniments",
        "contributions": "contributions", "funding": "funding", "evidence": "evidence",
        "café": "harbour-cafe", "course": "harbour-cafe-2026", "door": "the-open-door",
        "grant": "town-of-ales-2026",
        "name": "Harbour Café", "summary": "A café kept by its regulars, on the old quay.",
        "title": "Open a café on the quay", "meeting": "First meeting",
        "task": "Open hours", "town": "Town of Alès", "agreement": "Agreement 2026",
    },
}  # fmt: skip


def _look(_page: "Page", _words: Words) -> None:
    """Leave a page as it opens."""


def _initiative(page: "Page", words: Words) -> None:
    _fill(page, {"name": words["name"], "summary": words["summary"], "territory.place": "Alès"})
    page.locator("[name='stage.0.stage']").select_option("emergence")


def _accompaniment(page: "Page", words: Words) -> None:
    page.get_by_label(words["name"]).check()
    _fill(page, {"title": words["title"], "started": "15/01/2026"})
    page.locator("[name='entry.channel']").select_option("word-of-mouth")


def _session(page: "Page", words: Words) -> None:
    _fill(page, {"date": "15/01/2026", "titre": words["meeting"]})
    page.locator(f"[name=pour][value={words['course']}]").check()
    page.locator("[name=duree][value=autre]").check()
    _fill(page, {"autre_duree": "1h30"})


def _hours(page: "Page", words: Words) -> None:
    _fill(page, {"date": "12/03/2026", "titre": words["task"]})
    page.locator(f"[name=pour][value={words['course']}]").check()
    page.locator("[name=qui][value=autre]").check()
    _fill(page, {"autre_qui": "Ana"})
    page.locator("[name=duree][value='2h30']").check()
    page.locator("form.hours button.main").click()
    page.get_by_role("status").wait_for()


def _valued(page: "Page", _words: Words) -> None:
    page.get_by_role("link", name="126").first.click()


def _funding(page: "Page", words: Words) -> None:
    page.get_by_label(words["town"]).check()
    _fill(page, {"title": words["agreement"]})
    page.locator("[name=nature]").select_option("grant")
    page.locator("[name=status]").select_option("received")
    _fill(page, {"requested": "8 000", "granted": "6 000", "received": "6 000"})


def _hidden(page: "Page", _words: Words) -> None:
    page.locator(".editions details").first.locator("summary").first.click()


def _fill(page: "Page", fields: Words) -> None:
    for name, value in fields.items():
        page.locator(f"[name='{name}']").fill(value)


@dataclass(frozen=True)
class Picture:
    """What a picture shows: an address, what is done there, and a part of the page."""

    #: With the words of the language between braces.
    address: str
    height: int
    act: Act = _look
    #: What stands at the top; the whole page where nothing is said.
    top: str = "body"
    width: int = DESK


PICTURES = {
    "home": Picture("/", 480),
    "initiative": Picture("/fiches/{initiatives}/nouvelle", 800, _initiative),
    "accompaniment": Picture("/fiches/{accompaniments}/nouvelle", 1060, _accompaniment, "main"),
    "session": Picture("/heures?quoi=salarie", 920, _session, "main"),
    "report": Picture("/rapports", 720),
    "hours": Picture("/heures", 760, _hours, width=PHONE),
    "contributions": Picture("/fiches/{contributions}", 640),
    "record": Picture("/fiches/{initiatives}/{café}", 760),
    "valuation": Picture("/reglages", 760, top="fieldset:has([name='valuation.0.method'])"),
    "figures": Picture("/chiffres", 460, _valued, "main"),
    "funding": Picture("/fiches/{funding}/nouvelle", 860, _funding,
                       ".field:has(> [name=title])"),
    "account": Picture("/rapports?exercice=2026&rapport=grant&fiche={grant}", 640, top="main"),
    "lacking": Picture("/", 720, top="main"),
    "hidden": Picture("/rapports", 720, _hidden, "main"),
    "consent": Picture("/fiches/{evidence}/{door}/modifier", 760,
                       top="fieldset:has([name='consent.scope']):has([name='consent.given'])"),
    "members": Picture("/reglages", 560, top="fieldset:has([name='members.0.structure'])"),
}  # fmt: skip


@contextmanager
def chromium() -> "Iterator[Browser]":
    """Start the system's Chromium."""
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if program is None:
        raise SystemExit("no Chromium on the path; name one with CHROMIUM=")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@contextmanager
def served(place: Place) -> Iterator[str]:
    """Serve a copy of the register in which the commands run; give its opening link."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(place.here, Path(folder) / place.here.name)
        server = subprocess.Popen(
            ["mes", "--quiet", "web", "--no-open"],  # noqa: S607 - the one of the place
            cwd=copy, env=place.surroundings(), stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        with server:
            try:
                assert server.stdout is not None
                yield server.stdout.readline().strip()
            finally:
                server.terminate()


def taken(browser: "Browser", place: Place, picture: Picture, language: str) -> bytes:
    """Take a picture of the register in which the commands run."""
    words = WORDS[language]
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        locale={"fr": "fr-FR", "en": "en-GB"}[language], timezone_id="UTC",
        color_scheme="light", reduced_motion="reduce",
    )  # fmt: skip
    with served(place) as link, context:
        context.route("**", _without_drafts)
        page = context.new_page()
        page.clock.set_fixed_time(place.now)
        address = link.partition("/ouvrir")[0]
        page.goto(link)
        page.wait_for_url(f"{address}/")
        page.goto(address + picture.address.format(**words), wait_until="networkidle")
        picture.act(page, words)
        page.wait_for_load_state("networkidle")
        top = page.locator(picture.top).last
        top.evaluate("it => { it.closest('details')?.setAttribute('open', ''); }")
        top.evaluate("it => { it.scrollIntoView({block: 'start'}); scrollBy(0, -16); }")
        page.locator("body").evaluate("() => document.activeElement?.blur()")
        text = page.locator("main").inner_text()
        shot = page.screenshot(animations="disabled")
    return small(Image.open(BytesIO(shot)), text, f"Chromium {browser.version}")


def _without_drafts(route: "Route") -> None:
    """Let forms keep no draft: it would say when it was kept."""
    if "_action=fields" in (route.request.post_data or ""):
        route.abort()
    else:
        route.continue_()


def small(shot: Image.Image, text: str, program: str) -> bytes:
    """Give a picture few colours, and what it says of itself."""
    about = PngInfo()
    about.add_itxt("Description", text, zip=True)
    about.add_text("Software", program)
    out = BytesIO()
    few = shot.convert("RGB").quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True, pnginfo=about)
    return out.getvalue()


def pictures(language: str) -> Iterator[tuple[str, bytes]]:
    """Take the pictures of a language; give their names and contents."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        place = Place(Path(folder), language)
        for stem in PAGES[language]:
            text = (GUIDE / language / f"{stem}.md").read_text("utf-8")
            for part in re.split(rf"({SCREEN.pattern.replace('(', '(?:')})", text, flags=re.DOTALL):
                if found := SCREEN.fullmatch(part):
                    screen(found[1], place)
                    continue
                for _alternative, name in SHOWN.findall(part):
                    yield name, taken(browser, place, PICTURES[name], language)


def difference(before: bytes, after: bytes) -> str:
    """Say in what two pictures differ: the text, the size or the pixels; empty if in nothing."""
    old, new = Image.open(BytesIO(before)), Image.open(BytesIO(after))
    if old.info["Description"] != new.info["Description"]:
        return "the page says something else"
    if old.size != new.size:
        return f"the size was {old.size}, and is {new.size}"
    if old.info["Software"] != new.info["Software"]:
        return ""
    apart = ImageChops.difference(old.convert("RGB"), new.convert("RGB")).convert("L")
    stray = sum(apart.histogram()[SHADE:])
    return f"{stray} pixels differ" if stray * 1000 > STRAY * old.width * old.height else ""


def differences(language: str, *, write: bool = False) -> list[str]:
    """Say which pictures of a language are not what one sees."""
    folder = GUIDE / language / "images"
    found = []
    for name, after in pictures(language):
        file = folder / f"{name}.png"
        said = difference(file.read_bytes(), after) if file.exists() else "there is none"
        if said:
            found.append(f"{language}/{name}: {said}")
        if said and write:
            folder.mkdir(exist_ok=True)
            file.write_bytes(after)
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], differences))
