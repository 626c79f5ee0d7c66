"""The query editor as people use it: type, complete, run, see the error at its place, share."""

import shutil
import subprocess
import sys
from urllib.parse import quote

from rdflib import Graph

from tests.browser.site import violations

SPEAKERS = """PREFIX cq: <https://w3id.org/communique/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?state ?stateLabel ?act (COUNT(*) AS ?n) WHERE {
  ?s cq:onBehalfOf ?state ; cq:speechAct ?act . ?state rdfs:label ?stateLabel
} GROUP BY ?state ?stateLabel ?act"""
MARKUP = "</p><img src=x onerror=alert(1)>"
HOSTILE = f"""SELECT ?a ?b ?n {{ VALUES (?a ?b ?n) {{
  ("{MARKUP}" <urn:{quote(MARKUP)}> 1) ("x" <javascript:alert(3)> 2) ("x" <urn:x> 3)
}} }} # {MARKUP}"""

COMPLETED = [  # what is typed, what is chosen of what is listed, and what then stands there
    ("ASK { ?s ?p <ukraine", "Ukraine", "?p <https://w3id.org/communique/kg/id/state/UA>"),
    ("ASK { ?s ?p <united stat", "United States", "/id/state/US>"),
    ("ASK { ?s a cq:Artic", "cq:Article", "?s a cq:Article"),
    ("SELECT ?speaker { ?spe", "?speaker", "{ ?speaker"),
    ("PREFIX sko", "skos:", "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"),
    ("SELEC", "SELECT", "SELECT"),
    ("PREFIX ski: <urn:", "", "PREFIX ski: <urn:"),
    ('ASK { ?s ?p "sele', "", '"sele'),
    ("ASK { } # sele", "", "# sele"),
]
VIEWS = ("table", "tree", "chart", "network", "map")


def opened(site, query=None, view="", **options):
    page = site.open(f"/sparql?query={quote(query)}#{view}" if query else "/sparql", **options)
    page.wait_for_selector(".source")
    if query:
        page.wait_for_selector("[role=tab], #error, .boolean")
    return page


def typed(page, text):
    page.locator(".CodeMirror-code").click()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def source(page):
    return page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")


def test_a_query_is_typed_completed_and_run(site):
    page = opened(site)
    typed(page, "SELECT DISTINCT ?s { ?s cq:speakerR")
    page.locator(".CodeMirror-hint-active:has-text('cq:speakerRole')").wait_for()
    page.keyboard.press("Enter")
    page.keyboard.type(" ?role } LIMIT 3")
    assert "PREFIX cq: <https://w3id.org/communique/ontology#>" in source(page)
    assert "?s cq:speakerRole ?role } LIMIT 3" in source(page)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#view tbody tr")
    assert page.locator("#view tbody tr").count() == 3
    assert "LIMIT" in page.url
    site.check(page)


def test_the_editor_shows_that_the_keyboard_is_in_it(site):
    page = opened(site)
    frame = page.locator(".source")
    outline = "element => getComputedStyle(element).outlineStyle"
    assert frame.evaluate(outline) == "none"
    page.locator(".CodeMirror-code").focus()
    assert frame.evaluate(outline) == "solid"


def test_what_may_stand_there_is_completed_and_nobody_else_is_asked(site):
    page = opened(site)
    for words, listed, completed in COMPLETED:
        typed(page, words)
        if listed:
            page.locator(f".CodeMirror-hints li:has-text('{listed}')").first.click()
        else:
            page.keyboard.press("Control+Space")
        assert completed in source(page)
        assert source(page).count("PREFIX") <= 1
    assert site.faults == []


def test_a_term_tells_what_it_means_before_it_is_chosen(site):
    page = opened(site)
    typed(page, "ASK { ?s cq:speakerRol")
    page.locator(".CodeMirror-hint-active .about").wait_for()
    assert violations(page) == []


def test_a_prefix_of_ours_is_declared_when_it_is_used(site):
    page = opened(site)
    typed(page, "ASK { ?s cq:speaker ?o ; rdfs:label ?name }")
    page.wait_for_function(
        "document.querySelector('.CodeMirror-code').innerText.includes('rdfs: <')"
    )
    assert source(page).count("PREFIX cq: <https://w3id.org/communique/ontology#>") == 1


def test_the_keyboard_leads_into_the_editor_and_out_of_it(site):
    page = opened(site)
    page.locator(".CodeMirror-code").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Run"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "textbox"
    assert source(page).strip() == page.locator("textarea[name=query]").input_value().strip()


def test_what_was_written_last_is_there_when_the_page_is_opened_anew(site):
    page = opened(site)
    typed(page, "ASK { # mine")
    page.get_by_role("button", name="Run").focus()
    page.goto("/")
    page.goto("/sparql")
    page.wait_for_selector(".source")
    assert source(page).startswith("ASK { # mine")
    page.goto(f"/sparql?query={quote('ASK {}')}")
    page.wait_for_selector(".boolean")
    assert source(page) == "ASK {}"


def test_an_error_is_marked_at_its_place_also_in_a_link_to_it(site):
    page = opened(site)
    typed(page, "SELECT ?s {\n?s ?p nonsense }")
    page.get_by_role("button", name="Run").click()
    page.wait_for_selector("#error")
    linked = opened(site, "SELECT ?s {\n  ?s ?p nonsense\n}")
    assert "line 2, column 9" in linked.locator("#error").inner_text()
    for shown in (page, linked):
        assert "line 2" in shown.locator("#error").inner_text()
        assert shown.locator(".source .wrong").inner_text() == "nonsense"
    assert all("400" in fault for fault in site.faults)
    site.faults.clear()
    site.check(page)
    typed(page, "ASK {")
    assert page.locator(".source .wrong").count() == 0


