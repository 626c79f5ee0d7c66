"""Small documents for tests: text in which sources, cues and contents are marked by hand.

`[s Xi] [c said] [q it rained].` is one statement a sentence; `[s2 …]` numbers them where a
sentence has several. `[p …]` is a person to the tagger, `[o …]` an organisation.
"""

from __future__ import annotations

import re

from kg.extractors.coreference import CoreferenceExtractor
from kg.extractors.entities import EntityExtractor
from kg.extractors.offices import OfficeExtractor
from kg.extractors.persons import PersonExtractor
from kg.extractors.speakers import SpeakerExtractor
from kg.model import Article, Document, Mention, Span, Statement
from kg.reference import load_reference
from kg.text import sentences

REFERENCE = load_reference()
_TAG = re.compile(r"\[([scqpo])(\d*) ([^\[\]]*)\]")
_ROAD = [
    make(REFERENCE)
    for make in (
        EntityExtractor,
        PersonExtractor,
        CoreferenceExtractor,
        OfficeExtractor,
        SpeakerExtractor,
    )
]


def document(marked: str, published: str | None = None) -> Document:
    """Return the document as the tagger would give it, with the sentences cut."""
    text, found, at = "", list[tuple[str, str, Span]](), 0
    for tag in _TAG.finditer(marked):
        text += marked[at : tag.start()]
        found.append((tag[1], tag[2], Span(len(text), len(text) + len(tag[3]))))
        text += tag[3]
        at = tag.end()
    text += marked[at:]
    cut = sentences(text)
    parts: dict[tuple[int, str], dict[str, list[Span]]] = {}
    mentions = [
        Mention(span, "person" if kind == "p" else "organisation")
        for kind, _, span in found
        if kind in "po"
    ]
    for kind, number, span in found:
        if kind in "scq":
            sentence = max(i for i, s in enumerate(cut) if s.start <= span.start)
            key = (0, number) if number else (sentence, "")
            parts.setdefault(key, {}).setdefault(kind, []).append(span)
    statements = [
        Statement(tuple(p["q"]), tuple(p.get("s", ())), p["c"][0] if "c" in p else None)
        for p in parts.values()
    ]
    statements.sort(key=_first)
    article = Article(text=text, published=published)
    return Document(article, cut, tuple(mentions), (), tuple(statements))


def _first(statement: Statement) -> int:
    return min(s.start for s in (*statement.content, *statement.source))


def read(marked: str, published: str | None = None) -> Document:
    """Return the document after the extractors from entities to speakers."""
    found = document(marked, published)
    for extractor in _ROAD:
        found = extractor(found)
    return found


def names(found: Document, keys: tuple[str, ...]) -> list[str]:
    """Return the names of the entities with these keys."""
    known = {e.key: e.name for e in found.entities}
    return [known[k] for k in keys]


def offices(found: Document) -> list[tuple[str, str, str | None, str]]:
    """Return person, title, owner and relation of the office claims."""
    return [(names(found, (c.person,))[0], c.title, c.of, c.relation) for c in found.offices]


def referents(found: Document, kind: str) -> list[tuple[str, str | None]]:
    """Return the words and the entity of the person mentions of one kind."""
    text = found.article.text
    people = [m for m in found.mentions if m.type == "person" and m.kind == kind]
    return [(m.span.of(text), m.entity) for m in people]
