"""Files made for one state of the dataset, kept so that a download can be taken up again.

RFC 9110, section 14: a part of a file is sent only to those who mean the same file, byte for byte,
so its tag is a strong one (section 8.8.1) that names the state.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from flask import Response, request, send_file
from werkzeug.exceptions import PreconditionFailed

from kg.stores.messages import store_error


class KeptFiles:
    """The latest file of each name; it is gone once one of another state takes its place."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._files: dict[str, tuple[str, BinaryIO]] = {}

    def get(self, name: str, tag: str) -> BinaryIO | None:
        """Return the file of this name if it is the one that `tag` names."""
        with self._lock:
            kept, file = self._files.get(name, ("", None))
        return file if tag and kept == tag else None

    def put(self, name: str, tag: str, write: Callable[[BinaryIO], object]) -> BinaryIO:
        """Return a new file of this name. Raises FullError, and what `write` raises."""
        made = tempfile.NamedTemporaryFile(prefix="kg-")  # noqa: SIM115 (gone when forgotten)
        file = cast(BinaryIO, made)
        try:
            write(file)
            file.flush()
        except OSError as error:
            raise store_error("the file for a download cannot be written", error) from error
        with self._lock:
            self._files[name] = tag, file
        return file


def part_wanted(tag: str) -> bool:
    """Say whether this request is for a part of the file that `tag` names (section 13.1.5)."""
    strong = f'"{tag}"'
    return "Range" in request.headers and request.headers.get("If-Range", strong) == strong


def require_match(tag: str) -> None:
    """Raise PreconditionFailed where another file is asked for (RFC 9110, section 13.1.1)."""
    if request.if_match and not request.if_match.contains(tag):
        raise PreconditionFailed("The file is another one than you ask for: take it anew.")


def send_kept(file: BinaryIO, tag: str, media_type: str, **options: Any) -> Response:
    """Return a file or the part of it that is wanted. Raises RequestedRangeNotSatisfiable."""
    if not part_wanted(tag):
        request.environ.pop("HTTP_RANGE", None)
    return described(send_file(file.name, media_type, etag=tag, **options), tag)


def described(response: Response, tag: str) -> Response:
    """Return the response with its tag; without one, it says that there are no parts to be had."""
    response.headers["Accept-Ranges"] = "bytes" if tag else "none"
    if tag:
        response.set_etag(tag)
        response.headers["Cache-Control"] = "no-cache"  # may be kept, must be asked about
    return response
