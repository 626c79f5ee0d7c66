"""Whatever is sent, the server calls no other and reads no file: a listener hears nothing."""

import socket
import threading

import pytest
from rdflib import OWL

from tests.served import AUTHORISED, TOKEN, started

SECRET = "the-secret-in-the-file"


class Listener:
    """A server on this machine that remembers who called."""

    def __init__(self):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.1)
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        self.calls = 0
        self._open = True
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self):
        while self._open:
            try:
                caller, _ = self._socket.accept()
            except TimeoutError:
                continue
            self.calls += 1
            caller.close()

    def close(self):
        self._open = False
        self._thread.join()
        self._socket.close()


@pytest.fixture(scope="module")
def listener():
    made = Listener()
    with socket.create_connection(("127.0.0.1", int(made.address[17:-1]))):
        pass
    while not made.calls:
        pass
    made.calls = 0
    yield made
    made.close()


@pytest.fixture(scope="module")
def secret(tmp_path_factory):
    file = tmp_path_factory.mktemp("files") / "secret.ttl"
    file.write_text(f'<urn:s> <urn:p> "{SECRET}" .')
    return file.as_uri()


@pytest.fixture(scope="module")
def client():
    with started("memory", token=TOKEN) as made:
        yield made


def nothing_came(response, listener):
    assert listener.calls == 0
    assert SECRET not in response.text
    return response.status_code


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <%s> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <%s> { ?s ?p ?o } }",
        "SELECT * { service silent<%s>{ ?s ?p ?o } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <%s> { ?s ?p ?o } }",
        "DESCRIBE ?s { SERVICE <%s> { ?s ?p ?o } }",
        "ASK { FILTER EXISTS { SERVICE <%s> { ?s ?p ?o } } }",
        "ASK { FILTER(1<2)SERVICE<%s>{ FILTER(3>2) } }",
        "SELECT * { { SELECT * { OPTIONAL { GRAPH ?g { SERVICE <%s> {} } } } } }",
        "SELECT * { MINUS { SERVICE SILENT <%s> { ?s ?p ?o } } }",
        "PREFIX x: <%s> SELECT * { SERVICE x: { ?s ?p ?o } }",
        "PREFIX x: <%s> SELECT * { SERVICE # x\n SILENT # y\n x:sparql { ?s ?p ?o } }",
        "BASE <%s> SELECT * { SERVICE <sparql> { ?s ?p ?o } }",
        "SELECT * { VALUES ?e { <%s> } SERVICE ?e { ?s ?p ?o } }",
        "SELECT * { BIND('it\\'s' AS ?x) SERVICE <%s> { ?s ?p 'x' } }",
        "SELECT * { ?s <urn:p> '''a''b''' . SERVICE <%s> { ?s ?p ?o } }",
        r"SELECT * { \u0053ERVICE <%s> { ?s ?p ?o } }",
        r"SELECT * { SER\u0056ICE SILENT <%s> { ?s ?p ?o } }",
        r"SELECT * { \U00000053\U00000045RVICE <%s> { ?s ?p ?o } }",
        "SELECT * { SERVICE <%s> { SERVICE <%s> { ?s ?p ?o } } }",
    ],
)
@pytest.mark.parametrize("kind", ["query", "update"])
def test_no_service_is_asked(client, listener, query, kind):
    text = query.replace("%s", listener.address)
    if kind == "query":
        status = nothing_came(client.post("/sparql", data={"query": text}), listener)
    else:
        where = text[text.index("{", text.index("WHERE") if "WHERE" in text else 0) :]
        prologue = text[: text.index("SELECT")] if text[0] in "PB" else ""
        update = f"{prologue}INSERT {{ <urn:a> <urn:b> <urn:c> }} WHERE {where}"
        response = client.post("/update", data={"update": update}, headers=AUTHORISED)
        status = nothing_came(response, listener)
    assert status == 403


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <%s> { ?s ?p ?o }",
        "SELECT * FROM NAMED <%s> { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * { GRAPH <%s> { ?s ?p ?o } }",
        "DESCRIBE <%s>",
        "ASK { ?s ?p 'SERVICE <%s>' } # SERVICE <%s>",
        "PREFIX SERVICE: <%s> ASK { ?SERVICE SERVICE:LOAD <%s> }",
    ],
)
@pytest.mark.parametrize("where", ["listener", "file"])
def test_naming_an_address_does_not_fetch_it(client, listener, secret, query, where):
    address = listener.address if where == "listener" else secret
    parameters = {"query": query.replace("%s", address)}
    assert nothing_came(client.get("/sparql", query_string=parameters), listener) == 200
    parameters |= {"default-graph-uri": address, "named-graph-uri": address}
    assert nothing_came(client.get("/sparql", query_string=parameters), listener) == 200
    graph = {"graph": address}
    assert nothing_came(client.get("/data", query_string=graph), listener) == 404


