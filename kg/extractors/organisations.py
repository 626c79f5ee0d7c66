"""Organisations that the reference data do not know: one entity for the names of each.

`Korean Central News Agency (KCNA)` and `KCNA`, `Mahan Air` and `Mahan` are one organisation.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from kg.extractors.newsrooms import NEWSROOMS
from kg.iris import slug
from kg.model import Document, Entity, EntityType, Mention, Span

_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_FIRM = re.compile(
    r"\w (?:Air|Airlines?|Airways|Group|Corp|Corporation|Inc|Ltd|Bank|AG|GmbH|PLC|plc|Party"
    r"|Foundation|University|Institute|Company|Energy|Oil|Gas|Motors|Telekom|Telecom|Holdings|Council)\b"
)
_NO_NAME = re.compile(  # whose last word ends no person's name: `Special Operations Command`
    r"\w (?:Command|Committee|Commission|Department|Ministry|Agency|Association|Federation|Forces"
    r"|Brigade|Cent(?:er|re)|Parliament|Assembly|Authority|Administration|Bureau|Coalition|Alliance)$"
)
# Places and papers that the tagger takes for organisations: `Sea of Japan`, `Panama Papers`
_NO_ORGANISATION = re.compile(
    r"(?:Sea|Gulf|Straits?|Bay|Cape|Horn|Isthmus|River|Mountains)(?: of(?: the)?(?: [A-Z].*)?)?"
    r"|.*\w (?:Sea|Ocean|River|Straits?|Gulf|Canal|Peninsula|Mountains|Desert|Archipelago|Papers"
    r"|Accords?|Agreements?|Treaty|Protocol)",
    re.DOTALL,
)
_CUT_OFF = re.compile(r"(?<=\w) (?:of|for)(?: the)?$")  # `Archive of`, before `Public Records`
_OPEN_NAME = re.compile(
    r"\b(?:Institute|Cent(?:er|re)|Council|Bank|Commission|Association|Federation|Agency|Committee"
    r"|University|Organi[sz]ation|Office|Union|Foundation|Society|Court|School|Board|Authority)$"
)
_REST = re.compile(r" (?:of|for|on) (?:the )?[A-Z][\w-]+(?: (?:and )?[A-Z][\w-]+)*")
_PAPER = re.compile(r" (?:Times|Post|Journal|Herald|Tribune|Telegraph|Guardian|Independent)$")
_OFFICER = re.compile(
    r" (?:chief executive|CEO|spokes(?:man|woman|person)|managing director) [A-Z]"
)
_PARENTHESIS = re.compile(r" \(([A-Z][\w.-]{1,11})\)")


def name_organisations(document: Document) -> Document:
    """Return the document with an entity for every organisation mention that had none."""
    document = _corrected(document)
    text = document.article.text
    open_ = {
        i: _ARTICLE.sub("", m.span.of(text))
        for i, m in enumerate(document.mentions)
        if m.type == "organisation" and m.entity is None and m.kind == "name"
    }
    if not open_:
        return document
    known = _acronyms(document)
    canonical: dict[str, str] = {}
    for i, name in sorted(open_.items(), key=lambda x: (-len(x[1]), x[0])):
        acronym = _PARENTHESIS.match(text, document.mentions[i].span.end)
        canonical.setdefault(slug(name), _joined(name, canonical))
        if acronym:
            canonical[slug(acronym[1])] = canonical[slug(name)]
    mentions = list(document.mentions)
    forms: dict[str, set[str]] = {}
    for i, name in open_.items():
        whole = canonical[slug(name)]
        if name in known:
            mentions[i] = replace(mentions[i], entity=known[name], type=_type(known[name]))
            continue
        forms.setdefault(whole, set()).add(name)
        mentions[i] = replace(mentions[i], entity=f"organisation/{slug(whole)}")
    entities = {e.key: e for e in document.entities}
    for whole, names in forms.items():
        key = f"organisation/{slug(whole)}"
        entities.setdefault(key, Entity(key, "organisation", whole, tuple(sorted(names - {whole}))))
    return replace(document, mentions=tuple(mentions), entities=tuple(entities.values()))


def _acronyms(document: Document) -> dict[str, str]:
    """Return the short names of those known: `Joint Chiefs of Staff (JCS)`, `the Times`."""
    text = document.article.text
    papers = {
        m.span.of(text).split()[-1]: m.entity
        for m in document.mentions
        if m.entity in NEWSROOMS and _PAPER.search(m.span.of(text))
    }
    named = {(m.entity, m.span.of(text)) for m in document.mentions if m.type == "grouping"}
    council = any(words.endswith("Security Council") for _, words in named)
    organs = {"Council": "grouping/UN"} if council else {}
    initials = {
        letters: m.entity
        for m in reversed(document.mentions)
        if m.entity and m.type == "organisation" and m.kind == "name"
        if (letters := _acronym(_ARTICLE.sub("", m.span.of(text))))
    }
    if any(key == "grouping/EU" for key, _ in named):
        organs = {"Commission": "grouping/EU", "Council": "grouping/EU"} | organs
    return (
        initials
        | papers
        | organs
        | {
            acronym[1]: mention.entity
            for mention in document.mentions
            if mention.entity
            and mention.type in ("body", "grouping")
            and (acronym := _PARENTHESIS.match(text, mention.span.end))
        }
    )


def _type(key: str) -> EntityType:
    kinds: dict[str, EntityType] = {"body": "body", "grouping": "grouping"}
    return kinds.get(key.split("/")[0], "organisation")


def _corrected(document: Document) -> Document:
    """Return the document with names of organisations put right.

    Companies taken for persons are none, seas and treaties no organisations; cut names are
    completed.
    """
    text = document.article.text
    firms = {
        m.span.of(text).split()[0]
        for m in document.mentions
        if m.type == "person" and _FIRM.search(m.span.of(text))
    }
    persons = {m.span.of(text) for m in document.mentions if m.type == "person"}
    surnames = {slug(p.split()[-1]) for p in persons if " " in p} - {slug(f) for f in firms}
    known = surnames | {slug(p) for p in persons if " " in p}
    last_words = {p.rpartition(" ")[2] for p in persons if " " in p}
    mentions = []
    for mention in document.mentions:
        words = mention.span.of(text)
        unknown = mention.type == "organisation" and mention.entity is None
        firm = _FIRM.search(words) or _NO_NAME.search(words) or words in firms
        firm = firm or _is_firm(text, mention, last_words)
        if mention.type == "person" and firm:
            mention = replace(mention, type="organisation")
        elif unknown and slug(words) in known:
            mention = replace(mention, type="person")
        cut = _CUT_OFF.search(words)
        if mention.type == "organisation" and mention.entity is None and cut:
            mention = replace(
                mention, span=Span(mention.span.start, mention.span.start + cut.start())
            )
        open_ = cut or _OPEN_NAME.search(words)
        if mention.type == "organisation" and mention.entity is None and open_:
            rest = _REST.match(text, mention.span.end)
            taken = any(
                m.span.start >= mention.span.end
                for m in document.mentions
                if rest and m.span.start < rest.end() and m.entity
            )
            if rest and not taken:
                mention = replace(mention, span=Span(mention.span.start, rest.end()))
        name = _ARTICLE.sub("", mention.span.of(text))
        if not (unknown and _NO_ORGANISATION.fullmatch(name)):
            mentions.append(mention)
    return replace(document, mentions=tuple(mentions))


def _is_firm(text: str, mention: Mention, surnames: Collection[str]) -> bool:
    """Say whether one word before `spokesman` is no person's surname: `Gazprom spokesman X`."""
    words = mention.span.of(text)
    known = " " in words or words in surnames
    return not known and bool(_OFFICER.match(text, mention.span.end))


def _joined(name: str, canonical: dict[str, str]) -> str:
    """Return the longer name of which `name` is the beginning or the acronym, else `name`."""
    longer = [
        whole
        for whole in dict.fromkeys(canonical.values())
        if whole.startswith(name + " ") or _acronym(whole) == name.replace(".", "")
    ]
    return longer[0] if len(longer) == 1 else name


def _acronym(name: str) -> str:
    words = [w for w in re.split(r"[\s-]+", name) if w[:1].isupper()]
    return "".join(w[0] for w in words) if len(words) > 2 else ""
