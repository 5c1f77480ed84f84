"""A folder without a register: the questions of ``mes init``, and the first register from them."""

import secrets

from flask import Blueprint, Response, request

from mes_cli.drafts.answers import today
from mes_cli.drafts.starter import STEPS, InitAnswers, begin_register, question, wrong
from mes_cli.errors import MesError
from mes_cli.language.vocabulary import LANGUAGES, vocabulary
from mes_cli.report.shipped import starter
from mes_cli.web.rendering import once, page, said, to, workspace

PAGE = Blueprint("beginning", __name__)


@PAGE.get("/commencer")
def ask() -> Response:
    """Ask what a first register is about."""
    return to("/") if workspace().begun else _page(InitAnswers())


@PAGE.post("/commencer")
def begin() -> Response:
    """Write the first register, and go on to its home page."""
    return once(_begin)


def _begin() -> Response:
    here, form, language = workspace(), request.form, _language()
    if here.begun:
        return to("/")
    name, keeper, cost = (form.get(step, "").strip() for step in STEPS[:3])
    start = InitAnswers(name, keeper, cost, form.get("examples") != "no")
    problems = {it: said(problem) for it in STEPS if (problem := wrong(it, form.get(it, "")))}
    if problems or not name:
        return _page(start, 422, problems=problems, lacking=not name)
    try:
        begin_register(here.root, start, starter(language, today().year), vocabulary(language))
    except MesError as problem:
        return _page(start, 409, refusal=said(problem.message))
    here.language = language
    return to("/")


def _language() -> str:
    """The language that the register is to speak: the one that is asked for, else the page's."""
    asked = request.values.get("langue", "")
    return asked if asked in LANGUAGES else workspace().language


def _page(start: InitAnswers, status: int = 200, **shown: object) -> Response:
    """Show the questions; what was typed stays."""
    shown = {"problems": {}, "lacking": False, "refusal": ""} | shown
    language = _language()
    return page(
        "begin",
        status,
        language=language,
        folder=workspace().root.resolve().name,
        languages=[it for it in LANGUAGES if it != language],
        questions={step: question(step, start, language) for step in STEPS},
        start=start,
        token=secrets.token_urlsafe(8),
        **shown,
    )
