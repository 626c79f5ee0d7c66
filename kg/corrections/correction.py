"""A correction: what somebody says of one statement of an article, or of several."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from kg.model import Span

Kind = Literal["accept", "reject", "speaker", "principal", "merge", "split"]
KINDS: tuple[Kind, ...] = get_args(Kind)
REVIEWED: dict[Kind, str] = {
    "accept": "accepted",
    "reject": "rejected",
    "speaker": "speaker corrected",
    "principal": "for whom corrected",
    "merge": "merged",
    "split": "split",
}
_VERDICTS = ("accept", "reject")


@dataclass(frozen=True, slots=True)
class Agent:
    """An entity by its key (`kg.model`), with its name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What is said of the statements whose content are `spans` of an article's text, and by whom.

    `exact` are the words of the spans when it was said: offsets alone would mean other words once
    the text changes. `agents` are who speaks (`speaker`) or for whom (`principal`); none means
    nobody known, or nobody. `at` are the offsets where a statement is split. `on` is the time,
    ISO 8601 with zone.
    """

    article: str
    kind: Kind
    spans: tuple[Span, ...]
    exact: tuple[str, ...]
    by: str
    on: str
    agents: tuple[Agent, ...] = ()
    at: tuple[int, ...] = ()
    reason: str | None = None

    @property
    def digest(self) -> str:
        """What names it: a later one of its kind on the same words has the same and replaces it.

        Acceptance and rejection replace each other.
        """
        kind = "verdict" if self.kind in _VERDICTS else self.kind
        places = " ".join(f"{s.start}-{s.end}" for s in self.spans)
        return hashlib.sha256(f"{self.article} {kind} {places}".encode()).hexdigest()[:16]

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return asdict(self)


def from_json(values: Mapping[str, Any]) -> Correction:
    """Return the correction that `as_json` wrote."""
    return Correction(
        **{
            **values,
            "spans": tuple(Span(**span) for span in values["spans"]),
            "exact": tuple(values["exact"]),
            "agents": tuple(Agent(**agent) for agent in values["agents"]),
            "at": tuple(values["at"]),
        }
    )
