"""Every page is calm: no error, no other host, nothing axe finds, no sideways scrolling."""

import pytest

PAGES = [
    "/",
    "/search?q=united&format=html",
    "/statements?format=html",
    "/statements?about=UA&words=Russia&format=html",
    "/articles?format=html",
    "/api?format=html",
    "/api/who-speaks-about?format=html",
    "/sparql?query=SELECT%20*%20%7B%20%3Fs%20a%20%3Ft%20%7D%20LIMIT%205",
    "/corrections?format=html",
    "/identities?format=html",
    "/validate",
    "/ontology?format=html",
    "/id/state/UA.html",
]
WRONG = {"/nowhere": "404", "/statements?act=shout&format=html": "400"}


@pytest.mark.parametrize("path", [*PAGES, *WRONG])
def test_a_page_can_be_read_by_everybody(site, path):
    page = site.open(path)
    if path in WRONG:  # the one error there should be
        assert [f for f in site.faults if WRONG[path] not in f] == []
        site.faults.clear()
    site.check(page)


def test_an_article_can_be_read_by_everybody(site):
    page = site.open("/articles?format=html")
    page.locator("table a").first.click()
    page.wait_for_selector(".reading")
    site.check(page)
