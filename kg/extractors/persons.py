"""Person names in the text: the tagger's, put right, and those that titles and repetition betray.

Every name mention found here has `entity` None; `kg.extractors.coreference` says who is who.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extractors.given_names import FEMALE, MALE
from kg.extractors.lookup import opening_of
from kg.extractors.mistaken_persons import without_others
from kg.extractors.names import (
    ARTICLE,
    FUNCTION_WORDS,
    SURNAMES_TOO,
    name_at,
    parts,
    short_forms,
    stands_alone,
    words,
)
from kg.extractors.titles import Title, find_titles
from kg.extractors.versions import VERSIONS
from kg.model import Document, Mention, Span
from kg.reference import Reference
from kg.spans import SpanIndex

_SEPARATOR = re.compile(r"(?:,? and |, )")
# Given names that are function words elsewhere: `President Sunday Okafor`, `Governor Will Marsh`.
_CALLED = re.compile(
    r"(?:Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|April|May|June|July|August"
    r"|Will|So|An|Yet|Even|He|To) (?=[A-Z])"
)
# `ANN OBI (Chad) said`, `ANN OBI, the envoy,`: as the United Nations set who takes the floor.
_IN_CAPITALS = re.compile(
    r"(?:[^\W\d_]\. |(?:[A-ZÀ-Þ][’'])?[A-ZÀ-ÞŞŠŻŽČĆĐŁŃŚĞİ]{2,}(?:[-’'][A-ZÀ-Þ]+)* ?"
    r"|(?:de|da|dos|del|van|von|bin|al|el|la) ){2,6}(?<! )(?=,? \(|, )"
)
# `Ann Obi (Chad)` as a source: who speaks for a state among others
_DELEGATE = re.compile(r"((?:[A-Z][\w’'-]+ ){1,3}[A-Z][\w’'-]+) \([A-Z][\w .’'-]{2,40}\),?")
_APPOSED = re.compile(r"(?: (?:in|to|for|on|at) (?:the )?[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)*)?, ")
# What the tagger takes for organisations: `Sir Ali Obi`, and `Prime` of a minister
_ADDRESSED = re.compile(r"(?:Sir|Dame|Mrs?|Ms)\.? [A-Z]")
_OF_A_TITLE = re.compile(r"Prime|Vice|Deputy|Minister|President|Secretary|Chancellor|Ambassador")
_LEAST_SHOUTED = 12  # letters of a sentence that is in capitals as a whole
# `ANN OBI, SECRETARY OF STATE`: the line that signs a statement
_SIGNED = re.compile(
    r", (?:[A-Z’'-]+ ){0,4}(?:SECRETARY|MINISTER|PRESIDENT|SPOKES\w+|AMBASSADOR|REPRESENTATIVE"
    r"|COMMISSIONER|CHANCELLOR|PREMIER|GOVERNOR|DIRECTOR)\b[A-Z ,’'-]*(?=:|$)"
)
_HE = re.compile(r"(?:He|To) (?=[A-Z])")  # no pronoun, but a surname: `He Lifeng`
_INITIAL = re.compile(r"(?<![\w.])(?:[A-ZÀ-Þ]\.)+$")
# `T.R. Obi` of which the tagger has `R.` or `Obi`, but not `U.S.` before a name
_INITIALS = re.compile(r"(?<![\w.])(?![UE]\.[SKNU]\.|D\.C\.|N\.[YJ]\.)(?:[A-ZÀ-Þ]\. ?)+$")


class PersonExtractor:
    """Adds and corrects mentions of persons by name."""

    name = "persons"
    version = VERSIONS["persons"]

    def __init__(self, reference: Reference | None = None) -> None:
        """Take the reference data, whose office holders are persons also by surname alone."""
        holdings = reference.holdings if reference else ()
        self._surnames = {n.split()[-1] for h in holdings for n in (h.person, *h.names)}

    def __call__(self, document: Document) -> Document:
        """Return the document with clean person mentions, `entity` None, in text order.

        Names of states and places within a longer person name (`Jordan Bardella`) are dropped.
        """
        document = _without_false_organisations(document)
        text = document.article.text
        capitals = list(_in_capitals(document))
        others = [m for m in document.mentions if m.type != "person"]
        others = [m for m in others if m.entity or not any(m.span.overlaps(s) for s in capitals)]
        known = sorted(m.span for m in others)
        titles = [t for s in document.sentences for t in find_titles(text, s, _within(known, s))]
        placed = SpanIndex(titles, lambda t: t.span)
        named = SpanIndex((m for m in others if m.kind != "nominal"), lambda m: m.span)
        found = {s for s in _titled(document, titles, placed) if not _is_other(s, named)}
        found |= {s for s in _untitled(document, titles, placed) if not _is_other(s, named)}
        for mention in document.mentions:
            if mention.type == "person" and mention.kind == "name":
                cleaned = _clean(document, mention.span, placed)
                found |= {s for s in cleaned if not _is_other(s, named)}
        spans = _longest({*found, *capitals})
        spans = _longest({*spans, *_repeated(text, spans, known)})
        sources = [s for st in document.statements for s in st.source]
        titled = {s.of(text) for s in _titled(document, titles, placed)}
        spans = without_others(text, spans, sources, titled | self._surnames)
        persons = [Mention(s, "person") for s in spans]
        kept = [m for m in others if not _inside_name(m, spans)]
        kept += [m for m in document.mentions if m.type == "person" and m.kind != "name"]
        mentions = sorted((*kept, *persons), key=lambda m: (m.span.start, -m.span.end))
        return replace(document, mentions=tuple(mentions))


def _without_false_organisations(document: Document) -> Document:
    """Return the document with persons, and words of titles, taken for organisations put right."""
    text, mentions = document.article.text, list[Mention]()
    for mention in document.mentions:
        unknown = mention.type == "organisation" and mention.entity is None
        if unknown and _ADDRESSED.match(text, mention.span.start, mention.span.end):
            mentions.append(replace(mention, type="person"))
        elif not (unknown and _OF_A_TITLE.fullmatch(mention.span.of(text))):
            mentions.append(mention)
    return replace(document, mentions=tuple(mentions))


def _in_capitals(document: Document) -> Iterator[Span]:
    """Yield the names in capitals that open a sentence which is not in capitals as a whole."""
    text = document.article.text
    for sentence in document.sentences:
        opening = opening_of(text, sentence)
        for start in sorted({sentence.start, opening}):  # a label may be passed over
            name = _IN_CAPITALS.match(text, start, sentence.end)
            if name and len(name.group().split()) > 1:
                rest = text[name.end() : sentence.end]
                mixed = 2 * sum(c.isupper() for c in rest) < sum(c.isalpha() for c in rest)
                if (mixed and start == opening) or _SIGNED.match(rest):
                    yield Span(*name.span())


def _within(spans: Sequence[Span], sentence: Span) -> list[Span]:
    """Return the spans (sorted) that begin in the sentence."""
    first = bisect_right(spans, sentence.start - 1, key=lambda s: s.start)
    last = bisect_right(spans, sentence.end - 1, key=lambda s: s.start)
    return list(spans[first:last])


def _sentence_end(document: Document, at: int) -> int:
    index = bisect_right(document.sentences, at, key=lambda s: s.start) - 1
    if index >= 0 and document.sentences[index].end > at:
        return document.sentences[index].end
    return len(document.article.text)


def _sentence_start(document: Document, at: int) -> int:
    index = bisect_right(document.sentences, at, key=lambda s: s.start) - 1
    return document.sentences[index].start if index >= 0 else 0


def _titled(
    document: Document, titles: Sequence[Title], placed: SpanIndex[Title]
) -> Iterator[Span]:
    """Yield the names after a title: `President X`, `Presidents X and Y`, `the king, X Y,`."""
    text = document.article.text
    cores = {t.core.start for t in titles}
    for title in titles:
        limit = _sentence_end(document, title.span.start)
        at = title.core.end
        if text[at : at + 1] == " " and at + 1 not in cores:
            called = _CALLED.match(text, at + 1, limit)
            end = name_at(text, called.end() if called else at + 1, limit)
            while end is not None:
                yield Span(at + 1, end)
                after = re.match(r"(?: of (?:the )?[A-Z]\w+)?(?:,? and |, )", text[end : end + 40])
                if not title.plural or after is None:
                    break
                at = end + after.end() - 1
                end = name_at(text, at + 1, limit)
        at = title.tail
        if at > title.core.end and text[at : at + 1] == " ":  # `Minister of Peru Ana Rojas`
            end = name_at(text, at + 1, limit)
            if end is not None and len(parts(text[at + 1 : end])) > 1:
                yield Span(at + 1, end)
        apposed = _APPOSED.match(text, at, limit)
        if (title.definite or title.owners) and apposed:
            yield from _listed(text, apposed.end(), limit, placed)


def _listed(text: str, at: int, limit: int, titles: SpanIndex[Title]) -> Iterator[Span]:
    """Yield full names in apposition: `the Italian foreign minister, Luigi Di Maio, joined`.

    The name may have a title of its own: `the union's chairman, Congolese President X`.
    """
    while (end := name_at(text, at, limit)) is not None and len(parts(text[at:end])) > 1:
        if text[end : end + 1] not in (",", ".", ";", " ", ")"):
            return
        near = titles.overlapping(Span(at, end))
        start = max([at, *(t.core.end + 1 for t in near if at <= t.core.start < end)])
        if start < end:
            yield Span(start, end)
        joint = _SEPARATOR.match(text, end, limit)
        if joint is None:
            return
        at = joint.end()


def _untitled(
    document: Document, titles: Sequence[Title], placed: SpanIndex[Title]
) -> Iterator[Span]:
    """Yield full names before a title in apposition, and those that begin a statement's source."""
    text = document.article.text
    for title in titles:
        before = text[max(0, title.span.start - 60) : title.span.start]
        apposed = re.search(
            r"(?:^|[^\w'’.-])((?:[A-Z][\w.'’-]*|[a-z]{1,3})(?: [\w.'’-]+){1,4}),"
            r" (?:the |an? |its |his |her )?$",
            before,
        )
        if apposed and not title.plural and title.kind not in ("honorific", "rank"):
            start = title.span.start - len(before) + apposed.start(1)
            yield from _whole(text, start, start + len(apposed[1]), placed)
    for source in (s for st in document.statements for s in st.source):
        if delegate := _DELEGATE.fullmatch(text, source.start, source.end):
            yield Span(*delegate.span(1))
            continue
        word = next((w for w in words(text, source.start, source.end) if w.text[0].isupper()), None)
        end = name_at(text, word.start, source.end) if word else None
        if word and end and parts(word.text)[:1] and parts(word.text)[0] in FEMALE | MALE:
            yield from _whole(text, word.start, end, placed)


