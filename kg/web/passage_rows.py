"""Statements for programs: as lines of CSV and as JSON values."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from kg.web.cells import thing
from kg.web.passages import Agent, Passage

COLUMNS = (
    "date", "speaker", "role", "for", "to", "about", "through", "act", "form", "words", "sentence",
    "confidence", "article", "statement_iri", "article_iri", "who_for_whom",
)  # fmt: skip


def to_csv(found: Sequence[Passage], *, headings: bool = False) -> str:
    """Return the statements as lines of CSV (RFC 4180), below a line of headings if asked for."""
    out = io.StringIO()
    writer = csv.writer(out)
    if headings:
        writer.writerow(COLUMNS)
    for p in found:
        agents = (p.on_behalf, p.addressee, p.about, p.reported_by)
        who = (p.date or "", _names(p.speakers), p.role or "", *map(_names, agents))
        said = (p.act, p.form, p.words, p.sentence, p.confidence)
        each = [f"{name} for {_names(behalf)}" for (_, name), behalf in p.voices if behalf]
        writer.writerow([*who, *said, p.article[1], p.iri, p.article[0], "; ".join(each)])
    return out.getvalue()


def _names(agents: tuple[Agent, ...]) -> str:
    return "; ".join(name for _, name in agents)


def to_json(p: Passage) -> dict[str, Any]:
    """Return a statement as JSON values; each agent is `{iri, label, url}`."""

    def all_of(agents: tuple[Agent, ...]) -> list[dict[str, Any]]:
        return [thing(iri, name) for iri, name in agents]

    return thing(p.iri) | {
        "date": p.date,
        "speakers": all_of(p.speakers),
        "role": p.role,
        "on_behalf_of": all_of(p.on_behalf),
        "who_for_whom": [
            {"speaker": thing(*speaker), "on_behalf_of": all_of(behalf)}
            for speaker, behalf in p.voices
            if behalf
        ],
        "addressee": all_of(p.addressee),
        "about": all_of(p.about),
        "reported_by": all_of(p.reported_by),
        "act": p.act,
        "form": p.form,
        "words": p.words,
        "sentence": p.sentence,
        "confidence": float(p.confidence) if p.confidence else None,
        "article": thing(*p.article),
    }
