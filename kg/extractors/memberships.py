"""Claims in the text that a state does or does not belong to a grouping.

The patterns are in `membership_patterns`; here sentences are masked, groupings left unnamed are
taken from the sentences before, and each claim is given the statement it was made in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.extractors.membership_clubs import clubs
from kg.extractors.membership_findings import Finding
from kg.extractors.membership_grammar import DATE, DEMONYM, GROUPING, STATE
from kg.extractors.membership_patterns import find
from kg.extractors.membership_pronouns import meant, speaking
from kg.extractors.unreal import is_denied, is_unreal
from kg.extractors.versions import VERSIONS
from kg.model import DateMention, Document, MembershipClaim, Mention, Span
from kg.periods import is_period
from kg.reference import Reference
from kg.spans import SpanIndex

_AGREEMENT = re.compile(r"\b(?:Agreement|Treaty|Pact|Area|Partnership|Convention|Statute|Court)\b")
_AND = " and "
_LEAST_NAMED, _MOST = 3, 0.6  # mentions, and share of them, of what an article is about
_CONTEXT = 4  # sentences before, in which a grouping may have been named
# What is said where membership is spoken of.
_TOPIC = re.compile(
    r"\b(?:member(?:s|ship)?|re-?join\w*|join(?:ed|ing)?|re-?admi\w+|admitted|admission|accession"
    r"|candida\w+|withdr[ae]w\w*|suspended|enlargement|expansion|quit|bloc|alliance|club|treaty|statute|invit\w+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Masked:
    """A sentence with its names and dates masked.

    `offsets[i]` is where character i of `text` stands in the article; names and dates are found
    by their position in `text`.
    """

    text: str
    offsets: tuple[int, ...]
    mentions: dict[int, Mention]
    dates: dict[int, DateMention]

    def named(self, start: int, end: int) -> list[str]:
        """Return the groupings named in a stretch of the sentence, in order."""
        here = (p for p in sorted(self.mentions) if start <= p < end)
        return [str(self.mentions[p].entity) for p in here if self.text[p] == GROUPING]


class MembershipExtractor:
    """Adds membership claims."""

    name = "memberships"
    version = VERSIONS["memberships"]

    def __init__(self, reference: Reference) -> None:
        self._groupings = {g.key: g for g in reference.groupings}
        self._alliances = {g.key for g in reference.groupings if g.kind == "alliance"}
        self._agreements = {g.key for g in reference.groupings if _AGREEMENT.search(g.name)}
        self._organs = {(g.key, o.lower()) for g in reference.groupings for o in g.organs}

    def __call__(self, document: Document) -> Document:
        """Return the document with the claims of its sentences, in text order, each one once."""
        text = document.article.text
        usable = [m for m in document.mentions if self._is_usable(text, m)]
        most = _most_named(usable)
        usable.extend(speaking(text, document.statements))
        usable.sort(key=lambda m: (m.span.start, -m.span.end))
        starts = [m.span.start for m in usable]
        days = [d.span.start for d in document.dates]
        contents = SpanIndex(
            [(c, i) for i, s in enumerate(document.statements) for c in s.content], lambda c: c[0]
        )
        claims: dict[tuple[object, ...], MembershipClaim] = {}
        named: list[tuple[int, str]] = []  # sentence and key of groupings so far
        earlier: list[Sequence[Mention]] = []  # of each sentence before
        for number, sentence in enumerate(document.sentences):
            first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
            here = [m for m in usable[first:last] if m.span.end <= sentence.end]
            near = [k for n, k in named[-9:] if n >= number - _CONTEXT] or most
            unnamed = [
                *meant(text, sentence, here, earlier[-_CONTEXT:]),
                *clubs(text, sentence, here, near, self._groupings),
            ]
            earlier.append(here)
            here = sorted([*here, *unnamed], key=lambda m: (m.span.start, -m.span.end))
            start = document.sentences[max(0, number - 2)].start
            first, last = bisect_left(days, sentence.start), bisect_left(days, sentence.end)
            dates = document.dates[first:last]
            for claim in self._claims(text, sentence, here, dates, near, start):
                index = _statement(contents, claim.evidence)
                if index is None or not is_denied(text, document.statements[index]):
                    placed = replace(claim, statement=index)
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
        self,
        text: str,
        sentence: Span,
        mentions: Sequence[Mention],
        dates: Sequence[DateMention],
        near: Sequence[str],
        start: int,
    ) -> Iterator[MembershipClaim]:
        if not mentions or not (near or any(m.type == "grouping" for m in mentions)):
            return
        masked = _mask(text, sentence, mentions, dates)
        for finding in find(masked.text):
            at = finding.grouping
            mention = masked.mentions[at] if at is not None else None
            grouping = mention.entity if mention else self._unnamed(finding, masked, near)
            if grouping is None or not grouping.startswith("grouping/"):
                continue
            if finding.ally and grouping not in self._alliances:
                continue
            if finding.loose and not (
                _TOPIC.search(text, start, sentence.start)
                or _TOPIC.search(masked.text, 0, finding.start)
                or _TOPIC.search(masked.text, finding.end)
            ):
                continue
            if is_unreal(masked.text, finding.start, finding.end):
                continue
            yield from _made(finding, masked, grouping, mention.score if mention else 1.0)

    def _unnamed(self, finding: Finding, masked: _Masked, near: Sequence[str]) -> str | None:
        """Return the grouping of a clause that names none: the last one named before it that suits.

        Before it, or for who is suspended or has left, in it: `Syria, a member of the Arab League,
        was suspended`. Else the only one that the sentence names later.
        """
        before = [*near, *masked.named(0, finding.start)]
        inside = masked.named(finding.start, finding.end)
        ends = finding.relation in ("suspended", "former")
        so_far = [*before, *inside] if ends else [*inside, *before]
        suited = [k for k in so_far if k in self._agreements] if finding.signed else so_far
        later = set(masked.named(finding.end, len(masked.text)))
        return suited[-1] if suited else later.pop() if len(later) == 1 else None


def _most_named(mentions: Sequence[Mention]) -> list[str]:
    """Return the grouping of which most of an article's mentions of groupings are, if of one."""
    keys = Counter(str(m.entity) for m in mentions if m.type == "grouping")
    return [k for k, n in keys.items() if n >= _LEAST_NAMED and n >= _MOST * keys.total()]


