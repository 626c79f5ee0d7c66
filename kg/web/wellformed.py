"""What a request must be before anybody looks at what it asks for."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from flask import request
from werkzeug.exceptions import BadRequest

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
_HOST = re.compile(  # RFC 3986, section 3.2.2; commas stand between the values of two headers
    r"(?:[\w.~!$&'()*+;=%-]*|\[[0-9A-Fa-f:.]+\])(?::\d*)?", re.ASCII
)
_OUTSIDE_ASCII = re.compile(r"[^\x00-\x7f]|%[89A-Fa-f]")
_RANGE = re.compile(r"bytes=(?:(\d{1,18})-(\d{0,18})|-\d{1,18})", re.ASCII | re.IGNORECASE)


def require_wellformed() -> None:
    """Raise BadRequest where a request does not say to whom it goes, or its address is not UTF-8.

    RFC 9112, section 3.2: one Host in HTTP/1.1; RFC 3986, section 2.5. Other bytes would be taken
    for the characters of their escapes, and a query would be another one.
    """
    environ = request.environ
    host = environ.get("HTTP_HOST")
    if host is None and environ.get("SERVER_PROTOCOL") == "HTTP/1.1":
        raise BadRequest("Send the header Host, once.")
    if host is not None and not _HOST.fullmatch(host):
        raise BadRequest("The header Host is no name or address, or sent twice.")
    for part in (environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")):
        if _OUTSIDE_ASCII.search(part):
            require_utf8(part.encode("latin-1"), "The address")


def is_about_server() -> bool:
    """Say whether a request is for no address, but for the server: `OPTIONS *`.

    RFC 9112, section 3.2.4. Raises BadRequest for another method.
    """
    if request.environ.get("REQUEST_URI") != "*":
        return False
    if request.method != "OPTIONS":
        raise BadRequest("Only OPTIONS has the address *.")
    return True


def ignore_odd_range() -> None:
    """Forget a Range that is not one range of bytes of a GET (RFC 9110, section 14.2).

    Other units and what is no range must be ignored, several ranges may be.
    """
    environ = request.environ
    if "HTTP_RANGE" not in environ:
        return
    found = _RANGE.fullmatch(environ["HTTP_RANGE"])
    backwards = found is not None and bool(found[2]) and int(found[1]) > int(found[2])
    if found is None or backwards or request.method != "GET":
        del environ["HTTP_RANGE"]


def require_utf8(escaped: bytes, what: str) -> None:
    """Raise BadRequest unless some bytes, percent escapes read, are UTF-8."""
    try:
        unquote_to_bytes(escaped).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"{what} is not UTF-8: send what is outside ASCII in it.") from error
