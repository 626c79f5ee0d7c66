"""A document as annotations: the JSON that `kg extract` writes, for those who want no RDF.

    {id, title, text_file,
     entities: {name: {type, speaks_for, role, named, aliases}},
     statements: [{id, kind, speaker: {name, mention, type, named, role, speaks_for, aliases,
                                       speaks_for_candidates?},
                   co_speakers, reported_by, addressee, co_addressees?, cue, content, speech_act,
                   speech_act_alt, about, optional, confidence, repeats?, said_on?}],
     states: [{iso2, name, status, optional, count, by_type, mentions}],
     alliances: [{code, optional, count, mentions}],
     memberships: [{state, alliance, status, explicit, as_of, evidence}],
     offices: [{person, aliases, office, org, status, optional, evidence, org_candidates?}],
     dates: [{value, counted_from, start, end, exact}]}

Where it is open for whom somebody speaks, or whose an office is, `speaks_for` or `org` is null; the
candidates are a list of `{code, score, reason, evidence}` (`kg.model.PossiblePrincipal`). Spans are
`{start, end, exact}`, code points into the article's text. States are named by ISO 3166-1 alpha-2,
alliances by the codes of the reference data, everyone else by name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import PurePath
from typing import Any

from kg.model import (
    DateMention,
    Document,
    Entity,
    MembershipClaim,
    Mention,
    OfficeClaim,
    PossiblePrincipal,
    Span,
    Statement,
)
from kg.reference import Reference
from kg.text import is_dateline, words

_TYPES = {
    "state": "state-actor",
    "body": "state-actor",
    "grouping": "organisation",
    "organisation": "organisation",
    "place": "organisation",
    "person": "person",
    "unnamed": "person",
    "group": "person",
}
_COUNTED = ("name", "demonym", "metonym", "location")  # kinds of mention; others name nothing
_STATUSES = {
    "un-member": "state",
    "un-observer": "state",
    "partly-recognised": "disputed",
    "unrecognised": "disputed",
    "historical": "historical",
    "territory": "territory",
}
_MEMBERSHIPS = {
    ("member", False): "member",
    ("member", True): "non-member",
    ("partner", False): "partner",
    ("candidate", False): "candidate",
    ("former", False): "former",
    ("suspended", False): "suspended",
}
_FRAME = 0.8  # of the outer content's words: the rest is "that", "had", a date
_UNATTRIBUTED = "unnamed source (unattributed)"


def to_annotations(document: Document, reference: Reference) -> dict[str, Any]:
    """Return the annotations of a document, ready for JSON. Raises nothing.

    Left out is what the format has no place for: the standing of an observer, denied standings
    other than membership, mentions by pronoun or description.
    """
    return _Annotator(document, reference).annotations()


@lru_cache(maxsize=512)
def _forms_pattern(names: tuple[str, ...], demonyms: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a state's names, and in the group `demonym` of its demonyms."""

    def alternatives(forms: Iterable[str]) -> str:
        longest = sorted(forms, key=lambda f: (-len(f), f))
        return "|".join(re.escape(f).replace("'", "['’]") for f in longest) or "(?!)"

    return re.compile(
        rf"(?<!\w)(?:{alternatives(names)}|(?P<demonym>{alternatives(demonyms)}))(?!\w)",
        re.IGNORECASE,
    )


