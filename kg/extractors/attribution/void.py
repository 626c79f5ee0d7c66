"""What is worded like a statement and tells nothing that anybody said.

`who declined to be named`, `refused to comment`, `asked whether he would go, he left`,
`Read more: Macron says no`, `an earlier version of this article said`.
"""

from __future__ import annotations

import re

from kg.model import Statement

_ANONYMOUS = re.compile(r"(?:not )?(?:to )?be (?:named|identified|quoted)\b.*", re.DOTALL)
_SILENT = re.compile(
    r"(?:to )?(?:comment|elaborate|respond|answer(?: questions?)?|reply|say more|be drawn"
    r"|(?:confirm|verify)(?: or deny)?(?: (?:it|that|this|the (?:reports?|accounts?|claims?)))?"
    r"|(?:give|provide|offer|disclose) (?:any |further |more )?(?:details|specifics|figures|names"
    r"|a deadline|a reason|an explanation))\b(?: (?:on|about|to|further|beyond)\b.*)?",
    re.DOTALL,
)
_REFUSES = re.compile(r"\b(?:declin|refus|would not|did not|didn['’]t|unwilling)", re.IGNORECASE)
_WITHHELD = re.compile(  # `declining to say what`, `refused to speculate about`
    r"(?:(?:(?:declin|refus)\w+ to|(?:did|does|do|would|could)(?: not|n['’]t))"
    r"(?: (?:also|immediately|directly|yet))* (?:say|specify|elaborate|speculate|comment|disclose"
    r"|clarify|identify|explain|reveal)"
    r"|without (?:say|specify|elaborat|disclos|clarify|identify|explain|reveal)ing),?"
    r" (?:on|about|whether|if|what|who|how|why|when|where|which)\b",
    re.IGNORECASE,
)
_NEITHER = re.compile(r"neither [a-z]+ nor [a-z]+$")  # `neither confirmed nor denied`
_ASKED = re.compile(r"(?:when |if )?(?:(?:was|were|been|being) )?asked\b", re.IGNORECASE)
_ASKED_BY = re.compile(r"(?:when |if )?(?:being )?asked by\b", re.IGNORECASE)
_QUESTION = re.compile(r"(?:whether|if|what|who|whom|which|how|why|when|where|to)\b")
_NOT_SAID = re.compile(
    r"\b(?:(?:made|makes|making) no mention|(?:did|does|do) not mention|stopp(?:ed|ing) short of"
    r"|fail(?:s|ed)? to agree)\b"
)
# What somebody is yet to say or may say: `is expected to tell`, `could announce`, `plans to argue`.
_YET = re.compile(
    r"(?:(?:is|are|was|were|be|been|being) )?(?:\w+ly |also |now |still )*"
    r"(?:due|expected|set|likely|unlikely|scheduled|supposed|poised|slated|about|preparing"
    r"|planning|hoping) to (?:\w+ly )?[a-z]+"
    r"|(?:is|are|was|were) to (?:\w+ly )?[a-z]+"
    r"|(?:plan|intend|hope|prepare|mean)(?:s|ed|d)? to (?:\w+ly )?(?:tell|say|announce|ask|urge"
    r"|warn|argue|propose|call|raise|press|demand|present|inform|appeal|declare|explain)\b"
    r"|(?:must|should|ought to|needs? to|ha(?:s|ve) to) (?:\w+ly )?(?:agree|decide|accept|ask|tell"
    r"|approve|consent|propose|announce|present|support|endorse)\b"
    r"|(?:may|might|could)(?: (?:well|also|soon|yet))? (?!not\b|only\b|hardly\b)(?:have )?[a-z]+"
    r"|ha(?:s|ve|d) yet to [a-z]+",
    re.IGNORECASE,
)
# Of whom it is told that they did not say it.
_NOBODY = re.compile(
    r"(?:no one|nobody|none|neither|no (?:[\w-]+ )?(?:country|state|nation|government|party|side"
    r"|official|leader|minister|member|group|woman|man|person))\b",
    re.IGNORECASE,
)
# A participle tells what the words beside it are about, not what is said; so does `has no comment`.
_ABOUT = re.compile(
    r"ha(?:s|ve|d) (?:any|a|no) (?:comments?|reactions?|responses?|views?)(?: (?:on|to)\b.*)?"
    r"|(?:(?:is|was|are|were) )?(?:apparently |obviously )?"
    r"(?:commenting on|reacting to|responding to|referring to|speaking (?:of|about)|talking about"
    r"|asked about)",
    re.IGNORECASE,
)
# `was told`, `were warned`, of which only the one addressed has been found.
_ADDRESSED = re.compile(
    r"\b(?:was|were|been|being|is|are) (?:\w+ly )?(?:told|asked|warned|urged|informed|assured"
    r"|reminded|accused)\b",
    re.IGNORECASE,
)
# `is described as a hawk`: by whom, the text does not say.
_NAMED = re.compile(
    r"\b(?:is|are|was|were|been|being) (?:\w+ly )?"
    r"(?:described|known|called|dubbed|regarded|seen|considered|termed|nicknamed)\b",
    re.IGNORECASE,
)
# `speaking on condition of anonymity to discuss the schedule`
_NAMELESS = re.compile(
    r"(?:speaking|spoke|talk\w*|agreed to (?:speak|talk)) (?:only )?on (?:the )?condition"
    r" (?:of anonymity|(?:of not being|that (?:he|she|they) not be) (?:named|identified))",
    re.IGNORECASE,
)
# `held a short meeting on Monday to assess`
_HELD = re.compile(
    r"(?:hold|holds|held|holding) (?:(?!press |news )[\w-]+ ){1,4}?"
    r"(?:meeting|summit|talks|session|consultations|vote)\b"
)
# `offered no new ideas`, `made no announcement on when`
_OFFERS_NONE = re.compile(
    r"(?:\w+ ){0,2}?(?:offer|give|gave|giving|made|make|making|issu|provid)\w* (?:no|few|little)\b"
    r"(?! (?:less|fewer|secret|doubt|bones))",
    re.IGNORECASE,
)
# `The following statement was issued by the spokesman:`, where a statement is yet to come
FOLLOWING = re.compile(
    r"(?:the )?following (?:is|are|was|(?:[\w-]+ ){0,4}?(?:statement|message|readout)\b)",
    re.IGNORECASE,
)
# `said so`, `said this after Peru had left`: what was said stands elsewhere.
_SAYS = re.compile(r"(?:\w+ )?(?:said|says|told \w+|made|added)", re.IGNORECASE)
_ELSE = re.compile(
    r"(?:this|so|that|it|these|the (?:remarks?|comments?|statement))"
    r"(?: (?:after|as|when|while|before|during|on|in|at|amid) .*)?"
    r"|(?:very )?(?:little|nothing|not much|no more|as much)"
    r"(?: (?:publicly|so far|else|about|on|in|at|after|since|more).*)?",
    re.DOTALL,
)
# `thanked Peru for what she called its solidarity`: a word by the way, unless it is quoted.
_WHAT_CALLED = re.compile(r"\b(?:for|of|at|over|by|to) what (?:he|she|it|they) (?:has |had )?$")
_QUOTE = re.compile(r" (?!.{0,20}[“\"‘])")
# `referred reporters to the ministry`
_REFERS = re.compile(r"\brefer(?:s|red|ring)?$", re.IGNORECASE)
_ASKERS = re.compile(
    r"(?:(?:all|any|further|other|media|the) )*(?:reporters|journalists|questions?|quer(?:y|ies)"
    r"|[ei]nquir(?:y|ies)|requests?)\b",
    re.IGNORECASE,
)
# An act without words: `recalled its ambassador`, `called an emergency meeting`.
_WITHDRAWS = re.compile(r"\b(?:recall|summon)(?:s|ed|ing)?$", re.IGNORECASE)
_CONVENES = re.compile(r"\bcall(?:s|ed|ing)?$", re.IGNORECASE)
_GOES_ON = (
    r"(?:$|,| (?:of|for|on|to|in|from|with|at|over|between|next|this|after|following|as|amid)\b)"
)
_ENVOY = re.compile(
    r"(?:(?:its|the|his|her|an?) )?(?:[\w’'-]+ )?"
    rf"(?:ambassadors?|envoys?|diplomats?|high commissioner){_GOES_ON}",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"(?:(?:its|an?) )?(?:[\w-]+ ){0,2}?"
    rf"(?:meeting|summit|session|conference|elections?|vote|referendum|strike){_GOES_ON}"
)
# An act without words: `welcomed the ministers to the palace for talks`
_WELCOMES = re.compile(r"\bwelcom(?:es|ed|ing)?$", re.IGNORECASE)
_GUESTS = re.compile(
    r"(?:(?:the|his|her|its|their|an?) )?(?:[\w’'-]+ ){0,3}?(?:ministers?|presidents?|leaders?"
    r"|delegations?|counterparts?|colleagues?|envoys?|guests|visitors|premier|chancellor)\b"
    r"[^;:“”\"]{0,80}? to (?:(?:the|his|her|its) )?[A-Z]"
)
# `His remarks were reported by Interfax`; `repeated that position in Lima`: which, stands elsewhere
_CARRIED = re.compile(
    r"(?:was|were|is|are|been) (?:also |later |first )?(?:reported|carried|published|released"
    r"|broadcast|posted|quoted|relayed|aired) (?:by|in|on)",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"(?:(?:the|his|her|its|their|these|those) |[A-Z][\w’'-]+(?:['’]s|['’]) )?(?:remarks?"
    r"|comments?|words|statements?|interview|speech|letter|allegations?|claims?)(?:,.*)?",
    re.IGNORECASE | re.DOTALL,
)
_REPEATS = re.compile(r"\b(?:repeat|reiterat|restat)\w*(?: (?:that|this|the|the same))?$")
_SAME = re.compile(
    r"(?:(?:that|this|the same|the) )?(?:position|view|line|stance|message|point|warning|call"
    r"|demand|charge|claim)s?(?: (?:in|at|on|before) [^,;:]{2,60})?"
)
# `It contradicts what Lima has said`
_IT = re.compile(r"(?:it|that|this|which)$", re.IGNORECASE)
_CONTRADICTS = re.compile(r"\bcontradict(?:s|ed|ing)?$")
# Lines around an article that tell of another one: `Read more: Macron says no`.
# `China-US talks: Yang lectures Blinken`: what a headline is about
_TOPIC = re.compile(
    r"(?:talks|war|crisis|row|dispute|summit|vote|election|coup|probe|attacks?|conflict|unrest"
    r"|protests?|tensions?|deal|live|strikes?|hearing|debate):",
    re.IGNORECASE,
)
# `Xinhua Headlines: China …`, `Interview: …`: what the text is, and nobody who speaks
_RUBRIC = re.compile(
    r"(?:[A-Z][\w.’'/-]* ){0,3}(?:(?:news )?(?:headlines?|spotlight|round-?up|commentary|analysis"
    r"|interview|feature|profile|explainer|factbox|fact box|insights?|watch|voices|focus|updates?"
    r"|exclusive|breaking|timeline|backgrounder|highlights|special report|q&a|live|video|podcast"
    r"|opinion))(?: \d+)?",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\W*(?:(?:read|see|watch|listen)(?: (?:more|also|now|next))?|also read|related(?: \w+)?"
    r"|more on this|recommended|in other news|don['’]t miss)\s*[:|>»–-]",
    re.IGNORECASE,
)
_THIS_TEXT = re.compile(
    r"\b(?:(?:earlier|previous|original) version of (?:this|the (?:story|article|report))"
    r"|this (?:story|article))\b",
    re.IGNORECASE,
)


def is_void(text: str, statement: Statement) -> bool:
    """Say whether a statement as tagged has no content that anybody has said."""
    content = " ".join(c.of(text) for c in statement.content).strip(" ,.")
    cue = statement.cue.of(text) if statement.cue else ""
    line = text.rfind("\n", 0, statement.content[0].start) + 1
    if _ELSEWHERE.match(text, line) or any(_THIS_TEXT.search(s.of(text)) for s in statement.source):
        return True
    if any(_NOBODY.match(s.of(text)) for s in statement.source):
        return True
    colon = statement.cue if not cue.strip(" :|") else None
    if _TOPIC.fullmatch(cue) and not statement.quoted:
        return True
    if colon and _RUBRIC.fullmatch(text, line, colon.start):
        return True
    if _YET.match(cue) and not _is_quoted(text, statement):
        return True
    if _ANONYMOUS.fullmatch(content) or _NOT_SAID.search(cue):
        return True
    if _REFUSES.search(cue) and _SILENT.fullmatch(content):
        return True
    if _WITHHELD.match(f"{cue} {content}"):
        return True
    if _WITHDRAWS.search(cue) and _ENVOY.match(content):
        return True
    if _CONVENES.search(cue) and not statement.quoted and _MEETING.match(content):
        return True
    if _OFFERS_NONE.match(f"{cue} {content}"):
        return True
    if (
        _NAMELESS.match(cue)
        or _NEITHER.search(cue)
        or (_CARRIED.fullmatch(cue) and _WORDS.fullmatch(content))
    ):
        return True
    if _WELCOMES.search(cue) and not statement.quoted and _GUESTS.match(content):
        return True
    if _REPEATS.search(cue) and _SAME.fullmatch(content):
        return True
    if _CONTRADICTS.search(cue) and all(_IT.match(s.of(text)) for s in statement.source):
        return True
    if any(FOLLOWING.match(s.of(text)) for s in statement.source):
        return True
    if _REFERS.search(cue) and _ASKERS.match(content):
        return True
    if _SAYS.fullmatch(cue) and _ELSE.fullmatch(content):
        return True
    if (
        statement.cue
        and _WHAT_CALLED.search(text, max(0, statement.cue.start - 60), statement.cue.start)
        and _QUOTE.match(text, statement.cue.end)
    ):
        return True
    if _HELD.match(cue) or (statement.cue and text[statement.cue.start - 1] == "-"):
        return True  # `the US-proposed meeting`
    told = max(c.end for c in statement.content)
    if statement.cue and _ADDRESSED.search(cue) and told <= statement.cue.start:
        return True
    if not statement.source and _NAMED.fullmatch(cue):
        return True
    if not statement.quoted and _ABOUT.fullmatch(cue):
        return True
    question = _ASKED_BY.match(cue) if statement.source else _ASKED.match(cue)
    if question is None or statement.quoted:
        return False
    return bool(_QUESTION.match(content)) or cue.endswith(("about", "to"))


def _is_quoted(text: str, statement: Statement) -> bool:
    """Say whether words are quoted: those of a speech that is given out before it is held."""
    first, last = statement.content[0].start, statement.content[-1].end
    return any(mark in text[max(0, first - 1) : last + 1] for mark in '"“”«»')
