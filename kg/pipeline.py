"""The road of one article: read, map, derive, check. The whole middle of Communiqué."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from rdflib import Graph

from kg import __version__
from kg.config import Config
from kg.corrections.applying import corrected
from kg.corrections.correction import Correction
from kg.corrections.graph import correction_iri
from kg.deadline import ANEW, STOPPED, TOO_LONG, OverdueError, within
from kg.errors import CommuniqueError
from kg.extractors.selection import without
from kg.extractors.versions import VERSIONS
from kg.inference import infer
from kg.iris import article_iri
from kg.mapping import to_graph
from kg.mentioned import apart
from kg.model import Article, ArticleGraph, Document, Finding
from kg.ntriples import to_ntriples
from kg.plugins import open_extractors
from kg.protocols import Extractor
from kg.reference import Reference, open_reference
from kg.reference_graph import reference_graph
from kg.reflow import read_reflowed
from kg.vocabulary import data_digest

if TYPE_CHECKING:
    from kg.validation import Validator

Corrections = Sequence[Correction]
UNFIT = "CorrectionUnfit"  # the rule of a Warning that a correction fits no statement


class ExtractorError(CommuniqueError):
    """An extractor returned a document that breaks the promises of `kg.model`."""


@dataclass(frozen=True)
class Pipeline:
    """Everything an article needs on its way; made once per process (`open_pipeline`)."""

    config: Config
    version: str
    reference: Reference

    def __call__(self, article: Article, corrections: Corrections = ()) -> ArticleGraph:
        """Return the article's checked graph. Raises ExtractorError, naming what is broken."""
        document, unfit = corrected(self.read(article), corrections)
        return self.checked(document, unfit, self.run_with(corrections))

    def checked(
        self, document: Document, unfit: Corrections = (), run: str | None = None
    ) -> ArticleGraph:
        """Return the checked graph of a document that was read. Raises ExtractorError.

        `unfit` are the corrections that fit nothing in it: each is a Warning. `run` is the digest
        of the run, where it is not that of a run without corrections.
        """
        article, base = document.article, self.config.base
        try:
            graph = to_graph(
                document,
                base=base,
                run=run or self.run,
                version=self.version,
                known=self.knows,
                has_office=self.reference.has_office,
            )
        except ValueError as error:
            raise ExtractorError(
                f"{article.origin}: {error}; see kg.model for what holds"
            ) from error
        triples, mentioned = apart(to_ntriples(graph), base)
        return ArticleGraph(
            article=article,
            iri=article_iri(base, article.id),
            triples=triples,
            mentioned=mentioned,
            inferred=to_ntriples(infer(document, self.reference, base)),
            findings=(*self.validator.check(graph), *(_unfit(c, base) for c in unfit)),
        )

    def read(self, article: Article) -> Document:
        """Return the document after every extractor, less statements below the confidence asked."""
        return confident(read_reflowed(article, self._extracted), self.config.min_confidence)

    def _extracted(self, document: Document) -> Document:
        for extractor in self.extractors:
            document = extractor(document)
        return document

    @cached_property
    def extractors(self) -> tuple[Extractor, ...]:
        """What reads an article; made when first asked for, as only reading needs it."""
        return open_extractors(self.config.extractors, self.reference)

    @property
    def background(self) -> Graph:
        """The reference data as a graph; made when first asked for, as only checking needs it."""
        return _background(*self.known)

    @property
    def validator(self) -> Validator:
        """What checks an article's graph."""
        return _validator(*self.known)

    @property
    def known(self) -> tuple[str, str | None, bool]:
        """What the reference graph depends on: base IRI, folder of one's own, if it is alone."""
        return self.config.base, self.config.reference, self.config.reference_alone

    def knows(self, key: str) -> bool:
        """Say whether the reference data describe this entity (persons there may be named anew)."""
        return not key.startswith("person/") and self.reference.entity(key) is not None

    @cached_property
    def run(self) -> str:
        """The run's digest: of the settings, every extractor's version, and the data they use."""
        names = self.config.extractors
        versions = (
            [f"{n} {VERSIONS[n]}" for n in names]
            if VERSIONS.keys() >= set(names)
            else [f"{e.name} {e.version}" for e in self.extractors]
        )
        return self.config.digest(self.version, self.data, *versions)

    def run_with(self, corrections: Corrections) -> str:
        """Return the run's digest for an article that is corrected: of the corrections, too."""
        if not corrections:
            return self.run
        told = " ".join((self.run, *sorted(map(repr, corrections))))
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def data(self) -> str:
        """The digest of ontology, shapes, reference data and model."""
        return data_digest(self.config.reference, self.config.reference_alone)


