"""`/identities`: what people decide about who is who: that two persons are one, or are two.

The same decisions that `kg entities` makes (`kg.identity.decisions`), from a page, with the token.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import Forbidden, Unauthorized
from werkzeug.wrappers import Response as Redirect

from kg import __version__
from kg.identity.decisions import DecisionError, articles_of, decide, read_decisions, take_back
from kg.identity.identify import identify
from kg.identity.resolution import Decision
from kg.parameters import MOST_CHARACTERS, ParameterError
from kg.reference import open_reference
from kg.web.access import require_token
from kg.web.arguments import fields_sent
from kg.web.columns import columns
from kg.web.formats import HTML, JSON, choose, in_format
from kg.web.passages import names_of
from kg.web.problems import problem
from kg.web.search import Agent, agents_called, agents_of
from kg.web.served_store import ServedStore
from kg.web.service import service, writer

blueprint = Blueprint("identities", __name__)
VERDICTS = ("one", "two", "undo")
_FORMATS = {"json": JSON, "html": HTML}


@blueprint.get("/identities")
def listed() -> Response:
    """List what has been decided, with the form to decide more."""
    if choose(_FORMATS) == JSON:
        return in_format(jsonify(decisions=_told()), JSON)
    return _page()


@blueprint.post("/identities")
def decided() -> Response | Redirect:
    """Decide that two persons are one or two, or take such a decision back."""
    form = fields_sent()
    in_page = not request.is_json and choose({"html": HTML, "json": JSON}) == HTML
    try:
        require_token(request.form.get("access_token"))
        done = _decide(form)
    except (ParameterError, DecisionError, Forbidden, Unauthorized) as error:
        if in_page:
            return _page(error)
        if isinstance(error, DecisionError):
            return problem(409, "It cannot be decided so", f"{error}.")
        raise
    if in_page:
        return redirect("/identities", 303)
    return jsonify(decisions=[_as_json(d) for d in done])


def _decide(form: MultiDict[str, str]) -> tuple[Decision, ...]:
    """Note or take back a decision and work out anew who is who where it matters."""
    verdict, one, other = (form.get(name, "").strip() for name in ("verdict", "one", "other"))
    by = " ".join(form.get("by", "").split())
    if verdict not in VERDICTS:
        raise ParameterError("verdict", verdict[:100], f"one of {', '.join(VERDICTS)}", "one")
    if (not by and verdict != "undo") or len(by) > MOST_CHARACTERS:
        raise ParameterError("by", by[:100], "who decides", "Ada Lovelace")
    base, store = service().base, _store()
    persons = [_iri(one), _iri(other)]
    with service().identifying:
        if verdict == "undo":
            done = take_back(store, base, *persons)
        else:
            on = f"{datetime.now(UTC):%Y-%m-%d}"
            decision = Decision(persons[0], persons[1], verdict == "one", by, on)
            done = (decide(store, base, decision),)
        settings = service().intake.config
        known = open_reference(settings.reference, settings.reference_alone)
        articles = articles_of(done)
        identify(store, known, base=base, version=__version__, changed=articles, alone=True)
    return done


def _page(error: Exception | None = None) -> Response:
    may_write = service().token is not None
    page = render_template(
        "identities.html",
        decisions=_told(),
        given=request.values,
        people={which: _people(which) for which in ("one", "other")} if may_write else {},
        may_write=may_write,
        error=error,
    )
    status = 200 if error is None else getattr(error, "code", None) or 400
    return in_format(Response(page, status), HTML)


def _people(which: str) -> list[Agent]:
    """Return the persons to choose from: who was chosen before, and who is called as was asked."""
    chosen = _iri(request.values.get(which, "").strip())
    asked = request.values.get(f"find_{which}") or request.values.get("find_one", "")
    if not (chosen or asked):
        return []
    every = columns()
    known = agents_of([chosen], every) if chosen in every.names else []
    found = agents_called(asked[:MOST_CHARACTERS], every, "person")
    return [*known, *(a for a in found if a.iri != chosen)]


def _iri(key: str) -> str:
    return service().base + key if key.startswith(("id/", "article/")) else key


def _told() -> list[dict[str, Any]]:
    found = read_decisions(_store(), service().base)
    names = names_of(iri for d in found for iri in d.pair)
    return [_as_json(d) | {"names": [names.get(iri, iri) for iri in d.pair]} for d in found]


def _as_json(d: Decision) -> dict[str, Any]:
    return {
        "one": d.person,
        "other": d.other,
        "verdict": "one" if d.same else "two",
        "by": d.by,
        "on": d.on,
    }


def _store() -> Any:
    return ServedStore(by=writer())
