"""The settings of the `llm` extractor, from its descriptor: `URL?model=NAME&setting=value`.

The URL is that of an OpenAI-compatible API, without `/chat/completions`. The key is taken from the
environment variable `KG_LLM_KEY` and stands nowhere else.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from kg.errors import ConfigError

KEY = "KG_LLM_KEY"


@dataclass(frozen=True)
class Settings:
    """`budget` is in tokens, in and out, for all that `cache` has seen; prices per million tokens.

    `passage` is in characters of text a request, `max_output` in tokens an answer, `timeout` in
    seconds. The environment's key is not part of this, so that it cannot be shown by accident.
    """

    url: str
    model: str
    cache: Path = Path("llm-cache")
    budget: int = 1_000_000
    passage: int = 6000
    max_output: int = 4000
    timeout: float = 60.0
    retries: int = 4
    price_in: float = 0.0
    price_out: float = 0.0


def read_settings(location: str) -> Settings:
    """Return the settings of a descriptor's rest. Raises ConfigError naming what is wrong."""
    parts = urlsplit(location)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigError(
            "the extractor llm needs an address and a model, such as "
            "llm:http://127.0.0.1:11434/v1?model=llama3.1"
        )
    if parts.username or parts.password:
        raise ConfigError(f"llm: no name or password in the address; the key goes into {KEY}")
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    kinds = {f.name: f.type for f in fields(Settings) if f.name != "url"}
    if unknown := sorted(set(given) - set(kinds)):
        raise ConfigError(f"llm: unknown setting {unknown[0]!r}; known: {', '.join(sorted(kinds))}")
    if not given.get("model"):
        raise ConfigError("llm: name the model: llm:URL?model=NAME")
    url = urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), "", ""))
    return Settings(url, **{k: _value(k, str(kinds[k]), v) for k, v in given.items()})


def api_key() -> str | None:
    """Return the key of the API, None where the environment has none."""
    return os.environ.get(KEY) or None


def _value(name: str, kind: str, text: str) -> Any:
    try:
        value = {"str": str, "int": int, "float": float, "Path": Path}[kind](text)
    except ValueError as error:
        raise ConfigError(f"llm: {name} is a number, not {text!r}") from error
    if isinstance(value, int | float) and not 0 <= value < 1e12:
        raise ConfigError(f"llm: {name} is from 0 on, not {text}")
    return value
