import os
import signal

import pytest

from kg.errors import ConfigError
from kg.model import Article, ArticleGraph
from kg.plugins import open_engine


def graph_of(article):
    return ArticleGraph(article, f"urn:x:{article.name}", article.text.upper().encode())


def deadly_if_asked(article):
    if article.text == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    return graph_of(article)


def articles(*texts):
    return [Article(text=t, name=str(n)) for n, t in enumerate(texts)]


def test_every_engine_gives_the_same_outcomes_in_the_same_order():
    given = articles(*"abcdefghijklmnopqrstuvwxyz")
    expected = [graph_of(a) for a in given]
    for engine in ("serial", "processes:2"):
        assert list(open_engine(engine).run(graph_of, given)) == expected


def test_an_article_that_kills_its_worker_is_set_aside_and_the_rest_goes_on():
    given = articles("a", "kill", "b", "c", "kill", "d")
    outcomes = list(open_engine("processes:2").run(deadly_if_asked, given))
    assert [o.article for o in outcomes] == given
    assert [o.conforms for o in outcomes] == [True, False, True, True, False, True]
    assert outcomes[1].findings[0].rule == "ReadingStopped"


@pytest.mark.parametrize("descriptor", ["processes:0", "processes:x", "serial:2", "nope"])
def test_a_wrong_engine_is_refused_with_what_to_write(descriptor):
    with pytest.raises(ConfigError, match=r"processes|serial"):
        open_engine(descriptor)
