"""XML has no character U+0000 to U+001F but three, nor U+FFFE and U+FFFF; RDF and SPARQL have.

The engine writes them all the same, and no XML parser reads what it has written.
"""

from __future__ import annotations

import re
from io import RawIOBase
from typing import Any, BinaryIO, cast

from kg.stores.messages import NotAcceptableError

# XML 1.0, section 2.2, in UTF-8
_NO_CHARACTER = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


def checked_xml(out: BinaryIO, media_type: str) -> BinaryIO:
    """Return where to write an answer: NotAcceptableError is raised at what XML cannot express."""
    is_xml = media_type.partition(";")[0].strip().lower().endswith(("+xml", "/xml"))
    return cast(BinaryIO, _CheckedXml(out)) if is_xml else out


class _CheckedXml(RawIOBase):
    def __init__(self, out: BinaryIO) -> None:
        self._out, self._tail = out, b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        text = self._tail + bytes(data)
        if found := _NO_CHARACTER.search(text):
            code = ord(found[0].decode())
            raise NotAcceptableError(
                f"The answer holds U+{code:04X}, a character that XML does not have (XML 1.0, "
                "section 2.2): ask for another format, such as JSON or Turtle."
            )
        self._tail = text[-2:]
        self._out.write(data)
        return len(data)
