"""What an e-mail address and a phone number look like in the middle of a text."""

import re

MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
# French numbers, as people write them: ten digits by two, or +33 and nine.
PHONE = re.compile(
    r"(?<![\d./-])(?:\+33[\s.\u00a0\u202f-]?(?:\(0\)\s?)?[1-9]|0[1-9])"
    r"(?:[\s.\u00a0\u202f-]?\d{2}){4}(?![\d/-])"
)
