"""Who held an office and may be called by a name: looked up, as there are thousands of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.extractors.names import parts, short_forms
from kg.iris import slug
from kg.reference import Holding

_USUAL = 0.8  # the least weight of a short form by which an office holder is called


class Holders:
    """The holdings of the reference data by the names and the short forms of their holders."""

    def __init__(self, holdings: Sequence[Holding]) -> None:
        self._holdings = holdings
        self._named: defaultdict[str, set[int]] = defaultdict(set)
        self._called: defaultdict[str, set[int]] = defaultdict(set)
        for number, holding in enumerate(holdings):
            for name in (holding.person, *holding.names):
                self._named[slug(name)].add(number)
                for form, weight in short_forms(name).items():
                    if weight >= _USUAL:
                        self._called[form].add(number)

    def called(self, name: str) -> tuple[Holding, ...]:
        """Return the holdings, in their order, of those who may be called by a name."""
        form = " ".join(parts(name))
        found = self._named.get(slug(name), set()) | self._called.get(form, set())
        return tuple(self._holdings[number] for number in sorted(found))
