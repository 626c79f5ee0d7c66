"""From an article that was sent to one that is stored, or set aside: what every way in shares."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.corrections.correction import Correction
from kg.mentioned import describe
from kg.model import Article
from kg.quarantine import set_aside, take_up
from kg.stores.messages import DeadlineError, DocumentError, WorkerDiedError
from kg.web.intakes import Reading, Sent
from kg.web.served_store import ServedStore, settle
from kg.web.service import service, writer

log = logging.getLogger("kg.web")


class UnreadableError(Exception):
    """What was sent cannot be read as an article; the message says why and what to do."""

    def __init__(self, title: str, detail: str) -> None:
        super().__init__(detail)
        self.title = title


def read_sent(
    sent: Sent, *, annotations: bool = False, page: bool = False, most_seconds: float = math.inf
) -> Reading:
    """Return what is read in an article that was sent. Raises UnreadableError and BusyError."""
    timeout = min(service().pool.timeout, most_seconds)
    with _told():
        return service().intake.read(sent, timeout, annotations=annotations, page=page)


def reading_of(article: Article, corrections: Sequence[Correction]) -> Reading:
    """Return what is read in an article that is stored, as corrections make it.

    Raises UnreadableError and BusyError.
    """
    with _told():
        return service().intake.reread(article, corrections, service().pool.timeout)


@contextmanager
def _told() -> Iterator[None]:
    """Make of what may go wrong in reading an UnreadableError."""
    try:
        yield
    except DocumentError as error:
        raise UnreadableError("The article cannot be read", f"{error}.") from error
    except DeadlineError as error:
        words = "It took longer than reading may and was stopped. Send a shorter article."
        raise UnreadableError("Reading was stopped", words) from error
    except WorkerDiedError as error:
        words = "It needs more memory than reading may have, or breaks the reader."
        raise UnreadableError("Reading was stopped", words) from error


def store(
    reading: Reading, match: Sequence[str] | None = None, none_match: Sequence[str] | None = ("*",)
) -> dict[str, Any]:
    """Store the graphs of an article that conforms; return its version and whether it is new.

    If it was set aside, it is no longer. Raises ChangedError where it is here in one of the
    versions `none_match`, which by default are all, or in none of the versions `match`.
    """
    outcome = reading.outcome
    served: Any = ServedStore(by=writer())
    describe(served, service().base, outcome.mentioned)
    done = service().pool.article(
        outcome.iri, reading.graphs, match=match, none_match=none_match, by=writer()
    )
    take_up(_quarantine(), replace(outcome.article, origin=None))
    settle(outcome.iri)
    return done


def put_aside(reading: Reading) -> str:
    """Set an article aside that does not conform; return the name it has there."""
    entry = set_aside(_quarantine(), reading.outcome)
    log.warning("set aside: %s", entry.name)
    return entry.name


def _quarantine() -> Path:
    return Path(service().intake.config.quarantine)
