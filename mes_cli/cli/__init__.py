"""The command line: it reads words, calls the layers below, prints, and ends with a code."""


def main() -> None:
    """Run ``mes`` and end the process."""
    import gc
    import signal
    import sys

    # What is imported stays: looking for garbage begins with the command.
    gc.disable()
    # Until everything is imported, Ctrl-C ends the process without a word.
    if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from mes_cli.cli import streams

    streams.complete()
    if sys.argv[1:] == ["--version"]:
        from mes_cli import __version__

        # Asked by scripts, and answered before anything is imported.
        sys.stdout.write(f"mes {__version__}\n")
        if streams.flush() is None:
            streams.leave(0)
    from mes_cli.cli.entry import run

    run()
