"""`/update`: the SPARQL 1.1 Protocol's update operation, for those who have the token."""

from __future__ import annotations

from flask import Blueprint, Response, request

from kg.web.access import require_token
from kg.web.operations import read_operation
from kg.web.service import service, writer

blueprint = Blueprint("updates", __name__)


@blueprint.post("/update")
def update() -> Response:
    """Carry out an update; the next query sees it."""
    require_token()
    operation = read_operation("update", most=64 * service().most_query)
    service().pool.update(
        operation.text,
        base=request.base_url,
        using=operation.graphs("using-graph-uri"),
        using_named=operation.graphs("using-named-graph-uri"),
        by=writer(),
    )
    return Response(status=204)
