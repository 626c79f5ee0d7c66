"""Names taken for persons that are none: `in Mosul`, `the agency Azertac`, `Speakers Urge Calm`."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from kg.extractors.names import parts, short_forms
from kg.model import Span

_FEATURES = (
    r"(?:Shoal|Reef|Straits?|Islands?|Islets?|Archipelago|Sea|Peninsula|Rivers?|Mountains|Hills|Airport"
    r"|Province|Avenue|Boulevard|Square|Plaza|Desert|Harbou?r|Heights|Hotel|Tower|Stadium|Canal"
    r"|Canyon|Coast|Delta|Gulf|Oblast|Prefecture|Governorate)"
)
_FEATURE = re.compile(rf"\S {_FEATURES}$")
_WHERE = re.compile(
    r"\b(?:in|near|outside|around|across|throughout|inside"
    r"|(?:east|west|north|south|outskirts|suburbs?|cit(?:y|ies)|towns?|villages?|provinces?"
    r"|region|port|airport|capital|district|streets) of) $",
    re.IGNORECASE,
)
# `confidence in Putin`: whom one has it in is no place.
_ATTITUDE = re.compile(
    r"\b(?:confiden(?:ce|t)|faith|trust|belie(?:f|ve[sd]?|ving)|interest(?:ed)?|hope|disappoint\w+"
    r"|confid(?:e[sd]?|ing)|ally|friend|partner|successor|rival|champion|voters?|support) in $",
    re.IGNORECASE,
)
_OUTLET = re.compile(
    r"\b(?:(?:news|press) agency|newspaper|broadcaster|tabloid|magazine|website"
    r"|news (?:site|portal)|(?:television|tv|radio) (?:channel|station|network)|think tank) $",
    re.IGNORECASE,
)
# `Speakers Urge Restraint`, of a headline
_HEADLINE = re.compile(
    r"(?:Urge|Call|Warn|Vow|Slam|Seek|Reject|Hail|Back|Blast|Condemn|Demand|Stress|Accuse"
    r"|Rebuff|Denounce|Decry|Mull|Eye)(?:s|es)? [A-Z]|(?:Denies|Decries|Says|Tells|Welcomes) [A-Z]"
)
_DAY = re.compile(r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?,? \d")  # `Tue, 5 Mar 2024`
_TOLD = re.compile(r"\b(?:told|telling) $")  # `told Kazinform`: a newsroom, unless named in full


def without_others(
    text: str, names: Sequence[Span], speaking: Sequence[Span], known: Collection[str]
) -> list[Span]:
    """Return the names of persons without those that the text shows to be none.

    A place is what ends like one, and a single word that stands where only places do, unless it
    is known or speaks somewhere, or is part of a longer name in the article. `speaking` are the
    sources of statements, `known` words that name persons: they have a title, or hold an office. An
    outlet is what is called one right before its name, and a single word
    that is named only where it is told something.
    """
    words = {n.of(text) for n in names}
    longer = {f for w in words if len(parts(w)) > 1 for f in short_forms(w)}
    outlets = {n.of(text) for n in names if _OUTLET.search(text[max(0, n.start - 20) : n.start])}
    places = {
        word
        for word in words
        if _FEATURE.search(word)
        or _HEADLINE.match(word)
        or (
            len(word.split()) == 1
            and word not in known
            and " ".join(parts(word)) not in longer
            and (
                _is_where(text, [n for n in names if n.of(text) == word], speaking)
                or _is_told_once(text, word)
            )
        )
    }
    others = places | outlets
    return [n for n in names if n.of(text) not in others and not _DAY.match(text, n.start)]


def _is_where(text: str, found: Sequence[Span], speaking: Sequence[Span]) -> bool:
    """Say whether a word stands for a place once, or in one's name, and for a speaker never."""
    where = any(
        _WHERE.search(before) and not _ATTITUDE.search(before)
        for n in found
        if not text.startswith(("'s", "’s"), n.end)  # `in Hitler's Germany`
        for before in [text[max(0, n.start - 30) : n.start]]
    )
    where = where or re.search(rf"\b{re.escape(found[0].of(text))} {_FEATURES}\b", text) is not None
    return where and not any(s.contains(n) for n in found for s in speaking)


def _is_told_once(text: str, word: str) -> bool:
    """Say whether a word comes in the text only once, as who is told something."""
    found = list(re.finditer(rf"\b{re.escape(word)}\b", text))
    return len(found) == 1 and _TOLD.search(text, 0, found[0].start()) is not None
