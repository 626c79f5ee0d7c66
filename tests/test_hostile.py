"""Requests that nobody sends by accident, against the letter of RFC 9110, 9112 and SPARQL 1.1."""

import gzip
import http.client
import re
import socket
import time
import urllib.parse

import pytest

from kg.stores.messages import NotAcceptableError
from kg.stores.tokens import tokens
from tests.served import AUTHORISED, TOKEN, running, served
from tests.test_server import new_store

TURTLE = {**AUTHORISED, "Content-Type": "text/turtle"}
SPARQL = "application/sparql-query"
QUERY = {"Content-Type": SPARQL}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
XML = "application/sparql-results+xml"
ONE = b"<urn:a> <urn:b> <urn:c> ."


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with served(tmp_path_factory.mktemp("store") / "s", token=TOKEN, timeout=60.0) as made:
        assert made.put("/data?graph=urn:one", data=ONE, headers=TURTLE).status_code == 201
        yield made


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    store = new_store(tmp_path_factory.mktemp("store") / "s")
    with running("--store", store, "--port", "0") as (_, at):
        yield urllib.parse.urlsplit(at)


def sent(address, lines):
    """Return status and end of the answer to the bytes of a request that closes its connection."""
    with socket.create_connection((address.hostname, address.port), timeout=10) as link:
        link.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1"))
        data = b"".join(iter(lambda: link.recv(65536), b""))
    status, _, rest = data.partition(b"\r\n")
    return int(status.split()[1]), rest


ASK = "GET /sparql?query=ASK%7B%7D HTTP/1.1"


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ([ASK, "Host: x"], 200),
        ([ASK, "Host: [::1]:8000"], 200),
        ([ASK.replace("1.1", "1.0")], 200),
        ([ASK], 400),  # RFC 9112, section 3.2
        ([ASK, "Host: a", "Host: b"], 400),
        ([ASK, "Host: a b"], 400),
        ([ASK, "Host: <script>"], 400),
        ([ASK, "Host: a/b"], 400),
        ([ASK, "Host: x", "Content-Length: 0", "Content-Length: 5"], 400),
        ([ASK, "Host: x", f"Content-Length: {'9' * 5000}"], 400),
        ([ASK, "Host: x", "X-A: a\x00b"], 400),
        ([ASK, "Host: x", "Accept : text/csv"], 400),
        ([ASK, "Host: x", *["X-A: a"] * 5000], 200),
        (["TRACE / HTTP/1.1", "Host: x"], 405),
        (["PATCH /data?default HTTP/1.1", "Host: x"], 405),
        (["QUERY /sparql HTTP/1.1", "Host: x"], 405),
        (["OPTIONS * HTTP/1.1", "Host: x"], 204),  # RFC 9110, section 9.3.7
        (["GET * HTTP/1.1", "Host: x"], 400),
        (["GET /static/..%2f..%2fserver.py HTTP/1.1", "Host: x"], 404),
        (["GET /../../etc/passwd HTTP/1.1", "Host: x"], 404),
        (["GET //evil.example/article/a1 HTTP/1.1", "Host: x"], 404),
    ],
)
def test_the_bytes_of_a_request(address, lines, status):
    assert sent(address, lines)[0] == status


def test_a_body_of_two_lengths_is_read_by_its_chunks_and_nothing_after_it(address):
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {SPARQL}\r\nContent-Length: 6\r\n"
    body = "Transfer-Encoding: chunked\r\n\r\n6\r\nASK {}\r\n0\r\n\r\n"
    with socket.create_connection((address.hostname, address.port), timeout=10) as link:
        link.sendall(f"{head}{body}{ASK}\r\nHost: x\r\n\r\n".encode())
        data = b"".join(iter(lambda: link.recv(65536), b""))  # it is closed: RFC 9112, section 6.1
    assert data.count(b"HTTP/1.1 ") == data.count(b'"boolean":true') == 1


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (f"PUT /data?default HTTP/1.1\r\nHost: x\r\nContent-Length: {1 << 30}\r\n\r\n", 413),
        ("GET /?", 431),
        ("POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
    ],
)
def test_who_is_refused_while_sending_reads_why(address, head, status):
    with socket.create_connection((address.hostname, address.port), timeout=10) as link:
        link.sendall(head.encode())
        for _ in range(64):
            link.sendall(b"x" * 65536)
        data = link.recv(65536)
    assert int(data.split()[1]) == status