def confident(document: Document, least: float) -> Document:
    """Return the document without statements below `least`, indices put right."""
    doubtful = {i for i, s in enumerate(document.statements) if s.confidence < least}
    return without(document, doubtful)


@lru_cache(maxsize=1)
def open_pipeline(config: Config) -> Pipeline:
    """Return the pipeline for these settings; a process makes it once and keeps it."""
    reference = open_reference(config.reference, config.reference_alone)
    pipeline = Pipeline(config=config, version=__version__, reference=reference)
    _ = pipeline.run  # a setting that is wrong is told before anything is read
    return pipeline


@lru_cache(maxsize=1)
def _background(base: str, own: str | None, alone: bool) -> Graph:
    graph = reference_graph(open_reference(own, alone), base)
    _keep()
    return graph


@lru_cache(maxsize=1)
def _validator(base: str, own: str | None, alone: bool) -> Validator:
    from kg.validation import load_validator  # pyshacl, which a build has its workers load

    validator = load_validator(base, _background(base, own, alone))
    _keep()
    return validator


def _keep() -> None:
    """Let the garbage collector pass over what is loaded and stays: 8 % of an article's time."""
    gc.collect()
    gc.freeze()


def read_article(
    config: Config, article: Article, corrections: Mapping[str, Corrections] = MappingProxyType({})
) -> ArticleGraph:
    """Return the article's checked graph; whatever goes wrong is a Violation, never an exception.

    `corrections` are those of all articles, by the article's IRI.

    This is the border of a worker: an article that breaks an extractor or keeps it for ever must
    not take others with it, and must be set aside with its reason.
    """
    own = corrections.get(article_iri(config.base, article.id), ())
    return read_document(config, article, own)[1]


def read_document(
    config: Config, article: Article, corrections: Corrections = ()
) -> tuple[Document | None, ArticleGraph]:
    """Return what `read_article` does and, unless that failed, the document as it was read."""
    pipeline, seconds = ready_pipeline(config), config.seconds_for(len(article.text))
    try:
        with within(seconds):
            document, unfit = corrected(pipeline.read(article), corrections)
            return document, pipeline.checked(document, unfit, pipeline.run_with(corrections))
    except OverdueError:
        message = (
            f"This article could not be read within {seconds:.0f} seconds. Raise "
            f"article_seconds in kg.toml if it should take so long. {ANEW}"
        )
        return None, not_read(config.base, article, TOO_LONG, message)
    except MemoryError:
        message = f"This article needs more memory than its reading may have. {ANEW}"
        return None, not_read(config.base, article, STOPPED, message)
    except ExtractorError as error:
        return None, not_read(config.base, article, "ReadingFailed", _fault(error))
    except CommuniqueError as error:
        stop = "" if str(error).endswith(("?", ".")) else "."
        message = f"This article could not be read: {error}{stop} {ANEW}"
        return None, not_read(config.base, article, STOPPED, message)
    except (Exception, SystemExit) as error:  # noqa: BLE001
        return None, not_read(config.base, article, "ReadingFailed", _fault(error))


def _fault(error: BaseException) -> str:
    return (
        f"This article could not be read ({type(error).__name__}: {error}). That is a fault of the "
        "program: tell who maintains it, and build it again with a later version."
    )


def ready_pipeline(config: Config) -> Pipeline:
    """Return the pipeline with all that it needs loaded, which is no article's time."""
    pipeline = open_pipeline(config)
    _ = pipeline.extractors, pipeline.validator
    return pipeline


def not_read(base: str, article: Article, rule: str, message: str) -> ArticleGraph:
    """Return the outcome of an article of which nothing is stored, with the reason."""
    iri = article_iri(base, article.id)
    return ArticleGraph(article, iri, b"", findings=(Finding("Violation", rule, message, iri),))


def _unfit(correction: Correction, base: str) -> Finding:
    words = " … ".join(correction.exact)
    return Finding(
        severity="Warning",
        rule=UNFIT,
        message=f"What {correction.by} said on {correction.on[:10]} of “{words[:200]}” "
        f"({correction.kind}) fits no statement of the article now. It is kept: look at it with "
        "kg corrections, and say it anew or take it back.",
        focus=correction_iri(base, correction),
    )
