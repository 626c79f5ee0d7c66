"""The page of an article: marks that nest and cross, text that stays text, nothing fetched."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cli import cli
from kg.config import Config
from kg.identity.identify import identify
from kg.inference import infer
from kg.iris import article_iri
from kg.mapping import to_graph
from kg.model import (
    Article,
    Candidate,
    DateMention,
    Document,
    Entity,
    MembershipClaim,
    Mention,
    OfficeClaim,
    PossiblePrincipal,
    Representation,
    Span,
    Statement,
)
from kg.ntriples import to_ntriples
from kg.plugins import open_store
from kg.reference import load_reference
from kg.reference_graph import reference_graph
from kg.rendering.document import to_page, web_address
from kg.rendering.highlighting import Mark, highlight
from kg.rendering.page import Page
from kg.rendering.standalone import to_html
from kg.text import paragraphs
from kg.vocabulary import shared_graphs
from kg.web import create_app
from kg.web.reading import article_page
from kg.web.terms import href

NASTY = (
    '"<script>alert(1)</script> & </mark>," President <b>Joe Biden</b> said.\n\n'
    "The Kremlin said that Vladimir Putin had told Emmanuel Macron it would wait."
)


class Tags(HTMLParser):
    """Checks that elements nest, and keeps the text, the tags and the attributes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in ("meta", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "a" not in self.open:
            self.text.append(data)


def mark(start: int, end: int, kind: str = "entity", **values: object) -> Mark:
    return Mark(Span(start, end), kind, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], "abcdef"),
        ([mark(1, 3)], 'a<span class="entity">bc</span>def'),
        ([mark(1, 3, type="state", label='"<')],
         'a<span class="entity state" title="&#34;&lt;">bc</span>def'),
        # the longer outside, whatever the order; what coincides by kind
        ([mark(2, 3), mark(1, 4, "cue")],
         'a<span class="cue">b<span class="entity">c</span>d</span>ef'),
        ([mark(1, 3), mark(1, 3, "speaker")],
         'a<span class="speaker"><span class="entity">bc</span></span>def'),
        # what crosses is closed and opened again
        ([mark(0, 3, "cue"), mark(2, 5)],
         '<span class="cue">ab<span class="entity">c</span></span>'
         '<span class="entity">de</span>f'),
        ([mark(0, 6), mark(0, 2, "cue"), mark(2, 6, "date")],
         '<span class="entity"><span class="cue">ab</span><span class="date">cdef</span></span>'),
    ],
)  # fmt: skip
def test_marks_nest_coincide_and_cross(marks: list[Mark], expected: str) -> None:
    assert highlight("abcdef", marks) == f"<p>{expected}</p>"


def test_a_statement_in_two_stretches_begins_once_and_is_numbered_at_its_end() -> None:
    marks = [
        mark(0, 2, "statement", number=7, last=False, label="Ann"),
        mark(4, 6, "statement", number=7, first=False, label="Ann"),
        mark(1, 5, "cue"),
    ]
    html = highlight("abcdef", marks)
    assert html.count('id="text-7"') == 1
    assert html.endswith(
        '<a class="number" href="#statement-7" aria-label="Statement 7: Ann">7</a></p>'
    )
    assert html.count("</a>") == 1


def test_a_mark_over_paragraphs_is_marked_in_each() -> None:
    html = highlight("One.\n\nTwo.", [mark(0, 10, "statement", number=1)])
    assert html.count('<mark class="statement"') == 2
    assert (html.count('id="text-1"'), html.count("#statement-1")) == (1, 1)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_the_marks_the_tags_nest_and_the_text_is_whole(data: st.DataObject) -> None:
    text = data.draw(st.text("ab<&\"' \n.\x00é", min_size=1, max_size=40))
    ends = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(ends, ends).filter(lambda p: p[0] != p[1]), max_size=8))
    kinds = st.sampled_from(["statement", "speaker", "cue", "entity", "office"])
    marks = [
        mark(min(p), max(p), data.draw(kinds), number=n, label=text) for n, p in enumerate(pairs, 1)
    ]
    html = str(highlight(text, marks))
    shown = "".join(Tags(html).text).replace("\n", "")
    whole = "".join(p.of(text) for p in paragraphs(text)).replace("\n", "")
    assert shown == whole.replace("\x00", "\ufffd")
    shown_marks = [m.number for m in marks if m.span.of(text).strip()]
    assert sorted(map(int, re.findall(r"#statement-(\d+)", html))) == shown_marks
    assert sorted(map(int, re.findall(r'id="text-(\d+)"', html))) == shown_marks


