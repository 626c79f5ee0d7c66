"""Clauses that nobody puts forward as a fact: rumours, falsehoods, tales, what is denied.

"Rumours that Hungary had left NATO" claims nothing about Hungary; nor does "he denied that it had",
of which only the opposite would be his.
"""

from __future__ import annotations

import re

from kg.model import Statement

_CLAUSE = r"[^,;:.?!]*$"  # no other clause between: "rumours spread in Spain, a member of NATO"
_NOUNS = (
    r"rumou?rs?|gossip|speculation|allegations?|suggestions?|ideas?|notions?|myths?|impression"
    r"|illusion|fantasy|pretence|possibility|prospect|proposals?|likelihood|fears?|hopes?|dreams?"
    r"|hoax|lies?|falsehoods?|misconception|theor(?:y|ies)|fake news|disinformation|jokes?|beliefs?"
    r"|assertions?|suspicions?|no (?:evidence|proof|signs?|indications?)|in the event|on condition"
    r"|(?:(?<=despite )|(?<=amid )|(?<=denied )|(?<=dismissed )|(?<=rejected )|(?<=unconfirmed )"
    r"|(?<=false )|(?<=media )|(?<=press )|^)reports"
)
_AFTER_NOUN = r"(?:\s+(?:has it|had it|is|was|holds|persists?|spread|grew|circulated))?"
_HEARSAY = r"(?:word|talk|whispers|chatter|rumou?rs?|gossip|speculation)"  # goes, grows, spreads
_GOES = r"(?:has|had|is|was|are|were|goes|went|spread|grew|swirled|mounted|circulated)"
_JUDGED = (
    r"(?:not|never|hardly|scarcely) (?:true|right|correct|clear|certain|the case)|untrue|false"
    r"|wrong|incorrect|absurd|nonsense|impossible|unlikely|doubtful|unclear|unthinkable|possible"
    r"|conceivable|no truth in (?:it|the claim)"
)
_ADVERBS = (
    r"allegedly|reportedly|supposedly|purportedly|perhaps|maybe|possibly|falsely|almost|de facto"
)
_BEFORE = re.compile(
    rf"(?:\b|^)(?:{_NOUNS}){_AFTER_NOUN}\s+that\b{_CLAUSE}"
    rf"|\b{_HEARSAY}\s+{_GOES}(?:\s+[\w-]+){{0,4}}\s+that\b{_CLAUSE}"
    rf"|\b(?:nobody|no one|no-one|few|hardly any\w*)\b{_CLAUSE[:-1]}\b(?:that|thinks?)\b{_CLAUSE}"
    rf"|\b(?:{_JUDGED}|(?:assum|suppos)ing|pretend\w*)\s+that\b{_CLAUSE}"
    rf"|\b(?:whether|if|unless|as though|lest)\b{_CLAUSE}"
    rf"|\b(?:{_ADVERBS}),?{_CLAUSE}",
    re.IGNORECASE,
)
_TALE = re.compile(
    r"^In (?:the|an?|his|her|their|this|that|one|another) (?:[\w-]+ ){0,2}"
    r"(?:novel|film|movie|play|comedy|thriller|satire|(?:video )?game|simulation|scenario)\b"
)
_ONCE = re.compile(  # "once it is a member": not yet
    r"(?:^|[\s“(])(?:once|when|after|before|until|till|as soon as|by the time) $", re.IGNORECASE
)
_IS = re.compile(r"\S+ (?:is|are|joins?|becomes?|belongs?|leaves?)\b")
_BUT = re.compile(r" in (?:all|everything) but name\b")
_WITHIN = re.compile(rf"\b(?:{_ADVERBS})\b", re.IGNORECASE)
_DENYING = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|disput|doubt|refut|falsely|wrongly)", re.IGNORECASE
)
_NOBODY = re.compile(r"(?:nobody|no one|no-one|none|few|hardly any)\b", re.IGNORECASE)


def is_unreal(sentence: str, start: int, end: int) -> bool:
    """Say whether the clause from `start` to `end` of a sentence is not put forward as a fact.

    What is said in passing is put forward: "rumours spread in Norway, a member of NATO".

    >>> is_unreal("Rumour has it that Peru has joined OPEC.", 19, 39)
    True
    >>> is_unreal("Rumours that he left spread in Peru, a member of OPEC.", 31, 53)
    False
    """
    clause, before = sentence[start:end], sentence[:start]
    if _WITHIN.search(clause) or _BUT.match(sentence, end):
        return True
    if re.match(r"[^\s,]+, (?!which|who)", clause):
        return False
    not_yet = _ONCE.search(before) and _IS.match(clause)
    return bool(not_yet or _TALE.match(sentence) or _BEFORE.search(before))


def is_denied(text: str, statement: Statement) -> bool:
    """Say whether what a statement says is what its source denies, or what nobody says."""
    cue = statement.cue.of(text) if statement.cue else ""
    nobody = any(_NOBODY.match(span.of(text)) for span in statement.source)
    return nobody or bool(_DENYING.search(cue))
