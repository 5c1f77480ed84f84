"""Findings in every form that people and programs read them in."""
