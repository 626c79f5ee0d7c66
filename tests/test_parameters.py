"""What a user gives for a parameter becomes one RDF term, or is refused with what is expected."""

import io
import json
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.parameters import Parameter, ParameterError, bind, read_parameter
from kg.plugins import open_store

BASE = "https://example.org/kg/"
ECHO = "SELECT ?x WHERE { VALUES ?x { UNDEF } }"
SHARE = Parameter("share", "number", "", least=Decimal(0), most=Decimal(1))
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def store():
    return open_store("memory")


def echo(store, term):
    out = io.BytesIO()
    store.query(bind(ECHO, {"x": term})).write(out, "application/sparql-results+json")
    return [row["x"] for row in json.loads(out.getvalue())["results"]["bindings"]]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40))
@example('" } } DROP ALL #')
@example("\\")
@example('\\" } SERVICE <http://x> {} #')
@example("\\u0022 } UNION { ?s ?p ?x } #")
@example("a\r\nFROM <urn:x> '''\t\"\"\"")
@example("\\g<1> \\1 ?x $x")
def test_a_string_stays_the_one_string_it_is_whatever_it_holds(store, text):
    term = Parameter("x", "string", "").term(text, BASE)
    assert echo(store, term) == [{"type": "literal", "value": text}]


@given(st.text(max_size=30))
@example("urn:x> } UNION { ?s ?p ?x } #")
@example("../../id/state/UA")
@example("javascript:alert(1)")
def test_an_iri_is_one_iri_or_refused(store, text):
    try:
        term = Parameter("x", "iri", "").term(text, BASE)
    except ParameterError:
        return
    try:
        found = echo(store, term)
    except QueryError:  # what the engine refuses is harmless, too
        return
    assert [f["type"] for f in found] == ["uri"]


@pytest.mark.parametrize(
    ("kind", "given", "term"),
    [
        ("string", "Ada", '"Ada"'),
        ("name", 'Ada "A" Example', '"Ada \\"A\\" Example"@en'),
        ("iri", "id/state/UA", f"<{BASE}id/state/UA>"),
        ("iri", "/id/state/UA", f"<{BASE}id/state/UA>"),
        ("iri", "https://example.com/a?b=c", "<https://example.com/a?b=c>"),
        ("date", "2024-02-29", f'"2024-02-29"^^<{XSD}date>'),
        ("number", "0.8", "0.8"),
        ("integer", "-3", "-3"),
        ("state", "UA", '"UA"'),
    ],
)
def test_a_value_becomes_the_term_of_its_kind(kind, given, term):
    assert Parameter("x", kind, "").term(given, BASE) == term


@pytest.mark.parametrize(
    ("parameter", "given", "expected"),
    [
        (Parameter("day", "date", ""), "13 April 2021", "YYYY-MM-DD"),
        (Parameter("day", "date", ""), "2023-02-29", "YYYY-MM-DD"),
        (Parameter("day", "date", ""), "２０２１-04-13", "YYYY-MM-DD"),
        (SHARE, "high", "from 0 to 1"),
        (SHARE, "1.01", "from 0 to 1"),
        (SHARE, "-0.1", "from 0 to 1"),
        (SHARE, "1e400", "from 0 to 1"),
        (SHARE, "NaN", "from 0 to 1"),
        (Parameter("n", "integer", ""), "1.5", "whole number"),
        (Parameter("who", "iri", ""), "two words", "IRI"),
        (Parameter("who", "iri", ""), "", "IRI"),
        (Parameter("act", "choice", "", choices=("warn", "deny")), "shout", "one of warn, deny"),
        (Parameter("name", "string", ""), "a\x00b", "text"),
        (Parameter("name", "string", ""), "\ud800", "text"),
        (Parameter("name", "string", ""), "x" * 1001, "1000 characters"),
    ],
)
def test_what_a_parameter_cannot_take_is_refused_with_what_it_takes(parameter, given, expected):
    with pytest.raises(ParameterError) as refusal:
        parameter.term(given, BASE)
    assert refusal.value.name == parameter.name
    assert expected in refusal.value.expected
    assert refusal.value.example in str(refusal.value)
    parameter.term(refusal.value.example, BASE)


@pytest.mark.parametrize(
    ("line", "sparql"),
    [
        ("@day date: the day", "ASK {}"),
        ("@day date: the day", "ASK { VALUES ?day { UNDEF } VALUES ?day { UNDEF } }"),
        ("@day: the day", "ASK { VALUES ?day { UNDEF } }"),
        ("@day hour: the day", "ASK { VALUES ?day { UNDEF } }"),
        ("@day date: the day", 'ASK { VALUES ?day { "2021-04-13" } }'),
        ("@n number a..b: a number", "ASK { VALUES ?n { 1 } }"),
    ],
)
def test_a_declaration_that_does_not_fit_its_query_is_refused(line, sparql):
    with pytest.raises(ValueError, match=r"parameter|VALUES|number|default"):
        read_parameter(line, sparql)
