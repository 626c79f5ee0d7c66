"""Hypothesis strategies for documents: every document that keeps the promises of `kg.model`."""

from itertools import pairwise

from hypothesis import strategies as st

from kg.model import (
    Article,
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

LOCAL = (
    Entity("person/ada-example", "person", "Ada Example", ("Example",)),
    Entity("organisation/daily-example", "organisation", "Daily Example"),
    Entity("body/UA/ministry-of-examples", "body", "Ministry of Examples", (), "state/UA"),
    Entity("place/exampleton", "place", "Exampleton"),
    Entity("./source/1", "unnamed", "unnamed officials", (), "state/RU"),
    Entity("./group/1", "group", "ministers of several states"),
)
STATES = ("state/UA", "state/RU", "state/US")
GROUPINGS = ("grouping/NATO", "grouping/EU")
KNOWN = (*STATES, *GROUPINGS, "body/US/white-house")
AGENTS = tuple(e.key for e in LOCAL if e.type != "place") + KNOWN
ANYTHING = (*AGENTS, "place/exampleton")

texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"),
    min_size=1,
    max_size=80,
)
titles = texts.filter(str.strip)
confidences = st.floats(0, 1)


@st.composite
def spans(draw, size):
    start = draw(st.integers(0, size - 1))
    return Span(start, draw(st.integers(start + 1, size)))


@st.composite
def dates(draw, size, anchors):
    value = draw(
        st.sampled_from(
            (
                None,
                "2014",
                "2014-03",
                "2014-03-18",
                "2014-W12",
                "2014-21",
                "201X",
                "20XX",
                "2008/2014",
            )
        )
    )
    anchor = draw(st.sampled_from(anchors))
    return DateMention(draw(spans(size)), "day", value, anchor)


@st.composite
def principals(draw, size):
    """Candidates that are sorted and whose scores are together at most 1."""
    keys = draw(st.lists(st.sampled_from(STATES), max_size=2, unique=True))
    scores = sorted((draw(st.sampled_from([0.05, 0.3, 0.5])) for _ in keys), reverse=True)
    reason = draw(st.sampled_from(["foremost", "passage", "dateline"]))
    found = zip(keys, scores, strict=True)
    return tuple(PossiblePrincipal(k, s, reason, draw(spans(size))) for k, s in found)


def representations(speakers):
    """For whom which of the speakers speaks; perhaps it is open which one does."""
    return st.builds(
        Representation, st.none() | st.sampled_from(speakers or [None]), st.sampled_from(STATES)
    )


@st.composite
def statements(draw, size, index, anchors):
    content = draw(st.lists(spans(size), min_size=1, max_size=3))
    quoted = draw(st.lists(st.sampled_from(content), max_size=2))
    form = draw(st.sampled_from(["direct", "mixed"])) if quoted else "indirect"
    earlier = st.none() | st.integers(0, index - 1) if index else st.none()
    speakers = draw(st.lists(st.sampled_from(AGENTS), max_size=3, unique=True))
    sides = draw(st.lists(representations(speakers), max_size=2, unique=True))
    alone = len(speakers) == 1 and speakers[0].startswith(("person/", "./source/"))
    return Statement(
        content=tuple(content),
        source=tuple(draw(st.lists(spans(size), max_size=2))),
        cue=draw(st.none() | spans(size)),
        quoted=tuple(quoted),
        form=form,
        act=draw(st.sampled_from(["assert", "demand", "accuse", "concern", "announce"])),
        speakers=tuple(speakers),
        role=draw(st.none() | texts),
        representations=tuple(sides),
        may_speak_for=draw(principals(size)) if alone and not sides else (),
        reported_by=draw(st.none() | st.sampled_from(AGENTS)),
        reported_in=draw(earlier),
        addressees=tuple(draw(st.lists(st.sampled_from(AGENTS), max_size=2, unique=True))),
        about=tuple(draw(st.lists(st.sampled_from(ANYTHING), max_size=3, unique=True))),
        repeats=draw(earlier),
        said_on=draw(st.none() | dates(size, anchors)),
        confidence=draw(confidences),
    )


@st.composite
def documents(draw):
    text = draw(texts)
    size = len(text)
    count = draw(st.integers(0, 4))
    whose = st.none() | st.integers(0, count - 1) if count else st.none()
    published = draw(st.sampled_from([None, "2021-04-13", "2021-04-13T18:02+02:00"]))
    anchors = [None, "dateline", "text", *(["published"] if published else [])]
    cuts = sorted({0, size, *draw(st.lists(st.integers(0, size), max_size=4))})
    return Document(
        article=Article(
            text=text,
            title=draw(st.none() | titles),
            published=published,
            url=draw(st.sampled_from([None, "https://example.org/a?b=c d"])),
            authors=tuple(draw(st.lists(texts, max_size=2))),
            notes=tuple(draw(st.lists(texts, max_size=2))),
            origin=draw(st.none() | texts),
        ),
        sentences=tuple(Span(a, b) for a, b in pairwise(cuts)),
        mentions=tuple(
            Mention(
                span=draw(spans(size)),
                type="person",
                kind=draw(st.sampled_from(["name", "demonym", "pronoun", "nominal", "location"])),
                entity=draw(st.none() | st.sampled_from(ANYTHING)),
            )
            for _ in range(draw(st.integers(0, 4)))
        ),
        entities=LOCAL,
        statements=tuple(draw(statements(size, i, anchors)) for i in range(count)),
        memberships=tuple(
            MembershipClaim(
                subject=draw(st.sampled_from(STATES)),
                grouping=draw(st.sampled_from(GROUPINGS)),
                relation=draw(
                    st.sampled_from(
                        ["member", "partner", "candidate", "observer", "former", "suspended"]
                    )
                ),
                evidence=draw(spans(size)),
                negated=draw(st.booleans()),
                as_of=draw(st.sampled_from([None, "2014", "2014-03", "2014-03-18"])),
                statement=draw(whose),
                confidence=draw(confidences),
            )
            for _ in range(draw(st.integers(0, 2)))
        ),
        offices=tuple(
            OfficeClaim(
                person="person/ada-example",
                title=draw(titles),
                evidence=draw(spans(size)),
                of=draw(
                    st.sampled_from(
                        [None, "state/UA", "grouping/NATO", "organisation/daily-example"]
                    )
                ),
                relation=draw(st.sampled_from(["holds", "held"])),
                statement=draw(whose),
            )
            for _ in range(draw(st.integers(0, 2)))
        ),
    )
