"""Who may see a field: the widest audience is written beside each one."""

from enum import StrEnum


class Audience(StrEnum):
    """Readers of reports and exports, from the widest to the narrowest."""

    PUBLIC = "public"
    FUNDER = "funder"
    MEMBERS = "members"
    INTERNAL = "internal"

    def sees(self, widest: "Audience") -> bool:
        """Tell whether this audience may see what *widest* may see.

        >>> Audience.MEMBERS.sees(Audience.FUNDER)
        True
        >>> Audience.PUBLIC.sees(Audience.INTERNAL)
        False
        """
        return _ORDER[self] >= _ORDER[widest]


_ORDER = {audience: position for position, audience in enumerate(Audience)}

PUBLIC = Audience.PUBLIC
FUNDER = Audience.FUNDER
MEMBERS = Audience.MEMBERS
INTERNAL = Audience.INTERNAL
