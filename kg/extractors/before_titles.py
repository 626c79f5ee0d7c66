"""What stands left of a title: its status, its owner, the name of an institution."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from kg.extractors.names import FUNCTION_WORDS
from kg.extractors.title_words import DETERMINERS, KIND_OF, PORTFOLIO, STATUS
from kg.model import Span

LONGEST_NAME = 160  # code points of an owner's name
# Own words of a government that may precede a head: "State Department spokesman".
INSTITUTION = re.compile(
    r"\b(?:ministr(?:y|ies)|department|office|treasury|parliament|congress|senate|commission|"
    r"council|chancellery|embassy|delegation|mission|presidency|committee|parliament|secretariat|navy|army|"
    r"air force|armed forces|military|house|assembly|court|command|agency|police|"
    r"government|cabinet|administration|guard|general staff|chiefs of staff|high command)\b",
    re.IGNORECASE,
)
# Demonyms, which stand before a title without a possessive.
ADJECTIVE = re.compile(r"(?:ian|ean|ish|ese|an|ch|eli|aqi|eni|udi|awi|ani|shi)$")
_QUALITY = re.compile(
    r"(?P<of>['’]s)?(?P<what>(?: (?:[a-z-]+(?:al|ful|ous|ive|ic|ed|ing|ant|(?<!m)ent|ble|ary|less"
    r"|ist)|(?:pro|anti)-[A-Z]\w+)){1,2})$"
)
_STANCE = re.compile(r"(?:pro|anti)-", re.IGNORECASE)
_INITIALS = re.compile(r" \([A-Z][\w&.-]{1,11}\)$")  # `the Peruvian People's Party (PPP) leader`
_BEFORE_NAMES = ("New",)  # though a word like others
# What may have `and` in its name.
_JOINS = re.compile(
    rf"{INSTITUTION.pattern}|\b(?:union|federation|association|chamber|institute|society|fund|bank"
    r"|forum|network|organi[sz]ation|group|company|movement|party|board|authority)\b",
    re.IGNORECASE,
)
_PARTY = re.compile(  # what a state's name may begin: `Bangladesh Nationalist Party`
    r"(?:[A-Z][\w’'-]+ )*(?:Party|Movement|Front|League|Congress|Alliance|Association|Federation)"
)
_MINISTRY = re.compile(r"ministry|department", re.IGNORECASE)  # of a "defence ministry spokesman"
_FIELD = re.compile(PORTFOLIO, re.IGNORECASE)
_OPENING = re.compile(r"(?:Address|Brief|Meet|Receiv|Tell|Urg|Warn|Ask|Tell|Join|Host|Quot)\w*ing")


class Left:
    """Reads leftwards from a title's core: status words, owners, an institution's own words."""

    def __init__(
        self, text: str, floor: int, start: int, owners: Sequence[Span], *, plural: bool
    ) -> None:
        self.plural = plural
        self.text, self.floor, self.start, self.known = text, floor, start, owners
        self.owners: list[Span] = []
        self.institution: Span | None = None
        self.relation: Literal["holds", "held", "none"] = "holds"
        self.definite = False

    def read(self) -> None:
        """Fill `owners`, `institution`, `relation` and `definite`; `start` moves to the first."""
        while self._status() or self._quality() or self._owner() or self._capitals():
            pass
        before = self.text[max(self.floor, self.start - 8) : self.start].lower().split()
        self.definite = self.definite or (
            bool(before) and (before[-1] in DETERMINERS or before[-1].endswith(("'s", "’s")))
        )

    def _gap(self) -> int | None:
        """Return where the word left of here ends, None at a clause border or the start.

        Initials of it in brackets are passed over.
        """
        at = self.start
        if at <= self.floor or self.text[at - 1] not in " -\u00a0":
            return None
        initials = _INITIALS.search(self.text, max(self.floor, at - 16), at - 1)
        return initials.start() if initials else at - 1

    def _status(self) -> bool:
        end = self._gap()
        if end is None:
            return False
        word = re.search(r"[\w-]+$", self.text[max(self.floor, end - 16) : end])
        stance = word and _STANCE.match(word.group())  # `Crimea's pro-Russian premier`
        status = "holds" if stance else STATUS.get(word.group().lower()) if word else None
        if word is None or status is None:
            return False
        if status != "holds":
            self.relation = "held" if status == "held" else "none"
        self.start = end - len(word.group())
        return True

    def _quality(self) -> bool:
        """Take in an adjective between a title and whose it is: `Peru's liberal president`."""
        end = self._gap()
        found = _QUALITY.search(self.text, max(self.floor, end - 60), end) if end else None
        if found is None or self.owners:
            return False
        before = (o for o in self.known if o.end == found.start())
        if not any(found["of"] or ADJECTIVE.search(o.of(self.text)) for o in before):
            return False
        self.start = found.start("what") + 1
        return True

    def _owner(self) -> bool:
        end = self._gap()
        if end is None or self.owners:
            return False
        text = self.text
        stop = end - 2 if text[end - 2 : end] in ("'s", "’s") else end
        if stop == end and text[end - 1] in "'’" and text[end - 2 : end - 1] == "s":
            stop = end - 1
        found = [o for o in self.known if o.end == stop and o.start >= self.floor]
        if not found:
            return False
        owner = max(found, key=lambda o: o.end - o.start)
        self.owners.append(owner)
        self.definite = self.definite or stop != end
        self.start = owner.start
        while self.plural and (
            joined := re.search(r"(?:, | and |, and |-)$", text[self.floor : self.start])
        ):
            at = self.floor + joined.start()
            more = [o for o in self.known if o.end == at]
            if not more:
                break
            self.owners.insert(0, max(more, key=lambda o: o.end - o.start))
            self.start = self.owners[0].start
        return True

    def sender(self) -> None:
        """Take who sends an ambassador, left of where he is sent, for the owner."""
        place, self.owners = self.owners, []
        if not self._owner():
            self.owners = place

    def _capitals(self) -> bool:
        """Take in the capitalised words to the left: an institution's or organisation's name."""
        end = self._gap()
        if end is None or self.owners or self.institution or self.text[end] != " ":
            return False
        text, start = self.text, end
        possessive = text[end - 2 : end] in ("'s", "’s")
        stop = end - 2 if possessive else end
        cursor, floor = stop, max(self.floor, stop - LONGEST_NAME)
        while cursor > floor and (
            word := re.search(r"(?:^|(?<=[\s(]))[^\s,;:()\"“”]+$", text[floor:cursor])
        ):
            token = word.group()
            at = floor + word.start()
            if at == floor > self.floor:  # a word cut off
                break
            joins = token in ("of", "for", "and", "de", "on") and cursor != stop
            known = any(o.start <= at < o.end for o in self.known)
            if joins:
                cursor = at - 1
                continue
            if _MINISTRY.fullmatch(text, at, stop) or (start != end and _FIELD.fullmatch(token)):
                start, cursor = at, at - 1
                continue
            new = token in _BEFORE_NAMES and start != end  # `New Jersey governor`
            if not token[0].isupper() or (token.lower().rstrip(".") in FUNCTION_WORDS and not new):
                break
            called = _PARTY.fullmatch(text, start, stop) and not ADJECTIVE.search(token)
            if token.endswith(("'s", "’s")) or (known and start != end and not called):
                break
            if token.lower() in KIND_OF or (known and start == end):
                break
            if self.plural and start == end and _OPENING.fullmatch(text, at, stop):
                break  # `Briefing ambassadors`
            start = at
            if at <= self.floor or text[at - 1] != " ":
                break
            cursor = at - 1
        if start == end:
            return False
        span = Span(start, stop)
        if (joint := text.rfind(" and ", start, stop)) > 0 and not _JOINS.search(span.of(text)):
            span = Span(start := joint + len(" and "), stop)  # `Obi and Ohio governor Al Lee`
        if INSTITUTION.search(span.of(text)):
            self.institution = span
            self.start = start
            self.definite = self.definite or possessive
            return True
        self.owners.append(span)
        self.start = start
        self.definite = self.definite or possessive
        return True