def _mask(
    text: str, sentence: Span, mentions: Sequence[Mention], dates: Sequence[DateMention]
) -> _Masked:
    parts: list[str] = []
    offsets: list[int] = []
    masked = _Masked("", (), {}, {})
    at, last = sentence.start, None
    everything: list[Mention | DateMention] = [*mentions, *dates]
    for hidden in sorted(everything, key=lambda m: (m.span.start, -m.span.end)):
        if hidden.span.start < at:
            if isinstance(hidden, DateMention) or hidden.span != last:
                continue
            parts.append(_AND)  # `both` are two
            offsets.extend([hidden.span.start] * len(_AND))
        last = hidden.span
        parts.append(text[at : hidden.span.start])
        offsets.extend(range(at, hidden.span.start))
        if isinstance(hidden, DateMention):
            masked.dates[len(offsets)] = hidden
            parts.append(DATE)
        else:
            masked.mentions[len(offsets)] = hidden
            parts.append(_mask_of(hidden))
        offsets.append(hidden.span.start)
        at = hidden.span.end
    parts.append(text[at : sentence.end])
    offsets.extend(range(at, sentence.end))
    return replace(masked, text="".join(parts), offsets=tuple(offsets))


def _mask_of(mention: Mention) -> str:
    if mention.type == "grouping" or (mention.entity or "").startswith("grouping/"):
        return GROUPING
    return DEMONYM if mention.kind == "demonym" else STATE


def _made(
    finding: Finding, masked: _Masked, grouping: str, score: float
) -> Iterator[MembershipClaim]:
    last = finding.end - 1
    hidden = masked.mentions.get(last) or masked.dates.get(last)
    end = hidden.span.end if hidden else masked.offsets[last] + 1
    evidence = Span(masked.offsets[finding.start], end)
    as_of = _as_of(masked.dates[finding.when]) if finding.when is not None else None
    for position in finding.states:
        state = masked.mentions[position]
        if state.entity is not None and state.entity != grouping:
            yield MembershipClaim(
                subject=state.entity,
                grouping=grouping,
                relation=finding.relation,
                evidence=evidence,
                negated=finding.negated,
                as_of=as_of,
                confidence=round(finding.confidence * score * state.score, 3),
            )


def _as_of(told: DateMention) -> str | None:
    """Return the year, month or day of a date, of several the first; None for any other.

    A week becomes its month, or the year in which it begins.

    >>> _as_of(DateMention(Span(0, 1), "year", "2008/2014"))
    '2008'
    """
    first = (told.value or "").split("/")[0]
    if told.precision == "week" and first:
        monday, sunday = (
            date.fromisocalendar(int(first[:4]), int(first[6:]), day).isoformat() for day in (1, 7)
        )
        first = monday[:7] if monday[:7] == sunday[:7] else monday[:4]
    return first if is_period(first) else None


def _identity(claim: MembershipClaim) -> tuple[object, ...]:
    return (
        claim.subject,
        claim.grouping,
        claim.relation,
        claim.negated,
        claim.as_of,
        claim.statement,
    )


def _statement(contents: SpanIndex[tuple[Span, int]], evidence: Span) -> int | None:
    """Return the index of the innermost statement that says it, None for the article itself."""
    holding = [(span.end - span.start, index) for span, index in contents.containing(evidence)]
    return min(holding)[1] if holding else None