def test_other_peoples_pages_may_read_why_a_body_is_refused(address):
    _, rest = sent(address, ["PUT /data?default HTTP/1.1", "Host: x", f"Content-Length: {1 << 30}"])
    assert b"Access-Control-Allow-Origin: *" in rest


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("ASK {}", "text/csv"),
        ("SELECT * {}", "application/sparql-results+xml"),
        ("DESCRIBE <urn:a>", "application/trig"),
    ],
)
def test_where_nothing_will_do_it_is_told_what_there_is(client, query, kind):
    response = client.get(f"/sparql?query={query}", headers={"Accept": "image/png"})
    assert (response.status_code, kind in response.text) == (406, True)


def test_who_expects_to_be_asked_for_no_body_is_answered(address):
    status, rest = sent(address, [ASK, "Host: x", "Expect: 100-continue"])
    assert status == 200 or b"HTTP/1.1 200" in rest
    assert rest.endswith(b"true}")


@pytest.mark.parametrize(
    "path", [ASK.split()[1], "/sparql", "/data?default", "/static/communique.css", "/", "/nothing"]
)
def test_head_has_no_body_and_tells_no_untrue_length(address, path):
    (status, whole), (same, head) = (
        sent(address, [f"{method} {path} HTTP/1.1", "Host: x"]) for method in ("GET", "HEAD")
    )
    assert same == status
    assert head.endswith(b"\r\n\r\n")
    assert head.count(b"\r\n\r\n") == 1
    length = re.search(rb"(?i)content-length: (\d+)", head)
    assert length is None or int(length[1]) == len(whole.partition(b"\r\n\r\n")[2])


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", ASK.split()[1], [], 200),
        ("HEAD", ASK.split()[1], [], 200),
        ("GET", ASK.split()[1], ["If-None-Match"], 304),
        ("GET", "/data?graph=urn:many", [], 200),
        ("GET", "/nothing", [], 404),
        ("OPTIONS", "/sparql", [], 200),
    ],
)
def test_a_connection_stays_open_after_every_answer(address, method, path, headers, status):
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=10)
    connection.request("GET", path)
    tag = connection.getresponse().headers.get("ETag", "")
    connection.close()
    for _ in range(2):
        connection.request(method, path, headers=dict.fromkeys(headers, tag))
        response = connection.getresponse()
        response.read()
        assert (response.status, response.will_close) == (status, False)
    connection.close()


def query(text, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"path": "/sparql", "query_string": {"query": text}, "headers": named}


def post(data, headers, path="/sparql"):
    return {"method": "POST", "path": path, "data": data, "headers": headers}


