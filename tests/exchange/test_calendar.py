"""Calendars that other programs read."""

import datetime as dt

from mes_cli.exchange.calendar import Event, calendar


def test_an_event_is_a_whole_day_with_a_reminder() -> None:
    said = calendar([Event("a", dt.date(2025, 12, 31), "Compte rendu ; à rendre, vite\n!")])
    lines = said.split("\r\n")

    assert said == calendar([Event("a", dt.date(2025, 12, 31), "Compte rendu ; à rendre, vite\n!")])
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    assert "DTSTART;VALUE=DATE:20251231" in lines
    assert "DTEND;VALUE=DATE:20260101" in lines
    assert "SUMMARY:Compte rendu \\; à rendre\\, vite\\\\n!" in lines
    assert lines.count("BEGIN:VALARM") == 1


def test_long_lines_are_folded_between_letters() -> None:
    said = calendar([Event("a", dt.date(2025, 1, 1), "é" * 200)])

    assert max(len(line.encode()) for line in said.split("\r\n")) <= 75
    assert "é" * 200 in said.replace("\r\n ", "")
