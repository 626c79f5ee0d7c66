"""Names of places, treaties and towns that a state's or capital's name is only a part of.

By rule, so that no list of them need be complete: `Gulf of Aden`, `Congo River`, `Lebanon, N.H.`,
`Algiers Agreement`.
"""

from __future__ import annotations

import re

from kg.extractors.setting import Setting
from kg.text import word_set

_FEATURE_OF = word_set(
    "gulf sea strait straits bay isthmus horn lake cape mount river rock plains island islands"
)
_FEATURES = word_set(
    """sea seas ocean strait straits channel canal river basin delta gulf bay peninsula desert
    mountains highlands plateau falls lake fault trench rainforest rift archipelago county
    township empire street avenue boulevard lane"""
)
# What a treaty or a process of negotiation is called, after the town it was made in.
_TREATIES = word_set(
    """agreement agreements accord accords treaty treaties convention conventions protocol
    protocols declaration charter memorandum statute pact process formula consensus criteria
    principles communique deal format round roadmap"""
)
_OF_TREATIES = word_set("i ii iii peace climate nuclear ceasefire truce security power sharing")
# Georgia and Washington are left to rules of their own.
_REGIONS = (
    r"Ala(?:bama|\.)|Alaska|Ariz(?:ona|\.)|Ark(?:ansas|\.)|Calif(?:ornia|\.)|Colo(?:rado|\.)"
    r"|Conn(?:ecticut|\.)|Del(?:aware|\.)|Fla\.|Florida|Ga\.|Hawaii|Idaho|Ill(?:inois|\.)"
    r"|Ind(?:iana|\.)|Iowa|Kan(?:sas|\.)|Kentucky|Ky\.|Louisiana|La\.|Maine|Maryland|Md\."
    r"|Mass(?:achusetts|\.)|Mich(?:igan|\.)|Minn(?:esota|\.)|Miss(?:issippi|\.)|Missouri|Mo\."
    r"|Mont(?:ana|\.)|Neb(?:raska|\.)|Nev(?:ada|\.)|New (?:Hampshire|Jersey|Mexico|York)"
    r"|N\. ?[HJMYCD]\.|(?:North|South) (?:Carolina|Dakota)|Ohio|Okla(?:homa|\.)|Ore(?:gon|\.)"
    r"|Pennsylvania|Penn\.|Pa\.|Rhode Island|R\. ?I\.|S\. ?[CD]\.|Tenn(?:essee|\.)|Tex(?:as|\.)"
    r"|Utah|Vermont|Vt\.|Virginia|Va\.|West Virginia|W\. ?Va\.|Wis(?:consin|\.)|Wyo(?:ming|\.)"
    r"|Ontario|Queensland|New South Wales|Nova Scotia|Queens|Brooklyn"
)
_IN_REGION = re.compile(
    rf", (?:{_REGIONS})(?:(?<=\.)(?![^\n,.;:)]*,? and\b)|(?=[.;:)”\"]|$|,(?! and\b| or\b| [A-Z])"
    rf"|,? (?:and|or) [A-Z][\w ]+, (?:{_REGIONS})))"
)


def is_feature(setting: Setting, first: int, last: int) -> bool:
    """Say whether the name is part of a sea's, a river's or a street's: `Gulf of Aden`."""
    following = setting.following(last)
    if following is not None and following.capital and following.key in _FEATURES:
        return True
    at = first - 1 if setting.key(first - 1) != "the" else first - 2
    return (
        setting.key(at) == "of"
        and setting.key(at - 1) in _FEATURE_OF
        and setting.tokens[at - 1].capital
        and not setting.gap(at).strip()
    )


def is_american_town(setting: Setting, last: int) -> bool:
    """Say whether a region follows in which only a namesake lies: `Lebanon, N.H.`."""
    return _IN_REGION.match(setting.text, setting.tokens[last - 1].end) is not None


def is_treaty(setting: Setting, last: int) -> bool:
    """Say whether the town's name is that of a treaty made there: `Algiers Agreement`."""
    for at in range(last, last + 3):
        following = setting.following(at)
        if following is None or following.key in _TREATIES:
            return following is not None
        if following.key not in _OF_TREATIES:
            return False
    return False