def nasty_document() -> Document:
    def at(words: str) -> Span:
        start = NASTY.index(words)
        return Span(start, start + len(words))

    open_ = (
        PossiblePrincipal("state/RU", 0.4, "foremost", at("Kremlin")),
        PossiblePrincipal("state/FR", 0.1, "passage", at("Emmanuel Macron")),
    )
    return Document(
        Article(NASTY, title="<i>Nasty</i>", url="javascript:alert(1)", name="nasty"),
        mentions=(
            Mention(at("Joe Biden"), "person", entity="person/joe-biden"),
            Mention(at("Kremlin"), "body", entity="body/RU/kremlin"),
            Mention(at("it"), "state", "pronoun", None, 0.5, (
                Candidate("state/RU", 0.5), Candidate("state/FR", 0.4))),
        ),
        entities=(
            Entity("person/joe-biden", "person", "Joe <b>Biden</b>"),
            Entity("person/vladimir-putin", "person", "Vladimir Putin"),
        ),
        statements=(
            Statement((at("<script>alert(1)</script> & </mark>"),), (at("<b>Joe Biden</b>"),),
                      at("said"), (at("<script>alert(1)</script> & </mark>"),), "direct",
                      speakers=("person/joe-biden",),
                      role="President", confidence=0.9,
                      representations=(Representation("person/joe-biden", "state/US"),),
                      said_on=DateMention(at("President"), "day")),
            Statement((at("Vladimir Putin had told Emmanuel Macron it would wait"),),
                      (at("The Kremlin"),), speakers=("body/RU/kremlin",), confidence=0.8),
            Statement((at("it would wait"),), (at("Vladimir Putin"),), at("had told"),
                      speakers=("person/vladimir-putin",), reported_by="body/RU/kremlin",
                      reported_in=1, confidence=0.7, may_speak_for=open_),
        ),
        memberships=(
            MembershipClaim("state/UA", "grouping/NATO", "member", at("wait"), negated=True,
                            as_of="2021", statement=2),
        ),
        offices=(
            OfficeClaim("person/joe-biden", "President", at("President"), "state/US"),
            OfficeClaim("person/vladimir-putin", "Minister", at("wait"), may_be_of=open_),
        ),
    )  # fmt: skip


def test_an_article_full_of_markup_stays_text_on_a_page_that_needs_nothing_else() -> None:
    html = to_html(to_page(nasty_document(), load_reference()))
    tags = Tags(html)
    assert {t for t, _, _ in tags.attributes} <= {
        "html", "meta", "body", "a", "mark", "span", "details", "div", "section", "h2", "li",
        "article", "p", "meter", "th", "td",
    }  # fmt: skip
    assert not any(name.startswith("on") or name == "style" for _, name, _ in tags.attributes)
    links = [v for _, name, v in tags.attributes if name in ("href", "src")]
    assert links
    assert all(link is not None and link.startswith("#") for link in links)
    assert "url(" not in html
    assert "@import" not in html
    assert "<script" not in html
    (policy,) = (v for t, name, v in tags.attributes if name == "content" and "src" in str(v))
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[\w+/=]{44}'", str(policy))
    assert "<script>alert(1)</script> & </mark>" in "".join(tags.text)


