"""Who the words of a source mean, in the light of who spoke before: `he`, `the two`, `it`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from kg.extractors.beside import hailing, only_asked, only_beside, without_apposition
from kg.extractors.bynames import (
    anchor,
    another,
    armed_group,
    is_called,
    just_spoke,
    nicknamed,
    one_of_a_people,
    the_outlet,
)
from kg.extractors.conversations import Conversation, conversations
from kg.extractors.descriptions import COLLECTIVE, HEAD_END, UNNAMED, is_single, may_be
from kg.extractors.first_persons import SELF, signatory, we_are
from kg.extractors.labels import labelled
from kg.extractors.names import gender
from kg.extractors.newsrooms import NEWSROOMS
from kg.extractors.own_clauses import accused, writer
from kg.extractors.pairs import (
    FIRST_CLAUSE,
    PAIRED,
    last_two,
    many_acted,
    pair_in_front,
    talking,
    together,
    who_met,
)
from kg.extractors.reports import reporter
from kg.extractors.source_heads import posted
from kg.extractors.sources import Sources, institutions
from kg.extractors.told_before import end_of, is_said, outermost, without_those_around
from kg.model import Document, Span, Statement

UNATTRIBUTED = "source (unattributed)"

_CLEAR = 0.7  # score of a description that neither the nearest nor whom was just told of explains
_PERSONAL = re.compile(r"^(?:he|she|him|her|his)$", re.IGNORECASE)
_AND_OTHERS = re.compile(r"(he|she) and (?=\w)")
_PLURAL = re.compile(
    r"^(?:they|both|them|their|the (?:two|three|four|pair|duo|trio|sides)"
    rf"|(?:the two|both) {PAIRED}|the (?:two|three|four) \w+|all (?:two|three|four))$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"^(?:who|which|that|whom)$", re.IGNORECASE)
_IMPERSONAL = re.compile(r"^(?:it|itself|its)$", re.IGNORECASE)
# `a person close to him`: another one than he
_BESIDE_HIM = re.compile(r"\b(?:to|with|of|by|for|around) (?:him|his|hers?)\b")
_INSTITUTIONAL = re.compile(
    r"^the (?:(?:diplomatic )?mission|foreign policy agency|ministry|group|agency|organi[sz]ation"
    r"|movement|company|bank|union|department|court|"
    r"commission|council|body|party|newspaper|watchdog|charity|airline|firm|"
    r"think tank|report|embassy|office|institute|foundation|broadcaster|network|delegation"
    r"|fund|tribunal|secretariat)$",
    re.IGNORECASE,
)
# An institution named by who heads it, as subject: `Rosen's office gave another account`.
_HEADED = re.compile(
    r"(?:[^\W_][\w.’'-]* ){0,4}?(?:\w+['’]s?|His|Her) (?:office|ministry|department|government)\b"
)
_WRITING = re.compile(r"(?:the|a) (?:statement|communiqu[eé]|letter|message|readout|tweet|post)$")
_COMPLEMENT = re.compile(r" (?:from|with|familiar|at|to|for|who) ")
_DESCRIBED = re.compile(
    r"\b(?:(?:the|an?|several|some|many|most|two|three|four|five|other|these|those|both)"
    r"(?: [\w.’'-]+){0,4}? ([\w’'-]+)|(?:[a-z]+ )?([a-z]+s))$",
    re.IGNORECASE,
)
_RELATIVE_CLAUSE = re.compile(  # `the airline, in which the state holds a share`
    r"(?<=\w), (?:(?:in|of|for|with|to|by|on|from) )?(?:which|who|whom|whose)\b.*"
)
_AIRLINE = re.compile(r"\bAir|Air\b|Air(?:lines?|ways)")
_BODY = re.compile(
    r"\b(?:group|movement|coalition|alliance|committee|panel|delegation|team|campaign|party|assembly"
    r"|council|report|survey|study|poll|probe|inquiry|source|resolution|draft|declaration)$",
    re.IGNORECASE,
)
_ONE_OF_THEM = re.compile(
    r"one|one of them|another|some of them|some|(?:a|the) (?:second|third|fourth|other)"
)
_OFFICIALS = re.compile(
    r"(?:[\w.’'-]+ ){0,4}?(?:officials|diplomats|envoys|ministers|aides|analysts|experts|delegates"
    r"|lawmakers|generals|commanders|negotiators)\b"
)
_PARTICIPLE = re.compile(r"^(?:\w+ly )?(?:also |further )?\w+ing\b", re.IGNORECASE)
_GUESS = 0.3  # a speaker is better than none from here on, though the mention stays NIL


class SpeakerResolver:
    """Resolves the sources of one article's statements, in text order."""

    def __init__(self, document: Document, sources: Sources) -> None:
        self._sources, self._look = sources, sources.look
        self._text = document.article.text
        self._exact = {m.span: m for m in document.mentions}
        self._offices = document.offices

    def of(self, statement: Statement, before: Sequence[Statement]) -> tuple[str, ...]:
        """Return the speakers of a statement; `before` are those already resolved."""
        named = (self._sources.read((s,)) for s in statement.source[1:])
        others = (key for keys in named for key in keys)
        return tuple(dict.fromkeys((*self._first(statement, before), *others)))

    def _first(self, statement: Statement, before: Sequence[Statement]) -> tuple[str, ...]:
        """Return the speakers that the first of a statement's sources means."""
        if not statement.source:
            return self._sourceless(statement, before)
        span = statement.source[0]
        if statement.cue is None:
            return labelled(self._sources, self._offices, span)
        words = _RELATIVE_CLAUSE.sub("", " ".join(span.of(self._text).split()).lower().strip(" ,"))
        called = without_apposition(self._look, words, span)
        words = words if _INSTITUTIONAL.match(called) else called
        if _PERSONAL.match(words):
            return self._person(span, statement, before)
        if _PLURAL.match(words):
            return self._several(span, words, before)
        if with_him := _AND_OTHERS.match(words):
            first = self._person(Span(span.start, span.start + with_him.end(1)), statement, before)
            rest = self._sources.read((Span(span.start + with_him.end(), span.end),))
            return tuple(dict.fromkeys((*first, *rest)))
        if _IMPERSONAL.match(words):
            return self._institution(span, before)
        if _RELATIVE.match(words.split()[0] if words else ""):
            return self._antecedent(span, words) or self._nobody()
        if native := one_of_a_people(self._sources, words, span, statement, before):
            return native
        if we := we_are(self._sources, span, statement):
            return we
        if SELF.match(words):
            return before[-1].speakers if before else signatory(self._sources) or self._nobody()
        if _WRITING.match(words) and (issued := self._issued(span, before)):
            return issued
        if paper := the_outlet(self._look, words, span):
            return paper
        if (again := self._again(words, span, before)) or _INSTITUTIONAL.match(words):
            found = again or self._so_called(words, span) or self._last_institution(span, before)
            if not found:
                return (self._sources.local("unnamed", words.removeprefix("the ")),)
            if is_called(words, found):
                return found
        if met := who_met(self._sources, words, self._talks, self._look.sentence(span.start)):
            return met
        beside = without_those_around(statement, before)
        known = () if self._by_office(span) else nicknamed(self._sources, words, span, beside)
        known = known or armed_group(self._look, words, span)
        known = known or (self._so_called(words, span) if words == "the central bank" else ())
        return known or self._sources.read(statement.source) or self._nobody()

    def _by_office(self, span: Span) -> bool:
        """Say whether these words are a description that an office makes clear."""
        mention = self._exact.get(span)
        return mention is not None and mention.kind == "nominal" and mention.score >= _CLEAR

    def _nobody(self) -> tuple[str, ...]:
        return (self._sources.local("unnamed", UNATTRIBUTED),)

    def _person(
        self, span: Span, statement: Statement, before: Sequence[Statement]
    ) -> tuple[str, ...]:
        """Return who `he` or `she` is: the resolved mention, or the unnamed man who just spoke."""
        last = outermost(before)
        mention = self._exact.get(span)
        if last and len(last.speakers) == 1 and last.speakers[0].startswith("./source/"):
            gap = Span(anchor(last), span.start) if anchor(last) < span.start else None
            named = gap and any(
                m.type == "person"
                and m.kind == "name"
                and not is_said(m, before[-3:])
                and not any(s.contains(m.span) for s in last.source)
                for m in self._look.within(gap)
            )
            near = self._look.sentence(span.start) - self._look.sentence(anchor(last)) <= 2
            source = self._sources.entities[last.speakers[0]]
            fits = is_single(source) and may_be(source, span.of(self._text))
            fits = fits and not only_asked(self._text, last, source.name)
            quotes = statement.reported_in == len(before) - 1  # `the station quoted him`
            if near and not named and fits and not quotes and not _BESIDE_HIM.search(source.name):
                return last.speakers
        if mention and mention.entity:
            beside = last is not None and only_beside(self._sources, mention.entity, last, span)
            return last.speakers if last and beside else (mention.entity,)
        if mention and mention.candidates and mention.candidates[0].score >= _GUESS:
            return (mention.candidates[0].key,)
        other = "m" if span.of(self._text).lower() in ("she", "her") else "f"
        spoke = last.speakers[0] if last else ""
        if spoke.startswith("person/") and gender(self._sources.entities[spoke].name) != other:
            return (spoke,)
        return self._nobody()

    def _several(self, span: Span, words: str, before: Sequence[Statement]) -> tuple[str, ...]:
        """Return whom `they` or `the two` are: those named together last, or a joint speaker."""
        here = self._look.sentence(span.start)
        pair = "two" in words or "both" in words or "pair" in words
        aside = words == "they" and self._text[span.start - 2] in '”"'
        if aside and (one := just_spoke(self._sources, span, before)):
            return one
        if not pair and here and (sides := pair_in_front(self._look, here - 1)):
            return self._several(sides, sides.of(self._text).lower(), before)
        spoken = next(
            (
                s
                for s in reversed(before[-4:])
                if self._is_plural(s.speakers, pair)
                or (not pair and s.reported_in is None and self._near(s, span))
            ),
            None,
        )
        for index in range(here, max(-1, here - 3), -1):
            if spoken and self._look.sentence(anchor(spoken)) >= index and index < here:
                return spoken.speakers
            sentence = Span(self._look.opening(index), self._look.sentences[index].end)
            joined = together(self._look, sentence, span.start)
            if len(joined) > 1 and (not pair or len(joined) == 2):
                return joined
            if met := talking(self._sources, words, self._talks, index):
                return met
        if spoken:
            return spoken.speakers
        if pair:
            return last_two(self._sources, words, before) or self._sources.read((span,))
        if acting := many_acted(self._sources, span):
            return acting
        return self._institution(span, before)

    @cached_property
    def _talks(self) -> list[Conversation]:
        return conversations(self._sources)

    def _near(self, statement: Statement, span: Span) -> bool:
        """Say whether an institution spoke here, in the paragraph of `span`."""
        same = self._look.paragraph(anchor(statement)) == self._look.paragraph(span.start)
        return same and bool(institutions(statement.speakers))

    def _is_plural(self, keys: Sequence[str], pair: bool) -> bool:
        if len(keys) > 1:
            return not pair or len(keys) == 2
        if pair or not keys:
            return False
        return keys[0].startswith("./") and not is_single(self._sources.entities[keys[0]])

    def _so_called(self, words: str, span: Span) -> tuple[str, ...]:
        """Return the organisation named last before whose name has the noun: `the bank`."""
        noun = words.split()[-1]
        for mention in reversed(self._look.within(Span(0, span.start + 1))):
            if mention.kind != "name" or mention.type not in ("organisation", "body"):
                continue
            name = self._sources.entities[mention.entity].name if mention.entity else ""
            if noun in name.lower().split() or (noun == "airline" and _AIRLINE.search(name)):
                return (mention.entity or "",)
        return ()

    def _institution(self, span: Span, before: Sequence[Statement]) -> tuple[str, ...]:
        """Return what `it` is, nobody known if no institution spoke or acted."""
        return self._last_institution(span, before) or self._nobody()

    def _last_institution(self, span: Span, before: Sequence[Statement]) -> tuple[str, ...]:
        """Return the institution that spoke or acted last, if one did."""
        here = self._look.sentence(span.start)
        if own := self._sources.read(writer(self._look, span)) or accused(self._look, span):
            return own
        if here and (headed := _HEADED.match(self._text, self._look.opening(here - 1))):
            return self._sources.read((Span(*headed.span()),))
        for statement in reversed(before[-3:]):
            keys = [k for k in statement.speakers if self._is_institution(k)]
            if len(keys) > 1:  # who spoke together are no `it`
                continue
            by = None if keys else reporter(self._sources, statement, before, None)
            near = here - self._look.sentence(anchor(statement)) <= 4
            if near and (keys or (by and by not in NEWSROOMS)):
                return tuple(keys) or (by or "",)
        for index in range(here, max(-1, here - 4), -1):
            for mention in self._look.within(self._look.sentences[index]):
                subject = mention.span.start - self._look.opening(index) < FIRST_CLAUSE
                named = mention.kind in ("name", "metonym", "nominal")
                acts = named or mention.span.of(self._text).endswith(" government")
                found = institutions([mention.entity] if mention.entity else [])
                if found and mention.span.end <= span.start and subject and acts:
                    return tuple(found)
        return ()

    def _is_institution(self, key: str) -> bool:
        """Say whether an entity may be `it`: no person, and of those described only a body."""
        body = _BODY.search(self._sources.entities[key].name)
        return bool(body) if key.startswith("./") else not key.startswith("person/")

    def _issued(self, span: Span, before: Sequence[Statement]) -> tuple[str, ...]:
        """Return whose `the statement` is: theirs by whom, or who spoke in a sentence before."""
        here = self._look.sentence(span.start)
        for last in reversed(before[-4:]):
            gap = here - self._look.sentence(anchor(last))
            if 0 < gap <= 2:
                by = reporter(self._sources, last, (last,), None)
                return (by,) if by and by not in NEWSROOMS else last.speakers
        return ()

    def _antecedent(self, span: Span, words: str) -> tuple[str, ...]:
        """Return whom a relative pronoun means: the person, or what is named or described before.

        `X, the director of Y, who`, `Senator X of Texas, who` is X; `A and B, which both` are two.
        """
        at = len(self._text[: span.start].rstrip(" ,"))
        mention = self._look.ending(at)
        if mention and (whole := posted(self._look, mention.span)):
            return self._sources.read((whole,))
        if words.startswith("who") and (mention is None or mention.type != "person"):
            person = self._sources.introduced(at) or hailing(self._look, at)
            if person or (described := self._described(at)):
                return (person,) if person else described
        if mention is None or not mention.entity:
            return self._described(at)
        joined = re.search(r" and $", self._text[: mention.span.start])
        first = self._look.ending(joined.start()) if joined else None
        if first and first.entity and re.match(r" both\b", self._text[span.end : span.end + 5]):
            return (first.entity, mention.entity)
        return (mention.entity,)

    def _described(self, at: int) -> tuple[str, ...]:
        """Return those described right before `at`: `a UN panel`, `several ministers`."""
        start = self._look.sentences[self._look.sentence(at - 1)].start
        found = _DESCRIBED.search(self._text, max(start, at - 80), at)
        people = (COLLECTIVE, UNNAMED, _BODY)
        if found is None or not any(p.search(found[1] or found[2]) for p in people):
            return ()
        named = self._look.ending(found.start(1 if found[1] else 2) - 1)
        begin = min(found.start(), named.span.start if named else found.start())
        return self._sources.read((Span(begin, found.end()),))

    def _again(self, words: str, span: Span, before: Sequence[Statement]) -> tuple[str, ...]:
        """Return the unnamed source or group that `the officials`, `the ministers` spoke as."""
        if _ONE_OF_THEM.fullmatch(words):
            if other := another(self._sources, words, before):
                return other
            plural = (s for s in reversed(before[-3:]) if self._is_plural(s.speakers, pair=False))
            return next((s.speakers for s in plural), ()) or self._acted(span)
        match = re.match(r"(?:one of )?(?:the|that) ((?:[\w-]+ )?\w+)(?:,|$)", words)
        if match is None:
            return ()
        wanted = {w.rstrip("s") for w in match[1].split()}
        below = [s for s in before[-6:] if self._look.paragraph(anchor(s))]
        spoke = below if self._look.paragraph(span.start) > 1 else before[-6:]  # no headline's
        for key in (k for s in reversed(spoke) for k in s.speakers if k.startswith("./")):
            name = _COMPLEMENT.split(self._sources.entities[key].name)[0]
            noun = re.escape(match[1].split()[-1].rstrip("s"))
            whole = re.search(
                rf"\b{noun}s?(?:$|,| (?:{HEAD_END.pattern}|\w+(?:ed|ing)\b))", name, re.I
            )
            if whole and wanted <= {w.rstrip("s") for w in name.lower().split()}:
                return (key,)
        return ()

    def _acted(self, span: Span) -> tuple[str, ...]:
        """Return the officials that are subject of the sentence before: `US officials left.`."""
        here = self._look.sentence(span.start)
        found = _OFFICIALS.match(self._text, self._look.opening(here - 1)) if here else None
        return self._sources.read((Span(*found.span()),)) if found else ()

    def _introduced(self, statement: Statement) -> tuple[str, ...]:
        """Return whom the line before presents whose quotation follows: `Here is X:`."""
        start = statement.content[0].start
        index = self._look.sentence(start) - 1
        while index >= 0 and self._look.quoted(self._look.sentences[index].start + 1):
            index -= 1
        line = self._look.sentences[index] if index >= 0 else None
        if line is None or not line.of(self._text).rstrip(' \n"“').endswith(":"):
            return ()
        named = (m.entity for m in self._look.within(line) if m.type == "person")
        return tuple(dict.fromkeys(k for k in named if k))[:1]

    def _sourceless(self, statement: Statement, before: Sequence[Statement]) -> tuple[str, ...]:
        """Return the speaker who goes on: in a quotation resumed, or after a participle."""
        here = self._look.telling(statement)
        last = outermost(before, of_persons=True)
        start = statement.content[0].start
        quoted = self._look.quoted(start) or self._look.quoted(statement.content[-1].end - 1)
        cue = statement.cue.of(self._text) if statement.cue else ""
        if quoted and not cue and (presented := self._introduced(statement)):
            return presented
        if last is not None:
            near = self._look.sentence(start) - self._look.sentence(end_of(last)) <= 1
            goes_on = not cue or _PARTICIPLE.match(cue) or cue.lower().startswith("add")
            paragraph = self._look.paragraph(start) - self._look.paragraph(end_of(last))
            head = self._text[self._look.paragraphs[self._look.paragraph(start)].start : start]
            resumed = quoted and paragraph == 1 and not head.rstrip("\"“„«‘' ").endswith(":")
            if near and goes_on and (paragraph == 0 or resumed):
                return last.speakers
        if cue and _PARTICIPLE.match(cue):
            for mention in self._look.within(here):
                if mention.entity and mention.kind != "demonym" and mention.type != "place":
                    return (mention.entity,)
        return self._nobody()
