"""What the service says of itself, read by a client that knows only the vocabularies."""

import pytest
from rdflib import RDF, RDFS, SH, VOID, Graph, Literal, Namespace, URIRef

from kg.catalogue import load_catalogue
from kg.iris import BASE, CQ
from tests.served import AUTHORISED, TOKEN, served

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
HERE = "http://localhost/"
DATASET = URIRef(f"{HERE}.well-known/void#dataset")


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with served(tmp_path_factory.mktemp("store") / "s", token=TOKEN) as made:
        yield made


def described(client, path="/sparql"):
    answer = client.get(path, headers={"Accept": "text/turtle"})
    assert answer.status_code == 200
    return Graph().parse(data=answer.text, format="turtle")


def number(graph, subject, name):
    return graph.value(subject, VOID[name]).toPython()


def test_the_statistics_are_true_after_every_write(client):
    before = described(client, "/.well-known/void")
    assert number(before, DATASET, "triples") == 11 + 1 + 3000
    assert number(before, DATASET, "classes") == 2
    partition = before.value(predicate=VOID["class"], object=URIRef(CQ + "Statement"))
    assert number(before, partition, "entities") == 1
    update = {"update": "INSERT DATA { GRAPH <urn:new> { <urn:s> a cq:Statement } }"}
    assert client.post("/update", data=update, headers=AUTHORISED).status_code == 204
    after = described(client)
    assert number(after, DATASET, "triples") == 11 + 1 + 3000 + 1
    assert number(after, partition, "entities") == 2
    sizes = {
        graph: number(after, after.value(g, SD.graph), "triples")
        for g, graph in after.subject_objects(SD.name)
    }
    assert sizes == {URIRef(BASE + "reference"): 1}
    both = {"update": "INSERT DATA { <urn:s> <urn:p> 1 GRAPH <urn:new> { <urn:s> <urn:p> 1 } }"}
    assert client.post("/update", data=both, headers=AUTHORISED).status_code == 204
    last = described(client)
    counted = client.get("/sparql?format=csv&query=SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert counted.text == f"n\r\n{number(last, DATASET, 'triples')}\r\n"
    assert number(last, DATASET, "triples") == 11 + 1 + 3000 + 1 + 2


def test_the_parts_add_up(client):
    graph = described(client)
    parts = [number(graph, p, "triples") for p in graph.objects(DATASET, VOID.propertyPartition)]
    assert len(parts) == number(graph, DATASET, "properties")
    assert sum(parts) == number(graph, DATASET, "triples")


def test_the_service_says_what_it_can_do(client):
    graph = described(client)
    service = graph.value(predicate=RDF.type, object=SD.Service)
    assert graph.value(service, SD.endpoint) == URIRef(HERE + "sparql")
    assert (service, SD.supportedLanguage, SD.SPARQL11Update) in graph
    assert (service, SD.feature, SD.UnionDefaultGraph) in graph
    assert (service, SD.feature, SD.BasicFederatedQuery) not in graph


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/sparql-examples"])
def test_every_question_of_the_catalogue_is_an_example_that_tools_can_run(client, path):
    graph = described(client, path)
    found = {
        str(graph.value(example, RDFS.label)): str(
            next(graph.objects(example, SH.select), None) or graph.value(example, SH.ask)
        )
        for example in graph.subjects(RDF.type, SH.SPARQLExecutable)
    }
    assert found == {query.title: query.sparql for query in load_catalogue()}
    for example in graph.subjects(RDF.type, SH.SPARQLExecutable):
        assert str(graph.value(example, RDFS.comment)).startswith(graph.value(example, RDFS.label))
        assert len(list(graph.objects(example, RDF.type))) == 2


def test_a_strange_host_stays_inside_its_iri(client):
    answer = client.get("/sparql", headers={"Host": "e.org>.<urn:a>", "Accept": "text/turtle"})
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        graph = Graph().parse(data=answer.text, format="turtle")
        assert (URIRef("urn:a"), None, None) not in graph
        assert (None, None, Literal("urn:a")) not in graph