def test_every_link_leads_to_something_on_the_page_and_back() -> None:
    tags = Tags(to_html(to_page(nasty_document(), load_reference())))
    ids = [v for _, name, v in tags.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    links = {str(v)[1:] for _, name, v in tags.attributes if name == "href"}
    assert links <= set(ids)
    assert {f"{kind}-{n}" for kind in ("text", "statement") for n in (1, 2, 3)} <= links


def test_a_page_tells_who_for_whom_and_through_whom() -> None:
    page = to_page(nasty_document(), load_reference())
    biden, kremlin, putin = page.statements
    assert (biden.role, [r.party.name for r in biden.on_behalf]) == ("President", ["United States"])
    assert [(r.party.name, r.number) for r in putin.chain] == [(kremlin.speakers[0].name, 2)]
    assert [(p.party.name, p.score) for p in putin.perhaps_for] == [
        ("Russia", 0.4),
        ("France", 0.1),
    ]
    membership, office, open_ = page.claims
    assert open_.perhaps_of == putin.perhaps_for
    assert (membership.relation, membership.number) == ("not member of", 3)
    assert (office.object.name, office.number) == ("President (United States)", None)
    assert page.undecided == ("it: Russia (0.50) or France (0.40)",)
    assert page.facts == ("date unknown",)
    assert page.url is None
    assert [key.kind for key in page.legend if key.kind != "entity"] == [
        "statement", "speaker", "cue", "membership", "office",
    ]  # fmt: skip


@contextlib.contextmanager
def served_document(document: Document, folder) -> Iterator[FlaskClient]:
    """Yield a client of a server over a store that holds this document and the reference data."""
    reference, base = load_reference(), Config().base
    graph = to_graph(
        document,
        base=base,
        run="0" * 16,
        version="0",
        known=lambda key: not key.startswith("person/") and reference.entity(key) is not None,
    )
    iri = article_iri(base, document.article.id)
    with contextlib.closing(open_store(str(folder / "s"), create=True)) as store:
        store.replace({
            iri: to_ntriples(graph),
            f"{iri}/inferred": to_ntriples(infer(document, reference, base)),
            **shared_graphs(reference_graph(reference, base), base),
        })  # fmt: skip
        identify(store, reference, base=base, version="0")
    app = create_app(folder / "s", workers=1)
    with contextlib.closing(app.extensions["communique"].pool), app.test_client() as client:
        yield client


def for_whom(page: Page) -> list[list[tuple[str, list[str]]]]:
    """Return by statement for whom it is made, and which of several speakers speak for them."""
    return [
        sorted((r.party.name, sorted(p.name for p in r.by)) for r in told.on_behalf)
        for told in page.statements
    ]


JOINT = [
    (("person/lind", "person/salo"), (("person/lind", "state/FI"), ("person/salo", "state/NO")),
     [("Finland", ["Anna Lind"]), ("Norway", ["Eero Salo"])],
     "Anna Lind for Finland; Eero Salo for Norway"),
    (("person/lind", "person/salo"), (("person/lind", "state/FI"), ("person/salo", "state/FI")),
     [("Finland", ["Anna Lind", "Eero Salo"])],
     "Anna Lind for Finland; Eero Salo for Finland"),
    (("person/lind", "person/salo"), ((None, "state/NO"),),
     [("Norway", [])], "Anna Lind; Eero Salo; by which of them for Norway is open"),
    (("state/FI", "person/salo"), (("state/FI", "state/FI"), ("person/salo", "state/NO")),
     [("Norway", ["Eero Salo"])], "Finland; Eero Salo for Norway"),
    (("person/lind",), (("person/lind", "state/FI"),),
     [("Finland", [])], "Anna Lind for Finland"),
]  # fmt: skip


@pytest.mark.parametrize(("speakers", "represented", "expected", "listed"), JOINT)
def test_of_several_speakers_each_has_those_it_speaks_for(
    speakers, represented, expected, listed, tmp_path
) -> None:
    text = "Anna Lind and Eero Salo said that it was late."
    document = Document(
        Article(text),
        sentences=(Span(0, len(text)),),
        entities=(Entity("person/lind", "person", "Anna Lind"),
                  Entity("person/salo", "person", "Eero Salo")),
        statements=(
            Statement(
                (Span(29, 45),),
                source=(Span(0, 23),),
                speakers=speakers,
                representations=tuple(Representation(*told) for told in represented),
            ),
        ),
    )  # fmt: skip
    iri = article_iri(Config().base, document.article.id)
    assert for_whom(to_page(document, load_reference())) == [expected]
    with served_document(document, tmp_path) as client:
        with client.application.app_context():
            served = article_page(iri, lambda other: href(other, Config().base))
        assert served is not None
        assert for_whom(served) == [expected]
        page = client.get("/statements", headers={"Accept": "text/html"}).text
        who = re.search(r'<p class="who">(.*?)</p>', page)
        assert who is not None
        assert re.sub("<[^>]*>", "", who[1]) == listed
        pairs = {(told, name) for name, by in expected for told in by}
        if len(speakers) == 1:
            pairs = {("Anna Lind", "Finland")}
        in_list = client.get("/statements?format=json").json["statements"]
        in_article = client.get(f"/articles/{document.article.id}.json").json["statements"]
        for told in (*in_list, *in_article):
            assert pairs == {
                (who["speaker"]["label"], whom["label"])
                for who in told["who_for_whom"]
                for whom in who["on_behalf_of"]
            }


def test_the_servers_page_of_an_article_shows_what_the_file_shows(tmp_path) -> None:
    document = nasty_document()
    iri, base = article_iri(Config().base, document.article.id), Config().base
    with served_document(document, tmp_path) as client, client.application.app_context():
        served = article_page(iri, lambda other: href(other, base))
    expected = to_page(document, load_reference())
    assert served is not None
    assert (served.title, served.facts, served.url) == (expected.title, expected.facts, None)
    assert "".join(Tags(served.text).text) == "".join(Tags(expected.text).text)
    for name in ("speakers", "about"):
        shown, told = (
            [sorted(p.name for p in getattr(t, name)) for t in page.statements]
            for page in (served, expected)
        )
        assert shown == told, name
    assert for_whom(served) == for_whom(expected)
    for one, other in zip(served.statements, expected.statements, strict=True):
        for name in ("words", "act", "form", "role", "number", "said_on", "confidence"):
            assert getattr(one, name) == getattr(other, name), name
        assert [(r.party.name, r.number) for r in one.chain] == [
            (r.party.name, r.number) for r in other.chain
        ]
    assert [(c.evidence, c.as_of, c.number) for c in served.claims] == [
        (c.evidence, c.as_of, c.number) for c in expected.claims
    ]
    assert {key.type for key in served.legend} <= {key.type for key in expected.legend}
    assert served.statements[0].speakers[0].href == "/id/person/joe-biden"


@pytest.mark.parametrize(
    ("url", "leads"),
    [
        ("https://news.example/a?b=<c>", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("http://[", False),
        ("news.example", False),
        (None, False),
    ],
)
def test_only_addresses_on_the_web_become_links(url: str | None, leads: bool) -> None:
    assert (web_address(url) is not None) is leads


def extract(*arguments: object) -> object:
    return CliRunner().invoke(cli, ["extract", *map(str, arguments)])


def test_the_command_writes_pages_and_json_and_overwrites_nothing(tmp_path) -> None:
    text = "Finland wants answers, Finnish President Sauli Niinisto said on Monday."
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "news.txt").write_text(f"{text} {folder}", encoding="utf-8")
    done = extract(
        tmp_path / "a", tmp_path / "b", "--html", tmp_path / "h", "--out", tmp_path / "o"
    )
    assert done.exit_code == 0, done.output
    assert len(list((tmp_path / "h").glob("news*.html"))) == 2
    assert len(list((tmp_path / "o").glob("news*.json"))) == 2
    page = (tmp_path / "h" / "news.html").read_text(encoding="utf-8")
    assert "Sauli Niinisto" in page
    one = extract(tmp_path / "a", "--html", tmp_path / "one.html")
    assert (one.exit_code, (tmp_path / "one.html").read_text(encoding="utf-8")) == (0, page)


def test_the_command_says_what_it_needs(tmp_path) -> None:
    (tmp_path / "x.txt").write_text("Finland wants answers, Oslo said.", encoding="utf-8")
    (tmp_path / "y.txt").write_text("Oslo wants answers, Finland said.", encoding="utf-8")
    out = extract(tmp_path)
    assert [json.loads(line)["text_file"] for line in out.stdout.splitlines()] == ["x.txt", "y.txt"]
    many = extract(tmp_path, "--html", tmp_path / "one.html")
    assert (many.exit_code, "name a folder for several" in many.output) == (2, True)
    wrong = extract(tmp_path, "--out", tmp_path, "--min-confidence", "80")
    assert (wrong.exit_code, "from 0 to 1" in wrong.output) == (2, True)


def test_statements_below_the_confidence_asked_are_left_out(tmp_path) -> None:
    source = tmp_path / "x.txt"
    source.write_text(
        "“We will wait,” Finnish President Sauli Niinisto said. Oslo hinted at talks.", "utf-8"
    )
    extract(source, "--out", tmp_path / "all")
    extract(source, "--out", tmp_path / "none", "--min-confidence", "1")
    everything, nothing = (
        json.loads((tmp_path / name / "x.json").read_text("utf-8"))["statements"]
        for name in ("all", "none")
    )
    assert len(everything) > len(nothing) == 0
