"""`/add`: somebody pastes an article, sees what is read from it, and may then store it.

Anybody may look, as nothing is stored by it: within limits, and in the process that reads articles.
Storing needs the token, which the form sends as `access_token` (RFC 6750, section 2.2).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, redirect, render_template, request
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as Redirect

from kg.errors import CommuniqueError
from kg.stores.messages import ChangedError
from kg.web.access import has_token, require_token
from kg.web.drafts import Draft, endings, example, read_draft
from kg.web.formats import HTML, in_format
from kg.web.guests import MOST_SECONDS, guests
from kg.web.intakes import Reading
from kg.web.problems import status_and_words
from kg.web.service import service
from kg.web.storing import UnreadableError, put_aside, read_sent, store
from kg.web.things import iri_of

blueprint = Blueprint("adding", __name__)
_TITLE = """PREFIX cq: <https://w3id.org/communique/ontology#>
SELECT ?title WHERE { GRAPH <%(iri)s> {
  <%(iri)s> a cq:Article OPTIONAL { <%(iri)s> <http://purl.org/dc/terms/title> ?title } } }"""


@blueprint.get("/add")
def form() -> Response:
    """Show the form, and what was stored with it just now."""
    if guests().rate:
        service().intake.warm()
    stored, name = None, request.args.get("stored")
    for row in service().rows(_TITLE % {"iri": iri_of(f"article/{name}")}) if name else ():
        title = row["title"]["value"] if "title" in row else name
        stored = {"title": title, "path": f"/articles/{quote(str(name))}"}
    return _page(Draft(), stored=stored)


@blueprint.post("/add")
def add() -> Response | Redirect:
    """Show what is read from an article or, with `do=store` and the token, store it."""

    def shown(draft: Draft) -> Response | Redirect:
        storing = request.form.get("do") == "store"
        return _store(draft) if storing else _preview(draft, _read(draft))

    return _answer(read_draft, shown)


@blueprint.get("/add/example")
def try_example() -> Response | Redirect:
    """Show what is read from an article of ours, which nobody has to wait for twice."""

    def shown(draft: Draft) -> Response:
        read = partial(read_sent, draft.to_send(), page=True)
        return _preview(draft, service().once("example", read))

    return _answer(example, shown)


def _answer(
    drafted: Callable[[], Draft], shown: Callable[[Draft], Response | Redirect]
) -> Response | Redirect:
    """Show a draft or, where that fails, why and the form with all that is in it."""
    draft = Draft()
    try:
        draft = drafted()
        return shown(draft)
    except UnreadableError as error:
        return _page(draft, 422, error={"title": error.title, "detail": str(error)})
    except CommuniqueError as error:
        status, title, detail = status_and_words(error)
        return _page(draft, status, error={"title": title, "detail": detail})
    except HTTPException as error:
        told = {"title": error.name, "detail": error.description}
        page = _page(draft, error.code or 500, error=told)
        if "Retry-After" in (headers := dict(error.get_headers())):
            page.headers["Retry-After"] = headers["Retry-After"]
        return page


def _read(draft: Draft) -> Reading:
    sent = draft.to_send()
    if has_token(request.form.get("access_token")):
        return read_sent(sent, page=True)
    with guests().turn():
        return read_sent(sent, page=True, most_seconds=MOST_SECONDS)


def _preview(draft: Draft, reading: Reading) -> Response:
    outcome = reading.outcome
    if reading.page is None:
        raise UnreadableError("It cannot be read", _why(reading))
    return _page(
        draft,
        article=outcome.article,
        fragment=Markup(reading.page),  # noqa: S704 - by our own template, which escapes
        turtle=reading.turtle,
        findings=outcome.findings,
        conforms=outcome.conforms,
        statements=reading.statements,
        triples=reading.triples,
    )


def _store(draft: Draft) -> Response | Redirect:
    require_token(request.form.get("access_token", ""))
    reading = read_sent(draft.to_send())
    article = reading.outcome.article
    if not reading.outcome.conforms:
        told = {"title": "Set aside", "detail": f"{_why(reading)} It is not lost:"}
        return _page(draft, 422, error=told | {"path": f"/set-aside/{put_aside(reading)}"})
    try:
        store(reading)
    except ChangedError:
        words = "An article of this address or, without one, of this text is here already:"
        told = {"title": "Known already", "detail": words}
        return _page(draft, 409, error=told | {"path": f"/articles/{quote(article.id)}"})
    return redirect(f"/add?stored={quote(article.id)}", 303)


def _why(reading: Reading) -> str:
    return next(f.message for f in reading.outcome.findings if f.severity == "Violation")


def _page(draft: Draft, status: int = 200, **shown: Any) -> Response:
    page = render_template(
        "add.html",
        draft=draft,
        may_store=service().token is not None,
        guests=guests().rate,
        endings=endings(),
        **shown,
    )
    response = in_format(Response(page, status), HTML)
    response.headers["Cache-Control"] = "no-store"
    return response