@pytest.mark.parametrize(
    ("update", "status"),
    [
        ("LOAD <%s>", 403),
        ("LOAD <%s> INTO GRAPH <urn:g>", 403),
        ("load SILENT <%s>", 204),
        (r"\u004cOAD <%s>", 400),
        ("PREFIX x: <%s> LOAD SILENT x:a INTO GRAPH <urn:g> ; LOAD # x\n x:b", 403),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }; LOAD <%s>", 403),
        ("INSERT { ?s ?p ?o } USING <%s> WHERE { ?s ?p ?o }", 204),
        ("WITH <%s> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", 204),
        ("COPY SILENT <%s> TO <urn:g>", 204),
        ("ADD <%s> TO DEFAULT", 204),
    ],
)
@pytest.mark.parametrize("where", ["listener", "file"])
def test_no_update_loads_anything(client, listener, secret, update, status, where):
    text = update.replace("%s", listener.address if where == "listener" else secret)
    response = client.post("/update", data={"update": text}, headers=AUTHORISED)
    assert nothing_came(response, listener) == status
    everything = {"query": "SELECT * { ?s ?p ?o }"}
    assert nothing_came(client.get("/sparql", query_string=everything), listener) == 200


_DTD = '<!DOCTYPE r:RDF [ <!ENTITY %sx SYSTEM "%s"> %s ]>'
_XML = (
    '<?xml version="1.0"?>%s<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:e="urn:e:"><r:Description r:about="urn:s"><e:p>%s</e:p></r:Description></r:RDF>'
)


@pytest.mark.parametrize(
    ("media_type", "document"),
    [
        ("application/ld+json", '{"@context": "%s", "@id": "urn:s", "p": 1}'),
        ("application/ld+json", '{"@context": ["%s", {"p": "urn:p"}], "@id": "urn:s", "p": 1}'),
        ("application/ld+json", '{"@context": {"@import": "%s"}, "@id": "urn:s"}'),
        ("application/ld+json", '{"@context": {"p": {"@id": "urn:p", "@context": "%s"}}, "p": {}}'),
        ("application/rdf+xml", _XML % (_DTD % ("", "%s", ""), "&x;")),
        ("application/rdf+xml", _XML % (_DTD % ("%% ", "%s", "%%x;"), "a")),
        ("application/rdf+xml", _XML % ('<!DOCTYPE r:RDF SYSTEM "%s">', "a")),
        ("application/rdf+xml", '<?xml-stylesheet href="%s"?>' + _XML % ("", "a")),
        (
            "text/turtle",
            "@base <%s> . @prefix x: <%s> . <> <http://www.w3.org/2002/07/owl#imports> x:a .",
        ),
        (
            "text/turtle",
            "<urn:s> a <https://w3id.org/communique/ontology#Article> ; "
            f"<{OWL.imports}> <%s> ; "
            "<http://www.w3.org/ns/shacl#shapesGraph> <%s> .",
        ),
        (
            "text/n3",
            "{ <%s> <http://www.w3.org/2000/10/swap/log#semantics> ?x } => { <urn:a> a ?x } .",
        ),
    ],
)
@pytest.mark.parametrize("where", ["listener", "file"])
def test_no_document_brings_in_another(client, listener, secret, media_type, document, where):
    address = listener.address if where == "listener" else secret
    data = document.replace("%%", "%").replace("%s", address)
    for graph in ("urn:g", "https://w3id.org/communique/kg/article/00"):
        response = client.put(
            "/data",
            query_string={"graph": graph},
            data=data.encode(),
            headers={**AUTHORISED, "Content-Type": media_type},
        )
        assert nothing_came(response, listener) in (201, 204, 400, 422)
        response = client.get("/data", query_string={"graph": graph})
        assert nothing_came(response, listener) in (200, 404)
