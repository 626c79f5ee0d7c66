"""Who is who in one article: names of one person become one entity, descriptions and pronouns too.

Names are clustered by their grammar (`kg.extractors.names`): the longest full name is the
canonical one, shorter forms join it. A referent that is not probable enough is left open, with
candidates.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from kg.extractors.appointments import Appointment, appointments, is_office
from kg.extractors.holders import Holders
from kg.extractors.names import Gender, gender, outer, parts, same_person, short_forms
from kg.extractors.nominals import resolve_nominals
from kg.extractors.organisations import name_organisations
from kg.extractors.pronouns import resolve_pronouns
from kg.extractors.versions import VERSIONS
from kg.iris import slug
from kg.model import Candidate, Document, Entity
from kg.reference import Holding, Reference

# Between a name and another one for the same person: `X, the commander known as Y`.
_KNOWN_AS = re.compile(
    r"(?:(?:,?| \(|,? who is|, the(?: [\w-]+){1,4})(?: (?:\w+ly|better|best|also|once))? known"
    r"(?: to \w+| by \w+ nom de guerre)?(?: simply)? as|, (?:also )?(?:called|nicknamed),?"
    r"|,? alias,?)"
    r" [\"“'‘]?"
)
_KIN = re.compile(  # `his sister, Foreign Minister X`
    r"\b(?:(?P<f>wife|sister|daughter|mother|widow|niece|aunt|grandmother)"
    r"|(?P<m>husband|brother|son|father|widower|nephew|uncle|grandfather)),?"
    r"(?: (?:the|an?)(?: [a-z-]+){1,3})? (?:[A-Z][\w.-]* ){0,3}$"
)
LEAST = 0.5  # below this score a mention stays NIL, with candidates


@dataclass
class _Cluster:
    """Mentions taken for one person while the article is read."""

    name: str
    number: int
    mentions: list[int] = field(default_factory=list)
    genders: set[Gender] = field(default_factory=set)
    forms: Mapping[str, float] = field(default_factory=dict)
    kin: bool = False  # brought in as somebody's: `his wife, X`

    @property
    def gender(self) -> Gender | None:
        return next(iter(self.genders)) if len(self.genders) == 1 else gender(self.name)


class CoreferenceExtractor:
    """Gives persons and organisations their keys, and descriptions and pronouns their referents."""

    name = "coreference"
    version = VERSIONS["coreference"]

    def __init__(self, reference: Reference | None = None) -> None:
        """Take the reference data, in which office holders are known by name and date."""
        self._reference = reference or Reference()

    @cached_property
    def _holders(self) -> Holders:
        return Holders(self._reference.holdings)

    def __call__(self, document: Document) -> Document:
        """Return the document with persons and organisations as entities, mentions resolved.

        Adds mentions for descriptions (`the US president`) and for personal pronouns. Scores are
        rough probabilities; below `LEAST` a mention stays NIL with candidates.
        """
        document = name_organisations(document)
        document = self._name_persons(document)
        document = resolve_nominals(document, self._reference)
        return resolve_pronouns(document)

    def _name_persons(self, document: Document) -> Document:
        text = document.article.text
        posts = _by_mention(document, appointments(document))
        clusters, choices = _cluster(document, posts)
        names = {
            id(c): self._canonical(document, c, [p for i in c.mentions for p in posts.get(i, ())])
            for c in clusters
        }  # the name in the reference data, which makes the key, and else the article's
        mentions = list(document.mentions)
        for index, found in choices.items():
            ranked = _ranked((f"person/{slug(names[id(c)])}", score) for c, score in found)
            best = ranked[0]
            sure = best.score >= LEAST
            mentions[index] = replace(
                mentions[index],
                entity=best.key if sure else None,
                score=best.score,
                candidates=() if sure and len(ranked) == 1 else ranked,
            )
        entities = {e.key: e for e in document.entities}
        for cluster in clusters:
            key = f"person/{slug(names[id(cluster)])}"
            full = _is_full(cluster.name)
            name = cluster.name if full else names[id(cluster)]
            forms = {names[id(cluster)]}
            forms |= {mentions[i].span.of(text) for i in cluster.mentions}
            forms |= set(entities[key].aliases) if key in entities else set()
            if key in entities:
                name = max(entities[key].name, name, key=len)
                forms.add(entities[key].name)
            entities[key] = Entity(key, "person", name, tuple(sorted(forms - {name})))
        return replace(document, mentions=tuple(mentions), entities=tuple(entities.values()))

    def _canonical(
        self, document: Document, cluster: _Cluster, posts: Sequence[Appointment]
    ) -> str:
        """Return the name to use: the reference data's if they know exactly this one person.

        A surname without a title is that of the only one in office on the day who has it, if the
        article names his state: `Putin` beside `Russia`.
        """
        day = (document.article.published or "")[:10] or None
        if _is_full(cluster.name):
            known = {h.person for h in self._reference.holdings_of(cluster.name)}
            if len(known) < 2:
                return known.pop() if known else cluster.name
        owners = {p.owner for p in posts if p.owner}
        titles = {p.title.head for p in posts if is_office(p)}
        if not titles:
            holder = None if posts else self._in_office(document, cluster.name, day)
            return holder or cluster.name
        fits = [h for h in self._holders.called(cluster.name) if _fits(h, owners, titles)]
        if day and not any(p.title.relation == "held" for p in posts):
            fits = [h for h in fits if h in self._reference.holdings_on(h.of, day)]
        people = {h.person for h in fits}
        return people.pop() if len(people) == 1 else cluster.name

    def _in_office(self, document: Document, surname: str, day: str | None) -> str | None:
        if day is None:
            return None
        holders = {
            h.person: h.of
            for h in self._holders.called(surname)
            if h in self._reference.holdings_on(h.of, day)
        }
        told = {m.entity for m in document.mentions}
        return next((p for p, of in holders.items() if len(holders) == 1 and of in told), None)


def _is_full(name: str) -> bool:
    """Say whether a name is more than a surname, such as `Obi` and `von Obi`."""
    return len(parts(name)) > 1 and not name[0].islower()


def _fits(holding: Holding, owners: set[str], titles: set[str]) -> bool:
    """Say whether the owner and the titles of an article can mean this holding."""
    if owners and holding.of not in owners:
        return False
    return any(slug(t) in slug(holding.title) for t in titles)


def _by_mention(document: Document, found: Iterable[Appointment]) -> dict[int, list[Appointment]]:
    """Return the appointments by the index of the mention they name."""
    index = {m.span: i for i, m in enumerate(document.mentions) if m.type == "person"}
    posts: dict[int, list[Appointment]] = {}
    for appointment in found:
        posts.setdefault(index[appointment.person.span], []).append(appointment)
    return posts


_Choice = list[tuple[_Cluster, float]]


def _cluster(
    document: Document, posts: dict[int, list[Appointment]]
) -> tuple[list[_Cluster], dict[int, _Choice]]:
    """Return the persons, and for each name mention (by index) whom it may mean, best first."""
    text = document.article.text
    names = {
        i: _written(m.span.of(text))
        for i, m in enumerate(document.mentions)
        if m.type == "person" and m.kind == "name"
    }
    clusters: list[_Cluster] = []
    choices: dict[int, _Choice] = {}
    ends: defaultdict[str, list[_Cluster]] = defaultdict(list)
    full = {i: n for i, n in names.items() if len(parts(n)) > 1}
    called = _called(document, names)
    for i, name in sorted(full.items(), key=lambda x: -len(x[1])):
        likewise = {name, *called.get(name, ())}
        near = {id(c): c for n in likewise for end in outer(n) for c in ends[end]}
        alike = (c for c in near.values() if any(same_person(c.name, n) for n in likewise))
        cluster = min(alike, key=lambda c: c.number, default=None)
        if cluster is None:
            others = {" ".join(parts(n)): 1.0 for n in called.get(name, ())}
            cluster = _Cluster(name, len(clusters), forms={**short_forms(name), **others})
            clusters.append(cluster)
            for end in outer(name):
                ends[end].append(cluster)
        _join(cluster, i, posts)
        start = document.mentions[i].span.start
        if kin := _KIN.search(text, max(0, start - 160), start):
            cluster.genders.add("f" if kin["f"] else "m")
            cluster.kin = cluster.kin or i == cluster.mentions[0]
        choices[i] = [(cluster, 1.0)]
    for i, name in sorted(names.items()):
        if i not in full:
            choices[i] = _choose(i, name, clusters, posts)
            _join(choices[i][0][0], i, posts)
    return clusters, choices


def _written(name: str) -> str:
    """Return a name as it is written where it is not set in capitals: `ANN OBI` → `Ann Obi`."""
    return name.title() if " " in name and name.isupper() else name


def _called(document: Document, names: Mapping[int, str]) -> dict[str, set[str]]:
    """Return by name what else the text says its bearer is called: `X, known as Y`."""
    called: dict[str, set[str]] = {}
    for first, second in pairwise(sorted(names)):
        before, after = document.mentions[first].span, document.mentions[second].span
        if _KNOWN_AS.fullmatch(document.article.text, before.end, after.start):
            called.setdefault(names[first], set()).add(names[second])
            called.setdefault(names[second], set()).add(names[first])
    return called


def _join(cluster: _Cluster, index: int, posts: dict[int, list[Appointment]]) -> None:
    cluster.mentions.append(index)
    for post in posts.get(index, ()):
        if post.title.gender:
            cluster.genders.add(post.title.gender)


def _choose(
    index: int, name: str, clusters: list[_Cluster], posts: dict[int, list[Appointment]]
) -> _Choice:
    """Return whom a short name may mean; a new person where nobody fits."""
    form = " ".join(parts(name)).removeprefix("al-")
    titles = posts.get(index, [])
    wanted = {t.title.gender for t in titles} - {None}
    royal = any(t.title.head in _ROYAL for t in titles)
    scored: _Choice = []
    for cluster in clusters:
        weight = 1.0 if _bare(cluster.name) == form else _weight(cluster, form)
        if royal and weight == 0.3:
            weight = 0.9
        if weight and not (wanted and cluster.gender and cluster.gender not in wanted):
            scored.append((cluster, weight))
    strong = [(c, w) for c, w in scored if w >= 0.5]
    if not strong and len(scored) == 1:  # a given name, but nobody else's
        strong = [(scored[0][0], 0.65)]
    if not strong:
        cluster = _Cluster(name, len(clusters))
        clusters.append(cluster)
        return [(cluster, 1.0)]
    best = max(w for _, w in strong)
    strong = [(c, w) for c, w in strong if w > best - 0.3]
    strong.sort(key=lambda x: (x[0].kin, -max([m for m in x[0].mentions if m < index], default=-1)))
    if len(strong) == 1:
        return [(strong[0][0], 0.95 * strong[0][1])]
    share = 0.3 / (len(strong) - 1)
    return [(c, 0.65 if n == 0 else share) for n, (c, _) in enumerate(strong)]


_ROYAL = frozenset(
    {"king", "queen", "prince", "princess", "crown prince", "emir", "sultan", "sheikh", "emperor"}
)


def _bare(name: str) -> str:
    return " ".join(parts(name)).removeprefix("al-")


def _weight(cluster: _Cluster, form: str) -> float:
    return max(cluster.forms.get(form, 0.0), cluster.forms.get("al-" + form, 0.0))


def _ranked(scores: Iterable[tuple[str, float]]) -> tuple[Candidate, ...]:
    best: dict[str, float] = {}
    for key, score in scores:
        best[key] = max(score, best.get(key, 0.0))
    return tuple(
        Candidate(key, round(score, 3)) for key, score in sorted(best.items(), key=lambda x: -x[1])
    )
