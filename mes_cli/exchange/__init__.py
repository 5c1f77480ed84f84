"""Records to and from the forms of other programs: spreadsheets, databases, accounts."""
