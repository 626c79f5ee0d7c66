"""Whose central banks are, by name: `the Bank of Ghana`, `the Fed`, `the Bundesbank`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.model import Entity
from kg.reference_records import State

_NAME = re.compile(r"(?:the )?((?:Central |Reserve |National |State )?)Bank of (?:the )?(.+)$")
# Of these states the bank so called does business.
_COMMERCIAL = {
    "": frozenset({"CN", "IN", "IE", "CY", "US", "GE"}),
    "National ": frozenset({"GR", "CA", "EG", "PK", "OM", "KW", "US", "AU", "NZ"}),
}
_BY_NAME = {
    "Fed": "US", "Federal Reserve": "US", "US Federal Reserve": "US", "U.S. Federal Reserve": "US",
    "Bundesbank": "DE", "Bank of England": "GB", "Banque de France": "FR", "Norges Bank": "NO",
    "Riksbank": "SE", "Swiss National Bank": "CH", "Monetary Authority of Singapore": "SG",
    "Bank of Russia": "RU", "Bank of Korea": "KR",
}  # fmt: skip
_STATE_BANKS = frozenset({"PK", "VN"})


def with_their_states(entities: Sequence[Entity], states: Sequence[State]) -> tuple[Entity, ...]:
    """Return the entities, those that are central banks with the state whose bank each is."""
    names = {n: s.key for s in states for n in (s.name, *s.names)}
    return tuple(
        replace(e, of=of) if (of := _state(e, names)) and e.of is None else e for e in entities
    )


def states_of_banks(entities: Sequence[Entity], states: Sequence[State]) -> dict[str, str]:
    """Return for the key of each central bank among the entities that of its state."""
    names = {n: s.key for s in states for n in (s.name, *s.names)}
    return {e.key: of for e in entities if (of := _state(e, names))}


def _state(entity: Entity, names: dict[str, str]) -> str | None:
    if entity.type == "organisation" and entity.name.removeprefix("the ") in _BY_NAME:
        return f"state/{_BY_NAME[entity.name.removeprefix('the ')]}"
    found = _NAME.match(entity.name) if entity.type == "organisation" else None
    state = names.get(found[2]) if found else None
    if found is None or state is None:
        return None
    code = state.split("/")[1]
    if found[1] == "State ":
        return state if code in _STATE_BANKS else None
    return None if code in _COMMERCIAL.get(found[1], ()) else state