def test_an_error_is_underlined_while_one_types(site):
    page = opened(site)
    typed(page, "SELECT ?s { ?s ?p nonsense }")
    page.locator(".source .wrong").wait_for()
    assert page.locator(".source .wrong").inner_text() == "nonsense"
    page.locator("[role=status]:has-text('line 1, column 19')").wait_for()
    for key in 2 * ["ArrowLeft"] + len("nonsense") * ["Backspace"]:
        page.keyboard.press(key)
    page.keyboard.type("?o")
    page.locator("[role=status]:not(:has-text('line'))").wait_for(state="attached")
    assert page.locator(".source .wrong").count() == 0
    assert site.faults == []


def test_a_link_opens_the_answer_in_the_view_it_names(site):
    page = opened(site, SPEAKERS, "chart")
    assert page.locator("[role=tab][aria-selected=true]").inner_text() == "Chart"
    assert page.locator(".bars li").count() > 3
    page.get_by_text("Share it").click()
    page.get_by_label("Python").check()
    assert "pd.read_csv(answer)" in page.locator(".share pre").inner_text()
    page.get_by_label("R", exact=True).check()
    assert page.locator(".share pre").inner_text().strip().endswith(', encoding = "UTF-8")')
    page.get_by_label("Link").check()
    link = page.locator(".share pre").inner_text()
    assert quote(SPEAKERS, safe="!'()*") in link
    assert opened(site, SPEAKERS).locator("#view th").first.inner_text() == "state"


def test_each_view_can_be_read_by_everybody(site):
    page = opened(site, SPEAKERS)
    for view in VIEWS:
        page.locator(f"#tab-{view}").click()
        page.wait_for_selector("#view:has-text('United States')")
        site.check(page)


def test_markup_stays_text_in_each_view(site):
    page = opened(site, HOSTILE)
    assert MARKUP in source(page)
    for view in VIEWS[:-1]:  # there is no state for the map
        page.locator(f"#tab-{view}").click()
        page.wait_for_selector("#view:has-text('<img')")
        bad = "script, img, [href^='javascript'], [onerror]"
        assert page.locator(f"#answer :is({bad})").count() == 0
    assert site.faults == []


def test_a_graph_is_shown_as_turtle_table_tree_and_network(site):
    page = opened(site, "DESCRIBE <https://w3id.org/communique/kg/id/state/UA>")
    page.wait_for_selector("#view pre:has-text('cq:isoAlpha2')")
    for view, words in (("tree", "Kyiv"), ("table", "cq:isoAlpha3"), ("network", "UN member")):
        page.locator(f"#tab-{view}").click()
        page.wait_for_selector(f"#view:has-text('{words}')")
    site.check(page)


def test_an_example_is_taken_and_the_way_back_is_open(site):
    page = opened(site, SPEAKERS)
    page.get_by_placeholder("find a question").fill("unnamed")
    page.get_by_role("link", name="What do unnamed sources say?").click()
    page.wait_for_selector("#view:has-text('official')")
    assert "onBehalfOf ?state" not in source(page)
    page.go_back()
    page.wait_for_selector("#view:has-text('United States')")
    assert source(page) == SPEAKERS


def test_a_long_answer_is_read_so_far_and_no_further(site):
    page = opened(site, "SELECT ?s ?o { ?s ?p ?o }")
    page.wait_for_selector("#view tbody tr")
    assert "The first 5,000 rows" in page.locator("#answer").inner_text()
    assert page.locator("#view tbody tr").count() == 200
    page.get_by_role("button", name="Show more rows").click()
    assert page.locator("#view tbody tr").count() == 400
    page.locator("th[data-column=o] button").click()
    assert page.locator("th[data-column=o]").get_attribute("aria-sort") == "ascending"


def test_without_script_the_form_works(site):
    page = site.open("/sparql", script=False)
    page.get_by_label("SPARQL").fill("ASK {}")
    page.get_by_role("button", name="Run").click()
    assert page.locator(".boolean").inner_text() == "Yes"
    assert page.locator(".source").count() == 0


def test_terms_of_every_kind_are_shown_as_they_are(site):
    odd = "a\tb\n\"q\" 'é' \\ \U0001f54a"
    literal = (
        odd.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace('"', '\\"')
    )
    page = opened(
        site,
        f"SELECT ?odd ?de ?n ?none ?iri ?typed {{ VALUES (?odd ?de ?n ?none ?iri ?typed) {{ "
        f'("{literal}" "ü"@de 1.5 UNDEF <urn:x> "x"^^<urn:t>) }} }}',
    )
    assert page.locator("#view td").all_text_contents() == [odd, "ü", "1.5", "", "urn:x", "x"]
    assert page.locator("#view td [lang=de]").inner_text() == "ü"


def test_what_is_copied_asks_the_same_elsewhere(site, tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    words = """it's "x" $HOME `id` \\\\ é"""
    quoted = words.replace('"', '\\"')
    page = opened(site, f'CONSTRUCT {{ <urn:a> <urn:b> "{quoted}" }} WHERE {{}}')
    page.get_by_text("Share it").click()
    for language, needs, run in (
        ("curl", "curl", "bash"),
        ("Python", sys.executable, sys.executable),
        ("R", "Rscript", "Rscript"),
    ):
        if shutil.which(needs):
            page.get_by_label(language, exact=True).check()
            (tmp_path / language).write_text(page.locator(".share pre").inner_text())
            command = [run, tmp_path / language]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            [found] = Graph().parse(data=done.stdout, format="turtle").objects()
            assert str(found) == words.replace("\\\\", "\\")
