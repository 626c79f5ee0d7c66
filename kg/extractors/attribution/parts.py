"""A stretch of words, counted within what is read at a time."""

from __future__ import annotations

from typing import NamedTuple


class Part(NamedTuple):
    """Words `start` up to but not including `end`."""

    start: int
    end: int
