"""The date a report opens with: `GENEVA, 12 May (Xinhua) --`, or a line such as `12 May 2021`."""

from __future__ import annotations

import re

from kg.model import Span

_PLACE = re.compile(  # GENEVA, Kyiv, Ukraine,
    r"\s*(?:[A-Z][\w.’'/-]*,?\s+){1,6}|\s*[(\[]"
)
_AGENCY = re.compile(  # (Xinhua) --; — ; . /TASS/.
    r"\s*(?:[,.]?\s*(?:\([^)\n]{1,40}\)|/[^/\n]{1,20}/\.?)\s*(?:--?|[–—―:.]|(?=[A-Z\n]))|(?:--?|[–—―])(?=\s))"
)
_STAMP = re.compile(
    r"\s*(?:(?:First\s+)?(?:[Pp]ublished|[Pp]osted|[Ii]ssued)(?:\s+on|\s+at)?|[Dd]ate|On)?:?\s*"
)
_HOUR = re.compile(
    r"[\s,|–—-]*(?:at\s+)?(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*"
    r"(?:\(?[A-Z]{2,4}\)?)?[\s.]*"
)  # fmt: skip


def is_dateline(text: str, paragraph: Span, date: Span) -> bool:
    """Say whether a date opens an agency report or is all of its line but for "Published" or hours.

    >>> t = "GENEVA, 12 May (Xinhua) -- Talks resumed."
    >>> is_dateline(t, Span(0, len(t)), Span(8, 14))
    True
    """
    stamped = _STAMP.fullmatch(text, paragraph.start, date.start)
    placed = _PLACE.fullmatch(text, paragraph.start, date.start)
    if placed and _AGENCY.match(text, date.end, paragraph.end):
        return True
    shouted = placed and placed[0].isupper()  # in small letters it may be a caption
    return bool(stamped or shouted) and _HOUR.fullmatch(text, date.end, paragraph.end) is not None
