"""From the start page to the sentence, and away with the data."""

import csv
import io


def test_from_the_box_to_the_sentence(site):
    page = site.open("/")
    page.get_by_role("searchbox").fill("Lavrov")
    page.keyboard.press("Enter")
    page.locator("table a", has_text="Sergei Lavrov").wait_for()
    page.locator("table td a").first.click()
    page.wait_for_url("**/statements?speaker=id/person/sergei-lavrov")
    page.locator(".said a[href*='#text-']").first.click()
    page.wait_for_selector("mark.chosen")
    assert page.url.partition("#")[2].startswith("text-")
    assert site.faults == []


def test_ctrl_k_leads_to_the_box_from_wherever_one_is(site):
    for path in ("/", "/statements?format=html", "/nowhere"):
        page = site.open(path)
        page.locator("footer a").last.focus()
        page.keyboard.press("Control+k")
        assert page.evaluate("document.activeElement.name") == "q"
        page.keyboard.type("Lavrov")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=Lavrov")
        page.locator("table a", has_text="Sergei Lavrov").wait_for()
    assert [fault for fault in site.faults if "404" not in fault] == []


def test_the_address_holds_all_that_was_narrowed_down(site):
    page = site.open("/statements?format=html")
    page.locator("#narrow").get_by_role("link", name="Russia").first.click()
    page.locator("#narrow").get_by_role("link", name="indirect").click()
    page.get_by_label("Words").fill("partner")
    page.get_by_role("button", name="Find").click()
    page.wait_for_url("**words=partner**")
    number = page.locator("#found").inner_text()
    again = site.open(page.url.removeprefix(site.address))
    assert again.locator("#found").inner_text() == number
    assert again.locator(".chosen .tag").count() == 3
    again.locator(".chosen .tag", has_text="Words").click()
    again.wait_for_url(lambda url: "words" not in url)
    assert again.locator(".chosen .tag").count() == 2
    assert site.faults == []


def test_what_is_shown_can_be_taken_away(site):
    page = site.open("/statements?about=UA&limit=5&format=html")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8"))))
    shown = page.locator(".said .who strong").all_inner_texts()
    assert [row["speaker"] for row in rows] == shown
    assert len(rows) == 5
    assert site.faults == []


def test_a_question_leads_to_its_answer_and_on_to_its_sparql(site):
    page = site.open("/")
    page.locator(".questions .card > a").first.click()
    assert page.locator("table tbody tr").count() > 3
    page.get_by_role("link", name="the SPARQL behind it").click()
    page.wait_for_url("**/sparql?query=**")
    assert site.faults == []


def test_everything_but_pictures_does_without_javascript(site):
    page = site.open("/", script=False)
    page.get_by_role("searchbox").fill("Ukraine")
    page.get_by_role("button", name="Search").click()
    page.locator("table td a").first.click()
    page.locator("#narrow").get_by_role("link", name="indirect").click()
    page.wait_for_url("**form=indirect**")
    assert page.locator(".chosen .tag").count() == 2
    assert site.faults == []
