"""The page of a document in memory, as the extractors left it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from kg.model import (
    Document,
    Entity,
    MembershipClaim,
    Mention,
    OfficeClaim,
    PossiblePrincipal,
    Statement,
)
from kg.reference import Reference
from kg.rendering.highlighting import Mark, highlight
from kg.rendering.page import (
    Claimed,
    Named,
    Page,
    Party,
    Possible,
    Reporter,
    Represented,
    Told,
    legend,
)
from kg.text import paragraphs

_UNKNOWN = "nobody named"


def to_page(document: Document, reference: Reference) -> Page:
    """Return what the page of this document shows."""
    return _Shower(document, reference).page()


def web_address(url: str | None) -> str | None:
    """Return the URL if a link may lead there: over http, with a host."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def on_one_line(words: Iterable[str]) -> str:
    """Return stretches of a text on one line, with an ellipsis between them."""
    return " … ".join(" ".join(w.split()) for w in words)


class _Shower:
    def __init__(self, document: Document, reference: Reference) -> None:
        self.document, self.reference = document, reference
        self.text = document.article.text
        self.entities = {e.key: e for e in document.entities}

    def page(self) -> Page:
        document, article, marks = self.document, self.document.article, list(self.marks())
        first = next((p.of(self.text)[:80] for p in paragraphs(self.text)), "")
        title = article.title or article.name or on_one_line([first])
        facts = (
            article.publisher,
            ", ".join(article.authors),
            article.published or "date unknown",
            article.language,
        )
        return Page(
            title=title,
            facts=tuple(filter(None, facts)),
            text=highlight(self.text, marks),
            legend=legend(marks),
            statements=tuple(self.told(n, s) for n, s in enumerate(document.statements, 1)),
            claims=(
                *map(self.membership, document.memberships),
                *map(self.office, document.offices),
            ),
            entities=tuple(self.named()),
            undecided=tuple(self.undecided()),
            url=web_address(article.url),
        )

    def marks(self) -> Iterator[Mark]:
        for number, statement in enumerate(self.document.statements, 1):
            who = ", ".join(p.name for p in self.speakers(statement)) or _UNKNOWN
            last = len(statement.content) - 1
            for i, span in enumerate(statement.content):
                yield Mark(span, "statement", who, "", number, i == 0, i == last)
            for span in statement.source:
                yield Mark(span, "speaker", f"speaker of statement {number}: {who}")
            if statement.cue:
                yield Mark(statement.cue, "cue", f"cue of statement {number}")
        for mention in self.document.mentions:
            yield Mark(mention.span, "entity", self.describe(mention), mention.type)
        for date in self.document.dates:
            yield Mark(date.span, "date", date.value or "a date that is left open")
        for membership in self.document.memberships:
            yield Mark(membership.evidence, "membership", "membership")
        for office in self.document.offices:
            yield Mark(office.evidence, "office", "office")

    def describe(self, mention: Mention) -> str:
        if mention.entity:
            return f"{self.party(mention.entity).name} ({mention.type}, {mention.kind})"
        return f"{mention.type}, not known which" + (
            f": {self.candidates(mention)}" if mention.candidates else ""
        )

    def candidates(self, mention: Mention) -> str:
        return " or ".join(f"{self.party(c.key).name} ({c.score:.2f})" for c in mention.candidates)

    def party(self, key: str) -> Party:
        known = self.entities.get(key) or self.reference.entity(key)
        entity = known or Entity(key, "organisation", key.rsplit("/", 1)[-1])
        return Party(entity.name, entity.type)

    def parties(self, keys: Iterable[str]) -> tuple[Party, ...]:
        return tuple(map(self.party, keys))

    def possible(self, candidates: Iterable[PossiblePrincipal]) -> tuple[Possible, ...]:
        return tuple(Possible(self.party(c.key), c.score) for c in candidates)

    def speakers(self, statement: Statement) -> tuple[Party, ...]:
        """Return the speakers, else the words that the text has for them."""
        if statement.speakers:
            return self.parties(statement.speakers)
        return tuple(Party(on_one_line([s.of(self.text)])) for s in statement.source)

    def told(self, number: int, statement: Statement) -> Told:
        return Told(
            number=number,
            words=on_one_line(s.of(self.text) for s in statement.content),
            act=statement.act,
            form=statement.form,
            confidence=statement.confidence,
            speakers=self.speakers(statement),
            role=statement.role,
            on_behalf=tuple(self.represented(statement)),
            perhaps_for=self.possible(statement.may_speak_for),
            addressees=self.parties(statement.addressees),
            about=self.parties(statement.about),
            chain=tuple(self.chain(statement)),
            repeats=None if statement.repeats is None else statement.repeats + 1,
            said_on=self.said_on(statement),
        )

    def represented(self, statement: Statement) -> Iterator[Represented]:
        joint = len(statement.speakers) > 1
        for key in statement.speaks_for:
            told = (r.speaker for r in statement.representations if r.principal == key)
            by = [speaker for speaker in told if speaker and speaker != key and joint]
            if by or key not in statement.speakers:
                yield Represented(self.party(key), self.parties(by))

    def said_on(self, statement: Statement) -> str | None:
        date = statement.said_on
        if date is None:
            return None
        return date.value or f"{on_one_line([date.span.of(self.text)])} (left open)"

    def chain(self, statement: Statement) -> Iterator[Reporter]:
        """Yield the reporters, from the one next to the speaker to the one next to the reader."""
        seen: set[int] = set()
        while statement.reported_by:
            outer = statement.reported_in
            number = None if outer is None else outer + 1
            yield Reporter(self.party(statement.reported_by), number)
            if outer is None or outer in seen:
                return
            seen.add(outer)
            statement = self.document.statements[outer]

    def membership(self, claim: MembershipClaim) -> Claimed:
        relation = {
            "member": "member of",
            "partner": "partner of",
            "candidate": "candidate for",
            "observer": "observer at",
            "former": "former member of",
            "suspended": "suspended from",
        }[claim.relation]
        return Claimed(
            "membership",
            self.party(claim.subject),
            f"not {relation}" if claim.negated else relation,
            self.party(claim.grouping),
            on_one_line([claim.evidence.of(self.text)]),
            claim.as_of,
            None if claim.statement is None else claim.statement + 1,
        )

    def office(self, claim: OfficeClaim) -> Claimed:
        of = f" ({self.party(claim.of).name})" if claim.of else ""
        return Claimed(
            "office",
            self.party(claim.person),
            "is" if claim.relation == "holds" else "was",
            Party(f"{claim.title}{of}", "office"),
            on_one_line([claim.evidence.of(self.text)]),
            None,
            None if claim.statement is None else claim.statement + 1,
            self.possible(claim.may_be_of),
        )

    def named(self) -> Iterator[Named]:
        """Yield the entities mentioned, in order of first mention."""
        found: dict[str, list[str]] = {}
        for m in self.document.mentions:
            if m.entity:
                found.setdefault(m.entity, []).append(on_one_line([m.span.of(self.text)]))
        for key, words in found.items():
            yield Named(self.party(key), tuple(dict.fromkeys(words)), len(words))

    def undecided(self) -> Iterator[str]:
        """Yield the words that may mean several things, with the candidates and their scores."""
        for m in self.document.mentions:
            if m.entity is None and m.candidates:
                yield f"{on_one_line([m.span.of(self.text)])}: {self.candidates(m)}"
