"""Figures: pure functions from the register to numbers, each able to name its records.

``books`` counts every record once; ``ledger`` sets down the lines of one financial year to
accompaniments, by ``spread``; ``balance`` adds lines up, for the year (``coverage``) or by
something (``rows``). ``year.year_figures`` gives all of it, and ``plain`` makes it plain data.
"""
