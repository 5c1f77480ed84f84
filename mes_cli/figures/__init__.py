"""Figures: pure functions from the register to numbers, each able to name its records."""
