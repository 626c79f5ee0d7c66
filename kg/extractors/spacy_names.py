"""Names of persons and organisations by a spaCy pipeline that the user has installed.

`spacy:MODEL` in the extractors, after `attribution` and before `entities`; MODEL is the name of a
package ("en_core_web_sm") or a folder. Needs `pip install communique-kg[spacy]`. Nothing is
downloaded. See docs/extractors.md.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kg.errors import ConfigError
from kg.model import Document, EntityType, Mention, Span
from kg.reference import Reference

_LABELS: dict[str, EntityType] = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organisation",
}
_SCORE = 0.8  # spaCy gives no probability for a name: the F1 its English pipelines report
_LONGEST = 100_000  # characters read at a time, as a parser's memory grows with them


class SpacyExtractor:
    """Adds mentions of persons and organisations where there is no mention yet."""

    name = "spacy"

    def __init__(self, reference: Reference | None = None, model: str = "") -> None:
        """Load the pipeline. Raises ConfigError with the next step where that cannot be done."""
        if not model:
            raise ConfigError("the extractor spacy needs a pipeline, such as spacy:en_core_web_sm")
        self._pipeline = _load(model)
        meta = self._pipeline.meta
        self.version = f"1 {model} {meta.get('version', '')}".strip()

    def __call__(self, document: Document) -> Document:
        """Return the document with the names added, in text order."""
        taken = [m.span for m in document.mentions]
        new = [
            m
            for m in self._names(document.article.text)
            if not any(m.span.overlaps(t) for t in taken)
        ]
        mentions = sorted((*document.mentions, *new), key=lambda m: (m.span.start, -m.span.end))
        return replace(document, mentions=tuple(mentions))

    def _names(self, text: str) -> list[Mention]:
        return [
            Mention(Span(start + e.start_char, start + e.end_char), _LABELS[e.label_], score=_SCORE)
            for start, part in _parts(text)
            for e in self._pipeline(part).ents
            if e.label_ in _LABELS
        ]


def _load(model: str) -> Any:
    try:
        import spacy
    except ImportError as error:
        raise ConfigError(
            "spaCy is not installed: pip install 'communique-kg[spacy]', or leave out "
            f"the extractor spacy:{model}"
        ) from error
    try:
        pipeline = spacy.load(model)
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"spaCy has no pipeline {model!r}: install it (python -m spacy download {model}) "
            "or name the folder it is in"
        ) from error
    if pipeline.lang != "en":
        raise ConfigError(f"the pipeline {model!r} is for {pipeline.lang!r}; articles are English")
    return pipeline


def _parts(text: str) -> list[tuple[int, str]]:
    """Return where each part of the text begins, and the part; broken after a line if possible."""
    parts, start = [], 0
    while start < len(text):
        end = start + _LONGEST
        if end < len(text):
            end = max(text.rfind("\n", start, end) + 1, 0) or end
        parts.append((start, text[start:end]))
        start = end
    return parts
