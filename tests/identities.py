"""Persons for tests: from a line of a table, from a strategy, or as the graphs of articles."""

from hypothesis import strategies as st

from kg.identity.entities import Person
from kg.identity.profiles import Profile, post
from kg.iris import BASE, article_iri, slug
from kg.mapping import to_graph
from kg.model import Article, Document, Entity, Mention, OfficeClaim, Span
from kg.ntriples import to_ntriples
from kg.reference import load_reference

REFERENCE = load_reference()


def known(key):
    return not key.startswith("person/") and REFERENCE.entity(key) is not None


def profile(text):
    """Return the profile of `Name ; Title@STATE day, ~Former@STATE day`."""
    name, _, evidence = text.partition(";")
    posts, years = set(), set()
    for told in filter(None, (e.strip() for e in evidence.split(","))):
        office, day = told.rsplit(" ", 1)
        title, owner = office.removeprefix("~").split("@")
        owner = owner if "/" in owner else f"state/{owner}"
        relation = "held" if told.startswith("~") else "holds"
        posts.add(post(title, owner, relation, day[:4], day[:4]))
        years.add(int(day[:4]))
    return Profile(frozenset([name.strip()]), frozenset(posts), frozenset(years))


def person(article, text):
    """Return the person that an article, known by a word, speaks of."""
    told = profile(text)
    (name,) = told.names
    iri = article_iri(BASE, article)
    return Person(f"{iri}/person/{slug(name)}", name, told, iri)


NAMES = (
    *("Joe Biden", "Joseph R. Biden Jr.", "Biden", "Hunter Biden", "Michael Collins", "Collins"),
    *("Sergei Lavrov", "Sergey Lavrov", "Lavrov", "Ali Ahmed", "Ahmed", "Mohammed Ahmed"),
    *("John Smith", "J. Smith", "Smith", "Pedro Sánchez", "Pedro Sánchez Pérez", "Pedro Pérez"),
    *("Volodymyr Zelenskyy", "Zelensky", "Li Wei", "Wei Li", "Mohammed VI", "Mohammed V"),
)
POSTS = (
    "",
    "President@US 2021",
    "Foreign Minister@RU 2015",
    "Minister@IE 2020",
    "~Minister@IE 2022",
)
people = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(POSTS)), min_size=1, max_size=9
).map(lambda told: [person(f"{n:02}", f"{name} ; {p}") for n, (name, p) in enumerate(told)])


def article_graph(number, name, title="", of=None, published="2021-03-01"):
    """Return IRI and triples of an article that says one thing: who holds which office."""
    text = f"{name}, {title or 'somebody'}, spoke."
    article = Article(
        text, url=f"https://news.example/{number}", published=published, published_source="sidecar"
    )
    key = f"person/{slug(name)}"
    offices = (OfficeClaim(key, title, Span(0, len(text)), of),) if title else ()
    document = Document(
        article,
        sentences=(Span(0, len(text)),),
        mentions=(Mention(Span(0, len(name)), "person", "name", key),),
        entities=(Entity(key, "person", name),),
        offices=offices,
    )
    graph = to_graph(document, base=BASE, run="0" * 16, version="0", known=known)
    return article_iri(BASE, article.id), to_ntriples(graph)
