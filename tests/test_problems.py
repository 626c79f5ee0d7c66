"""What a page says where its answer takes too long, or nobody is free to give it."""

import pytest

from tests.examples import HTML, JSON
from tests.served import served

ADDRESSES = ("/articles?title=x", "/pictures/network?tie=about", "/statements?act=warn", "/")


@pytest.fixture(scope="module")
def hurried(tmp_path_factory):
    with served(tmp_path_factory.mktemp("hurried") / "s", timeout=1e-6) as made:
        yield made


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    with served(tmp_path_factory.mktemp("busy") / "s", workers=1) as made:
        pool = made.application.extensions["communique"].pool
        pool._wait = 0
        worker = pool._turns.take_idle()
        yield made
        pool._turns.give(worker)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_that_takes_too_long_says_what_to_do(hurried, address):
    page = hurried.get(address, headers=HTML)
    assert page.status_code == 504
    assert "Choose less, such as some years, one state or one person" in page.text
    assert f'<a href="{address}">Try again</a>' in page.text
    assert "LIMIT" not in page.text


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_nobody_is_free_for_says_so(busy, address):
    page = busy.get(address, headers=HTML)
    assert (page.status_code, page.headers["Retry-After"]) == (503, "2")
    assert "try again in a moment" in page.text
    assert f'<a href="{address}">Try again</a>' in page.text


def test_a_program_is_told_the_same(hurried):
    answer = hurried.get("/api/articles", headers=JSON)
    assert (answer.status_code, answer.mimetype) == (504, "application/problem+json")
    assert "Choose less" in answer.json["detail"]


def test_who_writes_the_query_is_told_how_to_write_it(hurried):
    page = hurried.get("/sparql?query=ASK {}", headers=JSON)
    assert page.status_code == 504
    assert "add a LIMIT" in page.json["detail"]
