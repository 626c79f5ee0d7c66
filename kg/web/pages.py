"""The start page, and what all pages of articles share."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, url_for

from kg.catalogue import load_catalogue
from kg.paths import RENDERING
from kg.web.corpus import Corpus, corpus
from kg.web.errands import MANY, UnfinishedError, beside
from kg.web.negotiation import HTML, RDF, best, vary, with_type
from kg.web.service import service

blueprint = Blueprint("pages", __name__)
shared = Blueprint(
    "rendering",
    __name__,
    template_folder=str(RENDERING / "templates"),
    static_folder=str(RENDERING / "static"),
    static_url_path="/static/reading",
)
GLANCE = 0.3  # seconds for which the page waits for its numbers
QUESTIONS = (
    "who-speaks-about", "statements-of-a-state", "what-somebody-said", "accusations-between-states",
    "who-acts-on-whom", "claims-against-reference", "known-only-through-others", "hearsay-chains",
    "unnamed-sources", "most-quoted", "members-on-a-day", "doubtful-statements",
)  # fmt: skip


@blueprint.get("/")
def start() -> Response:
    """Show what there is and what can be asked; lead who prefers RDF to its description (VoID)."""
    if best((HTML, *RDF)) in RDF:
        response = Response(status=303, headers={"Location": url_for("description.void")})
        vary(response, "Accept")
        return response
    by_key = {query.key: query for query in load_catalogue()}
    questions = [by_key[key] for key in QUESTIONS]
    page = render_template("start.html", corpus=_numbers(), questions=questions)
    return with_type(Response(page), HTML)


def _numbers() -> Corpus | None:
    """Return the numbers of the corpus; None of a large store that is still being counted."""
    if service().statements() > MANY:
        try:
            beside("corpus", corpus, GLANCE)
        except UnfinishedError:
            return None
    return corpus()
