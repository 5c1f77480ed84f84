"""Templates that want more than to write a report: each is refused in a sentence, or harmless."""

import datetime as dt
import os
import re
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from mes_cli.errors import TemplateError
from mes_cli.report.pdf import pdf
from mes_cli.report.render import POLICY, Failure, attempt, render
from mes_cli.worker import WorkerDiedError

VIEW = {
    "name": "<script>alert(1)</script>",
    "words": ["a", "b"],
    "pairs": {"one": 1},
    "day": dt.date(2025, 3, 4),
    "amount": Decimal("1234.50"),
    "seconds": 3600,
    "nothing": None,
}
#: What only the inside of a program, or of a machine, would say.
INSIDE = re.compile(
    r"<class|&lt;class|built-in|function |bound method|object at|module |0x[0-9a-f]{6}|root:"
    r"|mes_cli|site-packages|planted-in-the-environment|<script"
)

REACHING = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ words|map(attribute='__class__')|list }}",
    "{{ words|attr('append') }}",
    "{{ pairs|attr('__init__')|attr('__globals__') }}",
    "{{ cycler.__init__.__globals__.os.environ }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ namespace(a=1).__dict__ }}",
    "{{ _.__self__ }}",
    "{{ gettext.__code__ }}",
    "{{ gettext.__wrapped__ }}",
    "{{ outlines.__module__ }}",
    "{{ table.func }}",
    "{{ [table] }}{{ {'a': outlines} }}",
    "{{ words|map('upper') }}",
    "{{ cycler('a') }}{{ joiner }}{{ namespace }}{{ range }}",
    "{{ noted.keywords }}",
    "{{ self }}{{ self.__dict__ }}",
    "{{ self._TemplateReference__context.environment }}",
    "{% block b %}{{ super.__class__ }}{% endblock %}",
    "{% macro m() %}{{ caller }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m.__globals__ }}",
    "{% macro m() %}{% endmacro %}{{ m._func }}",
    "{% for a in words %}{{ loop.__init__ }}{{ loop._iterator }}{% endfor %}",
    "{{ (words|map('upper')).gi_frame.f_globals }}",
    "{{ '{0.__class__}'.format(words) }}",
    "{{ '{0.__class__}'|format(words) }}",
    "{{ '%(a)s'|format(a=words.__class__) }}",
    "{{ ('{0.'~'__class__}').format_map({'a': 1}) }}",
    "{{ 'a'.encode().__reduce__() }}",
    "{{ day.__reduce__() }}",
    "{{ amount.__class__.__base__ }}",
    "{{ context }}{{ environment }}{{ config }}{{ request }}",
    "{{ import('os') }}",
    "{% import 'os' as os %}{{ os.environ }}",
    "{% from 'new/../new/new.html.j2' import x %}",
    "{% include '../../../../etc/passwd' %}",
    "{% include '/proc/self/environ' %}",
    "{% include 'file:///etc/passwd' %}",
    "{% include 'shared/./report.css' %}",
    "{% include ['/etc/passwd', '../mes.yaml'] %}",
    "{% include ['/etc/passwd'] ignore missing %}",
    "{% extends '/etc/passwd' %}",
    "{% include words %}",
    "{{ words.append('c') }}{{ words.clear() }}",
    "{{ pairs.update({'two': 2}) }}",
    "{{ pairs.pop('one') }}",
    "{% do words.append('c') %}",
    "{% set pairs.one = 2 %}",
    "{{ pairs.setdefault.__self__ }}",
    "{{ debug() }}{% debug %}",
    "{{ name|safe }}",
    "{{ name|forceescape|safe }}",
    "{% autoescape false %}{{ name }}{% endautoescape %}",
    "{% autoescape nothing %}{{ name }}{% endautoescape %}",
    "{{ name|xmlattr }}",
    "{{ {'onload=x <script>': name}|xmlattr }}",
    "{{ name|tojson }}",
    "{{ name|urlize(rel=name) }}",
    "{{ ('<script>'|escape ~ name)|striptags }}",
    "{{ ['<script>', name]|join('') }}",
    "{{ '%s'|format(name) }}{{ _('%(a)s', a=name) }}",
    "{% set x %}<b>{{ name }}</b>{% endset %}{{ x ~ name }}{{ name ~ x }}",
    "{{ name|replace('<', '<<') }}{{ name|truncate(9) }}{{ name|wordwrap(4) }}",
    "{{ name|css }}{{ name|prose }}{{ name|label('Role') }}",
    "{% trans a=name %}{{ a }}{% endtrans %}",
]

