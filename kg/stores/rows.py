"""A limit on the rows of an answer, counted in the bytes that the engine writes.

To hand rows over one by one takes the engine several times as long as to write them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import RawIOBase
from typing import Any

import pyoxigraph as ox

from kg.stores.messages import TooManyRowsError


@dataclass(frozen=True, slots=True)
class _Mark:
    """What stands once at each row of a format, outside of strings in double quotes if `quotes`.

    `more` is how many there are beyond the number of rows; `escapes` says that a string may hold
    a quote after a backslash, `spaces` are bytes between the parts of a mark.
    """

    text: bytes
    more: int
    quotes: bool = False
    escapes: bool = False
    spaces: bytes = b""


_MARKS = {
    "srj": _Mark(b"},{", -1, quotes=True, escapes=True, spaces=b" \t\r\n"),
    "srx": _Mark(b"<result>", 0),
    "csv": _Mark(b"\n", 1, quotes=True),
    "tsv": _Mark(b"\n", 1),
}


class LimitedRows(RawIOBase):
    r"""Passes solutions of a media type on to `out`; TooManyRowsError before row `most` + 1.

    >>> from io import BytesIO
    >>> LimitedRows(BytesIO(), "text/csv", 1).write(b'x\r\n"a\r\nb"\r\n')
    11
    """

    def __init__(self, out: Any, media_type: str, most: int) -> None:
        results = ox.QueryResultsFormat.from_media_type(media_type)
        if results is None:
            raise ValueError(f"{media_type} has no rows")
        self._out, self._most = out, most
        self._mark = _MARKS[results.file_extension]
        self._found, self._inside = 0, False
        self._escape, self._tail = b"", b""

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, data: Any) -> int:
        """Pass some bytes on. Raises TooManyRowsError."""
        self._count(bytes(data))
        if self._found > self._most + self._mark.more:
            raise TooManyRowsError(f"the answer has more than {self._most:,} rows")
        self._out.write(data)
        return len(data)

    def _count(self, data: bytes) -> None:
        mark = self._mark
        text = self._tail + (self._outside(data) if mark.quotes else data)
        self._found += text.count(mark.text)
        self._tail = text[max(len(text) - len(mark.text) + 1, 0) :]

    def _outside(self, data: bytes) -> bytes:
        """Return what of some bytes is not in a string, without spaces."""
        if self._mark.escapes:
            data = self._escape + data
            backslashes = len(data) - len(data.rstrip(b"\\"))
            self._escape = b"\\" * (backslashes % 2)
            data = data[: len(data) - len(self._escape)]
            data = data.replace(b"\\\\", b"").replace(b'\\"', b"")
        pieces = data.split(b'"')
        found = b"".join(pieces[self._inside :: 2])
        self._inside ^= len(pieces) % 2 == 0
        return found.translate(None, self._mark.spaces)
