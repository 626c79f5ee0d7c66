"""`/corrections`: what reviewers say of statements; said here, taken back here, all of it listed.

What is said is noted in `<base>corrections`, and the article is read again with it at once; every
later reading obeys it, too. Both need the token.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, jsonify, redirect, render_template, request
from werkzeug.exceptions import Forbidden, NotFound, Unauthorized
from werkzeug.wrappers import Response as Redirect

from kg.corrections.correction import KINDS, Correction, last_words
from kg.corrections.graph import correction_graph, correction_iri, corrections_iri
from kg.corrections.register import note, read_corrections, stored_article, take_back
from kg.ntriples import to_ntriples
from kg.parameters import ParameterError
from kg.pipeline import UNFIT
from kg.web.access import require_token
from kg.web.arguments import codes
from kg.web.endpoint import send
from kg.web.formats import HTML, JSON, QUADS, TURTLE, choose, in_format
from kg.web.passages import names_of, passages
from kg.web.problems import problem
from kg.web.quads import to_quads
from kg.web.reviewing import asked, contents
from kg.web.served_store import ServedStore
from kg.web.service import dump, service, writer
from kg.web.storing import UnreadableError, reading_of, store
from kg.web.things import iri_of, not_found

blueprint = Blueprint("corrections", __name__)
_FORMATS = {"json": JSON, "html": HTML, "ttl": TURTLE, "nq": QUADS["nq"]}


class RefusedCorrectionError(Exception):
    """A correction that cannot be carried out; the message says why."""


@dataclass(frozen=True, slots=True)
class Review:
    """A correction as a page shows it; `says` is what it says, in words.

    `overruled_by` is who said otherwise later, None where this is what counts.
    """

    digest: str
    article: str
    title: str
    words: str
    kind: str
    says: str
    by: str
    on: str
    reason: str | None
    overruled_by: str | None


@blueprint.get("/corrections")
def listed() -> Response:
    """List all corrections, the latest first."""
    kind = choose(_FORMATS)
    if kind == TURTLE:
        return send(dump(TURTLE, corrections_iri(service().base)))
    if kind == QUADS["nq"]:
        triples = to_ntriples(correction_graph(every(), service().base))
        quads = to_quads({corrections_iri(service().base): triples}, kind)
        response = in_format(Response(quads), kind)
        response.headers["Content-Disposition"] = "attachment; filename=corrections.nq"
        return response
    found = reviews(every())
    if kind == JSON:
        return in_format(jsonify(corrections=[asdict(r) for r in found]), JSON)
    page = render_template(
        "corrections.html", reviews=found, may_write=service().token is not None, error=None
    )
    return in_format(Response(page), HTML)


@blueprint.get("/articles/<name>/corrections")
def form(name: str) -> Response:
    """Show the form to correct a statement of an article."""
    return _form(name)


@blueprint.post("/articles/<name>/corrections")
def correct(name: str) -> Response | Redirect:
    """Correct, accept or reject a statement of an article."""
    article = iri_of(f"article/{name}")
    in_page = not request.is_json and choose({"html": HTML, "json": JSON}) == HTML
    try:
        require_token(request.form.get("access_token"))
        correction = asked(article)
        _carry_out(correction)
    except (ParameterError, RefusedCorrectionError, Forbidden, Unauthorized) as error:
        if in_page:
            return _form(name, error)
        if isinstance(error, RefusedCorrectionError):
            return problem(409, "It cannot be corrected so", str(error))
        raise
    if in_page:
        number = quote(request.form.get("statement", ""))
        gone = "" if correction.kind == "reject" else f"#statement-{number}"
        return redirect(f"/articles/{quote(name)}{gone or '#reviewed'}", 303)
    response = jsonify(correction.as_json() | {"iri": correction_iri(service().base, correction)})
    response.status_code = 201
    return response


@blueprint.route("/corrections/<digest>", methods=["POST", "DELETE"])
def taken_back(digest: str) -> Response | Redirect:
    """Take a correction back and read its article again without it."""
    try:
        require_token(request.form.get("access_token"))
        found = next((c for c in every() if c.digest == digest), None)
        if found is None:
            raise NotFound("There is no such correction; GET /corrections lists them.")
        with service().correcting:
            rest = [c for c in every() if c.digest != digest]
            if _changes(found):
                _read_again(found.article, rest)
            take_back(_store(), service().base, found)
    except (RefusedCorrectionError, Forbidden, Unauthorized) as error:
        if request.method == "POST":
            page = render_template(
                "corrections.html", reviews=reviews(every()), may_write=True, error=error
            )
            return in_format(Response(page, getattr(error, "code", 409)), HTML)
        if isinstance(error, RefusedCorrectionError):
            return problem(409, "It cannot be taken back", str(error))
        raise
    if request.method == "DELETE":
        return Response(status=204)
    article = found.article.removeprefix(service().base)
    return redirect(f"/{quote(article)}", 303)


def every() -> tuple[Correction, ...]:
    """Return all corrections there are."""
    return service().once("corrections", lambda: read_corrections(_store(), service().base))


def reviews(corrections: Sequence[Correction]) -> list[Review]:
    """Return corrections as pages show them, the latest first."""
    titles = names_of({c.article for c in corrections})
    last = last_words(corrections)
    return [
        Review(
            digest=c.digest,
            article=c.article,
            title=titles.get(c.article, c.article.removeprefix(service().base)),
            words=" … ".join(" ".join(exact.split()) for exact in c.exact),
            kind=c.kind,
            says=c.in_words,
            by=c.by,
            on=c.on,
            reason=c.reason,
            overruled_by=None if c.agrees(last[c.matter]) else last[c.matter].by,
        )
        for c in reversed(corrections)
    ]


def of_article(article: str) -> tuple[Correction, ...]:
    """Return the corrections of an article, by its IRI."""
    return tuple(c for c in every() if c.article == article)


def _store() -> Any:
    return ServedStore(by=writer())


def _carry_out(correction: Correction) -> None:
    """Note a correction and read its article again. Raises RefusedCorrectionError."""
    with service().correcting:
        others = [c for c in every() if c.digest != correction.digest]
        if _changes(correction):
            _read_again(correction.article, [*others, correction], correction)
        note(_store(), service().base, correction)


def _changes(correction: Correction) -> bool:
    """Say whether an article is read otherwise with a correction than without it."""
    on_it = [correction, *(c for c in every() if c.matter == correction.matter)]
    return any(c.kind != "accept" for c in on_it)


def _read_again(
    article: str, corrections: Sequence[Correction], new: Correction | None = None
) -> None:
    """Store an article as it is read with these of all corrections.

    Raises RefusedCorrectionError, and stores nothing, where that cannot be.
    """
    stored = stored_article(_store(), article)
    if stored is None:
        raise RefusedCorrectionError("The text of the article is not here, so it cannot be read.")
    try:
        reading = reading_of(stored, [c for c in corrections if c.article == article])
    except UnreadableError as error:
        raise RefusedCorrectionError(f"{error} Nothing was changed.") from error
    outcome = reading.outcome
    unfit = [f for f in outcome.findings if f.rule == UNFIT]
    if new and any(f.focus == correction_iri(service().base, new) for f in unfit):
        words = "It fits no statement of the article as it is read now. Nothing was changed."
        raise RefusedCorrectionError(words)
    if outcome.iri != article or not outcome.conforms:
        why = next((f.message for f in outcome.findings if f.severity == "Violation"), "")
        raise RefusedCorrectionError(f"The article would not conform: {why} Nothing was changed.")
    store(reading, none_match=None)


def _form(name: str, error: Exception | None = None) -> Response:
    article, number = iri_of(f"article/{name}"), request.values.get("statement", "")
    known, said = contents(article), of_article(article)
    if not (number.isascii() and number.isdigit() and int(number[:9]) in known):
        raise not_found(f"article/{name}/statement/{number}"[:200])
    found = passages([f"{article}/statement/{number}"])
    page = render_template(
        "correct.html",
        name=quote(name),
        number=int(number),
        passage=found[0],
        reviews=[
            review
            for review, c in zip(reviews(said), reversed(said), strict=True)
            if c.concerns(known[int(number)].spans)
        ],
        others=[c for n, c in known.items() if n != int(number)],
        kinds=KINDS,
        given=request.form,
        may_write=service().token is not None,
        names=sorted({*codes("state").values(), *codes("grouping").values()}),
        error=error,
    )
    status = 200 if error is None else getattr(error, "code", None) or 400
    return in_format(Response(page, status), HTML)
