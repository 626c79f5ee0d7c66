"""How sure an attribution is: what the tagger's scores say for it, and the chance that it is right.

The chance is a logistic regression on the evidence, fitted on articles the tagger was not trained
on (`training/calibrate.py`); right means content, source and cue agree with an annotator's.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from kg import paths
from kg.extractors.attribution.parts import Part

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_SURE = 0.999  # probabilities nearer to 0 or 1 say no more
_SOURCE, _CUE, _CONTENT = slice(1, 3), slice(3, 5), slice(5, 7)  # columns of the tags
_INSIDE_CONTENT = 6


class Evidence(NamedTuple):
    """Log odds of what the tagger found, and the shape of it."""

    cue: float
    best_cue_word: float
    source: float
    source_words: float
    content: float
    weakest_word: float
    end: float
    unsourced: float
    length: float
    broken: float


def evidence(
    tags: npt.NDArray[np.float32],
    cue: Part,
    content: Sequence[Part],
    source: Part | None,
    to_source: float,
) -> Evidence:
    """Return the evidence for an attribution; `to_source` is how sure its pointer is.

    `tags` are probabilities, one row a word.
    """

    def of(part: Part, columns: slice) -> list[float]:
        return [float(p) for p in tags[part.start : part.end, columns].sum(axis=1)]

    cued, said = of(cue, _CUE), [p for c in content for p in of(c, _CONTENT)]
    sourced = of(source, _SOURCE) if source else [_SURE]
    end = content[-1].end
    goes_on = tags[end, _INSIDE_CONTENT] if end < len(tags) else 0.0
    return Evidence(
        cue=_log_odds(fmean(cued)),
        best_cue_word=_log_odds(max(cued)),
        source=_log_odds(to_source),
        source_words=_log_odds(fmean(sourced)),
        content=_log_odds(fmean(said)),
        weakest_word=_log_odds(min(said)),
        end=_log_odds(1 - float(goes_on)),
        unsourced=float(source is None),
        length=math.log(len(said)),
        broken=float(len(content) > 1),
    )


def confidence(seen: Evidence) -> float:
    """Return the chance that an attribution with this evidence is right, to four decimals."""
    bias, weights = _fitted()
    odds = bias + sum(w * x for w, x in zip(weights, seen, strict=True))
    return round(1 / (1 + math.exp(-odds)), 4)


def _log_odds(probability: float) -> float:
    p = min(max(probability, 1 - _SURE), _SURE)
    return math.log(p / (1 - p))


@cache
def _fitted() -> tuple[float, tuple[float, ...]]:
    held = json.loads((paths.MODELS / "confidence.json").read_text(encoding="utf-8"))
    return held["bias"], tuple(held["weights"][name] for name in Evidence._fields)
