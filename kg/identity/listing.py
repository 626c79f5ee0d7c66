"""What `kg entities` shows: every identification with its score, its reason and who decided."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Literal

from kg.identity.graph import STATUSES, entities_iri
from kg.identity.reading import rows
from kg.iris import slug
from kg.protocols import Store

Format = Literal["table", "csv", "json"]
_LISTED = """SELECT ?entity ?name ?person ?told ?title ?status ?score ?reason ?by ?on {
  GRAPH <%s> {
    ?r cq:identifies ?person ; cq:consideredEntity ?entity ; cq:identificationStatus ?status ;
      cq:confidence ?score ; cq:reason ?reason ; cq:inArticle ?article
    OPTIONAL { ?entity rdfs:label ?coined }
    OPTIONAL { ?r cq:followsDecision ?d . ?d dcterms:creator ?by ; dcterms:created ?on }
  }
  OPTIONAL { GRAPH <%sreference> { ?entity rdfs:label ?held } }
  BIND(COALESCE(?held, ?coined) AS ?name)
  OPTIONAL { GRAPH ?article { ?person rdfs:label ?told } }
  OPTIONAL { GRAPH ?article { ?article rdfs:label ?title } }
} ORDER BY ?name ?entity ?status ?person"""


@dataclass(frozen=True, slots=True)
class Line:
    """One identification: `told` is what the article calls the person whose IRI is `person`."""

    name: str
    told: str
    status: str
    score: float
    reason: str
    decided: str
    article: str
    person: str
    entity: str


def list_identifications(
    store: Store, base: str, *, name: str = "", status: str | None = None
) -> list[Line]:
    """Return the identifications in order of the entities' names.

    `name` is a part of an entity's name or of what an article calls the person, whatever its case
    and accents. Entities that only one article speaks of, and that nobody else may be, are left
    out unless asked for by name.
    """
    statuses = {str(iri): word for word, iri in STATUSES.items()}
    lines = [
        Line(
            name=row.get("name", ""),
            told=row.get("told", ""),
            status=statuses[row["status"]],
            score=float(row["score"]),
            reason=row["reason"],
            decided=f"{row['by']}, {row['on']}" if "by" in row else "",
            article=row.get("title", ""),
            person=row["person"],
            entity=row["entity"],
        )
        for row in rows(store, _LISTED % (entities_iri(base), base))
    ]
    counts = {e: sum(line.entity == e for line in lines) for e in {line.entity for line in lines}}
    wanted = slug(name) if name else ""
    return [
        line
        for line in lines
        if (status is None or line.status == status)
        and (wanted in slug(line.name) or wanted in slug(line.told))
        and (name or line.score < 1 or line.decided or counts[line.entity] > 1)
    ]


def write_lines(lines: Sequence[Line], form: Format, base: str) -> str:
    """Return the lines as a table for people, CSV or JSON; a table shortens IRIs by `base`."""
    if form == "json":
        return json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=2) + "\n"
    if form == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(f.name for f in fields(Line))
        writer.writerows(list(asdict(line).values()) for line in lines)
        return out.getvalue()
    return _table(lines, base)


def _table(lines: Sequence[Line], base: str) -> str:
    """Return a block an entity: its name and IRI, and beneath it who was, may be, is not it."""
    written: list[str] = []
    entity = ""
    for line in lines:
        if line.entity != entity:
            entity = line.entity
            written += ["", f"{line.name}  {entity.removeprefix(base)}"]
        verb = {"accepted": "is", "candidate": "perhaps", "rejected": "is not"}[line.status]
        written += [
            f"  {verb:<8} {line.score:4.2f}  {line.told}  {line.person.removeprefix(base)}",
            f"                 {line.reason}",
        ]
    entities = len({line.entity for line in lines})
    return "\n".join(
        [*written[1:], "", f"{len(lines)} persons of articles, {entities} entities", ""]
    )
