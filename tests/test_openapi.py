"""The description of the interface: valid, complete, and true under whatever is sent.

KG_API_EXAMPLES is how many requests are made up for each operation.
"""

import contextlib
import os
import re

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from openapi_spec_validator import validate
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kg.web.openapi import describe
from tests.examples import AUTHORISED, TOKEN, served_examples

BUSY = (503, 504)  # a limit that holds, on a machine that has much else to do
CHECKS = [
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]
EXAMPLES = int(os.environ.get("KG_API_EXAMPLES", "4"))
SENT = (
    "/api",
    "/articles",
    "/identities",
    "/pictures",
    "/validate",
    "/sparql",
    "/id/{key}",
    "/data",
)
ACCEPT = ("application/json", "text/html", "text/csv", "text/turtle", "*/*", "image/png")
OPERATIONS = [
    (path, method)
    for path, item in describe()["paths"].items()
    for method in item
    if path.startswith(SENT)
]


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with served_examples(tmp_path_factory.mktemp("openapi"), token=TOKEN) as client:
        yield client


def test_the_description_is_openapi(client):
    document = client.get("/openapi.json").json
    assert document["openapi"].startswith("3.1")
    assert document["servers"] == [{"url": "http://localhost"}]
    validate(document)


def test_every_route_is_described_and_nothing_else(client):
    skipped = re.compile(r"/static/|/communique/|/api/<")
    routes = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in client.application.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if not skipped.match(rule.rule)
    }
    described = {(path, m) for path, item in describe()["paths"].items() for m in item}
    questions = {d for d in described if d[0].startswith("/api/")}
    assert len(questions) >= 20
    assert described - questions == routes


@pytest.mark.parametrize(
    ("path", "example"),
    [
        ("/api", "/api"),
        ("/api/states", "/api/states"),
        ("/articles", "/articles"),
        ("/statements", "/statements"),
        ("/search", "/search?q=nato"),
        ("/id/{key}", "/id/state/UA"),
        ("/ontology", "/ontology"),
        ("/shapes", "/shapes"),
    ],
)
def test_the_first_form_described_is_sent_to_those_who_do_not_mind(client, path, example):
    content = describe()["paths"][path]["get"]["responses"]["200"]["content"]
    assert client.get(example, follow_redirects=True).mimetype == next(iter(content))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("path", "method"), OPERATIONS, ids=lambda part: str(part))
def test_nothing_that_is_sent_breaks_the_server_or_the_description(client, path, method):
    schema = schemathesis.openapi.from_wsgi("/openapi.json", client.application)
    operation = schema[path][method.upper()]
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode), accept=st.sampled_from(ACCEPT))
        def send(case, accept):
            sent = {"Accept": accept, "Accept-Encoding": "identity", **AUTHORISED}
            case.headers = {**(case.headers or {}), **sent}
            response = case.call()
            assert response.status_code < 500 or response.status_code in BUSY, response.text
            case.validate_response(response, checks=CHECKS)

        with contextlib.suppress(Unsatisfiable):  # where nothing that can be sent is wrong
            send()
