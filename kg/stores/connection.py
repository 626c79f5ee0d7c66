"""The connection to a SPARQL server: time limits, tries, and what its answers mean.

Every request may be sent twice: what is sent again here changes nothing the second time, unless
`once` says otherwise. Redirects are not followed: the server asked is the one that was named.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3.exceptions import HTTPError
from urllib3.util.retry import Retry

from kg import __version__
from kg.errors import QueryError, StoreError
from kg.stores.credentials import credentials
from kg.stores.messages import UnreachableError

CONNECT = 10.0  # seconds in which a connection must stand
_BUSY = (429, 502, 503)  # that a moment later may be otherwise
_WORDS = 500  # characters of a server's own message that are passed on

Parameters = Sequence[tuple[str, str]]


@dataclass
class Connection:
    """Requests to one server, on connections that are kept.

    `patience` is in seconds without a byte of an answer, `tries` how often a request is sent
    before it is given up, with pauses of 0, 1, 2, 4, … seconds.
    """

    server: str
    patience: float = 300.0
    tries: int = 5
    auth: AuthBase = field(default_factory=lambda: credentials(os.environ))

    def send(
        self,
        method: str,
        url: str,
        *,
        parameters: Parameters = (),
        body: bytes | Parameters = b"",
        media_type: str = "",
        accept: str = "*/*",
        allowed: Sequence[int] = (),
        once: bool = False,
    ) -> requests.Response:
        """Return the server's answer, its body not read yet.

        A status of `allowed` is an answer, too. Raises UnreachableError where there is none or
        the server is busy for too long, QueryError for what it cannot understand (400), StoreError
        for all else; each names the server and the next step.
        """
        headers = {"Accept": accept} | ({"Content-Type": media_type} if media_type else {})
        try:
            response = (self._careful if once else self._session).request(
                method,
                url,
                params=list(parameters) or None,
                data=body if isinstance(body, bytes) else list(body),
                headers=headers,
                auth=self.auth,
                timeout=(CONNECT, self.patience),
                allow_redirects=False,
                stream=True,
            )
        except (requests.RequestException, HTTPError) as error:
            told = f"{self.server} does not answer: {why(error)}"
            raise UnreachableError(f"{told}; see that it runs, then do the same again") from error
        if (response.ok and not response.is_redirect) or response.status_code in allowed:
            return response
        with response:
            raise self._refusal(response)

    def close(self) -> None:
        """Close the connections that are kept."""
        self._session.close()
        self._careful.close()

    @cached_property
    def _session(self) -> requests.Session:
        return _new_session(Retry(self.tries - 1, read=min(self.tries - 1, 1), **_PAUSES))

    @cached_property
    def _careful(self) -> requests.Session:
        """What sends nothing twice: it tries again only where no connection came about."""
        pauses = {**_PAUSES, "status_forcelist": ()}
        return _new_session(Retry(self.tries - 1, read=False, other=0, **pauses))

    def _refusal(self, response: requests.Response) -> Exception:
        status = response.status_code
        if response.is_redirect:
            place = response.headers.get("Location", "elsewhere")
            return StoreError(
                f"{self.server} sends on to {place}; name that address if you mean it"
            )
        if status in (401, 403):
            return StoreError(
                f"{self.server} lets nobody do this without the right credentials ({status}): set "
                "KG_STORE_TOKEN_FILE, or KG_STORE_USER and KG_STORE_PASSWORD_FILE"
            )
        try:
            words = " ".join(response.text.split())[:_WORDS]
        except (requests.RequestException, HTTPError):
            words = ""
        if status in _BUSY:
            return UnreachableError(f"{self.server} is busy ({status}): {words}")
        if status == 400:
            return QueryError(f"{self.server} does not understand this: {words}")
        return StoreError(f"{self.server} answered {status}: {words}")


_PAUSES: Mapping[str, Any] = {
    "backoff_factor": 0.5,
    "status_forcelist": _BUSY,
    "allowed_methods": None,
    "redirect": False,
    "raise_on_status": False,
    "respect_retry_after_header": False,
}


def _new_session(retry: Retry) -> requests.Session:
    session = requests.Session()
    session.headers["User-Agent"] = f"communique-kg/{__version__}"
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    return session


def why(error: Exception) -> str:
    """Return the reason that lies deepest, without addresses and objects of the library."""
    while True:
        inner = getattr(error, "reason", None) or next(
            (a for a in error.args if isinstance(a, Exception)), None
        )
        if not isinstance(inner, Exception):
            break
        error = inner
    return str(error).rpartition(": ")[2] or type(error).__name__