def _whole(text: str, start: int, end: int, titles: SpanIndex[Title]) -> Iterator[Span]:
    """Yield the full name that ends at `end`, from the first word after which all is name."""
    ends = (t.core.end for t in titles.overlapping(Span(start, end)))
    start = max([start, *(e for e in ends if start <= e <= end)])
    for word in words(text, start, end):
        if name_at(text, word.start, end) == end and len(parts(text[word.start : end])) > 1:
            yield Span(word.start, end)
            return


def _clean(document: Document, span: Span, titles: SpanIndex[Title]) -> Iterator[Span]:
    """Yield the names in a tagger's person span, without titles, possessives and other words."""
    text = document.article.text
    if initials := _INITIALS.search(text, _sentence_start(document, span.start), span.start):
        span = Span(initials.start(), span.end)
    near = titles.overlapping(span)
    inside = [t.core for t in near if t.core.overlaps(span)]
    at, cased = span.start, _cased(document, span)
    for word in words(text, span.start, span.end):
        if word.start < at:
            continue
        title = next((t for t in inside if t.start <= word.start < t.end), None)
        if title is not None:
            at = title.end
            continue
        if any(_adjective(text, t, word.start) for t in near):
            continue
        he = _HE.match(text, word.start, span.end)
        end = name_at(cased, he.end() if he else word.start, span.end)
        if end is None:
            continue
        if end >= span.end - 5:  # at the end, but for a particle
            end = _completed(text, word.start, end, _sentence_end(document, word.start))
        cut = min((t.start for t in inside if word.start < t.start < end), default=end)
        name = text[word.start : cut].rstrip()
        at = word.start + max(len(name), 1)
        if name and not _is_common(name):
            yield Span(word.start, word.start + len(name))


