"""Where a remote store is asked and changed, read from its descriptor.

A descriptor is the address of the SPARQL endpoint. What follows `#` is for us and never sent:
`update=`, where updates go, `data=`, where the graph store (Graph Store HTTP Protocol) is, both
relative to the endpoint, and `tries=`, how often a request is sent before it is given up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from kg.errors import ConfigError

_OPTIONS = ("update", "data", "tries")


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of one store; of `updates` the first that is there is the right one."""

    query: str
    updates: tuple[str, ...]
    data: str | None = None
    tries: int = 5

    def with_update(self, address: str) -> Addresses:
        """Return the addresses with the right one for updates."""
        return replace(self, updates=(address,))


def read_descriptor(descriptor: str) -> Addresses:
    """Return the addresses a descriptor stands for. Raises ConfigError.

    >>> read_descriptor("http://localhost:3030/kg/query#data=data").data
    'http://localhost:3030/kg/data'
    """
    query, fragment = urldefrag(descriptor)
    _check(query)
    options = dict(parse_qsl(fragment, keep_blank_values=True))
    for name in options:
        if name not in _OPTIONS:
            raise ConfigError(f"{query}: no option named {name!r}; known: {', '.join(_OPTIONS)}")
    tries = options.get("tries", "5")
    if not tries.isdecimal() or int(tries) < 1:
        raise ConfigError(f"{query}: tries is a number from 1, not {tries!r}")
    given = {name: urljoin(query, options[name]) for name in ("update", "data") if name in options}
    for address in given.values():
        _check(address)
    updates = (given["update"],) if "update" in given else _usual_updates(query)
    return Addresses(query, updates, given.get("data"), int(tries))


def _usual_updates(query: str) -> tuple[str, ...]:
    """Return where servers usually take updates: beside the endpoint, below it, or at it.

    >>> _usual_updates("http://localhost:7200/repositories/kg")
    ('http://localhost:7200/repositories/kg/statements',)
    """
    parts = urlsplit(query)._replace(query="")
    path, last = parts.path.rsplit("/", 1) if "/" in parts.path else ("", "")
    if path.endswith("/repositories"):
        return (parts._replace(path=f"{parts.path}/statements").geturl(),)
    if last in ("query", "sparql"):
        return parts._replace(path=f"{path}/update").geturl(), query
    return (query,)


def _check(address: str) -> None:
    try:
        parts = urlsplit(address)
        named = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        named = False
    if not named:
        raise ConfigError(f"{address!r} is not the address of a store, such as https://host/sparql")
    if parts.username or parts.password:
        raise ConfigError(
            f"the address of a store is no place for a password ({parts.hostname}): set "
            "KG_STORE_USER and KG_STORE_PASSWORD_FILE"
        )
