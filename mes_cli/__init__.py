"""Check a register of solidarity-economy records, and report what it shows."""

__version__ = "0.2.0"
