"""Findings one a line, as editors and other programs jump to them."""

from mes_cli.escape import printed
from mes_cli.output.human import severity
from mes_cli.output.speech import Result, Speech, closing, opening


def concise(result: Result, speech: Speech) -> str:
    """Write ``file:line:column: severity[code] message``, then a line that counts them."""
    lines = [
        f"{printed(f.at.file)}:{f.at.line}:{f.at.column}: {severity(f, speech)}[{f.code}] "
        f"{speech.say(f.message)}"
        for f in result.printed
    ]
    return (
        "\n".join(filter(None, [opening(result, speech), *lines, closing(result, speech)])) + "\n"
    )
