"""Changing the files of a register: in place, whole or not at all, and taken back."""