def _cased(document: Document, span: Span) -> str:
    """Return the text; where the span's sentence is in capitals, the span in small letters."""
    text = document.article.text
    sentence = text[_sentence_start(document, span.start) : _sentence_end(document, span.start)]
    letters = [c for c in sentence if c.isalpha()]
    name = span.of(text).title()
    if len(letters) < _LEAST_SHOUTED or sum(map(str.isupper, letters)) < 0.9 * len(letters):
        return text
    same = len(name) == span.end - span.start
    return text[: span.start] + name + text[span.end :] if same else text


def _adjective(text: str, title: Title, at: int) -> bool:
    """Say whether the word at `at` says whose the title is, without a possessive: `German`."""
    before = text[title.span.start : title.core.start]
    return title.span.start <= at < title.core.start and not re.search(r"['’]", before)


def _completed(text: str, start: int, end: int, limit: int) -> int:
    """Return where the name ends if the tagger stopped at a particle or an initial (`Ann B.`)."""
    following = next(words(text, end, limit), None)
    initial = _INITIAL.search(text, start, end) is not None
    if following and following.start == end + 1 and (following.text.islower() or initial):
        longer = name_at(text, start, limit)
        return longer if longer is not None else end
    return end


def _is_common(name: str) -> bool:
    return all(w.lower() in FUNCTION_WORDS for w in name.split())