def put(data, kind="text/turtle", graph="urn:new", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    sent_with = {**AUTHORISED, "Content-Type": kind, **named}
    return {"method": "PUT", "path": f"/data?graph={graph}", "data": data, "headers": sent_with}


def static(range_):
    return {"path": "/static/communique.css", "headers": {"Range": range_}}


def delete(**headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"method": "DELETE", "path": "/data?graph=urn:one", "headers": {**AUTHORISED, **named}}


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        # text that is not UTF-8 is not guessed at (SPARQL 1.1 Protocol, section 2.1; RFC 3986, 2.5)
        ({"path": "/sparql?query=SELECT(%22%ff%22AS?x)%7B%7D"}, 400),
        (post(b"query=SELECT(%22%ff%22AS?x){}", FORM), 400),
        (post(b'query=SELECT("\xff"AS?x){}', FORM), 400),
        ({"method": "PUT", "path": "/data?graph=urn:%ff", "data": ONE, "headers": TURTLE}, 400),
        ({"path": "/id/%c0%af"}, 400),
        ({"path": "/id/%ed%a0%80"}, 400),
        ({"path": "/api/articles?publisher=%fe"}, 400),
        (post("ASK {}".encode("utf-16"), {"Content-Type": f"{SPARQL}; charset=utf-16"}), 400),
        (put('<urn:a> <urn:b> "é" .'.encode(), "text/turtle; charset=iso-8859-1"), 400),
        (put('<urn:a> <urn:b> "é" .'.encode(), 'text/turtle; charset="UTF-8"'), 201),
        # a byte order mark is what some editors begin UTF-8 with
        (post(b"\xef\xbb\xbfASK {}", QUERY), 200),
        ({"path": "/sparql?query=%EF%BB%BFASK%7B%7D"}, 200),
        (put(b"\xef\xbb\xbf" + ONE, graph="urn:bom"), 201),
        # preconditions (RFC 9110, section 13.1)
        (query("ASK {}", If_Match='"other"'), 412),
        (query("ASK {}", If_Match="*"), 200),
        (query("ASK {}", If_None_Match="*"), 304),
        (query("nonsense", If_None_Match="*"), 400),
        ({"path": "/data?graph=urn:one", "headers": {"If-Match": '"other"'}}, 412),
        ({"path": "/data?graph=urn:one", "headers": {"If-Match": "*"}}, 200),
        ({"path": "/data?graph=urn:one", "headers": {"If-None-Match": '"other:text/turtle"'}}, 200),
        (put(ONE, graph="urn:one", If_Match='W/"other"'), 412),
        (put(ONE, graph="urn:none", If_Match="*"), 412),
        (delete(If_None_Match="*"), 412),
        (delete(If_Match='"other"'), 412),
        # ranges (RFC 9110, section 14.2)
        (static("bytes=0-9"), 206),
        (static("bytes=9999999-"), 416),
        (static("lines=0-9"), 200),
        (static("bytes=x"), 200),
        (static("bytes=0-1,4-5"), 200),
        (static(f"bytes=0-{'9' * 5000}"), 200),
        ({**static("bytes=0-9"), "method": "HEAD"}, 200),
        # what is asked for twice, or in two ways
        ({"path": "/sparql?query=ASK%7B%7D&query=ASK%7B%7D"}, 400),
        (post(b"query=ASK{}&update=DROP ALL", FORM), 400),
        (post(b"query=ASK{}", FORM, "/sparql?query=ASK%7B%7D"), 400),
        ({"path": "/data?graph=urn:one&graph=urn:two"}, 400),
        ({"path": "/data?graph=urn:one&default"}, 400),
        (post(gzip.compress(b"ASK {}"), {**QUERY, "Content-Encoding": "gzip"}), 415),
        (put(gzip.compress(b"a" * 10_000_000), Content_Encoding="gzip"), 415),
        # what is liked least, or not at all (RFC 9110, section 12.5.1)
        (query("ASK {}", Accept="*/*;q=0"), 406),
        (query("ASK {}", Accept="text/csv;q=nan, application/xml;q=0.1"), 200),
        (query("ASK {}", Accept="application/*;q=0, */*"), 200),
        # characters that XML does not have (XML 1.0, section 2.2)
        (query(r'SELECT ("a\u000Cb" AS ?x) {}', Accept=XML), 406),
        (query(r'SELECT ("a\uFFFEb" AS ?x) {}', Accept=XML), 406),
        (query(r'SELECT ("a\u000Cb" AS ?x) {}', Accept="application/json"), 200),
        (query(r'SELECT ("a\t\r\nb\uFFFD" AS ?x) {}', Accept=XML), 200),
        (query(r'CONSTRUCT { <urn:a> <urn:b> "\u0001" } {}', Accept="application/rdf+xml"), 406),
        # terms that are none, and terms few have seen
        (query("SELECT (<http://e/\\u0020> AS ?x) {}"), 400),
        (query('SELECT ("a"@toolonglanguagetag AS ?x) {}'), 400),
        (query(r'SELECT ("\uD800" AS ?x) {}'), 400),
        (query('SELECT (STRLANG("a", "no tag") AS ?x) (IRI("a b") AS ?y) {}'), 200),
        (query('SELECT * { BIND(<<( <urn:s> <urn:p> "x"@en--ltr )>> AS ?t) }', Accept=XML), 200),
        # what would lead out
        (query("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"), 200),
        (query("SELECT * { BIND(<urn:e> AS ?e) SERVICE SILENT ?e { ?s ?p ?o } }"), 403),
        (put(b'{"@context": "http://127.0.0.1:9/c", "@id": "urn:a"}', "application/ld+json"), 400),
        # what is too much
        (post(("ASK { FILTER(" + "!" * 90_000 + "true) }").encode(), QUERY), 422),
        (post(("ASK { {}" + " UNION { ?s ?p ?o }" * 20_000 + " }").encode(), QUERY), 422),
        (post(b"ASK {}" + b"#" + b"x" * 900_000, QUERY), 200),
        (query("SELECT * { FILTER(REGEX('" + "a" * 40 + "!', '^(a+)+$')) }"), 200),
        (query("SELECT * { ?s ?p ?o } OFFSET 99999999999999999999"), 400),
        ({"path": "/id/" + "a" * 60_000}, 404),
        ({"path": "/articles/a%00b"}, 404),
    ],
)  # fmt: skip
def test_what_is_asked_is_done_or_refused_as_the_standards_say(client, request_, status):
    response = client.open(buffered=True, **request_)
    assert response.status_code == status, response.text[:300]
    assert "Traceback" not in response.text[:10_000]


