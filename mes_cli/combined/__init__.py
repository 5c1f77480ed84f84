"""Combined accounts: the registers of a network as one, in the accountants' sense.

Each register is worked out by its own rules, as at home; what passes between members is taken out,
and what several registers keep counts once. Pure, as figures are.
"""
