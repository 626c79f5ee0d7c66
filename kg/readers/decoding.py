"""From bytes to characters: what a file is, in which encoding, and where it is broken."""

from __future__ import annotations

import codecs
import re

from kg.errors import ReadError

_BOMS = (  # UTF-32 before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive (or a Word, Excel or OpenDocument file)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
_MULTIBYTE = re.compile(  # a whole character of UTF-8, or the beginning of one at the very end
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
    rb"|[\xe0-\xf4][\x80-\xbf]{1,2}\Z"
)
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_PUNCTUATION = frozenset("‘’“”‚„†‡…–—•™€£¥§©«»®°·¡¿´`½¼¾²³¹×‹›ªº\xa0\xad")
_WORD = re.compile(r"[^\W\d_]+")


def binary_kind(data: bytes) -> str | None:
    """Return what `data` looks like where it is not text ("a PDF document"), else None.

    >>> binary_kind(b"%PDF-1.7 ...")
    'a PDF document'
    """
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "a WebP image"
    if (magic := next((kind for mark, kind in _MAGIC if data.startswith(mark)), None)) is not None:
        return magic
    marked = any(data.startswith(mark) for mark, _ in _BOMS)
    if not marked and b"\x00" in data:
        at = data.index(b"\x00")
        return f"binary data, or UTF-16 without its mark (a zero byte at offset {at})"
    return None


def decode(data: bytes, where: str, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return the characters of `data` and notes on how they were read.

    In this order: the byte order mark, UTF-8, the charset `declared` in the document, and
    Windows-1252 where that gives plausible English text. Raises ReadError, beginning with
    `where`, with the offset of the first bad byte.
    """
    if (kind := binary_kind(data)) is not None:
        raise ReadError(
            f"{where}: this is {kind}, not text; save the article as plain text or HTML"
        )
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            notes = () if encoding == "utf-8" else (f"read as {encoding}, not UTF-8",)
            return _strict(data[len(mark) :], encoding, where, len(mark)), notes
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        other = _in_charset(data, declared) or _in_windows_1252(data)
        if other is not None:
            return other
        raise ReadError(f"{where}: {_broken(data, error)}; save the file as UTF-8") from error


def _strict(data: bytes, encoding: str, where: str, skipped: int) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{where}: marked as {encoding.upper()}, but broken at byte {error.start + skipped}; "
            "save the file as UTF-8"
        ) from error


def _broken(data: bytes, error: UnicodeDecodeError) -> str:
    place = f"byte {error.start} (0x{data[error.start]:02x})"
    if error.end == len(data) and error.reason == "unexpected end of data":
        return f"not valid UTF-8: the file ends within a character at {place}, it may be cut off"
    return f"not valid UTF-8 at {place}, and not plausible as windows-1252"


def _in_charset(data: bytes, declared: str | None) -> tuple[str, tuple[str, ...]] | None:
    """Return the text in the declared charset, None where that is unknown or does not fit."""
    try:
        name = codecs.lookup(declared or "").name
    except LookupError:
        return None
    if name in {"utf-8", "iso8859-1", "ascii"}:  # browsers, too, read these two as windows-1252
        return None
    try:
        return data.decode(name), (f"read as {name}, not UTF-8",)
    except (UnicodeDecodeError, LookupError):  # LookupError: a codec that is not for text
        return None


def _in_windows_1252(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """Return the text as Windows-1252 where that is plausible.

    Plausible is: no two bytes that make a UTF-8 character (then it is UTF-8 with a fault), no
    control character, and no word mostly of accented letters (then it is another code page).
    """
    if _MULTIBYTE.search(data):
        return None
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    odd = [c for c in _NON_ASCII.findall(text) if not (c.isalpha() or c in _PUNCTUATION)]
    foreign = [w for w in _WORD.findall(text) if len(w) > 2 and 2 * _accents(w) > len(w)]
    return None if odd or foreign else (text, ("read as windows-1252, not UTF-8",))


def _accents(word: str) -> int:
    return sum(not c.isascii() for c in word)
