"""Reading articles that are sent, in a process of its own, started when it is first needed."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any

from kg.config import Config
from kg.corrections.correction import Correction
from kg.errors import CommuniqueError
from kg.model import Article, ArticleGraph, Finding, Span
from kg.stores.ondemand import OnDemand


@dataclass(frozen=True, slots=True)
class Sent:
    """An article as it was sent: bytes, media type, and what the request says beside it.

    `charset` is None where the bytes are to tell it; `metadata` overrides what the document says
    of itself, `defaults` fills what neither says; `file` is the name it was sent under.
    """

    data: bytes
    media_type: str
    charset: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    file: str | None = None


_FIRST = Sent(b'"We met," the minister said.', "text/plain")  # what a new process reads first


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the checked graph and how much is in it.

    The others are there if asked for and if the article could be read: the annotations, and of a
    page the fragment of HTML and the graph in Turtle.
    """

    outcome: ArticleGraph
    statements: int
    triples: int
    annotations: Mapping[str, Any] | None = None
    page: str | None = None
    turtle: str | None = None

    @property
    def graphs(self) -> Mapping[str, bytes]:
        """Graph IRI → N-Triples."""
        outcome = self.outcome
        return {outcome.iri: outcome.triples, f"{outcome.iri}/inferred": outcome.inferred}


class Intake:
    """Reads one article at a time; one that takes too long or kills its reader costs only that."""

    def __init__(self, config: Config, memory_mb: int) -> None:
        self.config = config
        first = self._reading(_FIRST, annotations=False, page=False)
        document = _FIRST.media_type, _FIRST.data
        self._process = OnDemand("kg.intake", (first, [document]), memory_mb, wait=20.0)

    def read(
        self, sent: Sent, timeout: float, *, annotations: bool = False, page: bool = False
    ) -> Reading:
        """Return what is read in an article.

        Raises DocumentError for what is not one article, BusyError, DeadlineError,
        WorkerDiedError or StoreError.
        """
        request = self._reading(sent, annotations=annotations, page=page)
        return self._ask(request, (sent.media_type, sent.data), timeout)

    def reread(
        self, article: Article, corrections: Sequence[Correction], timeout: float
    ) -> Reading:
        """Return what is read in an article that is stored, as corrections make it.

        Raises BusyError, DeadlineError, WorkerDiedError or StoreError.
        """
        request = self._request("reread") | {"corrections": [c.as_json() for c in corrections]}
        fields = {name: value for name, value in asdict(article).items() if value}
        return self._ask(request, ("application/json", json.dumps(fields).encode()), timeout)

    def _reading(self, sent: Sent, *, annotations: bool, page: bool) -> dict[str, Any]:
        return self._request("read") | {
            "most": self.config.max_bytes,
            "charset": sent.charset,
            "metadata": dict(sent.metadata),
            "defaults": dict(sent.defaults),
            "file": sent.file,
            "annotations": annotations,
            "page": page,
        }

    def _request(self, what: str) -> dict[str, Any]:
        config = {
            "base": self.config.base,
            "min_confidence": self.config.min_confidence,
            "reference": self.config.reference,
            "reference_alone": self.config.reference_alone,
        }
        return {"do": what, "config": config, "extractors": self.config.extractors}

    def _ask(self, request: dict[str, Any], document: tuple[str, bytes], timeout: float) -> Reading:
        head, body = self._process.ask(request, [document], timeout)
        found = json.loads(body)
        outcome = ArticleGraph(
            article=_article(found["article"]),
            iri=found["iri"],
            triples=found["triples"].encode(),
            inferred=found["inferred"].encode(),
            mentioned=found["mentioned"].encode(),
            findings=tuple(map(_finding, found["findings"])),
        )
        return Reading(
            outcome,
            head["statements"],
            head["triples"],
            found.get("annotations"),
            found.get("page"),
            found.get("turtle"),
        )

    def warm(self) -> None:
        """Start the process in the background: models and data take seconds to load."""
        if not self._process.started:
            threading.Thread(target=self._warm, daemon=True).start()

    def _warm(self) -> None:
        with suppress(CommuniqueError, RuntimeError):  # the latter where all is being closed
            self._process.begin()

    def close(self) -> None:
        """End the process."""
        self._process.close()


def _article(fields: Mapping[str, Any]) -> Article:
    lists = {name: tuple(v) for name, v in fields.items() if isinstance(v, list)}
    return Article(**{**fields, **lists})


def _finding(fields: Mapping[str, Any]) -> Finding:
    return Finding(**{**fields, "span": Span(**fields["span"]) if fields["span"] else None})
