"""Templates that users write: they win, they are bounded, and they see the view only."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mes_cli.errors import TemplateError, TemplateFileError
from mes_cli.finding import Message
from mes_cli.report.environment import environment
from mes_cli.report.render import Failure, attempt, render
from mes_cli.store.reading.origin import Folder
from mes_cli.store.templates import one_template, own_templates
from tests.conftest import Done

Mes = Callable[..., Done]


def rendered(text: str, **view: object) -> str:
    """Render a template of somebody's own that is all of a report."""
    return render("new", "html", view, "en", (("new/new.html.j2", text, "templates/new.j2"),))


def failure(text: str, **view: object) -> dict[str, object]:
    with pytest.raises(TemplateError) as caught:
        rendered(text, **view)
    return dict(caught.value.message.arguments)


def test_a_block_of_theirs_stands_in_our_report(mes: Mes, folder: Path) -> None:
    """
    -- contributions/one.yaml --
    kind: volunteering
    date: 2025-03-01
    hours: 3h
    -- templates/annual/annual.html.j2 --
    {% extends "shipped/annual/annual.html.j2" %}
    {% block kind %}A year of {{ register }}{% endblock %}
    """
    done = mes("-C", folder, "report", "--output", "-")

    assert done.code == 0, done.err
    assert "A year of Seed network" in done.out
    assert 'id="annexes"' in done.out


def test_colours_and_a_logo_of_theirs_are_in_every_report(mes: Mes, folder: Path) -> None:
    """
    -- contributions/one.yaml --
    kind: volunteering
    date: 2025-03-01
    hours: 3h
    -- templates/shared/own.css --
    :root { --accent: #7a1f3d; }
    -- templates/shared/logo.html.j2 --
    <svg role="img" aria-label="Seed network"></svg>
    """
    for name in ("annual", "coverage"):
        page = mes("-C", folder, "report", name, "--output", "-").out
        style, cover = page.split("</style>", 1)

        assert style.rstrip().endswith(":root { --accent: #7a1f3d; }")
        assert '<svg role="img" aria-label="Seed network"></svg>' in cover


def test_one_part_of_theirs_is_used_by_every_report_of_ours(mes: Mes, folder: Path) -> None:
    """
    -- contributions/one.yaml --
    kind: volunteering
    date: 2025-03-01
    hours: 3h
    -- templates/shared/head.md.j2 --
    Ours alone: {{ year }}
    """
    done = mes("-C", folder, "report", "coverage", "--format", "md", "--output", "-")

    assert "Ours alone: 2" in done.out


def test_a_template_is_named_on_the_command_line(mes: Mes, folder: Path) -> None:
    """
    -- contributions/one.yaml --
    kind: volunteering
    date: 2025-03-01
    hours: 3h
    """
    (folder / "mine.j2").write_text("# {{ register }}\n", "utf-8")
    arguments = ("-C", folder, "report", "--template", folder / "mine.j2", "--output", "-")

    assert mes(*arguments, "--format", "md").out == "# Seed network\n"
    assert mes(*arguments, "--format", "json").code == 2
    assert mes(*arguments, "--all").code == 2
    assert mes("-C", folder, "report", "--template", folder / "none.j2").code == 2


def test_a_mistake_names_the_file_the_line_and_the_mend(mes: Mes, folder: Path) -> None:
    """
    -- contributions/one.yaml --
    kind: volunteering
    date: 2025-03-01
    hours: 3h
    -- templates/annual/annual.html.j2 --
    {% extends "shipped/annual/annual.html.j2" %}

    {% block kind %}
    {{ nothing }}
    {% endblock %}
    """
    done = mes("-C", folder, "report")

    assert done.code == 2
    assert "the template `templates/annual/annual.html.j2` fails at line 4" in done.err
    assert "it asks for `nothing`, which the view does not have" in done.err
    assert not (folder / "reports").exists()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("one\n{% if %}", 2),
        ("one\ntwo {{ 'a'|nofilter }}", 2),
        ("{% extends 'new/new.html.j2' %}", 1),
        ("\n{% include 'shared/nothing.j2' %}", 2),
        ("\n\n{% import 'shared/macros.html.j2' as m %}\n{{ m.story() }}", 4),
        ("\n{% block a %}\n{{ 1 / 0 }}{% endblock %}", 3),
    ],
)
def test_the_line_is_theirs(text: str, line: int) -> None:
    assert failure(text) == {"name": "templates/new.j2", "line": line}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{{ wrods.foreword }}", "it asks for `wrods`"),
        ("{{ b[4] }}", "it asks for `4`"),
        ("{{ 'a'|nofilter }}", "no filter `nofilter`"),
        ("{% if 1 %}{{ 'a'|nofilter }}{% endif %}", "no filter `nofilter`"),
        ("{% if b is od %}{% endif %}", "no test `od`"),
        ("{% fro x in b %}{% endfor %}", "no tag `fro`"),
        ("{% block a %}{% endif %}", "no tag `endif`"),
        ("{% for x in b %}", "the tag `for` is not closed; add `endfor`"),
        ("{% include 'shared/no.j2' %}", "it includes `shared/no.j2`"),
    ],
)
def test_what_is_not_known_is_named(
    text: str, named: str, said: Callable[[Message | None], str]
) -> None:
    outcome = attempt("new", "html", {"b": [1]}, "en", (("new/new.html.j2", text, "new.j2"),))

    assert isinstance(outcome, Failure)
    assert named in said(outcome.mend)


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'x' * 10**8 }}",
        "{{ [1] * 10**9 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%0999999999d' % 1 }}",
        "{{ 'x'.center(10**9) }}",
        "{% for i in range(10**6) %}.{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% set a = namespace(b='x') %}{% for i in range(99) %}{% set a.b = a.b+a.b %}{% endfor %}",
        "{% for i in range(90000) %}{{ 'x' * 1000 }}{% endfor %}",
        "{{ " + "(" * 500 + ")" * 500 + " }}",
        "{% for a in b %}" * 30 + "{% endfor %}" * 30,
        "{{ lipsum(n=20000) }}",
    ],
)
def test_what_would_take_too_much_ends_in_a_sentence(text: str) -> None:
    assert failure(text, b=[1])["name"] == "templates/new.j2"


