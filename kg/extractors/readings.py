"""From matched names to readings: which entity is meant here, and in which way it is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.extractors import ambiguity
from kg.extractors.associations import ASSOCIATIONS
from kg.extractors.capital_words import CLAIMED
from kg.extractors.capitals import acts
from kg.extractors.gazetteer import Gazetteer, Match
from kg.extractors.homonyms import is_state, organisation_end
from kg.extractors.lookalikes import NOT_STATES
from kg.extractors.newsrooms import NEWSROOMS
from kg.extractors.setting import Setting
from kg.extractors.toponyms import is_treaty
from kg.iris import slug
from kg.model import Candidate, EntityType, MentionKind, Span
from kg.reference import Reference
from kg.text import is_dateline

_CONNECTED = frozenset({",", "and", "or", ", and", "&", "/", "-", "‑", "–"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a surface form may mean; `key` is empty for a name that is no entity of ours."""

    key: str
    type: EntityType
    kind: MentionKind
    name: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Tokens `first` to `last` (half open) read as an entity; `key` None where it stays open."""

    first: int
    last: int
    span: Span
    type: EntityType
    kind: MentionKind
    key: str | None
    score: float = 1.0
    candidates: tuple[Candidate, ...] = ()
    name: str = ""


def gazetteer(reference: Reference) -> Gazetteer[Meaning]:
    """Return everything the readings are made of, as one gazetteer."""
    return Gazetteer(_forms(reference))


def _forms(reference: Reference) -> Iterator[tuple[str, Meaning]]:
    unions = set(_unions(reference))
    for text, forms in reference.surface_forms().items():
        for form in forms:
            if text in unions:
                continue
            yield text, Meaning(form.key, form.type, form.kind)
            if form.kind == "name" and form.type == "state" and text.startswith(("The ", "the ")):
                yield text[4:], Meaning(form.key, form.type, form.kind)
    for state in reference.states:
        if state.capital and state.valid_to is None:
            yield state.capital, Meaning(state.key, "state", "location")
    for name, key in ambiguity.SHORT.items():
        yield name, Meaning(key, "state", "name")
    for key, names in (NEWSROOMS | ASSOCIATIONS).items():
        for name in names:
            yield name, Meaning(key, "organisation", "name", names[0])
    for code, names in ambiguity.PLACES.items():
        for name in names:
            yield name, Meaning(f"place/{code}", "place", "name", names[0])
    for name in NOT_STATES:
        yield name, Meaning("", "place", "name")


def _unions(reference: Reference) -> Iterator[str]:
    """Yield the names of past states that today list two states: Serbia and Montenegro."""
    lasting = {n for s in reference.states if s.valid_to is None for n in (s.name, *s.names)}
    for state in reference.states:
        for name in (state.name, *state.names):
            if " and " in name and state.valid_to and set(name.split(" and ")) <= lasting:
                yield name


def read(setting: Setting, matches: Sequence[Match[Meaning]]) -> list[Reading]:
    """Return the readings of the matches, in text order; matches that mean nothing are left out."""
    counts = Counter(
        m.values[0].key
        for m in matches
        if len({v.key for v in m.values}) == 1 and m.values[0].type in ("state", "body")
    )
    for key, number in list(counts.items()):
        if key.startswith("body/"):
            counts["state/" + key.split("/")[1]] += number
    verdicts = _verdicts(setting, matches)
    found = []
    for match, verdict in zip(matches, verdicts, strict=True):
        reading = _read(setting, match, counts, verdict)
        if reading is not None:
            found.append(reading)
    return found


def _read(
    setting: Setting, match: Match[Meaning], counts: Counter[str], verdict: bool | None
) -> Reading | None:
    values = _chosen_kind(match, verdict)
    best = values[0]
    if not best.key:
        return None
    reading = Reading(match.first, match.last, match.span, best.type, best.kind, best.key)
    if best.type in ("organisation", "place"):
        return replace(reading, name=best.name)
    if best.type == "state":
        wider = organisation_end(setting, match.first, match.last, best.kind)
        if wider is not None:
            return _organisation(setting, *wider)
        if not is_state(setting, match.first, match.last, best.kind):
            return None
        if best.kind in ("metonym", "location") and is_treaty(setting, match.last):
            return None
    elif is_dateline(setting.text, match.span) or (
        best.type == "grouping" and not _is_grouping(setting, match)
    ):
        return None
    if verdict is None and best.kind == "metonym":
        reading = replace(reading, score=0.6)
    keys = list(dict.fromkeys(v.key for v in values))
    return reading if len(keys) == 1 else _disambiguated(setting, reading, keys, counts)


def _chosen_kind(match: Match[Meaning], verdict: bool | None) -> tuple[Meaning, ...]:
    """Return the meanings of the kind that fits: acting government, or place."""
    named = tuple(v for v in match.values if v.kind not in ("metonym", "location"))
    if named:
        return tuple(v for v in named if v.key) if len(named) > 1 else named
    acting = tuple(v for v in match.values if v.kind == "metonym")
    placed = tuple(v for v in match.values if v.kind == "location")
    if verdict is not False and acting:
        return acting
    return tuple(replace(v, kind="location") for v in placed or acting)


def _verdicts(setting: Setting, matches: Sequence[Match[Meaning]]) -> list[bool | None]:
    """Return for each match whether it acts; a name with no verdict shares its conjunct's."""
    found = [acts(setting.text, setting.tokens, m.first, m.last) for m in matches]
    for i, (match, following) in enumerate(pairwise(matches)):
        if _is_address(setting, match, following):
            found[i] = False
    listed = set[int]()
    for order in (range(1, len(matches)), range(len(matches) - 2, -1, -1)):
        step = -1 if order.step == 1 else 1
        for i in order:
            left, right = sorted((i, i + step))
            gap = setting.text[matches[left].span.end : matches[right].span.start].strip()
            if found[i] is None and gap in _CONNECTED:
                found[i] = found[i + step]
                listed.add(i)
    for i, match in enumerate(matches):
        if found[i] is None and i not in listed and setting.key(match.first) in CLAIMED:
            found[i] = False
    return found