COSTLY = [
    "{{ 'x'|center(10**10) }}",
    "{{ '%0999999999d'|format(1) }}",
    "{{ _('%(a)0999999999d', a=1) }}",
    "{{ '{:>9999999999}'.format(1) }}",
    "{{ ('x' * 900000)|replace('', 'y' * 900000) }}",
    "{{ ('x ' * 400000)|wordwrap(1, wrapstring='y' * 90000) }}",
    "{{ ('x\n' * 400000)|indent(90000) }}",
    "{{ words|batch(10**10, 'x')|list }}",
    "{{ words|slice(10**10)|list }}",
    "{{ range(10**5)|list|join('y' * 10000) }}",
    "{{ (range(10**5)|list * 9)|length }}{{ range(10**10) }}",
    "{{ 9 ** 999 ** 2 }}",
    "{{ (10 ** 999) ** 999 }}",
    "{{ amount ** 999999 }}{{ amount.scaleb(10**9) }}",
    "{{ amount.scaleb(999999) }}",
    "{{ amount.scaleb(999999)|money }}",
    "{{ (amount.scaleb(999999)|int) ** 3 }}",
    "{{ ('9' * 900000)|int }}",
    "{{ ('9' * 900000)|float|hours }}",
    "{{ day.strftime('%Y' * 900000) }}",
    "{{ day.strftime('%0999999999d') }}",
    "{{ words|groupby('x' * 900000) }}",
    "{% for a in range(99999) recursive %}{{ loop([a]) }}{% endfor %}",
    "{% set n = namespace(a=words) %}{% for i in range(99) %}{% set n.a = n.a + n.a %}{% endfor %}",
    (
        "{% set n = namespace(a=[]) %}{% for i in range(9999) %}{% set n.a = [n.a] %}{% endfor %}"
        "{{ n.a }}"
    ),
    "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
    "{% include 'new/new.html.j2' %}",
    "{{ " + "-" * 5000 + "1 }}",
    "{{ " + "[" * 3000 + "]" * 3000 + " }}",
    "{% if 1 %}" * 200 + "{% endif %}" * 200,
]

ODD = [
    "{{ '\\ud800' }}",
    "{{ '\\x00\\x1b[2J' }}",
    "{{ '\\u202e' ~ name }}",
    "{{ words.index('z') }}",
    "{{ 1 // 0 }}{{ 1 % 0 }}",
    "{{ day.replace(year=99999) }}",
    "{{ day + amount }}{{ amount + 1.5 }}",
    "{{ 1e308 * 10 }}{{ (1e308 * 10)|number }}",
    "{{ (1e308 * 10 - 1e308 * 10)|money }}",
    "{{ cycler().next() }}",
    "{{ words|first|first|first|last }}",
    "{{ nothing.a }}{{ gone }}",
    "{{ '{'.format() }}{{ '%'|format }}",
    "{{ px(name) }}{{ name|px }}{{ nothing|date }}",
    "{% call words() %}{% endcall %}",
    "{{ 'a' if }}",
    "\x00{{",
]


def outcome(text: str, form: str) -> str:
    """What a template writes; nothing where it is refused, in a sentence about its own file."""
    own = ((f"new/new.{form}.j2", text, "templates/new.j2"),)
    found = attempt("new", form, VIEW, "en", own)
    if isinstance(found, Failure):
        assert found.file == "templates/new.j2"
        assert 1 <= found.line <= text.count("\n") + 1
        return ""
    return found


