"""A small dataset behind our own server, for the tests of the web application."""

import contextlib
import os
import re
import subprocess
import sys
from pathlib import Path

from kg.iris import BASE
from kg.stores.oxigraph import open_store
from kg.web import create_app

CQ = "https://w3id.org/communique/ontology#"
ARTICLE = BASE + "article/a1"
NATO = BASE + "id/grouping/NATO"
WORDS = "We <b>will</b> defend every inch & more."
TOKEN = "let-me-in"
AUTHORISED = {"Authorization": f"Bearer {TOKEN}"}
_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_XSD = "http://www.w3.org/2001/XMLSchema#"
GRAPHS = {
    ARTICLE: f"""<{ARTICLE}> {_TYPE} <{CQ}Article> .
<{ARTICLE}> <http://purl.org/dc/terms/title> "NATO <em>warns</em>"@en .
<{ARTICLE}> <http://purl.org/dc/terms/issued> "2021-04-13"^^<{_XSD}date> .
<{ARTICLE}/statement/1> {_TYPE} <{CQ}Statement> .
<{ARTICLE}/statement/1> <{CQ}speaker> <{NATO}> .
<{ARTICLE}/statement/1> <{CQ}speechAct> <{CQ}Warn> .
<{ARTICLE}/statement/1> <{CQ}form> <{CQ}Direct> .
<{ARTICLE}/statement/1> <{CQ}contentSpan> <{ARTICLE}/span/0-10> .
<{ARTICLE}/span/0-10> <{CQ}exact> "{WORDS}" .
<{ARTICLE}/span/0-10> <{CQ}start> "0"^^<{_XSD}integer> .
<{NATO}> {_LABEL} "NATO"@en .
""",
    BASE + "reference": f'<{BASE}id/state/UA> {_LABEL} "Ukraine"@en .\n',
    "urn:many": "".join(f'<urn:s{i}> <urn:p> "some words {i}" .\n' for i in range(3000)),
}


@contextlib.contextmanager
def served(folder, **options):
    """Yield a test client of the application over a new store in `folder`."""
    store = open_store(str(folder), create=True)
    store.replace({graph: text.encode() for graph, text in GRAPHS.items()})
    store.close()
    with started(folder, **options) as client:
        yield client


@contextlib.contextmanager
def started(location, **options):
    """Yield a test client of the application over the store at `location`."""
    app = create_app(location, **options)
    try:
        yield app.test_client()
    finally:
        app.extensions["communique"].close()


@contextlib.contextmanager
def running(*arguments, command=("-m", "kg", "serve")):
    """Yield the process of a real server and its address; it is ended afterwards."""
    process = subprocess.Popen(
        [sys.executable, *command, *arguments],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    try:
        yield process, re.search(r"http://\S+", process.stderr.readline())[0]
    finally:
        process.kill()
        process.wait()
        process.stderr.close()
