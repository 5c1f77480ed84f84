"""``python -m mes_cli`` does what ``mes`` does."""

from mes_cli.cli import main

if __name__ == "__main__":
    main()
