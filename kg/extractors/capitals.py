"""Whether a capital's name means its government, which acts or speaks, or the place.

Rules over the words around it, own and general: prepositions, the verb before or after, the noun
it modifies. After the schemas of Markert and Nissim, "SemEval-2007 Task 08: Metonymy Resolution"
(place-for-people against literal readings of locations).
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extractors.gazetteer import Token
from kg.model import Span
from kg.text import is_dateline, word_set

_IN = word_set(
    """in at near outside inside around across into throughout via through downtown central
    greater northern southern eastern western within beyond above off below beneath toured
    nearby inner outer occupied besieged historic old metropolitan medieval"""
)
_WITH = word_set(
    """with between by towards toward among about than like without versus vs unlike alongside
    because"""
)
_MOTION = word_set(
    """travel travels traveled travelled traveling travelling fly flies flew flown flying go goes
    went gone going come comes came coming return returns returned returning head heads headed
    heading drive drove driven driving visit visits visited visiting trip trips flight flights
    journey way tour tours move moves moved moving bring brought take took taken taking arrive
    arrives arrived arriving sail sailed walk walked march marched fled flee fleeing escape
    escaped route road train trains bus rail railway railways line relocate relocated
    relocating deport deported extradite extradited evacuate evacuated invite invited dispatch
    dispatched transfer transferred back home summon summoned fly-in close closer miles
    kilometres kilometers km bound leave leaves leaving left depart departed departing welcome
    welcomed advance advanced advancing troops soldiers convoy drove expel rush rushed recall
    recalled bound"""
)
_SAYING = word_set(
    """demand demands response reaction signal signals pressure threat threats statement
    statements assurance assurances support order orders independence comment word words
    message messages criticism approval permission concession concessions instructions
    guarantees guarantee warning warnings denial denials opposition condemnation backing help
    aid funding weapons arms loans money protest protests distance distancing answer reply
    request requests proposal proposals offer offers invitation break backlash retaliation
    interference control rebuke letter letters note appeal appeals shift away cooperation
    commitment commitments pledge pledges explanation explanations apology recognition
    ambassador envoy envoys overture overtures loyal loyalty allegiance close ties links
    supply supplies sell sells sold gave give gives giving given send sends sent deliver
    delivered delivery deliveries belong belongs according hostile important unacceptable
    sympathetic subordinate beholden answerable speak speaks spoke talk talks talking report
    reports reporting matter matters hand handed present presented owe owed available
    alternative thanks gift blow challenge friendly ceded aligned turned turn turns assistance
    extend extended offered addressed"""
)
_PLACE_OF = word_set(
    """streets street city outskirts suburb suburbs slums slum mayor
    capital north south east west northeast
    northwest southeast southwest centre center heart battle siege bombing bombardment
    shelling airport part parts district districts residents people port skies university
    bishop archbishop patriarch edge middle town towns bombardments fall capture seizure
    liberation occupation map view kilometres kilometers km miles side banks bank diocese
    archdiocese neighbourhood neighborhood neighbourhoods neighborhoods area areas region
    province museum metro visit tour evacuation reach"""
)
_MILITARY = word_set(
    """attack attacks attacked strike strikes march marched marching assault assaults advance
    advances advanced advancing missile missiles raid raids bomb bombs rained rain drone
    drones fire fired converge converged descend descended landed rockets rocket closing
    airstrikes airstrike offensive bombardment"""
)
_ATTITUDE_OVER = word_set(
    """concern concerns row dispute disputes tension tensions worry worries anger influence
    victory pressure leverage frustration unease alarm fears criticism differences power
    advantage"""
)
_ADDRESS = word_set(
    """told tell tells urge urged urges accuse accused accuses accusing warn warned warns warning
    blame blamed blames blaming ask asked asks press pressed presses criticise criticised
    criticises criticize criticized criticizes back backed backs support supported supports
    sanction sanctioned anger angered angers upset condemn condemned condemns persuade
    persuaded convince convinced pressure pressured pressuring help helped helps inform
    informed notify notified consult consulted push pushed pushes prompt prompted prompts
    force forced forces lead led allow allowed let lets isolate isolated isolating punish
    punished punishing provoke provoked provoking trust trusted antagonise antagonize
    infuriated infuriate irk irked deter deterring contain containing defy defied defies
    appease appeasing embarrass embarrassed alienate alienated enrage enraged thank thanked
    thanks assure assured assures reassure reassured engage engaging confront confronting
    confronted challenge challenged counter countering calls called call demanded demands
    expects expected want wants wanted make makes made give gave gives offered offer offers
    denounce denounced denounces rebuke rebuked reject aid arm arming armed lobby lobbied
    oppose opposed fund"""
)
_REACHED = word_set(
    """left leave leaves leaving visited visit visits visiting reached reach reaching entered
    enter entering shelled shelling bombed bombing struck strike striking hit hits hitting
    captured capture seized seize besieged besieging surround surrounded surrounding toured
    encircle encircled encircling fled flee flee occupied occupy retook retake liberated
    liberate rocked rock shook shake attacked attack attacking targeted target targeting
    pounded pounding evacuated evacuate departed stormed storm"""
)
_PLACE_NEXT = word_set(
    """airport state metro subway summit conference olympics olympic games marathon suburb suburbs
    district districts court courts courtroom courthouse hotel street streets embassy office
    bureau correspondent residents resident police mayor region zoo university stadium
    cathedral theatre theater meeting meetings accord accords protocol declaration forum
    exchange time apartment square skyline museum station prison neighborhood neighbourhood
    edition visit newsroom area underground bombing bombings attacks attack native hospital
    headquarters city town home weather traffic suburbs church mosque parade protests protest
    club fc opera philharmonic symphony bridge market markets restaurant restaurants studio
    school schools festival biennale fashion marathon trial jail flat synagogue park zone
    talks round communique newspaper newspapers streets-based municipality council assembly
    prosecutor prosecutors cabaret conservatory institute academy airports outskirts rally
    rallies demonstration demonstrations"""
)
_EVENTS = word_set("attack attacks bombing bombings summit conference siege massacre talks rally")
_GOVERNMENT_NEXT = word_set(
    """government officials official regime leadership administration authorities diplomats
    diplomat policymakers foreign defence defense ministry ministries embassy ambassador ally
    allies loyalists envoy envoys negotiators bureaucrats elites establishment propaganda
    kremlin parliament president prime supreme politburo communist national people's"""
)
_TOWARDS_PLACE_AFTER_S = _PLACE_NEXT - word_set(
    """visit talks attack attacks home summit meeting time round embassy headquarters protest
    declaration"""
)
_ROLE_SUFFIX = word_set(
    """backed led sponsored friendly installed controlled supported funded imposed aligned
    appointed brokered dominated approved leaning allied run ordered proxy directed"""
)
_SITE_SUFFIX = word_set(
    "based listed born educated trained bound headquartered wide area registered"
)
_PASSIVE_SITE = word_set(
    """hit struck bombed shelled attacked rocked shaken located situated home hosting evacuated
    besieged surrounded captured liberated covered cold hot quiet calm deserted encircled
    blanketed flooded awake"""
)
_BE = word_set("is was were are be been being has had have")
_ADVERBS = word_set(
    """also now then still already again later never always repeatedly long strongly previously
    reportedly recently quickly immediately initially itself both often only earlier meanwhile
    however today yesterday not soon formally officially publicly"""
)
_FINITE = word_set(
    """has had have will would may might must should could can cannot did does do says said wants
    want is was were are sees saw keeps kept says hopes hoped fears feared seeks sought sends
    sent insists knows knew gave gives took takes made makes puts put goes went began begins
    holds held lost won wins loses stands stood responds thinks thought told tells argues
    views backs calls urges warns claims denies accuses blames considers believes expects
    plans intends continues refuses rejects agrees describes regards remains supports opposes
    fights hosts hit threatens demands needs faces hails slams vows pledges announces confirms
    condemns summons expels recalls recognises recognizes maintains admits offers provides
    supplies buys sells tries aims looks fired spent meant"""
)
_HYPHENS = "-‐‑–—"


