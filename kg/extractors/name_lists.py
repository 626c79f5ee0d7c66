"""Lists of organisations by their names, one a line: the name it goes by, then other names."""

from __future__ import annotations

from collections.abc import Collection

from kg.iris import slug


def by_key(lines: str, unsure: Collection[str] = ()) -> dict[str, tuple[str, ...]]:
    r"""Return the names by the key of the organisation, without those that are `unsure`.

    >>> by_key("Hamas\nBoko Haram|BH", {"BH"})
    {'organisation/hamas': ('Hamas',), 'organisation/boko-haram': ('Boko Haram',)}
    """
    return {
        f"organisation/{slug(line.split('|')[0])}": tuple(
            name for name in line.split("|") if name not in unsure
        )
        for line in lines.strip().splitlines()
    }