def own(text: str) -> tuple[tuple[str, str, str], ...]:
    return (("new/new.html.j2", text, "templates/new.j2"),)


NESTED = (
    "{% set n = namespace(x=(1,)) %}{% for i in range(200) %}{% for j in range(1000) %}"
    "{% set n.x = (n.x,) %}{% endfor %}{% endfor %}{% set d = {n.x: 1} %}"
)


def test_a_template_that_kills_the_interpreter_ends_in_a_sentence() -> None:
    with pytest.raises(TemplateError) as refused:
        render("new", "html", VIEW, "en", own(NESTED))

    assert dict(refused.value.message.arguments) == {"name": "templates/new.j2", "line": 1}
    assert render("new", "html", VIEW, "en", own("fine")).endswith("fine")


REFUSED = {
    "<script>alert(1)</script>": "<script",
    "<SCRIPT src=x>": "<SCRIPT",
    "<svg><script/xlink:href=x></svg>": "<script",
    "<link rel=stylesheet href=https://example.org/x.css>": "<link",
    '<meta http-equiv="refresh" content="0; url=https://example.org">': "<meta",
    "<meta content='a>b' http-equiv=refresh>": "<meta",
    "<base href=//example.org>": "<base",
    "<iframe srcdoc=x>": "<iframe",
    "<p onclick=alert(1)>": "<p onclick",
    "<a href=' java\nscript:alert(1)'>": "<a href",
}


@pytest.mark.parametrize("text", REFUSED)
def test_pages_of_own_templates_run_and_load_nothing(text: str) -> None:
    found = attempt("new", "html", VIEW, "en", own(f"\n{text}"))

    assert isinstance(found, Failure)
    assert dict(found.mend.arguments) == {"what": REFUSED[text]}
    assert found.file == "templates/new.j2"


@pytest.mark.parametrize(
    "text",
    [
        "<p>no skeleton</p>",
        '<!doctype html>\n<html lang="en">\n<head>\n<title>x</title></head>',
        "<p>first</p><head><title>x</title></head>",
        f"<head><style>p {{ color: red }}</style>{POLICY}</head>",
        "<!-- <head> --><style>@import url(https://example.org/x.css)</style>",
    ],
)
def test_the_policy_stands_before_whatever_a_template_writes(text: str) -> None:
    page = attempt("new", "html", VIEW, "en", own(text))

    assert isinstance(page, str)
    assert page.count(POLICY) == 1
    before = page[: page.index(POLICY)].strip()
    assert re.fullmatch(r'(<!doctype html>\s*<html lang="en">\s*)?(<head>)?', before)


def test_a_pdf_of_an_own_template_that_ends_the_process_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("mes_cli.report.pdf.in_worker", _dies)

    with pytest.raises(TemplateError):
        pdf("<p>x</p>", own("x"))


def _dies(*_: object, writes: bool) -> bytes:
    assert writes
    raise WorkerDiedError


@pytest.mark.parametrize("form", ["html", "md"])
@pytest.mark.parametrize("text", [*REACHING, *ODD])
def test_nothing_of_the_inside_is_written(
    text: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "MES_SECRET", "planted-in-the-environment")

    written = outcome(text, form)

    found = INSIDE.search(written if form == "html" else written.replace("\\", ""))
    assert found is None or (form == "md" and found[0] == "<script" and "\\<script" in written)
    assert VIEW["words"] == ["a", "b"]
    assert VIEW["pairs"] == {"one": 1}
    written.encode()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="needs a bound of memory")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("text", COSTLY, ids=lambda it: it[:40])
def test_what_costs_too_much_is_cut_short(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mes_cli.report.bounds._PATIENCE", 0.7)
    monkeypatch.setattr("mes_cli.report.bounds._MEMORY", 1 << 28)
    before = peak()

    written = outcome(text, "html")

    assert len(written) <= 20_000_000
    assert peak() - before < 1 << 29


def peak() -> int:
    """The most memory that this process ever had, in bytes."""
    said = Path("/proc/self/status").read_text("ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", said)
    return int(found[1]) * 1024 if found else 0
