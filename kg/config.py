"""Settings: one frozen `Config`, read from `kg.toml` and overridden by flags. No globals."""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from kg.errors import ConfigError
from kg.iris import BASE

EXTRACTORS = (
    "attribution",
    "dates",
    "entities",
    "persons",
    "coreference",
    "offices",
    "speakers",
    "forms",
    "speech_acts",
    "about",
    "targets",
    "memberships",
)


@dataclass(frozen=True)
class Config:
    """What a build and a server depend on.

    `max_bytes` bounds one source file, `min_confidence` is 0 to 1, `article_seconds` is how long
    the reading of an article of ordinary length may take (see `seconds_for`), `services` are the
    SPARQL endpoints that queries may ask by SERVICE; no other address is ever called. `reference`
    is a folder of reference data of one's own, laid over those that come along or
    `reference_alone`.
    """

    base: str = BASE
    store: str = "oxigraph:data/kg"
    engine: str = "auto"
    quarantine: str = "quarantine"
    extractors: tuple[str, ...] = EXTRACTORS
    min_confidence: float = 0.0
    max_bytes: int = 20_000_000
    article_seconds: float = 120.0
    services: tuple[str, ...] = ()
    reference: str | None = None
    reference_alone: bool = False

    def __post_init__(self) -> None:
        if not self.base.endswith("/"):
            raise ConfigError(f"base must end in a slash, not {self.base!r}")
        if not 0 <= self.min_confidence <= 1:
            raise ConfigError(f"min_confidence is from 0 to 1, not {self.min_confidence}")
        if self.article_seconds <= 0:
            raise ConfigError(f"article_seconds is more than 0, not {self.article_seconds}")
        if self.reference_alone and not self.reference:
            raise ConfigError("reference_alone needs reference, the folder that stands alone")
        for service in self.services:
            if not service.startswith(("https://", "http://")):
                raise ConfigError(
                    f"services are addresses that begin with https://, not {service!r}"
                )

    def seconds_for(self, characters: int) -> float:
        """Return how long the reading of an article of this length may take.

        A slow core reads 10,000 characters a second; the limit is for what never ends.
        """
        return self.article_seconds * (1 + characters / _ORDINARY)

    def digest(self, *versions: str) -> str:
        """Return 16 hexadecimal digits of the settings that shape a graph, and of `versions`."""
        shaping = {k: v for k, v in asdict(self).items() if k in _SHAPING}
        canonical = json.dumps([shaping, versions], sort_keys=True)
        return hashlib.sha256(canonical.encode()).hexdigest()[:16]


_ORDINARY = 50_000  # characters: few articles are as long
_SHAPING = frozenset({"base", "extractors", "min_confidence"})


def load_config(path: Path | None = None, **flags: Any) -> Config:
    """Return the settings of `path` (by default `kg.toml` here, if there is one) and `flags`.

    A flag that is None leaves the file's value. Raises ConfigError naming file and key.
    """
    file = path or Path("kg.toml")
    settings = _read(file) if path or file.is_file() else {}
    known = {f.name for f in fields(Config)}
    if unknown := sorted(set(settings) - known):
        raise ConfigError(
            f"{file}: unknown setting {unknown[0]!r}; known: {', '.join(sorted(known))}"
        )
    for name in ("extractors", "services"):
        if isinstance(settings.get(name), list):
            settings[name] = tuple(settings[name])
    given = {k: v for k, v in flags.items() if v is not None}
    try:
        return replace(Config(), **{**settings, **given})
    except TypeError as error:
        raise ConfigError(f"{file}: {error}") from error


def read_token(token: str | None, file: Path | None) -> str | None:
    """Return the token given, or the one in `file`; None without either.

    Raises ConfigError if there are both, or if the file cannot be read or holds no token.
    """
    if token and file:
        raise ConfigError("give the token or the file that holds it, not both")
    if file is None:
        return token or None
    try:
        found = file.read_text(encoding="ascii").strip()
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: a token is plain ASCII") from error
    if not found or len(found.split()) > 1:
        raise ConfigError(f"{file}: should hold one token, a word that is hard to guess")
    return found


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: not a TOML file: {error}") from error
