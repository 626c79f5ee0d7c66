"""The way through the pages: what the head of each leads to."""

from __future__ import annotations

NAVIGATION = (
    ("/statements", "Statements"),
    ("/articles", "Articles"),
    ("/people", "People & states"),
    ("/pictures", "Pictures"),
    ("/api", "Questions"),
    ("/sparql", "Query"),
    ("/add", "Add an article"),
    ("/set-aside", "Set aside"),
    ("/ontology", "Ontology"),
)
