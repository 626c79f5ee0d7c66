"""Other people's clients against a running server, by the lines of docs/clients.md."""

import os
import re
import shutil
import subprocess
import sys
import warnings

import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import CSV, JSON, JSONLD, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML
from SPARQLWrapper import SPARQLWrapper as Wrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, Unauthorized

from tests.conformance.sparql import ROOT, TOKEN, server

SELECT = "SELECT ?o { GRAPH <urn:g> { <urn:s> <urn:p> ?o } } ORDER BY ?o"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <urn:g> { ?s ?p ?o } }"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
S, P = URIRef("urn:s"), URIRef("urn:p")


@pytest.fixture(scope="module")
def address():
    with server("--no-reference") as made:
        wrapper = Wrapper(f"{made}/update")
        wrapper.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
        wrapper.setMethod(POST)
        wrapper.setQuery("INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 'Zoë, \"z\"', 1 } }")
        wrapper.query()
        yield made


def wrapper(address, query, form, **options):
    made = Wrapper(f"{address}/sparql", returnFormat=form)
    made.setQuery(query)
    for name, value in options.items():
        getattr(made, name)(value)
    return made.queryAndConvert()


@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("encoding", [POSTDIRECTLY, "urlencoded"])
def test_sparqlwrapper_sends_in_every_way(address, method, encoding):
    found = wrapper(address, SELECT, JSON, setMethod=method, setRequestMethod=encoding)
    values = {row["o"]["value"] for row in found["results"]["bindings"]}
    assert values == {'Zoë, "z"', "1"}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_sparqlwrapper_reads_every_format(address):
    assert len(wrapper(address, SELECT, XML).getElementsByTagName("result")) == 2
    assert b'"Zo\xc3\xab, ""z"""' in wrapper(address, SELECT, CSV)
    assert wrapper(address, SELECT, TSV).startswith(b"?o\n")
    assert wrapper(address, "ASK {}", JSON)["boolean"] is True
    for form in (RDFXML, JSONLD, TURTLE):
        found = wrapper(address, CONSTRUCT, form)
        graph = found if isinstance(found, Graph) else Graph().parse(data=found, format=form)
        assert set(graph.objects(S, P)) == {Literal(1), Literal('Zoë, "z"')}


def test_sparqlwrapper_tells_what_is_wrong(address):
    with pytest.raises(QueryBadFormed, match="foaf: is used but not declared"):
        wrapper(address, "SELECT * { ?s foaf:name ?o }", JSON)
    update = Wrapper(f"{address}/update")
    update.setMethod(POST)
    update.setQuery("DROP ALL")
    with pytest.raises(Unauthorized):
        update.query()


def test_rdflib_reads_through_its_store(address):
    graph = Graph(SPARQLStore(f"{address}/sparql"), identifier="urn:g")
    assert set(graph.objects(S, P)) == {Literal(1), Literal('Zoë, "z"')}
    assert len(graph) == 2
    assert [row.o for row in graph.query("SELECT ?o { ?s ?p ?o FILTER(isNumeric(?o)) }")] == [
        Literal(1)
    ]
    default = Graph(SPARQLStore(f"{address}/sparql", method="POST"))
    assert default.query("ASK { <urn:s> <urn:p> 1 }").askAnswer
    assert URIRef("urn:g") in {
        row.g for row in default.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    }


def test_rdflib_writes_through_its_store(address):
    store = SPARQLUpdateStore(f"{address}/sparql", f"{address}/update", headers=BEARER)
    graph = Dataset(store).graph(URIRef("urn:h"))
    graph.add((S, P, Literal("neu", lang="de")))
    assert set(graph) == {(S, P, Literal("neu", lang="de"))}
    graph.remove((S, None, None))
    assert len(graph) == 0


def test_rdflib_parses_a_graph_from_the_graph_store(address):
    graph = Graph().parse(f"{address}/data?graph=urn:g")
    assert len(graph) == 2


def test_pandas_reads_csv(address):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pandas = pytest.importorskip("pandas")
    from urllib.parse import quote

    frame = pandas.read_csv(f"{address}/sparql?format=csv&query=" + quote(SELECT))
    assert list(frame.columns) == ["o"]
    assert set(frame.o) == {'Zoë, "z"', "1"}


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_curl(address):
    def curl(*arguments):
        done = subprocess.run(
            ["curl", "-sS", "--fail-with-body", *arguments], capture_output=True, check=False
        )
        return done.stdout.decode()

    query = "query=" + SELECT
    text = curl("-H", "Accept: text/csv", "--data-urlencode", query, f"{address}/sparql")
    assert sorted(text.split("\r\n")) == ["", '"Zoë, ""z"""', "1", "o"]
    assert "Zoë" in curl("--compressed", "-G", "--data-urlencode", query, f"{address}/sparql")
    assert '"line":1' in curl("--data-urlencode", "query=SELECT ?", f"{address}/sparql")
    head = curl("-I", f"{address}/data?graph=urn:g")
    assert head.startswith("HTTP/1.1 200")
    assert "\netag: " in head.lower()


def test_a_notebook_needs_only_the_standard_library(address):
    program = f"""
import csv, io, urllib.parse, urllib.request
query = {SELECT!r}
url = {address!r} + "/sparql?format=csv&query=" + urllib.parse.quote(query)
rows = list(csv.DictReader(io.TextIOWrapper(urllib.request.urlopen(url), "utf-8", newline="")))
print(len(rows))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"2"


def blocks(language):
    text = (ROOT / "docs" / "clients.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", blocks("python"))
def test_the_python_lines_of_the_documentation_run(address, block, capsys):
    if "pandas" in block:
        pytest.importorskip("pandas")
    block = block.replace("http://127.0.0.1:8000", address).replace("TOKEN", TOKEN)
    block = block.replace("https://w3id.org/communique/kg/reference", "urn:g")
    exec(compile(block, "docs/clients.md", "exec"), {})


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
@pytest.mark.parametrize("line", [b for b in blocks("sh")[0].splitlines() if b])
def test_the_curl_lines_of_the_documentation_run(address, line):
    line = line.replace("http://127.0.0.1:8000", address)
    line = line.replace("https://w3id.org/communique/kg/reference", "urn:g")
    command = line.replace("curl ", "curl -sS --fail-with-body ", 1)
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    assert done.stdout


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed")
def test_the_r_lines_of_the_documentation_run_and_umlauts_are_umlauts_in_any_locale(address):
    (block,) = blocks("r")
    asked = re.sub(r'^query <- ".*"$', f"query <- {SELECT!r}", block, flags=re.MULTILINE)
    program = asked.replace("http://127.0.0.1:8000", address) + "\ncat(nchar(table$o), nrow(table))"
    for locale in ("C", "C.UTF-8"):
        done = subprocess.run(
            ["Rscript", "-e", program],
            capture_output=True,
            check=False,
            env={"PATH": os.environ["PATH"], "LC_ALL": locale},
        )
        assert done.stdout == b"1 8 2", done.stderr
