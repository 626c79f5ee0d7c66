"""Claims in the text that a state does or does not belong to a grouping.

The patterns are in `membership_patterns`; here sentences are masked, groupings left unnamed are
taken from the sentences before, and each claim is given the statement it was made in.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extractors.membership_grammar import DEMONYM, GROUPING, STATE
from kg.extractors.membership_patterns import Finding, find
from kg.model import Document, MembershipClaim, Mention, Span, Statement
from kg.reference import Reference

_CONTEXT = 2  # sentences before, in which a grouping may have been named


@dataclass(frozen=True, slots=True)
class _Masked:
    """A sentence with its names masked; `offsets[i]` is where character i stands in the article."""

    text: str
    offsets: tuple[int, ...]
    mentions: dict[int, Mention]  # by position in `text`


class MembershipExtractor:
    """Adds membership claims."""

    name = "memberships"
    version = "1"

    def __init__(self, reference: Reference) -> None:
        self._alliances = {g.key for g in reference.groupings if g.kind == "alliance"}
        self._organs = {(g.key, o.lower()) for g in reference.groupings for o in g.organs}

    def __call__(self, document: Document) -> Document:
        """Return the document with the claims of its sentences, in text order, each one once."""
        text = document.article.text
        usable = [m for m in document.mentions if self._is_usable(text, m)]
        usable.sort(key=lambda m: (m.span.start, -m.span.end))
        starts = [m.span.start for m in usable]
        claims: dict[tuple[object, ...], MembershipClaim] = {}
        named: list[tuple[int, str]] = []  # sentence and key of groupings so far
        for number, sentence in enumerate(document.sentences):
            first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
            here = [m for m in usable[first:last] if m.span.end <= sentence.end]
            near = [k for n, k in named[-9:] if n >= number - _CONTEXT]
            for claim in self._claims(text, sentence, here, near[-1] if near else None):
                placed = replace(claim, statement=_statement(document.statements, claim.evidence))
                claims.setdefault(_identity(placed), placed)
            named += [(number, str(m.entity)) for m in here if m.type == "grouping"]
        return replace(document, memberships=(*document.memberships, *claims.values()))

    def _is_usable(self, text: str, mention: Mention) -> bool:
        if mention.entity is None or mention.kind == "location":
            return False
        if mention.entity.startswith("state/"):
            return True
        organ = (mention.entity, mention.span.of(text).lower()) in self._organs
        return mention.entity.startswith("grouping/") and not organ

    def _claims(
        self, text: str, sentence: Span, mentions: Sequence[Mention], near: str | None
    ) -> Iterator[MembershipClaim]:
        if not mentions or (near is None and all(m.type != "grouping" for m in mentions)):
            return
        masked = _mask(text, sentence, mentions)
        for finding in find(masked.text):
            at = finding.grouping
            mention = masked.mentions.get(at) if at is not None else None
            grouping = mention.entity if mention else near
            if grouping is None or not grouping.startswith("grouping/"):
                continue
            if finding.ally and grouping not in self._alliances:
                continue
            yield from _made(finding, masked, grouping, mention.score if mention else 1.0)


def _mask(text: str, sentence: Span, mentions: Sequence[Mention]) -> _Masked:
    parts: list[str] = []
    offsets: list[int] = []
    by_position: dict[int, Mention] = {}
    at = sentence.start
    for mention in mentions:
        if mention.span.start < at:
            continue
        parts.append(text[at : mention.span.start])
        offsets.extend(range(at, mention.span.start))
        by_position[len(offsets)] = mention
        parts.append(_mask_of(mention))
        offsets.append(mention.span.start)
        at = mention.span.end
    parts.append(text[at : sentence.end])
    offsets.extend(range(at, sentence.end))
    return _Masked("".join(parts), tuple(offsets), by_position)


def _mask_of(mention: Mention) -> str:
    if mention.type == "grouping" or (mention.entity or "").startswith("grouping/"):
        return GROUPING
    return DEMONYM if mention.kind == "demonym" else STATE


def _made(
    finding: Finding, masked: _Masked, grouping: str, score: float
) -> Iterator[MembershipClaim]:
    last = finding.end - 1
    mention = masked.mentions.get(last)
    end = mention.span.end if mention else masked.offsets[last] + 1
    evidence = Span(masked.offsets[finding.start], end)
    for position in finding.states:
        state = masked.mentions[position]
        if state.entity is not None and state.entity != grouping:
            yield MembershipClaim(
                subject=state.entity,
                grouping=grouping,
                relation=finding.relation,
                evidence=evidence,
                negated=finding.negated,
                as_of=finding.as_of,
                confidence=round(finding.confidence * score * state.score, 3),
            )


def _identity(claim: MembershipClaim) -> tuple[object, ...]:
    return (
        claim.subject,
        claim.grouping,
        claim.relation,
        claim.negated,
        claim.as_of,
        claim.statement,
    )


def _statement(statements: Sequence[Statement], evidence: Span) -> int | None:
    """Return the index of the innermost statement that says it, None for the article itself."""
    holding = [
        (span.end - span.start, index)
        for index, statement in enumerate(statements)
        for span in statement.content
        if span.contains(evidence)
    ]
    return min(holding)[1] if holding else None
