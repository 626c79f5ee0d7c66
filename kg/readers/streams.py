"""Byte streams: how much is read into memory at once, and how what was read is put back."""

from __future__ import annotations

from io import BufferedReader, RawIOBase
from pathlib import PurePath
from typing import BinaryIO

from kg.errors import ReadError
from kg.model import Article
from kg.paths import in_unicode
from kg.protocols import Unread

MAX_BYTES = 20_000_000  # a long article is 100 kB; 20 MB is a page with its pictures inside
STDIN = "-"


def read_at_most(stream: BinaryIO, most: int, where: str) -> bytes:
    """Return all bytes of `stream`. Raises ReadError where they are more than `most`, or none."""
    data = stream.read(most + 1)
    if len(data) > most:
        raise too_big(where, most)
    if not data.strip(b"\t\n\x0b\x0c\r \xef\xbb\xbf"):
        what = "is empty" if not data else "holds only white space"
        raise ReadError(f"{where}: the file {what}; fill it with an article or leave it out")
    return data


def too_big(where: str, most: int, size: int | None = None) -> ReadError:
    """Return the error for more bytes than allowed, with the sizes and the option to use."""
    is_size = f"is {_in_units(size)}" if size is not None else "is bigger"
    return ReadError(
        f"{where}: {is_size}, and at most {_in_units(most)} are read as one article; "
        "split it, or raise the limit with --max-bytes"
    )


def taken(found: Article | ReadError | Unread) -> Article | ReadError:
    """Return what was found, read where that was left for later."""
    return found if isinstance(found, Article | ReadError) else found.read()


def put_back(head: bytes, stream: BinaryIO) -> BinaryIO:
    """Return a stream of `head`, which was read already, and what `stream` still holds."""
    return BufferedReader(_Joined(head, stream))


def stem_of(origin: str) -> str:
    """Return the name of an article read from `origin`: the file's, without its suffix.

    What is no UTF-8 in a file's name is replaced.
    """
    name = PurePath(origin.removesuffix(".gz"))
    return "stdin" if origin == STDIN else in_unicode(name.stem)


class _Joined(RawIOBase):
    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(data) :]
        buffer[: len(data)] = data
        return len(data)


def _in_units(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size} bytes"
