"""A crowd, and nonsense: no wrong answer, no 500, and the server is as it was.

KG_ABUSE_SECONDS sets how long the crowd stays (10 by default), KG_FUZZ how many queries are made
up (500 by default). Everything goes to this machine alone.
"""

import http.client
import json
import os
import random
import threading
import time
import urllib.parse

import pytest

from kg.paths import QUERIES
from tests.served import GRAPHS, running, served
from tests.test_server import connect, metrics, new_store, wait_until

SECONDS = float(os.environ.get("KG_ABUSE_SECONDS", "10"))
FUZZ = int(os.environ.get("KG_FUZZ", "500"))
CLIENTS = 200
CROSS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    store = new_store(tmp_path_factory.mktemp("store") / "s")
    with running("--store", store, "--port", "0", "--timeout", "2", "--cache", "0") as (_, at):
        yield at


def ask(link, query):
    path = "/sparql?" + urllib.parse.urlencode({"query": query})
    link.request("GET", path, headers={"Accept": "application/sparql-results+json"})
    response = link.getresponse()
    return response.status, response.read()


class Crowd:
    """Clients of several tempers that come back until their time is up; `wrong` must stay empty."""

    def __init__(self, address, until):
        self.host, self.until = urllib.parse.urlsplit(address).netloc, until
        self.address, self.right, self.refused, self.wrong = address, 0, 0, []

    def careful(self, number):
        """Ask what has one right answer."""
        chance = random.Random(number)
        link = http.client.HTTPConnection(self.host, timeout=60)
        while time.monotonic() < self.until:
            n = chance.randrange(3000)
            status, data = ask(
                link, f"SELECT ?o {{ GRAPH <urn:many> {{ <urn:s{n}> <urn:p> ?o }} }}"
            )
            if status == 503:
                self.refused += 1
                time.sleep(0.2)
            elif status != 200 or len(rows := json.loads(data)["results"]["bindings"]) != 1:
                self.wrong.append((n, status, data[:200]))
            elif not rows[0]["o"]["value"].endswith(f"word {n}"):
                self.wrong.append((n, rows))
            else:
                self.right += 1
        link.close()

    def greedy(self, number):
        """Ask for far too much."""
        link = http.client.HTTPConnection(self.host, timeout=60)
        while time.monotonic() < self.until:
            status, data = ask(link, f"{CROSS} # {number}")
            if status not in (422, 503, 504):
                self.wrong.append((status, data[:200]))
        link.close()

    def rude(self, number):
        """Hang up early: within a request, before the answer, or in the middle of it."""
        chance = random.Random(number)
        query = urllib.parse.urlencode({"query": "SELECT * { GRAPH ?g { ?s ?p ?o } }"})
        data = f"GET /sparql?{query} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        while time.monotonic() < self.until:
            with connect(self.address) as link:
                link.sendall(data[: chance.choice((10, 60, len(data)))])
                time.sleep(chance.uniform(0, 0.05))
                if chance.random() < 0.5:
                    link.settimeout(0.05)
                    try:
                        link.recv(1000)
                    except OSError:
                        continue
            time.sleep(0.05)

    def mumbling(self, number):
        """Send bytes that are no request."""
        chance = random.Random(number)
        while time.monotonic() < self.until:
            with connect(self.address) as link:
                try:
                    link.sendall(chance.randbytes(chance.randrange(1, 3000)) + b"\r\n\r\n")
                    link.settimeout(0.2)
                    if b"HTTP/1.1 500" in link.recv(1000):
                        self.wrong.append("500")
                except OSError:
                    continue
            time.sleep(0.05)


