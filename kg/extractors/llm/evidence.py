"""Does the text bear a proposal out? Every word of it must stand in the passage as given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.model import Span, Statement

_CONFIDENCE = 0.5  # of what only a language model found: it gives no calibrated probability


def located(text: str, passage: Span, proposal: Mapping[str, str]) -> Statement | None:
    """Return the proposal as a statement, None where its words are not in the passage.

    Of several places where the quotation stands, the one next to the cue or speaker counts; of
    several places of a speaker or cue, the one next to the quotation. Neither may lie within it.
    """
    quotes = list(_places(text, passage, proposal["quote"]))
    speakers = list(_places(text, passage, proposal["speaker"]))
    cues = list(_places(text, passage, proposal["cue"]))
    missing = any(
        proposal[name].strip() and not found
        for name, found in (("speaker", speakers), ("cue", cues))
    )
    if not quotes or missing:
        return None
    quote = min(quotes, key=lambda q: (_nearest(q, [*cues, *speakers])[0], q))
    source, cue = _nearest(quote, speakers)[1], _nearest(quote, cues)[1]
    if (speakers and source is None) or (cues and cue is None):
        return None
    return Statement((quote,), (source,) if source else (), cue, confidence=_CONFIDENCE)


def _places(text: str, passage: Span, words: str) -> Iterator[Span]:
    """Yield where the words stand in the passage as whole words, without spaces around them."""
    words = words.strip()
    if not any(c.isalnum() for c in words):
        return
    at = text.find(words, passage.start, passage.end)
    while at >= 0:
        end = at + len(words)
        if not (_splits(text, at) or _splits(text, end)):
            yield Span(at, end)
        at = text.find(words, at + 1, passage.end)


def _splits(text: str, at: int) -> bool:
    """Say whether a word goes on over this place."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _nearest(quote: Span, others: list[Span]) -> tuple[int, Span | None]:
    """Return the one of `others` next to the quotation, outside it, and how far it is."""
    apart = [(max(o.start - quote.end, quote.start - o.end), o) for o in others]
    outside = [(distance, o) for distance, o in apart if not o.overlaps(quote)]
    return min(outside) if outside else (0, None)
