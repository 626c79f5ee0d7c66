"""A store that is hard on pages: 500 statements, long names, markup, text from right to left."""

from kg.iris import BASE
from kg.mapping import to_graph
from kg.model import Article, Document, Entity, Mention, Span, Statement
from kg.ntriples import to_ntriples
from kg.stores.oxigraph import open_store

LONG = "Ann" + "a" * 285 + " Lindström"  # 298 characters, one of them for a word
SCRIPT = "<script>alert('x')</script>"
ARABIC = "الأمين العام أحمد أبو الغيط"
NAMES = (LONG, f"Bo {SCRIPT}", ARABIC, "\u202eoverridden\u202c", 'O\'Brien "& Sons"')
KEYS = ("person/long", "person/markup", "person/arabic", "person/override", "person/quotes")


def wide_document(number=500):
    """Return a document of one article in which `number` statements stand, a paragraph each."""
    text, statements, mentions, sentences = "", [], [], []
    for place in range(number):
        name, key = NAMES[place % 5], KEYS[place % 5]
        words = f"treaty {place} {SCRIPT if place % 7 == 0 else 'قال إن السلام ممكن'} would hold"
        start = len(text)
        text += f"{name} said that {words}.\n\n"
        who = Span(start, start + len(name))
        content = Span(start + len(name) + 11, start + len(name) + 11 + len(words))
        statements.append(
            Statement(
                (content,), source=(who,), cue=Span(who.end + 1, who.end + 5), speakers=(key,)
            )
        )
        mentions.append(Mention(who, "person", entity=key))
        sentences.append(Span(start, content.end + 1))
    entities = (Entity(k, "person", n) for k, n in zip(KEYS, NAMES, strict=True))
    title = f"{SCRIPT} {ARABIC} " + "supercalifragilistic" * 8
    return Document(
        Article(text.rstrip(), title=title, published="2024-02-29", url="https://example.org/w"),
        sentences=tuple(sentences),
        mentions=tuple(mentions),
        entities=tuple(entities),
        statements=tuple(statements),
    )


def wide_store(folder):
    """Make a store with that article in `folder`; return the article's id."""
    document = wide_document()
    graph = to_graph(document, base=BASE, run="0", version="0", known=lambda key: False)
    store = open_store(str(folder), create=True)
    store.replace({f"{BASE}article/{document.article.id}": to_ntriples(graph)})
    store.close()
    return document.article.id
