"""The page as a process: one port for a register, one running page, an end without noise."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of Unix")


def started(root: Path, home: Path, *options: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, "HOME": str(home), "XDG_STATE_HOME": str(home / "state"),
                   "MES_LANG": "fr"}  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "-m", "mes_cli", "-C", root, "web", "--no-open", *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, encoding="utf-8",
    )  # fmt: skip


def first_line(page: "subprocess.Popen[str]") -> str:
    assert page.stdout is not None
    return page.stdout.readline().strip()


@pytest.fixture
def page(root: Path, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    running = started(root, tmp_path)
    yield running
    running.kill()
    running.communicate()


def port(link: str) -> str:
    found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/ouvrir\?cle=[\w-]{43}", link)
    assert found, link
    return found[1]


def test_a_second_start_opens_the_running_page(
    page: "subprocess.Popen[str]", root: Path, tmp_path: Path
) -> None:
    first = first_line(page)
    second = started(root, tmp_path)
    link, _ = second.communicate(timeout=60)

    assert port(link.strip()) == port(first)
    assert second.returncode == 0
    with build_opener(ProxyHandler({})).open(link.strip(), timeout=20) as answer:
        assert "mes-" in answer.headers["Set-Cookie"]


def test_the_port_stays_and_ctrl_c_ends_it_cleanly(
    page: "subprocess.Popen[str]", root: Path, tmp_path: Path
) -> None:
    first = port(first_line(page))
    page.send_signal(signal.SIGINT)
    _, said = page.communicate(timeout=30)
    time.sleep(0.2)
    again = started(root, tmp_path)
    try:
        assert port(first_line(again)) == first
    finally:
        again.kill()
        again.communicate()

    assert "Traceback" not in said
    assert page.returncode in {0, 130}
    note = next((tmp_path / "state/mes/web").glob("*.json"))
    assert note.stat().st_mode & 0o077 == 0


def test_silent_connections_do_not_keep_the_page_from_its_keeper(
    page: "subprocess.Popen[str]",
) -> None:
    link = first_line(page)
    silent = [socket.create_connection(("127.0.0.1", int(port(link)))) for _ in range(150)]
    with build_opener(ProxyHandler({})).open(link, timeout=20) as answer:
        assert answer.status == 200
    for it in silent:
        it.close()


def test_a_port_that_is_taken_is_said(
    page: "subprocess.Popen[str]", root: Path, tmp_path: Path
) -> None:
    taken = port(first_line(page))
    other = started(root, tmp_path / "other", "--port", taken)
    _, said = other.communicate(timeout=60)

    assert other.returncode == 2
    assert taken in said


def test_a_body_beyond_all_measure_is_refused_in_words(page: "subprocess.Popen[str]") -> None:
    number, rest = int(port(first_line(page))), 49 << 20
    head = f"POST /importer HTTP/1.1\r\nHost: 127.0.0.1:{number}\r\nContent-Length: {rest}\r\n"
    part = b"x" * (1 << 20)
    with socket.create_connection(("127.0.0.1", number)) as sent:
        sent.sendall(f"{head}Sec-Fetch-Site: same-origin\r\nConnection: close\r\n\r\n".encode())
        for _ in range(49):
            sent.sendall(part)
        answer = b"".join(iter(lambda: sent.recv(1 << 16), b"")).decode()

    assert answer.startswith("HTTP/1.1 413")
    assert "choisissez un fichier plus petit" in answer
