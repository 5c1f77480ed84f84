"""The faults of reading: one function each, whose docstring is the page of ``mes explain``.

The code of a fault is the name of its function, with hyphens; ``every`` has them all.
"""
