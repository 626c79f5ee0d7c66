"""Organisations that the reference data do not know: one entity for the names of each.

`Korean Central News Agency (KCNA)` and `KCNA`, `Mahan Air` and `Mahan` are one organisation.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.iris import slug
from kg.model import Document, Entity

_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_PARENTHESIS = re.compile(r" \(([A-Z][\w.-]{1,11})\)")


def name_organisations(document: Document) -> Document:
    """Return the document with an entity for every organisation mention that had none."""
    text = document.article.text
    open_ = {
        i: _ARTICLE.sub("", m.span.of(text))
        for i, m in enumerate(document.mentions)
        if m.type == "organisation" and m.entity is None and m.kind == "name"
    }
    if not open_:
        return document
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
        forms.setdefault(whole, set()).add(name)
        mentions[i] = replace(mentions[i], entity=f"organisation/{slug(whole)}")
    entities = {e.key: e for e in document.entities}
    for whole, names in forms.items():
        key = f"organisation/{slug(whole)}"
        entities.setdefault(key, Entity(key, "organisation", whole, tuple(sorted(names - {whole}))))
    return replace(document, mentions=tuple(mentions), entities=tuple(entities.values()))


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