@pytest.mark.skipif(sys.platform != "linux", reason="needs a bound of memory")
def test_memory_has_a_bound() -> None:
    doubling = (
        "{% set a = namespace(b='x' * 1000) %}{% for i in range(40) %}"
        "{% set a.b = a.b ~ a.b %}{% endfor %}"
    )
    assert failure(doubling)["line"] == 1


def test_time_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    # A process of its own would not know of the shorter time.
    monkeypatch.setattr("mes_cli.report.render.in_worker", lambda call, *given: call(*given))
    monkeypatch.setattr("mes_cli.report.bounds._PATIENCE", 0.2)
    loop = "{% for i in range(90000) %}" * 3 + "{% endfor %}" * 3

    assert failure(loop) == {"name": "templates/new.j2", "line": 1}


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__ }}",
        "{{ _.__globals__ }}",
        "{{ table.func.__globals__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ words|attr('__class__') }}",
        "{% include '../../pyproject.toml' %}",
        "{% include '/etc/passwd' %}",
        "{% include 'shipped/../../pyproject.toml' %}",
        "{{ words.append('x') }}",
    ],
)
def test_nothing_but_the_view_is_reached(text: str) -> None:
    failure(text, words=["a"])


@pytest.mark.parametrize(
    "text",
    [
        "{{ it }}",
        "{{ _(it) }}",
        "{{ ngettext(it, it, 2) }}",
        "{{ it|capital }}",
        "{{ it|prose }}",
        "{{ it|upper }}",
        "{% set a %}{{ it }}{% endset %}{{ a }}",
    ],
)
def test_words_of_records_stay_words(text: str) -> None:
    assert "<script" not in rendered(text, it="<script>alert(1)</script>").lower()


def test_nothing_turns_escaping_off() -> None:
    for text in ("{{ it|safe }}", "{% autoescape false %}{{ it }}{% endautoescape %}"):
        assert failure(text, it="<b>")["line"] == 1


def test_links_and_strange_names_are_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside.j2"
    outside.write_text("secret", "utf-8")
    for name in ("templates/a.j2", "templates/annual", "templates"):
        root = tmp_path / name.replace("/", "-")
        path = root / name
        path.parent.mkdir(parents=True)
        path.symlink_to(outside if name.endswith(".j2") else tmp_path)
        with pytest.raises(TemplateFileError):
            own_templates(Folder(root), "en")
    root = tmp_path / "plain"
    folder = root / "templates"
    folder.mkdir(parents=True)
    (folder / "letter.odt").write_bytes(b"\xff")
    assert own_templates(Folder(root), "en") == {}
    for name, content in (("A b.j2", b""), ("a.j2", b"\xff")):
        (folder / name).write_bytes(content)
        with pytest.raises(TemplateFileError):
            own_templates(Folder(root), "en")
        (folder / name).unlink()
    with pytest.raises(TemplateFileError):
        one_template(folder)


def test_a_french_register_has_a_french_folder(tmp_path: Path) -> None:
    for name in ("templates/a.j2", "modeles/a.j2", "templates/shared/b.css"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")

    assert own_templates(Folder(tmp_path), "fr") == {
        "a.j2": ("modeles/a.j2", "modeles/a.j2"),
        "shared/b.css": ("templates/shared/b.css", "templates/shared/b.css"),
    }


def test_templates_are_listed_and_copied(mes: Mes, folder: Path) -> None:
    """
    -- contributions/one.yaml --
    kind: volunteering
    date: 2025-03-01
    hours: 3h
    """
    before = mes("-C", folder, "report", "--output", "-").out

    done = mes("-C", folder, "templates", "copie", "annuel")

    path = folder / "templates/annual/annual.html.j2"
    assert (done.code, done.out) == (0, f"{path}\n")
    assert mes("-C", folder, "report", "--output", "-").out == before
    listed = mes("-C", folder, "templates", "list").out
    own = r"^annual/annual.html.j2 +templates/annual/annual.html.j2$"
    assert re.search(own, listed, re.MULTILINE)
    assert re.search(r"^shared/report.css$", listed, re.MULTILINE)
    assert mes("-C", folder, "templates", "copy", "shared/report.css").code == 0
    for arguments in (["annual"], ["anual"], [], ["../mes.yaml"]):
        assert mes("-C", folder, "templates", "copy", *arguments).code == 2


def test_the_world_of_templates_has_no_door() -> None:
    made = environment("en", "html")

    assert not {"lipsum"} & set(made.globals)
    assert not {"safe"} & set(made.filters)
