"""Pictures, people and entities in a real browser: read by everybody, moved, told apart."""

import pytest

PAGES = [
    "/pictures",
    "/pictures/network",
    "/pictures/network?tie=to&show=60",
    "/pictures/map",
    "/pictures/timeline",
    "/pictures/chord",
    "/pictures/memberships",
    "/pictures/memberships?state_code=FI",
    "/pictures/network?show=7",
    "/people?format=html",
    "/people?format=html&kind=state&name=land",
    "/people?format=html&name=nobody",
    "/id/person/sergei-lavrov.html",
    "/id/grouping/NATO.html",
    "/id/office/state/RU/president.html",
    "/id/membership/UA-NATO-partner.html",
    "/article/295cbe2c4097a2bb/statement/7.html",
    "/id/state/UA.html?view=triples",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_can_be_read_by_everybody(site, path):
    page = site.open(path)
    if path.endswith("show=7"):  # the one page that says no
        assert [f for f in site.faults if "400" not in f] == []
        site.faults.clear()
    site.check(page)


def test_a_picture_stands_there_without_a_script(site):
    page = site.open("/pictures/network", script=False)
    assert page.locator("svg .node").count() > 5
    assert page.locator("button", has_text="Nearer").count() == 0
    assert page.locator("table tbody tr").count() > 5


def test_the_network_shows_whom_a_node_is_tied_to_and_comes_nearer(site):
    page = site.open("/pictures/network")
    page.locator("[data-node] a").first.focus()
    assert page.locator(".edges .near").count() > 0
    assert page.locator(".nodes .far").count() > 0
    whole = page.locator("svg.network").get_attribute("viewBox")
    page.get_by_role("button", name="Nearer").click()
    assert page.locator("svg.network").get_attribute("viewBox") != whole
    page.get_by_role("button", name="All of it").click()
    assert page.locator("svg.network").get_attribute("viewBox") == whole
    assert site.faults == []


def test_tab_stops_once_at_each_node_and_is_seen_there(site):
    page = site.open("/pictures/network")
    page.locator(".frame").focus()
    stops = []
    for _ in range(4):
        page.keyboard.press("Tab")
        assert page.locator(".nodes .far").count() > 0
        stops.append(page.evaluate("document.activeElement.getAttribute('href')"))
    links = [a.get_attribute("href") for a in page.locator(".nodes a").all()]
    assert stops == links[:4]
    assert site.faults == []


def test_a_name_in_a_picture_leads_to_its_page_and_the_page_to_a_sentence(site):
    page = site.open("/pictures/memberships?state_code=FI")
    page.locator("svg a", has_text="North Atlantic").click()
    page.wait_for_url("**/id/grouping/NATO.html")
    page = site.open("/id/person/sergei-lavrov.html")
    page.locator("td a", has_text="statement").first.click()
    page.wait_for_selector("blockquote")
    assert site.faults == []
