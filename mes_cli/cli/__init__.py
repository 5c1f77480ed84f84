"""The command line: it reads words, calls the layers below, prints, and ends with a code."""


def main() -> None:
    """Run ``mes`` and end the process."""
    import signal

    # Until everything is imported, Ctrl-C ends the process without a word.
    if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from mes_cli.cli.entry import run

    run()
