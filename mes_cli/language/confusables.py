"""Letters of other scripts, and styled ones, that look like Latin letters.

The table follows the confusable letters of Unicode (UTS 39), for the scripts whose letters look
most like Latin ones, and adds small letters that look like capitals. What Unicode calls a Latin
letter is known by its name.
"""

import re
import unicodedata
from functools import lru_cache

#: Latin letters, each with those of other scripts that look like it.
_LOOKALIKES = """
  AΑАᎪꓮ BΒВвᏴꓐ CϹСᏟⲤꓚ DᎠꓓ EΕЕᎬꓰ FϜꓝ GԌᏀᏳꓖ HΗНнᎻⲎꓧ IΙІӀⲒꓲ JͿЈᎫꓙ KΚКкᏦⲔꓗ LᏞⳐꓡ MΜϺМмᎷⲘꓟ NΝⲚꓠ
  OΟОՕⲞꓳ PΡРᏢⲢꓑ RᎡᏒꓣ SЅՏᏕᏚꓢ TΤТтᎢⲦꓔ UՍꓴ VѴᏙꓦ WԜᎳᏔꓪ XΧХⲬꓫ YΥϒҮᎩᎽⲨꓬ ZΖᏃꓜ aαа bβЬᏏ cϲсⲥꮯς
  dԁᏧꓒ eεеєҽ fքғ gցᶃ hһհᏂ iιіӏᎥꙇ jϳј kκⲕ mⲙ nηпոռ oοσоօⲟ pρϱрⲣ qԛգ rгⲅꮁ sѕꮪ tτⲧ uυμиս
  vνѵꮩ wωѡԝաꮃ xχхⲭ yγуүყⲩ zζꮓ
"""
_LATIN = {sign: group[0] for group in re.findall(r"\S+", _LOOKALIKES) for sign in group[1:]}
#: The names of Latin letters that Unicode does not take apart: with a stroke, circled, turned.
_NAMED = re.compile(
    r"(?:.* )?(?:LATIN|REGIONAL INDICATOR SYMBOL) (?:.* )?LETTER (?:.* )?([A-Z])(?: WITH .+)?"
)
#: What needs no second look: the letters and signs of French.
_PLAIN = re.compile("[\\x00-\\xffŒœŸ\u02bc\u0300-\u036f\u2000-\u206f€\\s]*")


def as_latin(text: str) -> str:
    r"""Write what looks like Latin letters with them, sign by sign: the text keeps its length.

    >>> as_latin("Ѕоlеіl \U0001d40f\u24d0\U0001f152 Лэ")
    'Soleil PaC Лэ'
    """
    return text if _PLAIN.fullmatch(text) else "".join(map(_letter, text))


@lru_cache(4096)
def _letter(sign: str) -> str:
    if sign.isascii() or unicodedata.combining(sign):
        return sign
    plain = "".join(c for c in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(c))
    if len(plain) != 1 or plain.isascii():
        return plain if len(plain) == 1 and plain.isalnum() else sign
    named = _NAMED.fullmatch(unicodedata.name(plain, ""))
    return _LATIN.get(plain) or (named[1] if named else sign)
