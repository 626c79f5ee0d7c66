"""The errors Communiqué raises, factored out so that no module imports another for them.

CommuniqueError
├── ReadError         a source cannot be read as an article; names file and line
│   ├── PassedOverError   a page of an archive, an entry of a feed, that is no article: no failure
│   └── kg.readers.language.OtherLanguageError   it is an article, but not in English
├── ConfigError       a setting, a descriptor or a plug-in name is wrong; names what is known
├── ReferenceDataError  the reference data contradict themselves; names file and row
├── StoreError        the store cannot be opened, read or written
└── QueryError        a query or update was refused; carries line and column where known
"""

from __future__ import annotations


class CommuniqueError(Exception):
    """Something outside broke its promise; the message names the place and the next step."""


class ReadError(CommuniqueError):
    """A source that cannot be read as an article."""


class PassedOverError(ReadError):
    """Something in an archive or a feed that is no article for us: left out, nothing failed."""


class ConfigError(CommuniqueError):
    """A setting, descriptor or plug-in name that is not usable as given."""


class ReferenceDataError(CommuniqueError):
    """Reference data that contradict themselves or lack a required cell."""


class StoreError(CommuniqueError):
    """A store that cannot be opened, read or written."""


class QueryError(CommuniqueError):
    """A query or update that was refused; `line` and `column` count from 1, None where unknown."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
