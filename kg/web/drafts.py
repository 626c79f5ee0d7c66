"""What stands in the form of `/add`: a text or a file, and what is known of it beside it."""

from __future__ import annotations

import base64
import binascii
import json
import re
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from kg.paths import EXAMPLES
from kg.web.intakes import Sent
from kg.web.storing import UnreadableError
from kg.web.submissions import READABLE, type_of

MOST_TEXT = 30_000  # characters: 5,000 words, read in about three seconds
MOST_BYTES = 1 << 20  # of a page: how much of it is text is known when it is read
_FORM = 3 * MOST_BYTES  # bytes: a text, and a file in Base64
KNOWN = ("title", "published", "publisher", "url")
_MARKUP = re.compile(r"\s*<(!doctype|\?xml|html|head|body|article|main|div|section|h1|p)\b", re.I)


@dataclass(frozen=True, slots=True)
class Draft:
    """An article that is not stored yet; `file` is the name of one that was chosen, else empty."""

    text: str = ""
    file: str = ""
    content: bytes = b""
    title: str = ""
    published: str = ""
    publisher: str = ""
    url: str = ""

    @property
    def packed(self) -> str:
        """The file's bytes in Base64, as the form keeps them until the article is stored."""
        return base64.b64encode(self.content).decode()

    def to_send(self) -> Sent:
        """Return the article as the reader takes it. Raises UnreadableError where there is none."""
        known = {name: value for name in KNOWN if (value := getattr(self, name))}
        return self._of_file(known) if self.file else self._of_text(known)

    def _of_text(self, known: dict[str, str]) -> Sent:
        if not self.text.strip():
            words = "There is no text yet. Paste an article into the box, or choose a file."
            raise UnreadableError("Nothing to read", words)
        markup = _MARKUP.match(self.text)
        if not markup and len(self.text) > MOST_TEXT:
            words = (
                f"The text has {len(self.text):,} characters; up to {MOST_TEXT:,} are read here. "
                "Leave some out, or read it with the command kg build, which has no such limit."
            )
            raise UnreadableError("Too long", words)
        media_type = "text/html" if markup else "text/plain"
        return Sent(self.text.encode(), media_type, metadata=known)

    def _of_file(self, known: dict[str, str]) -> Sent:
        media_type = type_of("", self.file)
        if media_type not in READABLE:
            words = (
                f"{self.file} is no kind of file that is read here: {', '.join(endings())}. The "
                "command kg build reads collections (.jsonl, .warc, feeds), also many at once."
            )
            raise UnreadableError("Another kind of file", words)
        if not self.content.strip():
            raise UnreadableError("Nothing to read", f"{self.file} is empty.")
        return Sent(self.content, media_type, metadata=known, file=self.file)


def endings() -> list[str]:
    """Return how the names of files end that are read."""
    return [suffix for suffixes in READABLE.values() for suffix in suffixes]


def read_draft() -> Draft:
    """Return the draft in this request. Raises RequestEntityTooLarge or UnreadableError."""
    request.max_content_length = request.max_form_memory_size = _FORM
    if (request.content_length or 0) > _FORM:
        raise _too_large()
    form, file = request.form, request.files.get("file")
    if file is not None and file.filename:
        with closing(file):
            name, content = file.filename, file.read()
    else:
        name, content = form.get("name", ""), _unpacked(form.get("content", ""))
    if len(content) > MOST_BYTES:
        raise _too_large()
    known = {n: form.get(n, "").strip()[:2000] for n in KNOWN}
    return Draft(form.get("text", "").replace("\r\n", "\n"), PurePath(name).name, content, **known)


@cache
def example() -> Draft:
    """Return the article that is there to be tried, invented by us."""
    text = (EXAMPLES / "to-paste.txt").read_text(encoding="utf-8")
    known = json.loads((EXAMPLES / "to-paste.meta.json").read_text(encoding="utf-8"))
    return Draft(text, **{name: known[name] for name in KNOWN if name in known})


def _unpacked(packed: str) -> bytes:
    try:
        return base64.b64decode(packed, validate=True)
    except binascii.Error as error:
        raise UnreadableError("The form is damaged", "Choose the file once more.") from error


def _too_large() -> RequestEntityTooLarge:
    return RequestEntityTooLarge(f"A file may have {MOST_BYTES:,} bytes at most.")
