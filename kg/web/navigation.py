"""The way through the pages: what the head of each leads to."""

from __future__ import annotations

from flask import current_app

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


def navigation() -> list[tuple[str, str]]:
    """Return path and words of each page there is."""
    routes = {rule.rule for rule in current_app.url_map.iter_rules()}
    return [(path, words) for path, words in NAVIGATION if path in routes]
