"""What somebody is who holds no office: `Ana Rojas, 54, a nurse`, `His predecessor, Jan Maas`.

Only what names a person: after a name may also stand what was said of it (`…, a claim that …`).
"""

from __future__ import annotations

import re

from kg.model import Document

_PERSON = (
    r"(?:wife|husband|brother|sister|son|daughter|father|mother|widow|widower|cousin|nephew|niece"
    r"|uncle|aunt|partner|friend|neighbou?r|lawyer|attorney|nurse|doctor|surgeon|teacher|professor"
    r"|lecturer|student|pupil|driver|farmer|fisherman|trader|shopkeeper|baker|carpenter|engineer"
    r"|pilot|captain|skipper|sailor|soldier|veteran|pensioner|retiree|writer|author|poet|novelist"
    r"|journalist|editor|reporter|columnist|blogger|activist|campaigner|dissident|economist|analyst"
    r"|fellow|critic|judge|negotiator|mediator|historian|scientist|physicist|researcher|scholar|expert|specialist|consultant|adviser"
    r"|advisor|owner|founder|director|manager|executive|businessman|businesswoman|banker|broker"
    r"|entrepreneur|priest|bishop|imam|rabbi|pastor|monk|resident|villager|refugee|survivor"
    r"|witness|protester|demonstrator|organi[sz]er|volunteer|worker|miner|builder|electrician"
    r"|mechanic|waiter|waitress|chef|cook|tailor|singer|actor|actress|musician|athlete|coach"
    r"|footballer|predecessor|successor|rival|ally|colleague|deputy|aide|confidante?|associate)"
)
_NOUNS = rf"(?:(?:[a-zA-Z'’-]+|(?:[A-Z]\.)+) ){{0,4}}?(?:[a-z]+-)?{_PERSON}"
_OF = r"(?: (?:of|at|for|in|from|to) [^,;:.“”\"\n]{2,60})?"
_AFTER = re.compile(
    rf",(?: \d{{1,3}},)? (?:an?|the) (?:\d{{1,3}}-year-old )?(?P<what>{_NOUNS}{_OF})"
    r"(?=[,.;)]| who\b| and\b|$)"
)
_BEFORE = re.compile(
    rf"(?:\b(?:the|his|her|its|their) |['’]s? )(?P<what>{_NOUNS}{_OF}), $", re.IGNORECASE
)
_REACH = 110  # code points before a name


def appositions(document: Document) -> dict[str, str]:
    """Return for each person the first words that say so what he or she is."""
    text, found = document.article.text, dict[str, str]()
    for mention in document.mentions:
        if mention.type == "person" and mention.kind == "name" and mention.entity:
            start, end = mention.span.start, mention.span.end
            said = _AFTER.match(text, end) or (
                _BEFORE.search(text, max(0, start - _REACH), start)
                if text[end : end + 1] == ","
                else None
            )
            if said:
                found.setdefault(mention.entity, " ".join(said["what"].split()))
    return found
