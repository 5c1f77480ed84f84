"""Check a register of solidarity-economy records, and report what it shows."""
