"""Spans by place: which of many lie over a stretch of text, without asking each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import Generic, TypeVar

from kg.model import Span

T = TypeVar("T")


class SpanIndex(Generic[T]):
    """Items in the order in which their spans begin, found by place.

    An answer takes logarithmic time and the time for what lies around the place.

    >>> SpanIndex([Span(5, 9), Span(0, 20), Span(30, 40)], lambda s: s).containing(Span(6, 8))
    [Span(start=0, end=20), Span(start=5, end=9)]
    """

    def __init__(self, items: Iterable[T], span_of: Callable[[T], Span]) -> None:
        self._span_of = span_of
        self._items = sorted(items, key=lambda item: span_of(item).start)
        self._spans = [span_of(item) for item in self._items]
        self._starts = [s.start for s in self._spans]
        self._reach = list(accumulate((s.end for s in self._spans), max))

    def overlapping(self, span: Span) -> list[T]:
        """Return the items that share a code point with the span, in text order."""
        found = []
        i = bisect_left(self._starts, span.end) - 1
        while i >= 0 and self._reach[i] > span.start:
            if self._spans[i].end > span.start:
                found.append(self._items[i])
            i -= 1
        return found[::-1]

    def containing(self, span: Span) -> list[T]:
        """Return the items that the span lies wholly within, in text order."""
        first = self.overlapping(Span(span.start, span.start + 1))
        return [item for item in first if self._span_of(item).contains(span)]
