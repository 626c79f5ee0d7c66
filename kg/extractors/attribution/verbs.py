"""Verbs of speech that the rules for plain sentences share, as alternatives of a pattern."""

from __future__ import annotations

# Acts upon a thing, so that they have a passive: `condemned the move`, `was condemned by`.
UPON = (
    r"welcomed|condemned|denounced|deplored|decried|hailed|praised|critici[sz]ed|rejected|dismissed"
    r"|denied|ruled out|applauded"
)
# Acts towards somebody, or for something: what follows may begin with `that` or `to`.
TOWARDS = (
    r"urged|called (?:on|for|upon)|demanded|accused|blamed|thanked|congratulated|expressed|voiced"
    r"|proposed|appealed (?:to|for)"
)
# Acts that bind the speaker, each with `to` and a verb.
BINDING = r"vowed|pledged|promised|threatened|offered"
# Verbs that only say, as they stand between the words said: `The lake, he adds, is dead`.
SAYS = (
    r"adds|added|says|said|argues|argued|notes|noted|insists|insisted|warns|warned|stresses|stressed"
    r"|explains|explained|claims|claimed|concedes|conceded|admits|admitted|reasons|reasoned|reckons"
    r"|reckoned|maintains|maintained|contends|contended|concludes|concluded|believes|believed"
    r"|suggests|suggested|thinks"
)