def _is_address(setting: Setting, match: Match[Meaning], following: Match[Meaning]) -> bool:
    """Say whether a city is followed by its own country: `Ankara, Turkey`."""
    country = {v.key for v in following.values if v.type == "state" and v.kind == "name"}
    gap = setting.text[match.span.end : following.span.start]
    return gap == ", " and any(v.key in country for v in match.values)


def _organisation(setting: Setting, first: int, last: int) -> Reading:
    span = Span(setting.tokens[first].start, setting.tokens[last - 1].end)
    name = span.of(setting.text)
    return Reading(
        first, last, span, "organisation", "name", f"organisation/{slug(name)}", name=name
    )


def _is_grouping(setting: Setting, match: Match[Meaning]) -> bool:
    words = setting.text[match.span.start : match.span.end].lower()
    needed = ambiguity.ORGANS_NEED.get(words)
    if needed is not None and not (needed & setting.keys):
        return False
    return match.last - match.first > 1 or is_state(setting, match.first, match.last, "grouping")


def _disambiguated(
    setting: Setting, reading: Reading, keys: Sequence[str], counts: Counter[str]
) -> Reading:
    """Return the reading with the state that the article names otherwise, else left open."""
    if set(keys) == ambiguity.CYPRUS:
        official = setting.key(reading.last) in ambiguity.OFFICIALS
        return replace(reading, key="state/TRNC" if official else "state/CY", score=0.9)
    seen = [k for k in keys if counts[k]]
    if len(seen) == 1:
        return replace(reading, key=seen[0], score=0.9)
    usual = ambiguity.USUAL.get(setting.key(reading.first))
    if usual is not None and usual in keys and reading.last - reading.first == 1:
        rest = round(0.2 / (len(keys) - 1), 3)
        others = tuple(Candidate(k, rest) for k in keys if k != usual)
        candidates = (Candidate(usual, 0.8), *others)
        return replace(reading, key=usual, score=0.8, candidates=candidates)
    share = round(1 / len(keys), 3)
    return replace(
        reading, key=None, score=share, candidates=tuple(Candidate(k, share) for k in keys)
    )
