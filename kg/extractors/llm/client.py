"""A client of OpenAI-compatible chat completions, on the standard library alone.

Redirects are not followed, so that the key goes to the host that was named and to no other. What
a server does not know of structured output is left out of the next request: the JSON Schema, then
JSON mode.
"""

from __future__ import annotations

import http.client
import json
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from kg.errors import CommuniqueError
from kg.extractors.llm.cache import Ledger
from kg.extractors.llm.settings import KEY, Settings, api_key

_LOG = logging.getLogger(__name__)
_MOST_BYTES = 10_000_000  # of an answer
_LONGEST_WAIT = 60.0  # seconds, whatever a server asks for
_CHARACTERS = 3  # a token: English has about four, so this overestimates
_NEXT = {  # what to look at, by status
    401: f"; is the key in {KEY} right?",
    403: f"; is the key in {KEY} right?",
    404: "; are address and model right?",
    429: "; try again later, or raise retries in the llm settings",
}
_MODES = ("json_schema", "json_object", "text")


class LlmError(CommuniqueError):
    """The model cannot be asked, or not any more; the message has the next step."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, and whether it was cut off."""

    text: str
    truncated: bool


class Client:
    """Asks one model. `tokens_in`, `tokens_out` and `cost` count what this client has spent."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._ledger = Ledger(settings.cache)
        self._mode = 0
        self.requests = self.tokens_in = self.tokens_out = 0

    @property
    def cost(self) -> float:
        """What the tokens cost, in the currency of the prices in the settings."""
        s = self._settings
        return (self.tokens_in * s.price_in + self.tokens_out * s.price_out) / 1e6

    @property
    def spent(self) -> int:
        """The tokens spent so far by all runs with this cache."""
        return self._ledger.spent()

    def complete(self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]) -> Reply:
        """Return the model's answer. Raises LlmError."""
        self._check_budget(sum(len(m["content"]) for m in messages))
        while True:
            status, answer = self._send(self._body(messages, schema))
            if status == 200:
                return self._reply(answer)
            if not self._simplify(status, answer):
                told = f"{self._settings.url} answered {status}: {_said(answer)}"
                raise LlmError(f"{told}{_NEXT.get(status, '')}")

    def _check_budget(self, characters: int) -> None:
        s, spent = self._settings, self._ledger.spent()
        expected = characters // _CHARACTERS + s.max_output
        if spent + expected > s.budget:
            raise LlmError(
                f"{spent:,} of {s.budget:,} tokens are spent and this request may take "
                f"{expected:,}; raise budget in the llm settings, or leave out the extractor"
            )

    def _body(
        self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]
    ) -> dict[str, Any]:
        mode = _MODES[self._mode]
        named = {"name": "statements", "strict": True, "schema": schema}
        formats = {
            "json_schema": {"type": "json_schema", "json_schema": named},
            "json_object": {"type": "json_object"},
        }
        return {
            "model": self._settings.model,
            "messages": list(messages),
            "temperature": 0,
            "max_tokens": self._settings.max_output,
            **({"response_format": formats[mode]} if mode in formats else {}),
        }

    def _simplify(self, status: int, answer: bytes) -> bool:
        """Ask for less structure from now on if that may be what the server refused."""
        words = answer.lower()
        about_format = b"response_format" in words or b"schema" in words or b"json" in words
        if status in (400, 404, 422, 500, 501) and about_format and self._mode + 1 < len(_MODES):
            self._mode += 1
            return True
        return False

    def _send(self, body: dict[str, Any]) -> tuple[int, bytes]:
        """Return status and body, after waiting where the server asks for patience."""
        tries = self._settings.retries + 1
        for attempt in range(tries):
            last = attempt == tries - 1
            try:
                status, answer, retry_after = self._post(json.dumps(body).encode())
            except (OSError, http.client.HTTPException) as error:
                if last:
                    raise LlmError(f"{self._settings.url}: {error!r}; is it running?") from error
                time.sleep(min(2.0**attempt, _LONGEST_WAIT))
                continue
            busy = status == 429 or status in (502, 503, 504)
            if not busy or last:
                return status, answer
            wait = _seconds(retry_after)
            time.sleep(min(2.0**attempt if wait is None else wait, _LONGEST_WAIT))
        raise AssertionError

    def _post(self, body: bytes) -> tuple[int, bytes, str | None]:
        parts = urlsplit(self._settings.url)
        secure = parts.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=self._settings.timeout)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if key := api_key():
            headers["Authorization"] = f"Bearer {key}"
        try:
            connection.request("POST", f"{parts.path}/chat/completions", body, headers)
            response = connection.getresponse()
            self.requests += 1
            answer = response.read(_MOST_BYTES + 1)
            if len(answer) > _MOST_BYTES:
                raise LlmError(
                    f"{self._settings.url}: an answer of more than {_MOST_BYTES:,} bytes"
                )
            return response.status, answer, response.getheader("Retry-After")
        finally:
            connection.close()

    def _reply(self, answer: bytes) -> Reply:
        try:
            found = json.loads(answer)
            choice = found["choices"][0]
            text = choice["message"]["content"] or ""
            cut = choice.get("finish_reason") == "length"
        except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
            raise LlmError(
                f"{self._settings.url}: not a chat completion: {_said(answer)}"
            ) from error
        self._count(found.get("usage") or {}, len(answer))
        return Reply(str(text), cut)

    def _count(self, usage: Mapping[str, Any], size: int) -> None:
        """Count the tokens that the server reports, or about as many as the answer's size tells."""
        spent_in = usage.get("prompt_tokens") or 0
        spent_out = usage.get("completion_tokens") or size // _CHARACTERS
        self.tokens_in += spent_in
        self.tokens_out += spent_out
        self._ledger.add(spent_in + spent_out)
        _LOG.info(
            "llm: %d tokens in, %d out, cost %.4f", self.tokens_in, self.tokens_out, self.cost
        )


def _said(answer: bytes) -> str:
    """Return the beginning of an answer for a message, without the key if it holds it."""
    words = " ".join(answer[:300].decode("utf-8", "replace").split())
    key = api_key()
    return words.replace(key, f"<{KEY}>") if key else words


def _seconds(retry_after: str | None) -> float | None:
    """Return how long to wait by a Retry-After header (RFC 9110, section 10.2.3)."""
    if not retry_after:
        return None
    try:
        return max(0.0, float(retry_after))
    except ValueError:
        pass
    try:
        then = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, (then - datetime.now(UTC)).total_seconds()) if then.tzinfo else None