def acts(text: str, tokens: Sequence[Token], first: int, last: int) -> bool | None:
    """Say whether the capital at `tokens[first:last]` acts or speaks: True, False, or None.

    None means that the words around it decide nothing: the caller takes the reading of the name
    it is coordinated with, or of a subject.
    """
    span = Span(tokens[first].start, tokens[last - 1].end)
    if is_dateline(text, span) or tokens[last - 1].key in ("dc", "c"):
        return False
    for rule in (_suffix, _prefix, _followed, _preceded, _subject):
        if (verdict := rule(text, tokens, first, last)) is not None:
            return verdict
    return None


def _gap(text: str, tokens: Sequence[Token], at: int) -> str:
    """Return what stands between token `at - 1` and token `at`."""
    before = tokens[at - 1].end if at > 0 else 0
    return text[before : tokens[at].start if at < len(tokens) else len(text)]


def _key(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].key if 0 <= at < len(tokens) else ""


def _suffix(text: str, tokens: Sequence[Token], first: int, last: int) -> bool | None:
    gap = _gap(text, tokens, last)
    word = _key(tokens, last)
    if gap and gap in _HYPHENS and word:
        if word in _ROLE_SUFFIX:
            return True
        if word in _SITE_SUFFIX:
            return False
    if gap.strip() == "," and last < len(tokens) and tokens[last].capital and word in _TAILS:
        return False
    return None


