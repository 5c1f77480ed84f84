"""Figures: pure functions from the register to numbers, each able to name its records.

From a record to a figure, by way of ``line``, the amount or time that one record gives:

1. ``rules`` gives the rates of a day and the value of a contribution;
2. ``books`` counts every record once, over all its years (``cost``, contributions, fundings);
3. ``ledger`` sets the lines of one financial year down to accompaniments (``money``);
4. ``balance`` adds lines up: for the year, or for the rows of a table (``rows``), between which
   they are cut;
5. ``year`` gives all figures of a year, ``plain`` makes them plain data, and ``flat`` hands lines
   and parts over to other engines.
"""
