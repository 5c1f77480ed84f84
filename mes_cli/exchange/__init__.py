"""Records to and from the forms of other programs: spreadsheets, databases, accounts.

Exports start from a view of the register. For spreadsheets, ``sheets`` says which columns a kind
has, ``sheet_rows`` fills them, ``book`` makes tabs of typed cells (``cells``), and ``xlsx``,
``ods`` or ``csv`` writes them; ``export`` is the list of all forms. For engines, ``figures.flat``
gives lines, ``lines`` and ``databases`` make tables of them, ``parquet`` and ``package`` files.

Imports go the other way. ``grids`` reads any table, ``titles`` finds its head, ``sources`` tells
which program it is from. The register's own spreadsheet goes through ``returned_rows`` and
``merge``, all others through a module for each program and ``incoming``; both end in a ``plan``,
which people decide on and ``apply`` carries out.
"""
