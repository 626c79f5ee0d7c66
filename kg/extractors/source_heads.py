"""Which words of a source speak: its head, not an owner, a complement or an apposition."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.extractors.descriptions import COLLECTIVE, HEAD_END, UNNAMED, ends, is_name
from kg.extractors.lookup import Lookup
from kg.model import EntityType, Mention, Span

POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?=\s)")
_NOT_HEAD = re.compile(
    r"\b(?:of|for|to|by|against|with|including|like|such as|under|from|in|at|about|on|near|"
    r"close to|than|via|versus|toward|towards)"
    r"(?: (?:the|a|an|former|then|his|her|its|their))?(?: [\w'’.-]+){0,3} $",
    re.IGNORECASE,
)
_CAPITALS_BEFORE = re.compile(r"(?:[A-Z][\w.’'&–-]* )*$")
_UTTERANCE_BY = re.compile(
    r"\b(?:tweet|statement|letter|message|remark|comment|report|post|op-ed|article|speech|interview|"
    r"e-?mail|memo|note|address|testimony|video)s?\b.*\b(?:by|from|of|with) (?:the )?$",
    re.IGNORECASE,
)
_DECLARATION_BY = re.compile(  # `a joint statement by Peru and Chile`
    r"(?:[Tt]he |[Aa] )?(?:[Jj]oint )?(?:[Ss]tatement|[Cc]ommuniqu[eé]|[Dd]eclaration)"
    r"(?: (?:issued|released|signed|published))? (?:by|from|of) (?:the )?"
    r"(?:[A-Z](?:(?! and )[\w.’' -])*(?:, and |, | and )(?:the )?)*$"
)
_MODIFIES = re.compile(  # `Sanders supporters`, but `Sanders of Vermont`
    r" (?!(?:and|or|of|who|in|from|at|on|with|as|speaking|himself|herself|also|then|told|said)\b)"
    r"[a-z]+"
)
_CLAUSE = re.compile(
    r", (?:who|which|whom|whose|where|speaking|\w+ing|in|after|on|at)\b"
    r"| (?:who|where)\b| that (?=[a-z])|\("
)
# `Senator Obi (Vt.) and Al Lee`, `the Peruvian People's Party (PPP) leader Al Lee`
_BRACKETED = re.compile(r" \([^()]{1,30}\)(?=,? and )| \([A-Z][\w&.-]{1,11}\)(?= )")
_INSTITUTION_NOUN = re.compile(
    r"^(?:['’]s?)? (?:(?:ruling|military|interim|transitional|new|current|own) )*"
    r"(?:junta|statement|communiqu[eé]|press release|report|letter|tweet|post|website|"
    r"government|administration|authorities|side|account|readout|press service|office|"
    r"declaration|resolution|note|proposal|memo|documents?|officially|regime|leadership)\b",
    re.IGNORECASE,
)


_ADVERB = r"\w+ly|now|today|too|itself|alone|later|again|also|however|meanwhile|already|then|still"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July"
# `U.S. lobbyists`, `the U.S. Geological Survey`
_NOUN_AFTER = re.compile(
    rf" (?!(?:and|or|of|who|which|in|from|at|on|with|as|for|to|by|{_ADVERB}|speaking|{_DAY})\b)\w"
)
_COMPLEMENT = re.compile(r"\b(?:of|for|to|by|from|in|at)\b")
# `a special envoy of President Obi`, `two advisers to Minister Obi`, but `a friend of Peru, Obi`
_SERVES = re.compile(
    r"(?:[Aa]n?|[Aa]nother|[Oo]ne|[Tt]wo|[Tt]hree|[Ss]ome|[Ss]everal|[Mm]any) (?:[\w’'-]+ ){0,3}?"
    r"(?:envoys?|advis[eo]rs?|aides?|spokes\w+|all(?:y|ies)|representatives?|lawyers?|supporters?|critics?|confidants?|opponents?"
    r"|emissar(?:y|ies)|negotiators?|assistants?|deput(?:y|ies)) (?:of|to|for|from) [^,]*$"
)


# `the Chilean embassy in Lima`
_POSTED = re.compile(
    r"\b(?:the|its|an?|their|\w+['’]s) (?:[\w’'-]+ ){0,3}"
    r"(?:embassy|consulate|mission|delegation|ambassador|envoy|ministry|office|delegates?)"
    r" (?:in|to|at|of) (?:the )?$",
    re.IGNORECASE,
)


def posted(look: Lookup, place: Span) -> Span | None:
    """Return the words for an embassy or envoy up to where it is, None where nothing is there."""
    sentence = look.sentences[look.sentence(place.start)]
    found = _POSTED.search(look.text, sentence.start, place.start)
    return Span(found.start(), place.end) if found else None


class Heads:
    """Answers for one document; `titles` tell where the title of a name begins."""

    def __init__(self, look: Lookup, titles: Mapping[Span, int]) -> None:
        self._look, self._titles = look, titles

    def is_head(self, span: Span, mention: Mention) -> bool:
        """Say whether the mention itself speaks, not as owner or complement of another noun."""
        text = self._look.text
        before, after = text[span.start : mention.span.start], text[mention.span.end : span.end]
        before = _BRACKETED.sub("", before)
        clause = _CLAUSE.search(before)
        bracket = clause is not None and clause.group() == "("
        if clause is not None and not (bracket and mention.type == "organisation"):
            return False
        if mention.type == "person" and mention.kind == "name":
            if POSSESSIVE.match(text, mention.span.end, span.end) or _MODIFIES.match(after):
                return False
            if _SERVES.match(before):
                return False
            leading = self._look.text[span.start : max(span.start, self._titled(mention))]
            return bool(_UTTERANCE_BY.search(leading)) or not _NOT_HEAD.search(leading)
        if re.search(r"\b(?:including|such as|like)\b", before):
            return False
        if _DECLARATION_BY.match(before):
            return True
        if POSSESSIVE.match(text, mention.span.end, span.end):
            return bool(_INSTITUTION_NOUN.match(after))
        complement = re.search(r"^(.*?)\b(?:of|for|to|by|from|in|at)\b([^,]*)", before, re.DOTALL)
        if complement is None:
            return True
        described = COLLECTIVE.search(complement[1]) or UNNAMED.search(complement[1])
        apposition = before.rpartition(",")[2]  # `X, a former minister of Peru`
        return (
            not described
            and complement.end() < len(before)
            and _COMPLEMENT.search(apposition) is None
        )

    def modifies(self, span: Span, mention: Mention) -> bool:
        """Say whether a state or organisation only qualifies the noun that speaks."""
        after = self._look.text[mention.span.end : span.end]
        inside = self._look.within(Span(mention.span.end, span.end)) if after else ()
        return (
            mention.type in ("state", "grouping")
            and not inside
            and bool(_NOUN_AFTER.match(after))
            and not _INSTITUTION_NOUN.match(after)
        )

    def acts(self, span: Span, mention: Mention) -> bool:
        """Say whether an adjective stands for its state here: `the Russian side`, `the Swiss`."""
        after = self._look.text[mention.span.end : span.end]
        return not after.strip() or bool(_INSTITUTION_NOUN.match(after))

    def described(self, span: Span, named: Sequence[Mention]) -> EntityType | None:
        """Return `unnamed` or `group` if the head noun describes people and names nobody."""
        text = span.of(self._look.text)
        head = HEAD_END.split(text)[0]
        if any(m.span.end >= span.start + len(head.rstrip()) for m in named):
            return None
        names = [m.span for m in named]
        groups = list(ends(COLLECTIVE, head, span.start, names))
        people = list(ends(UNNAMED, head, span.start, names))
        if not groups and not people:
            return None
        return "group" if max(groups, default=0) >= max(people, default=0) else "unnamed"

    def chunks(self, span: Span, mentions: Sequence[Mention]) -> list[Span]:
        """Return the parts joined by `and` if each names or describes somebody, else the whole."""
        text = span.of(self._look.text)
        chunks, at = [], span.start
        clause = _CLAUSE.search(text)
        text = text[: clause.start()] if clause else text
        for joint in re.finditer(r"(?<=\w),? and (?:the )?(?=\w)", text):
            here = Span(span.start + joint.start(), span.start + joint.end())
            if any(m.span.contains(here) for m in mentions):  # `the Peace and Security Council`
                continue
            chunks.append(Span(at, span.start + joint.start()))
            at = span.start + joint.end()
        if not chunks or re.search(r"\b(?:of|for|between|including|such as|like|from)\b", text):
            return [span]
        chunks.append(Span(at, span.end))
        for chunk in chunks:
            words = chunk.of(self._look.text)
            whole = is_name(words) or any(
                chunk.contains(m.span)
                and (m.kind != "demonym" or m.span.of(self._look.text).endswith(" government"))
                for m in mentions
            )
            if not whole and not COLLECTIVE.search(words) and not UNNAMED.search(words):
                return [span]
        return chunks

    def _titled(self, mention: Mention) -> int:
        """Return where the name with the words of its title begins."""
        if mention.span in self._titles:
            return self._titles[mention.span]
        before = self._look.text[max(0, mention.span.start - 90) : mention.span.start]
        capitals = _CAPITALS_BEFORE.search(before)
        return mention.span.start - (len(capitals.group()) if capitals else 0)
