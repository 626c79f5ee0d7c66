"""What flows through Communiqué: frozen values from the article read to the statements found.

Offsets count Unicode code points into `Article.text`, half open, from 0.

*Entity keys* name entities without a base IRI, so that the pure middle knows no configuration:
`state/UA`, `grouping/NATO`, `body/US/white-house`, `person/joe-biden`, `organisation/reuters`,
`place/crimea`; a key that begins with `./` (`./source/1`, `./group/1`) exists in one article only.
`kg.iris` turns keys into IRIs.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Literal

EntityType = Literal[
    "person", "state", "grouping", "body", "organisation", "place", "unnamed", "group"
]
MentionKind = Literal["name", "demonym", "metonym", "location", "pronoun", "nominal"]
Form = Literal["direct", "mixed", "indirect"]
SpeechAct = Literal[
    "assert",
    "demand",
    "propose",
    "warn",
    "accuse",
    "deny",
    "assure",
    "condemn",
    "welcome",
    "agree",
    "justify",
    "concern",
    "announce",
]
MembershipRelation = Literal["member", "partner", "candidate", "observer", "former", "suspended"]
OfficeRelation = Literal["holds", "held"]
DatePrecision = Literal["day", "week", "month", "season", "year", "decade", "century"]
DateAnchor = Literal["published", "dateline", "text"]
PrincipalReason = Literal["foremost", "passage", "dateline"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text: code points `start` up to but not including `end`.

    >>> Span(0, 4).of("NATO met.")
    'NATO'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}-{self.end}")

    def of(self, text: str) -> str:
        """Return the words of `text` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Say whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class Article:
    """A news article as read: its text is what every offset counts into.

    `published` is ISO 8601, a day (`2021-04-13`) or a time with zone as the source gave it, None
    where the source gives none; it is never guessed. `published_source` says where it was found
    (`json-ld`, `opengraph`, `meta`, `time`, `jsonl`, `sidecar`). `origin` is the file, and for a
    collection the line, it was read from. `notes` are what the reader repaired, in plain words.
    """

    text: str
    title: str | None = None
    published: str | None = None
    published_source: str | None = None
    modified: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None
    section: str | None = None
    rights: str | None = None
    name: str | None = None
    origin: str | None = None
    notes: tuple[str, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8, in lower-case hexadecimal."""
        return _digest(self.text)

    @cached_property
    def id(self) -> str:
        """16 hexadecimal digits, the same for one article always: of its URL, else of its text."""
        return _digest(self.url or self.text)[:16]

    @cached_property
    def content_hash(self) -> str:
        """32 hexadecimal digits of all that shapes the article's graph: text, metadata, notes.

        Where it was read from does not count: a file that is moved is the same article.
        """
        told = (f"{f.name}={getattr(self, f.name)!r}" for f in fields(self) if f.name not in _PLACE)
        return _digest("\n".join(told))[:32]


_PLACE = frozenset({"name", "origin"})


def _digest(text: str) -> str:
    """Return the SHA-256 of any text, even of one with half a surrogate pair, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that can speak or be spoken of, as one article knows it.

    `of` is the key of the state or grouping to which a body belongs or for which an unnamed
    source ("German officials") is said to speak. Reference entities appear here once mentioned.
    """

    key: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible referent with its probability."""

    key: str
    score: float


@dataclass(frozen=True, slots=True)
class PossiblePrincipal:
    """A state or grouping for which somebody may speak where the text leaves open for which.

    `score` is the probability that it is this one (`training.principals` measures it); those of
    one statement or office sum to less than one, as it may be none of them. `evidence` is the
    mention that brings it to mind most. `reason`: it stands at the head of a sentence there
    (`foremost`), is spoken of there (`passage`), or the article is written there (`dateline`).
    """

    key: str
    score: float
    reason: PrincipalReason
    evidence: Span


@dataclass(frozen=True, slots=True)
class Representation:
    """That one speaker of a statement speaks for one state or grouping.

    `speaker` is None where the statement is made for it and by which of several speakers is open.
    """

    speaker: str | None
    principal: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name or refer to something; `entity` is None while it is not known what (NIL).

    `kind` `location` is a capital meant as a place, not as its government.
    """

    span: Span
    type: EntityType
    kind: MentionKind = "name"
    entity: str | None = None
    score: float = 1.0
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that tell a day or a longer time: "on 3 March 2014" has `2014-03-03`.

    `value` is ISO 8601 at the precision of the words, with what ISO 8601-2 adds for longer times:
    `2014-03-03`, `2014-W10`, `2014-03`, `2014-21` (spring; 22 summer, 23 autumn, 24 winter),
    `2014`, `199X`, `19XX`; from first to last day `2014-03-03/2014-03-05`. It is None where the
    words and what is known leave it open. `anchor` is from where a relative time is counted: the
    article's date of publication, its dateline, or the date at `counted_from` in the text; None
    for one given in full.
    """

    span: Span
    precision: DatePrecision
    value: str | None = None
    anchor: DateAnchor | None = None
    counted_from: Span | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution of speech, writing or belief: source, cue and content in the text.

    The attribution extractor gives `source`, `cue`, `content`, `confidence`; later extractors
    fill the rest. `quoted` are the stretches of content between quotation marks, without the
    marks; in a transcript what follows the label, which is the source of a statement without a
    cue. `speakers` are entity keys, the principal speaker first, several for a joint statement.
    `representations` tell which of them speaks for which state or grouping; where that is open
    there are none, and `may_speak_for` has the candidates, best first. `reported_by` is the key of
    the intermediate source of a nested attribution, `reported_in` the index of that outer statement
    in the document where it is a statement itself. `addressees` are to whom it is said, `targets`
    at whom it is aimed in substance, `about` whom it speaks of. `repeats` is the index of the
    fuller telling of the same utterance. `said_on` is the date in the words that report it; its
    value is None where that date is open, and it is itself None where they tell none. `number` is
    the one in its IRI where that is not its place, counted from 1: reviewers take away others.
    """

    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    cue: Span | None = None
    quoted: tuple[Span, ...] = ()
    form: Form = "indirect"
    act: SpeechAct = "assert"
    speakers: tuple[str, ...] = ()
    role: str | None = None
    representations: tuple[Representation, ...] = ()
    may_speak_for: tuple[PossiblePrincipal, ...] = ()
    reported_by: str | None = None
    reported_in: int | None = None
    addressees: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    repeats: int | None = None
    said_on: DateMention | None = None
    confidence: float = 1.0
    number: int | None = None

    @property
    def speaks_for(self) -> tuple[str, ...]:
        """The keys of the states and groupings on whose behalf it is made, each once."""
        return tuple(dict.fromkeys(r.principal for r in self.representations))


@dataclass(frozen=True, slots=True)
class MembershipClaim:
    """That the text, or a statement in it, says an agent does or does not belong to a grouping.

    `as_of` is an ISO 8601 year, month or day where the text dates the claim. `statement` is the
    index of the statement whose claim it is, None for the article's own voice.
    """

    subject: str
    grouping: str
    relation: MembershipRelation
    evidence: Span
    negated: bool = False
    as_of: str | None = None
    statement: int | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class OfficeClaim:
    """That the text gives a person an office: `title` is the office's words, without the state.

    `of` is the key of the state, grouping or organisation whose office it is; None if that is not
    said or open. Where it is open `may_be_of` has the candidates, best first.
    """

    person: str
    title: str
    evidence: Span
    of: str | None = None
    relation: OfficeRelation = "holds"
    statement: int | None = None
    confidence: float = 1.0
    may_be_of: tuple[PossiblePrincipal, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """An article and everything found in it so far; every extractor returns a new one.

    `sentences`, `mentions`, `dates` and `statements` are in text order; sentences do not overlap,
    nor do dates.
    """

    article: Article
    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    memberships: tuple[MembershipClaim, ...] = ()
    offices: tuple[OfficeClaim, ...] = ()
    dates: tuple[DateMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a SHACL check, for people: `sentence` is the text it concerns, if any.

    `name` is what the value, else the focus, is called, or its words in the text.
    """

    severity: Literal["Violation", "Warning", "Info"]
    rule: str
    message: str
    focus: str
    path: str | None = None
    value: str | None = None
    span: Span | None = None
    sentence: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleGraph:
    """What crosses a process border: one article's triples, and what the check said of them.

    `triples`, `inferred` and `mentioned` are N-Triples, sorted, in UTF-8; `iri` names the article's
    graph and `<iri>/inferred` the sibling graph of what is derived from it. `mentioned` describes
    what other articles may name, too (`kg.mentioned`).
    """

    article: Article
    iri: str
    triples: bytes
    inferred: bytes = b""
    findings: tuple[Finding, ...] = ()
    mentioned: bytes = b""

    @property
    def conforms(self) -> bool:
        """Say whether no finding is a Violation."""
        return all(f.severity != "Violation" for f in self.findings)
