from kg.catalogue import load_catalogue


def test_every_query_has_a_question_and_says_how_to_read_the_answer():
    catalogue = load_catalogue()
    assert len(catalogue) >= 12
    for query in catalogue:
        assert query.title.endswith("?"), query.name
        assert query.description.endswith("."), query.name
        assert "PREFIX cq:" in query.sparql


def test_no_query_leans_on_the_default_graph():
    for query in load_catalogue():
        assert "GRAPH ?" in query.sparql, query.name
