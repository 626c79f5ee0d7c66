"""A correction: what somebody says of one statement of an article, or of several."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
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
Matter = tuple[str, str, tuple[Span, ...]]


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
    def matter(self) -> Matter:
        """What it is on: acceptance and rejection of the same words are on the same."""
        return self.article, "verdict" if self.kind in _VERDICTS else self.kind, self.spans

    @property
    def digest(self) -> str:
        """What names it: what it is on and by whom, so that a later word replaces one's own."""
        article, kind, spans = self.matter
        places = " ".join(f"{s.start}-{s.end}" for s in spans)
        told = f"{article} {kind} {places} {self.by}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def in_words(self) -> str:
        """What it says, in words that stand behind those of the statement."""
        names = ", ".join(agent.name for agent in self.agents)
        if self.kind == "speaker":
            return f"said by {names}" if names else "not known who said it"
        if self.kind == "principal":
            return f"said for {names}" if names else "said for nobody"
        if self.kind == "split":
            parts = (
                f"“{_beginning(exact[at - span.start :])}”"
                for at in self.at
                for span, exact in zip(self.spans, self.exact, strict=True)
                if span.start <= at < span.end
            )
            return f"split before {' and '.join(parts)}"
        return REVIEWED[self.kind]

    def concerns(self, content: Iterable[Span]) -> bool:
        """Say whether it is on a statement of this content, or on one that was split into it."""
        within = self.spans if self.kind == "split" else ()
        return any(
            span in self.spans or any(w.start <= span.start and span.end <= w.end for w in within)
            for span in content
        )

    def agrees(self, other: Correction) -> bool:
        """Say whether another on the same matter says the same."""
        return (self.kind, self.agents, self.at) == (other.kind, other.agents, other.at)

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return asdict(self)


def _beginning(words: str) -> str:
    """Return the first words, enough to find the place.

    >>> _beginning("called Burkina Faso, Mali and Niger important members")
    'called Burkina Faso, …'
    """
    first, *rest = words.split()[:4]
    return " ".join([first, *rest[:2], *("…" for _ in rest[2:])])


def last_words(corrections: Iterable[Correction]) -> dict[Matter, Correction]:
    """Return the latest correction on each matter: the one that counts."""
    return {c.matter: c for c in sorted(corrections, key=lambda c: (c.on, c.digest))}


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
