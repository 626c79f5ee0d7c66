"""Credentials for a remote store, from the environment or from files that it names.

They are sent to the server that the descriptor names and are in no message.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

from kg.config import read_token
from kg.errors import ConfigError

VARIABLES = (  # what a process needs to reach a server as this one does
    "KG_STORE_TOKEN",
    "KG_STORE_TOKEN_FILE",
    "KG_STORE_USER",
    "KG_STORE_PASSWORD",
    "KG_STORE_PASSWORD_FILE",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "REQUESTS_CA_BUNDLE",
)


def credentials(environment: Mapping[str, str]) -> AuthBase:
    """Return the credentials for a remote store: a token, a user's name and password, or none.

    Raises ConfigError where they are incomplete or given twice.
    """
    token, password = (_secret(environment, f"KG_STORE_{name}") for name in ("TOKEN", "PASSWORD"))
    user = environment.get("KG_STORE_USER")
    if token and user:
        raise ConfigError("give KG_STORE_TOKEN or KG_STORE_USER for the store, not both")
    if bool(user) != bool(password):
        raise ConfigError("KG_STORE_USER and KG_STORE_PASSWORD, or its _FILE, go together")
    if token:
        return _Bearer(token)
    return _Login(user, password) if user and password else _Nobody()


def _secret(environment: Mapping[str, str], name: str) -> str | None:
    file = environment.get(f"{name}_FILE")
    return read_token(environment.get(name), Path(file) if file else None)


class _Nobody(AuthBase):
    """No credentials, not even those that a .netrc file has for the server."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Leave the request as it is."""
        return request


class _Bearer(AuthBase):
    """A token (RFC 6750, section 2.1)."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Add the token to a request."""
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class _Login(AuthBase):
    """A user's name and password, sent as the server asks for them: Digest if it can, or Basic."""

    def __init__(self, user: str, password: str) -> None:
        self._digest, self._basic = HTTPDigestAuth(user, password), HTTPBasicAuth(user, password)
        self._asked_for_basic = False

    def __call__(self, request: requests.PreparedRequest) -> Any:
        """Add what the server has asked for; before it has, wait for it to ask."""
        if self._asked_for_basic:
            return self._basic(request)
        request.register_hook("response", self._when_refused)
        return self._digest(request)

    def _when_refused(self, response: Any, **options: Any) -> Any:
        asked = response.headers.get("WWW-Authenticate", "").lower()
        if response.status_code != 401 or "digest" in asked or "basic" not in asked:
            return response
        if "Authorization" in response.request.headers:
            return response
        self._asked_for_basic = True
        response.close()
        return response.connection.send(self._basic(response.request.copy()), **options)
