"""What the page of an article shows, wherever it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from kg.rendering.highlighting import Mark

_KINDS = {
    "statement": "what is said",
    "speaker": "who says it",
    "cue": "the word that says so",
    "membership": "a claim about a membership",
    "office": "a claim about an office",
    "date": "a date",
}
_TYPES = {
    "state": "state",
    "grouping": "alliance or organisation of states",
    "body": "government body",
    "person": "person",
    "organisation": "organisation",
    "place": "place",
    "unnamed": "unnamed source",
    "group": "group",
}


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody or something by name; `href` leads to more of it; `type` is its kind, if known."""

    name: str
    type: str = ""
    href: str | None = None

    @property
    def kind(self) -> str:
        """Its type in words."""
        return _TYPES.get(self.type, self.type)


@dataclass(frozen=True, slots=True)
class Reporter:
    """Through whom a statement is known; `number` is that of their own statement, if it is one."""

    party: Party
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Possible:
    """Somebody for whom a statement may be made, where that is open, and how probable it is."""

    party: Party
    score: float


@dataclass(frozen=True, slots=True)
class Represented:
    """Somebody for whom a statement is made; `by` are those of several speakers who speak for it.

    `by` is empty where there is one speaker, or where it is open which of several it is.
    """

    party: Party
    by: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A statement: who, as what, for whom, how, and in which words.

    `words` are its content on one line. `chain` begins with the reporter next to the speaker.
    `confidence` is 0 to 1. `said_on` is a date, or the words for one that is left open. `href`
    leads to the statement's evidence, `correct` to where it may be corrected; `reviews` are what
    reviewers said of it.
    """

    number: int
    words: str
    act: str
    form: str
    confidence: float
    speakers: tuple[Party, ...] = ()
    role: str | None = None
    on_behalf: tuple[Represented, ...] = ()
    perhaps_for: tuple[Possible, ...] = ()
    addressees: tuple[Party, ...] = ()
    about: tuple[Party, ...] = ()
    chain: tuple[Reporter, ...] = ()
    repeats: int | None = None
    said_on: str | None = None
    href: str | None = None
    reviews: tuple[str, ...] = ()
    correct: str | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """What the text, or statement `number` in it, says of a membership or an office.

    `perhaps_of` are those whose office it may be, where that is open.
    """

    kind: str
    subject: Party
    relation: str
    object: Party
    evidence: str
    as_of: str | None = None
    number: int | None = None
    perhaps_of: tuple[Possible, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """An entity of the article, how it is called there, and how often it is mentioned."""

    party: Party
    names: tuple[str, ...]
    mentions: int


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend: how a kind of mark looks, and what it stands for."""

    kind: str
    type: str
    words: str


def legend(marks: Iterable[Mark]) -> tuple[Key, ...]:
    """Return the entries for the marks there are, always in the same order."""
    used = {(m.kind, m.type if m.kind == "entity" else "") for m in marks}
    kinds = (Key(kind, "", words) for kind, words in _KINDS.items() if (kind, "") in used)
    types = (Key("entity", t, words) for t, words in _TYPES.items() if ("entity", t) in used)
    return (*kinds, *types)


@dataclass(frozen=True, slots=True)
class Page:
    """An article with what was found in it; `facts` are publisher, date and the like, in words."""

    title: str
    facts: tuple[str, ...]
    text: Markup
    legend: tuple[Key, ...] = ()
    statements: tuple[Told, ...] = ()
    claims: tuple[Claimed, ...] = ()
    entities: tuple[Named, ...] = ()
    undecided: tuple[str, ...] = ()
    url: str | None = None
