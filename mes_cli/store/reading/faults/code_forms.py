"""Faults of addresses, ids and official identifiers."""

from mes_cli.finding import Finding, Message, count, say
from mes_cli.store.reading.faults.refused import RefusedValue


def url_form(value: RefusedValue) -> Finding:
    """A web address cannot be read.

    Addresses begin with ``http://`` or ``https://``, and hold neither a user name nor spaces.
    Others could lead a reader astray.

    Bad::

        website: www.example.org

    Good::

        website: https://www.example.org
    """
    return value.error(
        "url-form",
        value.say("`{found}` in `{name}` is not a web address"),
        say("write the whole address, from `https://` on"),
    )


def email_form(value: RefusedValue) -> Finding:
    """An e-mail address cannot be read.

    One address, with an at sign and a domain.

    Bad::

        email: ana at example.org

    Good::

        email: ana@example.org
    """
    return value.error(
        "email-form",
        value.say("`{found}` in `{name}` is not an e-mail address"),
        say("write one address, as `name@example.org`"),
    )


def account_form(value: RefusedValue) -> Finding:
    """The number of an account cannot be read.

    Accounts are those of the French chart of accounts: digits only, classes 1 to 8.

    Bad::

        account: travel

    Good::

        account: 625
    """
    return value.error(
        "account-form",
        value.say("`{found}` in `{name}` is not the number of an account"),
        say("write the digits of the account, as `625`"),
    )


def siren_invalid(value: RefusedValue) -> Finding:
    """A SIREN number is wrong.

    It has nine digits, the last of which follows from the others.

    Bad::

        siren: 123456789

    Good::

        siren: 732829320
    """
    return value.error(
        "siren-invalid",
        value.say("`{found}` in `{name}` is not a SIREN number"),
        _digits(value, 9, say("check the nine digits: one of them is wrong")),
    )


def siret_invalid(value: RefusedValue) -> Finding:
    """A SIRET number is wrong.

    It has fourteen digits, the last of which follows from the others; those of La Poste have a
    rule of their own.

    Bad::

        siret: 73282932000079

    Good::

        siret: 73282932000074
    """
    return value.error(
        "siret-invalid",
        value.say("`{found}` in `{name}` is not a SIRET number"),
        _digits(value, 14, say("check the fourteen digits: one of them is wrong")),
    )


def _digits(value: RefusedValue, right: int, cure: Message) -> Message:
    """Say how many digits are missing or too many; else give the other cure."""
    number = int(str(value.more.get("digits", right)))
    if number < right:
        return count("{number} digit is missing", "{number} digits are missing", right - number)
    if number > right:
        return count("{number} digit is too many", "{number} digits are too many", number - right)
    return cure


def rna_invalid(value: RefusedValue) -> Finding:
    """An RNA number is wrong.

    The number of an association in the national register: W and nine signs.

    Bad::

        rna: 751100895

    Good::

        rna: W751100895
    """
    return value.error(
        "rna-invalid",
        value.say("`{found}` in `{name}` is not an RNA number"),
        say("write W and nine digits, as on the receipt of the préfecture"),
    )


def commune_form(value: RefusedValue) -> Finding:
    """The code of a commune is wrong.

    It is the five characters of INSEE, not the postal code, zeros included.

    Bad::

        commune: Dijon

    Good::

        commune: 21231
    """
    return value.error(
        "commune-form",
        value.say("`{found}` in `{name}` is not the code of a commune"),
        value.near_or(say("write the five characters of the INSEE code, as `21231`")),
    )


def department_form(value: RefusedValue) -> Finding:
    """The code of a department is wrong.

    Two or three characters, zeros included: ``01``, ``2A``, ``974``.

    Bad::

        department: Ain

    Good::

        department: 01
    """
    return value.error(
        "department-form",
        value.say("`{found}` in `{name}` is not the code of a department"),
        value.near_or(say("write its code with its zero, as `01`, `2A` or `974`")),
    )


def region_form(value: RefusedValue) -> Finding:
    """The code of a region is wrong.

    Two digits of INSEE. Many are also the code of a department elsewhere.

    Bad::

        region: Occitanie

    Good::

        region: 76
    """
    return value.error(
        "region-form",
        value.say("`{found}` in `{name}` is not the code of a region"),
        value.near_or(say("write the two digits of the INSEE code, as `76`")),
    )


def name_form(value: RefusedValue) -> Finding:
    """The name of an own field, or a word that it accepts, has a letter that it may not have.

    Both are typed often: lower-case letters without accents, and digits. Names of fields join
    their words with ``_``, words of a list with ``-``; 40 characters at most.

    Bad::

        fields: {initiative: {Personnes logées: {type: whole, label: Personnes logées}}}

    Good::

        fields: {initiative: {personnes_logees: {type: whole, label: Personnes logées}}}
    """
    return value.error(
        "name-form",
        value.say("`{found}` in `{name}` cannot be typed everywhere"),
        value.near_or(
            say(
                "use at most 40 lower-case letters without accents, digits and `{sign}`",
                sign=value.more.get("sign", "_"),
            )
        ),
    )


def id_form(value: RefusedValue) -> Finding:
    """An id has a letter that ids may not have.

    Ids are lower-case letters without accents, digits and hyphens, at most 64. They become
    names of files and parts of addresses.

    Bad::

        id: Café des possibles

    Good::

        id: cafe-des-possibles
    """
    return value.error(
        "id-form",
        value.say("`{found}` in `{name}` is no id"),
        value.near_or(say("use lower-case letters without accents, digits and hyphens")),
    )
