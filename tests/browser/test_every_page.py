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
    "/identities?find_one=sturgeon&find_other=ansari&format=html",
    "/add/example",
    "/validate",
    "/ontology?format=html",
    "/shapes?format=html",
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


PRINTED = ["/statements?about=UA&format=html", "/id/state/UA.html", "/pictures/network"]


@pytest.mark.parametrize("path", PRINTED)
def test_on_paper_there_is_nothing_to_press_and_nothing_is_cut_off(site, path):
    page = site.open(path, width=700)
    page.emulate_media(media="print")
    assert page.locator("nav:visible, form:visible, button:visible, aside:visible").count() == 0
    assert page.locator(".printed").inner_text() == site.address + path
    for part in page.locator(".frame, .wide").all():
        assert part.evaluate("e => e.scrollWidth <= e.clientWidth + 1")
    assert page.locator("h1").is_visible()
    assert page.locator("blockquote, .passage, table, svg").first.is_visible()