_TAILS = word_set("dc d.c. france germany england russia china italy spain egypt ukraine belgium")


def _prefix(text: str, tokens: Sequence[Token], first: int, last: int) -> bool | None:
    gap = _gap(text, tokens, first)
    if gap and gap in _HYPHENS and _key(tokens, first - 1) in ("pro", "anti", "non", "post"):
        return True
    return None


def _followed(text: str, tokens: Sequence[Token], first: int, last: int) -> bool | None:
    gap = _gap(text, tokens, last)
    if gap in ("'", "’") and _key(tokens, last) == "s":
        return _possessed(text, tokens, last + 1)
    if gap.strip(" \n") or not gap:
        return None
    word = _key(tokens, last)
    if last >= len(tokens):
        return None
    if word in _GOVERNMENT_NEXT:
        return True
    if word in _PLACE_NEXT and word not in _FINITE:
        return False
    compound = tokens[last].text.islower() and not _gap(text, tokens, last + 1).strip()
    if compound and word not in _FINITE and _key(tokens, last + 1) in _EVENTS:
        return False  # the Paris terror attacks
    return None


def _possessed(text: str, tokens: Sequence[Token], at: int) -> bool:
    for ahead in range(at, min(at + 4, len(tokens))):
        if ahead > at and _gap(text, tokens, ahead).strip():
            break
        word = tokens[ahead]
        if word.key in _GOVERNMENT_NEXT:
            return True
        if word.key in _TOWARDS_PLACE_AFTER_S:
            return False
        if ahead == at and word.capital and not word.text.isupper():
            return False
    return True


def _preceded(text: str, tokens: Sequence[Token], first: int, last: int) -> bool | None:
    at = first - 1
    if _listed_in(text, tokens, first):
        return False
    if at < 0 or _gap(text, tokens, first).strip(" \n\"“'‘"):
        return None
    before = tokens[at].key
    if before == "the":
        return None
    if before in _IN:
        return False
    if before in _WITH:
        return True
    context = [tokens[i].key for i in range(max(0, at - 6), at)]
    if before in _BY_NOUN:
        return _BY_NOUN[before](context)
    if before in _REACHED:
        return False if before not in ("hit", "hits") or context else None
    if before in _ADDRESS:
        return True
    return None


def _listed_in(text: str, tokens: Sequence[Token], first: int) -> bool:
    """Say whether the name ends a list of names after "in": in San Bernardino and Paris."""
    at = first - 1
    if at < 1 or not (_gap(text, tokens, first).strip() == "," or tokens[at].key in ("and", "or")):
        return False
    while at > max(0, first - 9) and (tokens[at].capital or tokens[at].key in ("and", "or")):
        if _gap(text, tokens, at + 1).strip() not in ("", ","):
            return False
        at -= 1
    return at < first - 2 and tokens[at].key in ("in", "at", "near", "from", "through", "across")


def _nearest(
    context: Sequence[str], yes: frozenset[str], no: frozenset[str], default: bool
) -> bool:
    """Return True if the nearest telling word before is in `yes`, False if in `no`."""
    for word in reversed(context):
        if word in yes:
            return True
        if word in no:
            return False
    return default


def _to(context: Sequence[str]) -> bool:
    return _nearest(context, _SAYING, _MOTION, default=False)


def _from(context: Sequence[str]) -> bool:
    return _nearest(context[-3:], _SAYING, _MOTION, default=False)


def _of(context: Sequence[str]) -> bool:
    return context[-1:] == [] or context[-1] not in _PLACE_OF


def _on(context: Sequence[str]) -> bool:
    return not set(context[-4:]) & _MILITARY


def _over(context: Sequence[str]) -> bool:
    return bool(set(context[-3:]) & _ATTITUDE_OVER)


def _for(context: Sequence[str]) -> bool:
    return not set(context[-3:]) & _MOTION


def _against(context: Sequence[str]) -> bool:
    return True


_BY_NOUN = {
    "to": _to,
    "from": _from,
    "of": _of,
    "on": _on,
    "upon": _on,
    "over": _over,
    "for": _for,
    "against": _against,
}


def _subject(text: str, tokens: Sequence[Token], first: int, last: int) -> bool | None:
    at = last
    while at < min(last + 3, len(tokens)) and not _gap(text, tokens, at).strip():
        word = tokens[at].key
        if word in _ADVERBS:
            at += 1
            continue
        if word in _BE and at + 1 < len(tokens):
            follow = [tokens[i].key for i in range(at + 1, min(at + 4, len(tokens)))]
            return not set(follow) & _PASSIVE_SITE
        if word in _FINITE or _regular(word):
            return True
        return None
    return None


def _regular(word: str) -> bool:
    """Say whether the word has the form of a regular past tense."""
    return len(word) > 4 and word.endswith("ed") and word not in _PASSIVE_SITE