@pytest.mark.parametrize(
    ("request_", "status", "header", "value"),
    [
        # RFC 9110, sections 11.5 and 15.5.16; RFC 6750, section 3.1
        (put(ONE, Authorization=""), 401, "WWW-Authenticate", 'Bearer realm="'),
        (put(ONE, Authorization="Bearer x"), 401, "WWW-Authenticate", "error=invalid_token"),
        (post(b"ASK {}", {"Content-Type": "text/plain"}), 415, "Accept", SPARQL),
        (post(b"x", {"Content-Type": "text/csv"}, "/validate"), 415, "Accept", "text/turtle"),
        (
            post(b"x", {**TURTLE, "Content-Type": "text/csv"}, "/articles"),
            415,
            "Accept",
            "text/html",
        ),
        (put(ONE, "text/csv"), 415, "Accept", "application/trig"),
        (put(ONE, Content_Encoding="br"), 415, "Accept-Encoding", "identity"),
        (query("ASK {}", If_None_Match="*"), 304, "ETag", "W/"),
    ],
)
def test_a_refusal_tells_what_would_do(client, request_, status, header, value):
    response = client.open(buffered=True, **request_)
    assert response.status_code == status
    assert value in response.headers[header]


def test_what_xml_cannot_express_late_in_an_answer_ends_it(client):
    lines = "".join(f'<urn:s{i}> <urn:p> "{"word " * 40}" .\n' for i in range(2000))
    text = lines + '<urn:z> <urn:p> "\\u0001" .\n'
    assert client.open(**put(text, "application/n-triples", "urn:late")).status_code == 201
    asked = query("SELECT * { GRAPH <urn:late> { ?s ?p ?o } } ORDER BY ?s", Accept=XML)
    with pytest.raises(NotAcceptableError, match=r"U\+0001"):
        client.open(**asked).get_data()


@pytest.mark.parametrize(
    "piece", ["a.", "a-", 'x:a."', "a:", '"\\', '"""\\"', "'\n", "<a", "?", "a:%4", "@a-"]
)
def test_a_text_is_taken_apart_in_a_time_in_proportion_to_its_length(piece):
    def seconds(times):
        took = []
        for _ in range(3):
            started = time.process_time()
            assert "".join(tokens(piece * times)) == piece * times
            took.append(time.process_time() - started)
        return min(took)

    assert seconds(16_000) < 64 * max(seconds(1000), 0.001)  # 256 times where it grew by the square