class _Annotator:
    def __init__(self, document: Document, reference: Reference) -> None:
        self.document, self.reference = document, reference
        self.text = document.article.text
        self.entities = {e.key: e for e in document.entities}
        self.name = document.article.name or document.article.id

    def annotations(self) -> dict[str, Any]:
        article = self.document.article
        statements = self.document.statements
        return {
            "id": self.name,
            "title": article.title,
            "text_file": PurePath(article.origin).name if article.origin else None,
            "entities": self.index(),
            "statements": [
                self.statement(i, s) for i, s in enumerate(statements) if i not in self.frames
            ],
            "states": self.states(),
            "alliances": self.alliances(),
            "memberships": [m for c in self.document.memberships for m in self.membership(c)],
            "offices": [self.office(claim) for claim in self.document.offices],
            "dates": [self.date(told) for told in self.document.dates],
        }

    @cached_property
    def frames(self) -> frozenset[int]:
        """The statements, but for turns, that only report another; who speaks is `reported_by`."""
        inner: dict[int, list[Span]] = {}
        for s in (told := self.document.statements):
            at = s.reported_in
            if at is not None and (told[at].cue or not told[at].quoted):
                spans = (*s.source, *s.content, *filter(None, [s.cue]))
                whole = Span(min(x.start for x in spans), max(x.end for x in spans))
                inner.setdefault(at, []).append(whole)
        return frozenset(outer for outer, spans in inner.items() if self.covers(spans, outer))

    def covers(self, inner: Sequence[Span], outer: int) -> bool:
        """Say whether the inner spans hold most of the words of the outer statement's content."""
        content = self.document.statements[outer].content
        begin = min(s.start for s in inner)
        begin = begin if self.text[:begin].endswith(", ") else 0  # after an adverbial of the clause
        told = [
            w for w in words(self.text) if w.start >= begin and any(c.contains(w) for c in content)
        ]
        inside = [w for w in told if any(s.contains(w) for s in inner)]
        return len(inside) >= _FRAME * len(told)

    def entity(self, key: str) -> Entity:
        """Return what is known of an entity: by the article, else by the reference data."""
        found = self.entities.get(key) or self.reference.entity(key)
        return found or Entity(key, "organisation", key.rsplit("/", 1)[-1])

    def label(self, key: str) -> str:
        entity = self.entity(key)
        known = entity.type not in ("unnamed", "group") or entity.name.startswith("unnamed ")
        return entity.name if known else f"unnamed {entity.name}"

    def code(self, key: str | None) -> str | None:
        """Return the code of a state or grouping, or of that to which a body belongs."""
        kind, _, rest = (key or "").partition("/")
        if kind in ("state", "grouping"):
            return rest
        if kind == "body":
            owner = self.entity(key or "").of
            return self.code(owner) if owner else rest.partition("/")[0]
        return None

    def code_or_name(self, key: str) -> str:
        return self.code(key) or self.label(key)

    def span(self, span: Span) -> dict[str, Any]:
        return {"start": span.start, "end": span.end, "exact": span.of(self.text)}

    def index(self) -> dict[str, Any]:
        """Return everyone who could speak, by name, with what the first statement says of them."""
        first: dict[str, Statement] = {}
        for statement in self.document.statements:
            for key in statement.speakers[:1]:
                first.setdefault(key, statement)
        keys = dict.fromkeys(
            (*(k for s in self.document.statements for k in s.speakers), *self.entities)
        )
        actors = (k for k in keys if self.entity(k).type != "place")
        return {
            self.label(k): {
                "type": _TYPES[self.entity(k).type],
                "speaks_for": self.speaks_for(k, first.get(k)),
                "role": first[k].role if k in first else None,
                "named": self.entity(k).type not in ("unnamed", "group"),
                "aliases": self.aliases(k),
            }
            for k in actors
        }

    def speaks_for(self, key: str, statement: Statement | None) -> str | None:
        """Return the code for which an actor speaks, by a statement of theirs, else by nature."""
        told = statement.representations if statement else ()
        principal = next((r.principal for r in told if r.speaker == key), None)
        if principal:
            return self.code(principal)
        entity = self.entity(key)
        return self.code(entity.of if entity.type in ("unnamed", "group") else key)

    def aliases(self, key: str) -> list[str]:
        entity = self.entity(key)
        return [alias for alias in dict.fromkeys(entity.aliases) if alias != entity.name]

    def statement(self, index: int, statement: Statement) -> dict[str, Any]:
        others = [self.label(k) for k in statement.speakers[1:]]
        told, reporter = [self.label(k) for k in statement.addressees], statement.reported_by
        repeats = None if statement.repeats in self.frames else statement.repeats
        return {
            "id": self.statement_id(index),
            "kind": statement.form,
            "speaker": self.speaker(statement),
            "co_speakers": others,
            "reported_by": self.label(reporter) if reporter else None,
            "addressee": told[0] if told else None,
            **({"co_addressees": told[1:]} if told[1:] else {}),
            "cue": self.span(statement.cue) if statement.cue else None,
            "content": [self.span(s) for s in statement.content],
            "speech_act": statement.act,
            "speech_act_alt": [],
            "about": self.about(statement.about),
            "optional": False,
            "confidence": statement.confidence,
            **({} if repeats is None else {"repeats": self.statement_id(repeats)}),
            **({"said_on": self.date(statement.said_on)} if statement.said_on else {}),
        }

    def date(self, told: DateMention) -> dict[str, Any]:
        """Return a date with its words and from where it is counted; its value may be open."""
        return {"value": told.value, "counted_from": told.anchor, **self.span(told.span)}

    def statement_id(self, index: int) -> str:
        """Return `00-s01` in an article whose name begins with a number of two digits."""
        numbered = re.match(r"\d\d(?=-)", self.name)
        return f"{numbered[0] if numbered else self.name}-s{index + 1:02d}"

    def speaker(self, statement: Statement) -> dict[str, Any]:
        mention = self.span(statement.source[0]) if statement.source else None
        if not statement.speakers:
            return {**self.unresolved(statement), "mention": mention, "role": statement.role}
        key = statement.speakers[0]
        entity = self.entity(key)
        return {
            "name": self.label(key),
            "mention": mention,
            "type": _TYPES[entity.type],
            "named": entity.type not in ("unnamed", "group"),
            "role": statement.role,
            "speaks_for": self.speaks_for(key, statement),
            "aliases": self.aliases(key),
            **self.candidates("speaks_for_candidates", statement.may_speak_for),
        }

    def candidates(self, name: str, found: Sequence[PossiblePrincipal]) -> dict[str, Any]:
        """Return the candidates under this name, nothing where there are none."""
        listed = [
            {
                "code": self.code(p.key),
                "score": p.score,
                "reason": p.reason,
                "evidence": self.span(p.evidence),
            }
            for p in found
        ]
        return {name: listed} if listed else {}

    def unresolved(self, statement: Statement) -> dict[str, Any]:
        """Return a speaker of whom only the words in the text are known, if those."""
        words = " ".join(statement.source[0].of(self.text).split()) if statement.source else ""
        named = next((m for m in self.document.mentions if self.names_source(m, statement)), None)
        of = self.code(statement.speaks_for[0]) if statement.speaks_for else None
        return {
            "name": words if named else f"unnamed {words}" if words else _UNATTRIBUTED,
            "type": _TYPES[named.type] if named else "person",
            "named": named is not None,
            "speaks_for": of,
            "aliases": [],
        }

    def names_source(self, mention: Mention, statement: Statement) -> bool:
        return mention.kind == "name" and any(s.contains(mention.span) for s in statement.source)

    def about(self, keys: Iterable[str]) -> list[str]:
        """Return codes of states and groupings and names of persons, each once."""
        told = (k for k in keys if self.code(k) or self.entity(k).type == "person")
        return list(dict.fromkeys(self.code_or_name(k) for k in told))

    def states(self) -> list[dict[str, Any]]:
        """Return the states named, in order of first mention.

        A body counts by its state's own name where that stands within it ("Turkish army"), else
        as a metonym if it is one of the government. A city meant as a place does not make its
        state present; a dateline names nothing.
        """
        mentions = self.counted("state")
        return [
            entry for code, found in mentions.items() if (entry := self.state(code, found))["count"]
        ]

    def state(self, code: str, mentions: list[tuple[Span, str]]) -> dict[str, Any]:
        kinds = Counter(kind for _, kind in mentions)
        state = next((s for s in self.reference.states if s.code == code), None)
        recognition = state.recognition if state else "un-member"
        return {
            "iso2": code,
            "name": state.name if state else self.label(f"state/{code}"),
            "status": _STATUSES[recognition],
            "optional": recognition == "historical",
            "count": len(mentions) - kinds["location"],
            "by_type": {kind: kinds[kind] for kind in _COUNTED},
            "mentions": [{**self.span(span), "type": kind} for span, kind in mentions],
        }

    def alliances(self) -> list[dict[str, Any]]:
        """Return the groupings named, by themselves or by an organ, in order of first mention.

        The format lists no agencies, courts and banks.
        """
        return [
            {
                "code": code,
                "optional": False,
                "count": len(spans),
                "mentions": [self.span(span) for span in spans],
            }
            for code, found in self.counted("grouping").items()
            if code not in self.agencies
            and (spans := [span for span, kind in found if kind != "location"])
        ]

    @cached_property
    def agencies(self) -> frozenset[str]:
        return frozenset(g.code for g in self.reference.groupings if g.kind == "agency")

    def counted(self, wanted: str) -> dict[str, list[tuple[Span, str]]]:
        """Return by code the mentions, with their type, of states, or of groupings."""
        found: dict[str, dict[Span, str]] = {}
        for m in self.document.mentions:
            owner = self.owner(m.entity)
            if owner and m.kind in _COUNTED and owner.partition("/")[0] == wanted:
                span, kind = self.naming(m, owner)
                if kind in _COUNTED:
                    found.setdefault(owner.partition("/")[2], {}).setdefault(span, kind)
        return {code: list(spans.items()) for code, spans in found.items()}

    def naming(self, mention: Mention, owner: str) -> tuple[Span, str]:
        """Return the words by which a mention names its owner, and their kind; "" for none."""
        if mention.entity == owner:
            words = mention.span.of(self.text)
            city = mention.kind == "location" or (words.isupper() and len(words) > len("U.S."))
            dateline = city and is_dateline(self.text, mention.span)
            return mention.span, "" if dateline else mention.kind
        match = self.own_names(owner).search(self.text, mention.span.start, mention.span.end)
        if match:
            kind = "demonym" if match.lastgroup == "demonym" else "name"
            return Span(*match.span()), kind
        executive = mention.entity not in self.branches
        return mention.span, "metonym" if executive else ""

    @cached_property
    def branches(self) -> frozenset[str]:
        """The bodies that are not of the government: parliaments, forces, courts, parties."""
        return frozenset(b.key for b in self.reference.bodies if b.branch != "executive")

    def own_names(self, owner: str) -> re.Pattern[str]:
        state = self.reference.state(owner.partition("/")[2])
        names = (state.name, *state.names) if state else ()
        return _forms_pattern(names, state.demonyms if state else ())

    def owner(self, key: str | None) -> str | None:
        """Return the key of the state or grouping that an entity is, or is a body of."""
        if key is None or not key.startswith("body/"):
            return key
        return self.entity(key).of or f"state/{self.code(key)}"

    def membership(self, claim: MembershipClaim) -> Iterable[dict[str, Any]]:
        status = _MEMBERSHIPS.get((claim.relation, claim.negated))
        state, alliance = self.code(claim.subject), self.code(claim.grouping)
        if status and state and alliance:
            yield {
                "state": state,
                "alliance": alliance,
                "status": status,
                "explicit": True,
                "as_of": claim.as_of,
                "evidence": self.span(claim.evidence),
            }

    def office(self, claim: OfficeClaim) -> dict[str, Any]:
        return {
            "person": self.label(claim.person),
            "aliases": self.aliases(claim.person),
            "office": claim.title,
            "org": self.code_or_name(claim.of) if claim.of else None,
            "status": "current" if claim.relation == "holds" else "former",
            "optional": False,
            "evidence": self.span(claim.evidence),
            **self.candidates("org_candidates", claim.may_be_of),
        }
