"""What every answer says in its headers: security, who may read it from a page, caching, coding.

CORS (Fetch standard, section 3.2): any page may ask, since nothing here depends on cookies. An
answer's tag names the state of the dataset and what was asked (RFC 9110, section 8.8); it is weak,
as the rows of an answer may come in another order.

The policy has no exception, not for styles either: scripts set single properties.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, Protocol

from flask import Flask, Response, g, request
from werkzeug.exceptions import PreconditionFailed
from werkzeug.http import parse_accept_header
from zstandard import ZstdCompressor

from kg.stores.cache import LONGEST
from kg.stores.tokens import is_volatile
from kg.web.negotiation import vary
from kg.web.observation import Application, Environ
from kg.web.service import service
from kg.web.wellformed import METHODS

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_EXPOSED = "Accept-Ranges, Content-Range, ETag, Location, Content-Location, Link, Retry-After"
ALWAYS = (
    *HEADERS.items(),
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", _EXPOSED),
)
_PREFLIGHT = {
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, If-Match, "
    "If-None-Match, If-Range, Range",
    "Access-Control-Max-Age": "86400",
}
# graphs and downloads have tags of their own; what is set aside is no part of the dataset, and `/`
# counts it
_START = "/"
_OF_THE_MOMENT = ("/health", "/metrics", "/static/", "/data", "/dump", "/protege", "/set-aside")
_PACKED = ("text/", "application/json", "application/sparql-results", "application/n-", "image/svg")
_PACKED_ENDINGS = ("+json", "+xml", "/trig", "/xml")
_WORTH = 1024  # bytes below which packing costs more than it saves
_LEVEL = 4  # of 9: N-Triples become a tenth, at some 100 MB a second


def install(app: Flask) -> None:
    """Give every answer of the application these headers."""
    app.before_request(_unchanged)
    app.after_request(_finish)
    app.wsgi_app = _Headed(app.wsgi_app)  # type: ignore[method-assign]


class _Headed:
    """An application (PEP 3333) whose answers all have the headers that never differ.

    Here they cost nothing; set one by one for each answer they took a tenth of its time.
    """

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(status, [*headers, *ALWAYS], *rest)

        return self._application(environ, start)


def _unchanged() -> Response | None:
    """Return 304 where the client has the answer already; it is then not worked out again.

    RFC 9110, section 13.2.2. Raises PreconditionFailed.
    """
    g.tag = _tag()  # now: the dataset may change while the answer is worked out
    if g.tag is None:
        return None
    if "If-Match" in request.headers and request.if_match and not request.if_match.star_tag:
        raise PreconditionFailed("What is here has weak tags alone, which If-Match takes for none.")
    if "If-None-Match" not in request.headers or request.if_none_match.star_tag:
        return None
    return Response(status=304) if request.if_none_match.contains_weak(g.tag) else None


def _finish(response: Response) -> Response:
    if request.method == "OPTIONS":
        response.headers.update(_PREFLIGHT)
    if response.status_code in (201, 204) and not response.content_length:
        del response.headers["Content-Type"]  # of nothing
    own = "ETag" in response.headers
    if g.get("tag") and response.status_code == 200 and request.if_none_match.star_tag:
        response.close()
        response = Response(status=304)
    if g.get("tag") and response.status_code in (200, 304) and not own:
        response.set_etag(g.tag, weak=True)
        response.headers.setdefault("Cache-Control", "no-cache")  # may be kept, must be asked about
    if response.status_code == 304:
        vary(response, "Accept")
        vary(response, "Accept-Encoding")
        return response
    return _packed(response)


def _tag() -> str | None:
    """Return what names the answer to this request; None where it has no name."""
    of_the_moment = request.path == _START or request.path.startswith(_OF_THE_MOMENT)
    if request.method not in ("GET", "HEAD") or of_the_moment:
        return None
    text = request.args.get("query", "")
    if len(text) > LONGEST or is_volatile(text):
        return None
    query = request.environ.get("QUERY_STRING", "")
    asked = (service().state, request.path, query, request.headers.get("Accept", ""))
    return hashlib.sha256("\n".join(asked).encode()).hexdigest()[:32]


def _packed(response: Response) -> Response:
    """Return the response in a coding that the client takes, if it is worth it."""
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    if not kind.startswith(_PACKED) and not kind.endswith(_PACKED_ENDINGS):
        return response
    vary(response, "Accept-Encoding")
    length = response.content_length
    coding = _coding(request.headers.get("Accept-Encoding", ""))
    if (
        coding is None
        or "Content-Encoding" in response.headers
        or response.status_code in (204, 206)
        or (length is not None and length < _WORTH)
        or request.method == "HEAD"
    ):
        return response
    response.direct_passthrough = False
    if hasattr(response.response, "close"):
        response.call_on_close(response.response.close)
    response.response = _coded(response.response, PACKERS[coding]())
    response.headers["Content-Encoding"] = coding
    for name in ("Content-Length", "Accept-Ranges"):  # of the file as it is
        response.headers.pop(name, None)
    tag, weak = response.get_etag()
    if tag is not None and not weak:
        response.set_etag(f"{tag}.{coding}")
    return response


class _Packer(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...
    def flush(self) -> bytes: ...


PACKERS: dict[str, Callable[[], _Packer]] = {  # of codings that are liked alike the first is taken
    "zstd": lambda: ZstdCompressor().compressobj(),  # RFC 8878
    "gzip": lambda: zlib.compressobj(_LEVEL, wbits=31),  # RFC 1952
}


@lru_cache(maxsize=64)  # clients send the same few
def _coding(accept_encoding: str) -> str | None:
    """Return the coding that a client that sends this header likes best; zstd only by its name."""
    plain = accept_encoding.lower().replace("x-gzip", "gzip")  # RFC 9110, section 8.4.1.3
    accepted = parse_accept_header(plain)
    likes = {name: accepted.quality(name) for name in PACKERS if name != "zstd" or name in plain}
    best = max(likes, key=likes.__getitem__)
    return best if likes[best] > 0 else None


def _coded(chunks: Iterable[str | bytes], packer: _Packer) -> Iterator[bytes]:
    for chunk in chunks:
        data = packer.compress(chunk.encode() if isinstance(chunk, str) else chunk)
        if data:
            yield data
    yield packer.flush()
