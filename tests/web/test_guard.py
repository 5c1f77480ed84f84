"""Nobody else: foreign hosts, foreign pages, used keys and lost cookies get nothing."""

import re

import pytest
from flask.testing import FlaskClient

from mes_cli.web.guard import Guard
from mes_cli.web.workspace import Workspace
from tests.web.conftest import HOST, OWN, PORT

#: What only the register says.
WORDS = re.compile("Possibles|Café|Friche|accompagn", re.IGNORECASE)


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1", f"evil.example:{PORT}", "127.0.0.1:1", f"[::1]:{PORT}",
     f"127.0.0.1.evil.example:{PORT}", f"{HOST}.", ""],
)  # fmt: skip
def test_a_foreign_host_gets_no_word_of_the_register(keeper: FlaskClient, host: str) -> None:
    answer = keeper.get("/", headers={"Host": host})

    assert answer.status_code in {400, 403}
    assert not WORDS.search(answer.text)


@pytest.mark.parametrize(
    "path", ["/", "/fiches", "/constats", "/rapports/2025/annual/public/cadre"]
)
def test_without_the_cookie_there_is_no_word_of_the_register(
    stranger: FlaskClient, path: str
) -> None:
    answer = stranger.get(path, headers={"Host": HOST})

    assert answer.status_code == 403
    assert not WORDS.search(answer.text)


def test_a_cookie_that_another_port_set_beside_it_does_not_lock_the_keeper_out(
    stranger: FlaskClient, guard: Guard
) -> None:
    own = stranger.get(f"/ouvrir?cle={guard.new_key()}", headers={"Host": HOST})
    own_cookie = own.headers["Set-Cookie"].partition(";")[0]
    for told, code in ((f"mes-{PORT}=planted; {own_cookie}", 200), (f"mes-{PORT}=planted", 403)):
        answer = stranger.application.test_client(use_cookies=False).get(
            "/", headers={"Host": HOST, "Cookie": told}
        )
        assert answer.status_code == code


def test_a_key_opens_once(stranger: FlaskClient, guard: Guard) -> None:
    key = guard.new_key()

    first = stranger.get(f"/ouvrir?cle={key}", headers={"Host": HOST})
    second = stranger.get(f"/ouvrir?cle={key}", headers={"Host": HOST})

    cookie = first.headers["Set-Cookie"]
    assert (first.status_code, second.status_code) == (200, 403)
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert key not in first.text + cookie
    assert "Location" not in first.headers


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "javascript:alert(1)"]
)
def test_the_opening_page_leads_nowhere_else(
    stranger: FlaskClient, guard: Guard, target: str
) -> None:
    answer = stranger.get(
        "/ouvrir", query_string={"cle": guard.new_key(), "page": target},
        headers={"Host": HOST},
    )  # fmt: skip

    assert "evil" not in answer.text
    assert "javascript" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": f"https://{HOST}"},
        {},
    ],
)
def test_a_foreign_page_writes_nothing_and_gets_no_echo(
    keeper: FlaskClient, headers: dict[str, str]
) -> None:
    answer = keeper.post("/quitter", data={"a": "planted"}, headers={"Host": HOST, **headers})

    assert answer.status_code == 403
    assert answer.text == ""


def test_an_own_page_gets_its_text_back_after_a_restart(stranger: FlaskClient) -> None:
    typed = "</textarea><script>alert(1)</script>"

    answer = stranger.post("/fiches/x", data={"texte": f"\n{typed}"}, headers=OWN)

    assert answer.status_code == 403
    assert "<script>alert" not in answer.text
    assert "&lt;/textarea&gt;&lt;script&gt;" in answer.text
    assert 'name="texte"' in answer.text


def test_only_who_reads_the_note_gets_a_new_key(stranger: FlaskClient) -> None:
    wrong = stranger.post("/ouvrir/cle", headers={**OWN, "X-Mes-Password": "guess"})
    right = stranger.post(
        "/ouvrir/cle", headers={**OWN, "X-Mes-Password": "only the keeper reads it"}
    )

    assert wrong.status_code == 403
    assert stranger.get(f"/ouvrir?cle={right.text}", headers={"Host": HOST}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/fiches/initiatives", "/nothing", "/style/page.css"])
def test_every_answer_is_hardened(keeper: FlaskClient, path: str) -> None:
    headers = keeper.get(path, headers={"Host": HOST}).headers

    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "Server" not in headers


def test_a_report_in_a_frame_runs_nothing(keeper: FlaskClient) -> None:
    answer = keeper.get("/rapports/2025/annual/public/cadre", headers={"Host": HOST})

    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"].endswith("sandbox")
    assert "script-src" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["../report.css", "layout.html.j2", "page.css/..", "%2e%2e/x"])
def test_only_the_page_s_own_assets_are_served(keeper: FlaskClient, name: str) -> None:
    assert keeper.get(f"/style/{name}", headers={"Host": HOST}).status_code == 404


def test_reading_only_refuses_every_writing(keeper: FlaskClient, space: Workspace) -> None:
    space.read_only = True

    assert keeper.post("/fiches/initiatives/nouvelle", data={}, headers=OWN).status_code == 403
    assert keeper.post("/quitter", headers=OWN).status_code == 200


def test_too_much_at_once_is_refused_in_words(keeper: FlaskClient) -> None:
    answer = keeper.post("/quitter", data={"a": "x" * (12 << 20)}, headers=OWN)

    assert answer.status_code in {200, 413}
    assert "Traceback" not in answer.text