def _is_other(span: Span, others: SpanIndex[Mention]) -> bool:
    """Say whether the span is the name of a state, grouping, body or place, or lies within one."""
    return any(m.entity is not None or m.span != span for m in others.containing(span))


def _inside_name(mention: Mention, names: Sequence[Span]) -> bool:
    index = bisect_right(names, mention.span.start, key=lambda s: s.start) - 1
    return index >= 0 and names[index].contains(mention.span)


def _longest(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in text order, of overlapping ones only the longest."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or not kept[-1].overlaps(span):
            kept.append(span)
        elif span.end - span.start > kept[-1].end - kept[-1].start:
            kept[-1] = span
    return kept


def _repeated(text: str, names: Sequence[Span], known: Sequence[Span]) -> Iterator[Span]:
    """Yield further occurrences of the names, and of the surnames of full names, in the text."""
    forms: set[str] = set()
    for name in {s.of(text) for s in names}:
        forms.add(name)
        strong = {form for form, weight in short_forms(name).items() if weight >= 0.95}
        tokens = name.split()
        forms |= {
            " ".join(tokens[i:j])
            for i in range(len(tokens))
            for j in (i + 1, len(tokens))
            if " ".join(parts(" ".join(tokens[i:j]))) in strong
        }
    forms |= {ARTICLE.sub("", f) for f in forms}
    forms = {f for f in forms if len(f) > 1 and not f.islower()}
    forms = {f for f in forms if not _is_common(f) or f.lower() in SURNAMES_TOO}
    if not forms:
        return
    ordered = "|".join(re.escape(f) for f in sorted(forms, key=len, reverse=True))
    for match in re.finditer(rf"(?<![\w’'-])(?:{ordered})(?![\w-])(?!['’](?!s\b)\w)", text):
        span = Span(*match.span())
        following = re.match(r" ([A-Z][\w-]+)", text[span.end : span.end + 30])
        longer = following and following[1].lower() in _PROPER_NOUNS
        if span.of(text).lower() in SURNAMES_TOO and not stands_alone(text, *match.span()):
            continue
        if not longer and not any(k.overlaps(span) for k in _near(known, span)):
            yield span


_PROPER_NOUNS = frozenset(
    {"foundation", "university", "institute", "center", "centre", "airport", "prize", "school"}
)


def _near(known: Sequence[Span], span: Span) -> Sequence[Span]:
    index = bisect_right(known, span.start, key=lambda s: s.start)
    return known[max(0, index - 4) : index + 4]
