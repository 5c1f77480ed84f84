"""Findings as reading and checks make them, for tests of what becomes of findings."""

from mes_cli.finding import Finding, Fix, Message, Place, Related, Severity


def error(
    code: str,
    at: Place,
    message: Message,
    help: Message | None = None,  # noqa: A002 - the slot is called help wherever it is seen
    *,
    related: tuple[Related, ...] = (),
    fix: Fix | None = None,
) -> Finding:
    """Find that a record cannot be read, referenced or counted."""
    return Finding(code, Severity.ERROR, message, at, help, related, fix)


def warning(
    code: str,
    at: Place,
    message: Message,
    help: Message | None = None,  # noqa: A002 - as above
    *,
    related: tuple[Related, ...] = (),
    fix: Fix | None = None,
) -> Finding:
    """Find that something is incomplete or unlikely."""
    return Finding(code, Severity.WARNING, message, at, help, related, fix)
