"""What one build meets and does, in a temporary database, so that memory stays flat."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from typing import Any

from kg.errors import CommuniqueError

_TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE seen (article TEXT PRIMARY KEY, content TEXT, reason TEXT) WITHOUT ROWID;
CREATE TABLE place (file TEXT, article TEXT, PRIMARY KEY (file, article)) WITHOUT ROWID;
CREATE TABLE deferred (article TEXT PRIMARY KEY, told BLOB);
CREATE TABLE event (kind TEXT, article TEXT, told TEXT);
CREATE INDEX event_kind ON event (kind, article);
"""


class Journal:
    """Articles seen, where, which versions of them wait, and what became of them.

    `article` is an article's IRI, `file` the IRI of what it was read from.
    """

    def __init__(self) -> None:
        self._data = sqlite3.connect("", isolation_level=None)  # "": on disk once it is large
        self._data.executescript(_TABLES)

    def _do(self, asked: str, given: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Carry out a statement. Raises CommuniqueError where there is no room for it."""
        try:
            return self._data.execute(asked, given)
        except sqlite3.Error as error:
            raise CommuniqueError(
                f"the notes of this build cannot be kept ({error}): free some space where "
                f"temporary files are ({tempfile.gettempdir()}), or name another folder in TMPDIR "
                "and SQLITE_TMPDIR; what is stored stays: the same command goes on from there"
            ) from error

    def seen(self, article: str) -> str | None:
        """Return the content hash under which an article was seen last, None if it was not."""
        return self._of("SELECT content FROM seen WHERE article = ?", article)

    def see(self, article: str, content: str, reason: str) -> None:
        """Note that an article was seen, and why it is to be read or passed over."""
        self._do("INSERT OR REPLACE INTO seen VALUES (?, ?, ?)", (article, content, reason))

    def reason(self, article: str) -> str | None:
        """Return why an article that was seen is to be read or passed over."""
        return self._of("SELECT reason FROM seen WHERE article = ?", article)

    def _of(self, asked: str, article: str) -> str | None:
        row = self._do(asked, (article,)).fetchone()
        return str(row[0]) if row else None

    def put(self, file: str, article: str) -> None:
        """Note that an article is in a file."""
        self._do("INSERT OR IGNORE INTO place VALUES (?, ?)", (file, article))

    def has(self, file: str, article: str) -> bool:
        """Say whether an article was in a file."""
        found = self._do("SELECT 1 FROM place WHERE file = ? AND article = ?", (file, article))
        return found.fetchone() is not None

    def articles_in(self, file: str, most: int) -> list[str]:
        """Return at most so many articles that were in a file."""
        asked = "SELECT article FROM place WHERE file = ? LIMIT ?"
        return [row[0] for row in self._do(asked, (file, most))]

    def defer(self, article: str, told: bytes | None) -> None:
        """Keep a version of an article for the end of the build; None: forget it."""
        self._do("DELETE FROM deferred WHERE article = ?", (article,))
        if told is not None:
            self._do("INSERT INTO deferred VALUES (?, ?)", (article, told))

    def deferred(self) -> Iterator[bytes]:
        """Yield, and forget, what was kept for the end."""
        while row := self._do("SELECT article, told FROM deferred").fetchone():
            self.defer(row[0], None)
            yield row[1]

    def note(self, kind: str, article: str, **told: Any) -> None:
        """Note what became of an article."""
        self._do(
            "INSERT INTO event VALUES (?, ?, ?)",
            (kind, article, json.dumps(told)),
        )

    def retell(self, kind: str, now: str, article: str, **told: Any) -> None:
        """Replace what was noted of an article under one kind by something of another."""
        self._do("DELETE FROM event WHERE kind = ? AND article = ?", (kind, article))
        self.note(now, article, **told)

    def noted(self, kind: str, article: str | None = None) -> Iterator[dict[str, Any]]:
        """Yield what was noted under a kind, of one article or of all, in order."""
        which = "kind = ?" if article is None else "kind = ? AND article = ?"
        asked = f"SELECT article, told FROM event WHERE {which} ORDER BY rowid"  # noqa: S608
        given = (kind,) if article is None else (kind, article)
        for iri, told in self._do(asked, given):
            yield {"article": iri, **json.loads(told)}

    def close(self) -> None:
        """Remove the database."""
        self._data.close()