def test_among_200_clients_of_all_tempers_no_answer_is_wrong(address):
    crowd = Crowd(address, time.monotonic() + SECONDS)
    tempers = [crowd.careful] * 17 + [crowd.greedy, crowd.rude, crowd.mumbling]
    threads = [
        threading.Thread(target=tempers[n % len(tempers)], args=(n,)) for n in range(CLIENTS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert crowd.wrong == []
    assert crowd.right > SECONDS
    wait_until(lambda: metrics(address)["communique_queries_running"] == 0, 15)
    after = metrics(address)
    assert after["communique_queries_waiting"] == 0
    assert not [name for name in after if 'status="500"' in name]


_VARIABLES, _TERMS = ["?a", "?b", "?c"], ["<urn:s1>", "<urn:p>", "'word'", "42", "true", "_:x", "a"]
_EXPRESSIONS = [
    "?a = ?b", "STR(?a)", "?a + 1", "1/0", "REGEX(STR(?b), '(a+)+$')", "BOUND(?c)", "-?a", "!?a",
    "EXISTS { ?a ?b ?c }", "COALESCE(?z, 1/0)", "IRI('x y')", "STRLANG('a', '!')", "?a IN ()",
    "<urn:f>(?a)", "SUBSTR('abc', -1, 9e99)", "'x'^^<http://www.w3.org/2001/XMLSchema#date> < ?a",
    "CONCAT(?a, 'é', '\\u0000')", "BNODE('x')", "IF(?a, ?b)", "(?a AS ?b)", "\"\"\"x\"\"\"",
]  # fmt: skip
_PATHS = ["<urn:p>", "<urn:p>*", "(<urn:p>|^<urn:p>)+", "!<urn:p>", "<urn:p>?/<urn:p>", "^a"]


def pattern(chance, depth=0):
    """Return a group graph pattern, often a strange one."""
    term = lambda: chance.choice(_VARIABLES * 2 + _TERMS)  # noqa: E731
    kinds = [
        lambda: f"{term()} {chance.choice([*_PATHS, '?b'])} {term()} .",
        lambda: f"FILTER({chance.choice(_EXPRESSIONS)})",
        lambda: f"BIND({chance.choice(_EXPRESSIONS)} AS ?n{chance.randrange(3)})",
        lambda: f"OPTIONAL {pattern(chance, depth + 1)}",
        lambda: f"{pattern(chance, depth + 1)} UNION {pattern(chance, depth + 1)}",
        lambda: f"MINUS {pattern(chance, depth + 1)}",
        lambda: f"GRAPH {term()} {pattern(chance, depth + 1)}",
        lambda: f"SERVICE SILENT <http://127.0.0.1:9/> {pattern(chance, depth + 1)}",
        lambda: f"VALUES (?a ?b) {{ ({chance.choice(_TERMS)} UNDEF) }}",
        lambda: (
            f"{{ SELECT {chance.choice(['*', '?a', '(COUNT(*) AS ?m)'])} {pattern(chance, 3)} }}"
        ),
    ]
    return (
        "{ " + " ".join(chance.choice(kinds[: 10 if depth < 3 else 3])() for _ in range(3)) + " }"
    )


def query(chance):
    """Return a query of the small grammar above."""
    head = chance.choice(
        ["SELECT *", "SELECT DISTINCT ?a", "SELECT (SUM(?a) AS ?n)", "ASK", "DESCRIBE ?a",
         "CONSTRUCT { ?a ?b ?c . _:x <urn:p> ?n0 }", "SELECT ?a (GROUP_CONCAT(?b) AS ?n)"]
    )  # fmt: skip
    end = chance.choice(["", " GROUP BY ?a", " ORDER BY DESC(?b) ?a", " HAVING(1/0)", " OFFSET 3"])
    return f"{head} {pattern(chance)}{end} LIMIT {chance.randrange(20)}"


def mutated(chance, text):
    """Return a text with some of it lost, doubled, swapped or replaced."""
    for _ in range(chance.randrange(1, 4)):
        i, j = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        j = min(j, i + 40)
        text = chance.choice(
            [
                text[:i] + text[j:],
                text[:j] + text[i:],
                text[:i]
                + chance.choice("{}()<>\"'\\?$@^|/*!;,.#\x00é\U0001f600\ud800 \n")
                + text[i:],
                text[:i] + text[i:j][::-1] + text[j:],
            ]
        )
    return text


def test_no_query_whatever_is_an_error_of_the_server(tmp_path):
    chance, seen = random.Random(20), {}
    ours = [file.read_text(encoding="utf-8") for file in sorted(QUERIES.glob("*.rq"))]
    with served(tmp_path / "s", timeout=0.5, cache_mb=0) as client:
        for number in range(FUZZ):
            text = query(chance) if number % 2 else chance.choice(ours)
            if number % 4 < 2:
                text = mutated(chance, text)
            data = text.encode(errors="surrogatepass")
            headers = {
                "Content-Type": "application/sparql-query",
                "Accept": "application/json, */*",
            }
            response = client.post("/sparql", data=data, headers=headers)
            seen[response.status_code] = seen.get(response.status_code, 0) + 1
            assert response.status_code in (200, 400, 403, 422, 504), text
            response.close()
        assert client.get("/sparql?query=ASK%7B%7D").get_json()["boolean"] is True
        count = "SELECT (COUNT(*) AS ?n) { GRAPH <urn:many> { ?s ?p ?o } }"
        found = client.get("/sparql", query_string={"query": count}).get_json()
        assert found["results"]["bindings"][0]["n"]["value"] == str(GRAPHS["urn:many"].count("\n"))
    assert seen[200] > FUZZ // 20
    assert seen[400] > FUZZ // 20
