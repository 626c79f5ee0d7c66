"""Every rule for the graph of an article, broken once."""

import pytest
from rdflib import SH, Graph, URIRef

from kg.iris import BASE
from kg.iris import SHAPES as CQS
from kg.paths import SHAPES
from kg.validation import load_validator

from .faults import ARTICLE, add, article, both, drop, nameless, put, reference, renamed

A = f"<{ARTICLE}>"
OTHER = add("""
    a:other a cq:Article ; rdfs:label "Other"@en ; cq:text "x" ; cq:dateSource "meta" ;
        dcterms:issued "2021-01-01"^^xsd:date ;
        cq:textHash "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881" .
    <article/other/sentence/0-1> a cq:Sentence ; cq:inArticle a:other ; cq:sentenceIndex 0 ;
        cq:start 0 ; cq:end 1 ; cq:exact "x" .
""")

RULES = (SH.path, SH.sparql, SH.nodeKind, SH["class"], SH["in"], SH["or"], SH.xone, SH.closed)

# what is broken, how, and the rules that must say so: these and no other
P = f"<{ARTICLE}/statement/6/principal/1>"
OPEN = "cq:hasPossiblePrincipal"
FOUND = f"cq:inArticle {A} ; prov:wasGeneratedBy <run/0f3a> ; cq:confidence 0.9"
AGAIN = f"""st:9 a cq:Statement ; rdfs:label "once more"@en ; {FOUND} ; cq:form cq:Direct ;
    cq:speechAct cq:Assert ; cq:speaker <id/person/anna-lind> ; cq:evidence se:163-197 ;
    cq:cueSpan sp:192-196 ; cq:contentSpan sp:164-185 ; cq:quotedSpan sp:164-185 ."""
DENIED = f"""cl:9 a cq:MembershipClaim ; rdfs:label "no member"@en ; {FOUND} ; cq:claimedIn {A} ;
    cq:claimSubject <id/state/NO> ; cq:claimRelation cq:isMemberOf ; cq:negated true ;
    cq:claimObject <id/grouping/NATO> ; cq:evidence sp:91-115 ; cq:modality cq:AsFact"""

FAULTS = [
    # the article
    ("the article has no label", drop(f"{A} rdfs:label"), "label"),
    ("the text is missing", drop(f"{A} cq:text"), "Article-text"),
    ("the checksum is missing", drop(f"{A} cq:textHash"), "Article-textHash"),
    ("the checksum is an MD5", put(f"{A} cq:textHash", f'"{"ab" * 16}"'), "Article-textHash"),
    ("the checksum is in capitals", put(f"{A} cq:textHash", f'"{"AB" * 32}"'), "Article-textHash"),
    (
        "the checksum of contents is short",
        add(f'{A} cq:contentHash "{"ab" * 8}"'),
        "Article-contentHash",
    ),
    (
        "another version is named",
        add(f'{A} cq:earlierContentHash "{"ab" * 16}"'),
        "Article-earlier",
    ),
    ("the checksum is another text's", put(f"{A} cq:textHash", f'"{"ab" * 32}"'), "HashOfText"),
    ("two headlines", add(f'{A} dcterms:title "Another"'), "Article-title"),
    ("the language is a word", put(f"{A} dcterms:language", '"in English"'), "Article-language"),
    ("the date is words", put(f"{A} dcterms:issued", '"3 March"'), "Article-issued"),
    ("two dates", add(f'{A} dcterms:issued "2021-03-04"^^xsd:date'), "Article-issued"),
    ("no date", drop(f"{A} dcterms:issued"), "Article-undated CountedFromUnknown"),
    (
        "two places where the date was found",
        add(f'{A} cq:dateSource "dateline"'),
        "Article-dateSource",
    ),
    ("a date found nowhere", drop(f"{A} cq:dateSource"), "DateHasSource-dateSource"),
    (
        "a web address without a scheme",
        put(f"{A} cq:url", '"news.example"^^xsd:anyURI'),
        "Article-url",
    ),
    (
        "the publisher is an address",
        put(f"{A} dcterms:publisher", "<id/organisation/x>"),
        "Article-names",
    ),
    ("the article is nameless", nameless(ARTICLE), "Addressed UnderArticle"),
    # spans
    ("a start off by one", put("sp:192-196 cq:start", "193"), "SpanText"),
    ("an end off by one", put("sp:192-196 cq:end", "197"), "SpanText"),
    ("an end before the start", put("sp:192-196 cq:end", "3"), "SpanText"),
    ("altered words", put("sp:192-196 cq:exact", '"says"'), "SpanText"),
    (
        "altered words in a sentence",
        put("se:163-197 cq:exact", '"“We want quiet waters,” Lind said."'),
        "SpanText",
    ),
    ("no words", drop("sp:192-196 cq:exact"), "TextSpan-exact"),
    ("no start", drop("sp:192-196 cq:start"), "TextSpan-start"),
    ("a start of another type", put("sp:192-196 cq:start", '"192"^^xsd:int'), "TextSpan-start"),
    ("no end", drop("sp:192-196 cq:end"), "TextSpan-end"),
    (
        "an end of another type",
        put("sp:192-196 cq:end", '"196"^^xsd:nonNegativeInteger'),
        "TextSpan-end",
    ),
    ("a span in no article", drop("sp:192-196 cq:inArticle"), "inArticle"),
    (
        "a span put into a later sentence",
        put("sp:192-196 cq:inSentence", "se:199-245"),
        "InSentence",
    ),
    (
        "a span put into an earlier sentence",
        put("sp:192-196 cq:inSentence", "se:41-161"),
        "InSentence",
    ),
    (
        "a span in a span",
        put("sp:192-196 cq:inSentence", "sp:164-185"),
        "InSentence TextSpan-inSentence",
    ),
    (
        "a span in another article's sentence",
        both(OTHER, add("<article/other/sentence/0-1> cq:inSentence se:41-161")),
        "InSentence OneArticle",
    ),
    ("a nameless span", nameless(f"{ARTICLE}/span/192-196"), "Addressed"),
    ("a sentence without a number", drop("se:163-197 cq:sentenceIndex"), "Sentence-index"),
    ("two sentences with one number", put("se:163-197 cq:sentenceIndex", "1"), "SentenceOrder"),
    (
        "a mention that means a statement",
        put("m:187-191 cq:refersTo", "st:1"),
        "Mention-refersTo SpeakerMention",
    ),
    (
        "a mention that means nothing known",
        put("m:91-97 cq:refersTo", "<id/state/ZZ>"),
        "Mention-refersTo NeverMentioned",
    ),
    (
        "a mention that means two states",
        add("m:91-97 cq:refersTo <id/state/SE>"),
        "Mention-refersTo SaysAnotherName",
    ),
    ("an unknown kind of mention", put("m:91-97 cq:mentionKind", "cq:Direct"), "Mention-kind"),
    # statements
    ("a statement without a label", drop("st:2 rdfs:label"), "label"),
    ("a statement found by nobody", drop("st:2 prov:wasGeneratedBy"), "generatedBy"),
    ("a confidence above 1", put("st:2 cq:confidence", "1.5"), "confidence"),
    ("a confidence as a double", put("st:2 cq:confidence", "0.5e0"), "confidence"),
    ("a statement in no article", drop("st:2 cq:inArticle"), "inArticle"),
    ("evidence that is no text", add("st:2 cq:evidence st:1"), "evidence"),
    ("no sentence as evidence", put("st:2 cq:evidence", "sp:164-185"), "Statement-sentence"),
    (
        "evidence in another article",
        both(OTHER, add("st:2 cq:evidence <article/other/sentence/0-1>")),
        "OneArticle",
    ),
    (
        "content in another article",
        both(OTHER, add("st:2 cq:contentSpan <article/other/sentence/0-1>")),
        "FormInDoubt OneArticle",
    ),
    (
        "a statement in two articles",
        both(OTHER, add("st:2 cq:inArticle a:other")),
        "OneArticle RunOfArticle",
    ),
    (
        "a statement moved to another article",
        both(OTHER, put("st:2 cq:inArticle", "a:other")),
        "OneArticle RunOfArticle UnderArticle",
    ),
    ("no speaker", drop("st:2 cq:speaker"), "Statement-speaker SpeakerMention"),
    ("a speaker nobody knows", add("st:2 cq:speaker <id/person/nobody>"), "Statement-speaker"),
    ("a speaker in words", add('st:2 cq:speaker "Anna Lind"'), "Statement-speaker"),
    ("an office as speaker", add("st:2 cq:speaker <id/office/FI/president>"), "Statement-speaker"),
    ("two roles", add('st:1 cq:speakerRole "minister"'), "Statement-speakerRole"),
    (
        "a role of two speakers",
        add("st:1 cq:speaker <id/state/SE>"),
        "RoleOfOne-speaker SpeakerMention",
    ),
    ("an unknown addressee", put("st:4 cq:addressee", "<id/state/ZZ>"), "Statement-addressee"),
    (
        "a speaker addressing himself",
        put("st:4 cq:addressee", "<id/person/eero-salo>"),
        "Statement-addressee-other",
    ),
    ("about something unknown", add("st:4 cq:about <id/state/ZZ>"), "Statement-about"),
    ("about a statement", add("st:4 cq:about st:1"), "Statement-about"),
    ("aimed at an office", add("st:4 cq:target <id/office/FI/president>"), "Statement-target"),
    ("a place as occasion", put("st:4 cq:occasion", "<id/state/SE>"), "Statement-occasion Unused"),
    ("an event that rests on nothing", drop("ev:1 cq:evidence"), "evidence"),
    (
        "an office takes part",
        put("ev:1 cq:participant", "<id/office/FI/president>"),
        "Event-participant",
    ),
    ("an event in an alliance", add("ev:1 cq:eventPlace <id/grouping/NATO>"), "Event-place"),
    ("an event next week", put("ev:1 cq:heldOn", '"next week"'), "Event-heldOn"),
    ("no form", drop("st:1 cq:form"), "Statement-form"),
    ("an unknown form", put("st:1 cq:form", "cq:Assert"), "Statement-form FormAndQuotes"),
    ("two forms", add("st:2 cq:form cq:Mixed"), "Statement-form"),
    ("no speech act", drop("st:1 cq:speechAct"), "Statement-speechAct"),
    ("a speech act not in the list", put("st:1 cq:speechAct", "cq:Insult"), "Statement-speechAct"),
    ("two speech acts", add("st:1 cq:speechAct cq:Warn"), "Statement-speechAct"),
    ("content that is no text", add("st:1 cq:contentSpan st:2"), "Statement-contentSpan"),
    ("a quotation that is no text", add("st:2 cq:quotedSpan st:1"), "Statement-quotedSpan"),
    ("two cues", add("st:2 cq:cueSpan sp:207-213"), "Statement-cueSpan WordsInEvidence"),
    ("said at two times", add('st:1 cq:saidOn "2021-03"'), "Statement-saidOn"),
    (
        "said on a day no calendar has",
        put("st:2 cq:saidOn", '"2021-13-03"'),
        "SaidOnHasWords-dateSpan Statement-saidOn",
    ),
    ("said on a date of another type", put("st:1 cq:saidOn", "2021"), "Statement-saidOn"),
    ("counted from nowhere", put("st:1 cq:countedFrom", '"today"'), "Statement-countedFrom"),
    (
        "dated in two places",
        add("st:1 cq:dateSpan sp:192-196"),
        "Statement-dateSpan WordsInEvidence",
    ),
    ("a date without its words", drop("st:1 cq:dateSpan"), "SaidOnHasWords-dateSpan"),
    (
        "speaker's words that are no mention",
        put("st:2 cq:speakerSpan", "sp:192-196"),
        "Statement-speakerSpan WordsApart",
    ),
    (
        "passed on by a person unknown",
        put("st:4 cq:reportedBy", "<id/person/nobody>"),
        "Chain Statement-reportedBy",
    ),
    ("reported in a claim", put("st:4 cq:reportedIn", "cl:1"), "Statement-reportedIn"),
    ("reported in two statements", add("st:4 cq:reportedIn st:1"), "Statement-reportedIn"),
    ("reported in itself", put("st:4 cq:reportedIn", "st:4"), "Chain Statement-reportedIn-circle"),
    ("reported in a circle", add("st:5 cq:reportedIn st:4"), "Statement-reportedIn-circle"),
    ("repeats a claim", add("st:3 cq:repeats cl:1"), "Statement-repeats"),
    ("repeats itself", add("st:3 cq:repeats st:3"), "Statement-repeats-circle"),
    (
        "repeat each other",
        add("st:3 cq:repeats st:2 . st:2 cq:repeats st:3"),
        "RepeatsAnother Statement-repeats-circle",
    ),
    ("no content", drop("st:1 cq:contentSpan"), "StatementHasContent-words"),
    ("direct without a quotation", drop("st:2 cq:quotedSpan"), "FormAndQuotes"),
    ("indirect with a quotation", put("st:2 cq:form", "cq:Indirect"), "FormAndQuotes"),
    ("quoted without marks", put("st:3 cq:quotedSpan", "sp:214-244"), "QuotationMarks"),
    (
        "the speaker's mention means another",
        put("m:199-206 cq:refersTo", "<id/state/SE>"),
        "SaysAnotherName SpeakerMention",
    ),
    ("a nameless statement", nameless(f"{ARTICLE}/statement/2"), "Addressed"),
    # claims
    ("a claim of nobody", drop("cl:1 cq:claimedIn"), "Claim-claimedIn"),
    ("a claim of two", add("cl:1 cq:claimedIn st:1"), "Claim-claimedIn"),
    ("a claim of a person", put("cl:1 cq:claimedIn", "<id/person/anna-lind>"), "ClaimSource"),
    (
        "a claim about an office",
        put("cl:1 cq:claimSubject", "<id/office/FI/president>"),
        "Claim-subject",
    ),
    ("a claim without a relation", drop("cl:1 cq:claimRelation"), "Claim-relation"),
    ("a claim without an object", drop("cl:1 cq:claimObject"), "Claim-object"),
    ("a claim neither yes nor no", drop("cl:1 cq:negated"), "Claim-negated"),
    ("claimed as agreed", put("cl:1 cq:modality", "cq:Agrees"), "Claim-modality"),
    ("a claim dated in words", put("cl:2 cq:asOf", '"last year"'), "Claim-asOf"),
    ("a claim dated in a thirteenth month", put("cl:2 cq:asOf", '"2021-13"'), "Claim-asOf"),
    ("a claim without evidence", drop("cl:1 cq:evidence"), "evidence"),
    ("a nameless claim", nameless(f"{ARTICLE}/claim/1"), "Addressed"),
    (
        "a member holds an office",
        put("cl:1 cq:claimRelation", "cq:holdsOffice"),
        "MembershipClaim-relation",
    ),
    (
        "a member of a person",
        put("cl:1 cq:claimObject", "<id/person/anna-lind>"),
        "MembershipClaim-object",
    ),
    ("a state in office", put("cl:3 cq:claimSubject", "<id/state/NO>"), "OfficeClaim-subject"),
    ("an office joined", put("cl:3 cq:claimRelation", "cq:isMemberOf"), "OfficeClaim-relation"),
    (
        "a state as an office",
        put("cl:3 cq:claimObject", "<id/state/NO>"),
        "OfficeClaim-object Unused",
    ),
    # entities
    ("a person without a name", drop("<id/person/eero-salo> rdfs:label"), "label"),
    (
        "another name as an address",
        add("<id/person/eero-salo> skos:altLabel <id/x>"),
        "Named-altLabel",
    ),
    ("a nameless source", nameless(f"{ARTICLE}/source/1"), "Addressed"),
    ("a person who is a state", add("<id/person/eero-salo> a cq:State"), "NotElsewhere-told"),
    ("a state that is a person", add("<id/state/NO> a cq:Person"), "NotElsewhere-told"),
    (
        "a body of two states",
        add("<id/body/FI/presidential-office> cq:bodyOf <id/state/NO>"),
        "GovernmentBody-bodyOf",
    ),
    (
        "an office of a person unknown",
        put("<id/office/FI/president> cq:officeOf", "<id/x>"),
        "Office-officeOf",
    ),
    # extraction
    ("a run that read nothing", drop("<run/0f3a> prov:used"), "ExtractionRun-used"),
    ("a run by nobody", drop("<run/0f3a> prov:wasAssociatedWith"), "ExtractionRun-extractor"),
    ("a run without settings", drop("<run/0f3a> cq:configDigest"), "ExtractionRun-configDigest"),
    (
        "an extractor without a version",
        drop("<software/communique-0.1.0> owl:versionInfo"),
        "Extractor-version",
    ),
    # types
    (
        "an article without a type",
        drop(f"{A} a"),
        "ExtractionRun-used IsArticle OfThisArticle inArticle",
    ),
    ("a span without a type", drop("sp:192-196 a"), "IsTextSpan Statement-cueSpan"),
    (
        "a sentence that is a mention",
        put("se:163-197 a", "cq:Mention"),
        "InOneSentence IsSentence Mention-kind Statement-sentence TextSpan-inSentence",
    ),
    ("a mention that is a span", put("m:91-97 a", "cq:TextSpan"), "IsMention"),
    ("a statement without a type", drop("st:3 a"), "IsStatement"),
    ("a claim without a type", drop("cl:3 a"), "IsClaim"),
    ("a claim of no kind", put("cl:1 a", "cq:Claim"), "OneKindOfClaim"),
    (
        "a claim of both kinds",
        add("cl:1 a cq:OfficeClaim"),
        "OneKindOfClaim OfficeClaim-subject OfficeClaim-relation OfficeClaim-object",
    ),
    (
        "a body that is a firm",
        put("<id/body/FI/presidential-office> a", "cq:Organisation"),
        "IsGovernmentBody",
    ),
    ("an event without a type", drop(f"<{ARTICLE}/event/1> a"), "IsEvent Statement-occasion"),
    ("an office without a type", drop("<id/office/FI/president> a"), "IsOffice OfficeClaim-object"),
    ("a run without a type", drop("<run/0f3a> a"), "IsExtractionRun generatedBy"),
    # properties
    ("an article's property misspelt", add(f"{A} cq:texthash 'x'"), "ArticleProperties"),
    (
        "a statement's property misspelt",
        add("st:2 cq:adressee <id/state/FI>"),
        "StatementProperties",
    ),
    ("a claim with a speaker", add("cl:2 cq:speaking <id/state/FI>"), "ClaimProperties"),
    # for whom, where that is open
    ("a candidate without a name", drop(f"{P} rdfs:label"), "label"),
    (
        "a candidate that is a person",
        put(f"{P} cq:principal", "<id/person/anna-lind>"),
        "PossiblePrincipal-principal",
    ),
    (
        "two principals in one candidate",
        add(f"{P} cq:principal <id/state/SE>"),
        "PossiblePrincipal-principal ScoresOfPrincipals",
    ),
    ("a candidate without a score", drop(f"{P} cq:confidence"), "confidence"),
    ("a score above 1", put(f"{P} cq:confidence", "1.2"), "confidence ScoresOfPrincipals"),
    ("scores above 1 together", put(f"{P} cq:confidence", "0.9"), "ScoresOfPrincipals"),
    ("one candidate twice", put(f"{P} cq:principal", "<id/state/NO>"), "ScoresOfPrincipals"),
    ("a candidate without a reason", drop(f"{P} cq:reason"), "PossiblePrincipal-reason"),
    ("a candidate that rests on no words", drop(f"{P} cq:evidence"), "evidence"),
    ("a candidate of two statements", add(f"st:2 {OPEN} {P}"), "PossiblePrincipal-of"),
    (
        "a candidate that is none",
        add(f"st:6 {OPEN} <id/state/NO>"),
        "LeftOpen-candidates",
    ),
    (
        "a state that may speak for others",
        both(drop(f"st:6 {OPEN}"), add(f"st:3 {OPEN} {P}, <{ARTICLE}/statement/6/principal/2>")),
        "LeftOpen-speaker",
    ),
    (
        "an office of one that is open",
        both(drop(f"st:6 {OPEN}"), add(f"cl:3 {OPEN} {P}, <{ARTICLE}/statement/6/principal/2>")),
        "LeftOpen-office",
    ),
    (
        "a candidate without an address",
        nameless(f"{ARTICLE}/statement/6/principal/1"),
        "Addressed",
    ),
    (
        "a candidate without a type",
        drop(f"{P} a"),
        "IsPossiblePrincipal LeftOpen-candidates",
    ),
    # what does not belong
    (
        "a state taken from the article",
        add(f"<id/state/NO> cq:inArticle {A}"),
        "NotElsewhere-told",
    ),
    (
        "an alliance found by a run",
        add("<id/grouping/NATO> prov:wasGeneratedBy <run/0f3a>"),
        "NotElsewhere-told",
    ),
    (
        "a membership stated as a fact",
        add(
            "<id/membership/x> a cq:Membership ; rdfs:label 'x'@en ; "
            "cq:member <id/state/GE> ; cq:organisation <id/grouping/NATO>"
        ),
        "NoReferenceFacts-asserted NotElsewhere-told",
    ),
    (
        "recognition stated as a fact",
        add("<id/state/GE> cq:recognition cq:Unrecognised"),
        "NotElsewhere-told",
    ),
    ("derived and mixed in", add("st:1 cq:onBehalfOf <id/state/NO>"), "NotDerived-asserted"),
    (
        "compared and mixed in",
        add("cl:1 cq:agreesWith <id/membership/NO-NATO>"),
        "NotDerived-asserted",
    ),
    # once more, in ways that hands and programs go wrong
    ("a name that is an address", put(f"{A} rdfs:label", "<x>"), "label"),
    ("a name of a blank", put("<id/person/anna-lind> rdfs:label", '" "@en'), "label"),
    ("two names in English", add('<id/person/anna-lind> rdfs:label "Annie"@en'), "TwoNames"),
    ("a mention's property misspelt", add("m:91-97 cq:refersto <id/x>"), "TextSpanProperties"),
    ("sure of a mention", add("m:91-97 cq:confidence 0.5"), "TextSpanProperties"),
    (
        "an office given to a person",
        add("<id/person/anna-lind> cq:holdsOffice <id/office/NO/foreign-minister>"),
        "EntityProperties",
    ),
    ("an event's day misspelt", add('ev:1 cq:heldAt "2021"'), "EntityProperties"),
    ("said after it was printed", put("st:1 cq:saidOn", '"2021-04-07"'), "SaidLater"),
    ("said on 31 February", put("st:1 cq:saidOn", '"2021-02-31"'), "Statement-saidOn"),
    ("said in week 60", put("st:1 cq:saidOn", '"2020-W60"'), "Statement-saidOn"),
    ("said until month 99", put("st:1 cq:saidOn", '"2021-03-01/2021-99-01"'), "Statement-saidOn"),
    ("said from 3 to 1 March", put("st:1 cq:saidOn", '"2021-03-03/2021-03-01"'), "DateOrder"),
    ("claimed for 30 February", put("cl:2 cq:asOf", '"2021-02-30"'), "Claim-asOf"),
    ("held on 31 June", put("ev:1 cq:heldOn", '"2021-06-31"'), "Event-heldOn"),
    ("held until before it began", put("ev:1 cq:heldOn", '"2022/2021"'), "DateOrder"),
    (
        "counted from a day, but to none",
        both(drop("st:1 cq:saidOn"), drop("st:1 cq:dateSpan")),
        "CountedFrom-saidOn",
    ),
    ("the same words twice", add(AGAIN), "SaidTwice"),
    ("an alliance in itself", put("cl:1 cq:claimSubject", "<id/grouping/NATO>"), "Claim-other"),
    ("claimed and denied", add(DENIED), "ClaimAndDenial"),
    ("claimed now, denied for 1999", add(f"{DENIED} ; cq:asOf '1999'"), ""),
    ("one and the same", add("<id/person/anna-lind> owl:sameAs <id/x>"), "NoSameAs-asserted"),
    (
        "a body of itself",
        put("<id/body/FI/presidential-office> cq:bodyOf", "<id/body/FI/presidential-office>"),
        "GovernmentBody-bodyOf",
    ),
    (
        "a program of no version",
        put("<software/communique-0.1.0> owl:versionInfo", '""'),
        "Extractor-version",
    ),
    ("a confidence below 0", put("cl:1 cq:confidence", '"-0.1"^^xsd:decimal'), "confidence"),
    ("a claim that says no", put("cl:1 cq:negated", '"no"'), "Claim-negated"),
    ("aimed at a word", add('st:4 cq:target "Sweden"'), "Statement-target"),
    ("in English", put(f"{A} dcterms:language", '"english"'), "Article-language"),
    (
        "a source that is a person, too",
        add(f"<{ARTICLE}/source/1> a cq:Person"),
        "OneKind-type",
    ),
    (
        "a source for itself",
        put(f"{P} cq:principal", f"<{ARTICLE}/source/1>"),
        "PossiblePrincipal-principal",
    ),
    # evidence: the right words in the wrong place
    (
        "all of a span shifted by one",
        both(put("sp:192-196 cq:start", "193"), put("sp:192-196 cq:end", "197")),
        "SpanText",
    ),
    (
        "a start before the text",
        put("sp:192-196 cq:start", "-1"),
        "TextSpan-start InSentence SpanText WordsApart",
    ),
    ("an end after the text", put("sp:192-196 cq:end", "9999"), "SpanText"),
    (
        "words beyond the text",
        both(put("sp:192-196 cq:start", "5000"), put("sp:192-196 cq:end", "5004")),
        "InSentence SpanText",
    ),
    (
        "no words at all",
        both(put("sp:192-196 cq:end", "192"), put("sp:192-196 cq:exact", '""')),
        "TextSpan-exact",
    ),
    ("words in a language", put("sp:192-196 cq:exact", '"said"@en'), "TextSpan-exact"),
    ("a start with a fraction", put("sp:192-196 cq:start", "192.0"), "TextSpan-start"),
    (
        "sentences out of order",
        both(put("se:163-197 cq:sentenceIndex", "3"), put("se:199-245 cq:sentenceIndex", "2")),
        "SentenceOrder",
    ),
    (
        "a sentence in a sentence",
        add(f"""se:199-206 a cq:Sentence ; cq:inArticle {A} ; cq:sentenceIndex 8 ;
        cq:start 199 ; cq:end 206 ; cq:exact "Finland" ."""),
        "SentenceOrder",
    ),
    (
        "one word, two spans",
        add(f"""sp:x a cq:TextSpan ; cq:inArticle {A} ; cq:inSentence se:163-197 ;
        cq:start 192 ; cq:end 196 ; cq:exact "said" ."""),
        "SamePlace",
    ),
    (
        "one mention, two meanings",
        add(f"""m:x a cq:Mention ; cq:inArticle {A} ; cq:inSentence se:199-245 ;
        cq:start 199 ; cq:end 206 ; cq:exact "Finland" ; cq:refersTo <id/state/SE> ;
        cq:mentionKind cq:ByName ."""),
        "SamePlace SaysAnotherName",
    ),
    (
        "a mention of two sentences",
        add(f"""m:x a cq:Mention ; cq:inArticle {A} ; cq:inSentence se:163-197 ;
        cq:start 192 ; cq:end 206 ; cq:exact "said.\\n\\nFinland" ; cq:refersTo <id/state/FI> ;
        cq:mentionKind cq:ByName ."""),
        "InOneSentence",
    ),
    ("a span in no sentence", drop("sp:192-196 cq:inSentence"), "InOneSentence"),
    (
        "a name of one state, said to mean another",
        put("m:91-97 cq:refersTo", "<id/state/SE>"),
        "NeverMentioned SaysAnotherName",
    ),
    ("a mention of no kind", drop("m:91-97 cq:mentionKind"), "Mention-kind"),
    # statements that take their words from elsewhere
    ("a cue in another sentence", put("st:2 cq:cueSpan", "sp:357-363"), "WordsInEvidence"),
    (
        "all words in another sentence",
        both(put("st:2 cq:contentSpan", "sp:224-243"), put("st:2 cq:quotedSpan", "sp:224-243")),
        "WordsInEvidence",
    ),
    ("another sentence as evidence", put("st:2 cq:evidence", "se:339-410"), "WordsInEvidence"),
    ("a date from another sentence", put("st:1 cq:dateSpan", "sp:192-196"), "WordsInEvidence"),
    ("quoted, but not said", put("st:3 cq:quotedSpan", "sp:164-185"), "QuotedInContent"),
    ("a cue within what was said", put("st:1 cq:cueSpan", "sp:91-115"), "WordsApart"),
    ("what was said as its cue", put("st:2 cq:cueSpan", "sp:164-185"), "WordsApart"),
    ("the speaker as cue", put("st:2 cq:cueSpan", "m:187-191"), "WordsApart"),
    ("said twice over", add("st:1 cq:contentSpan sp:91-115"), "WordsApart"),
    ("direct, but half of it quoted", put("st:3 cq:form", "cq:Direct"), "FormInDoubt"),
    (
        "indirect, but between marks",
        both(put("st:2 cq:form", "cq:Indirect"), drop("st:2 cq:quotedSpan")),
        "FormInDoubt",
    ),
    (
        "a speaker who aims at himself",
        put("st:3 cq:target", "<id/state/FI>"),
        "Statement-target-other",
    ),
    ("a class as speaker", put("st:2 cq:speaker", "cq:Person"), "Statement-speaker SpeakerMention"),
    ("an article as speaker", put("st:2 cq:speaker", A), "Statement-speaker SpeakerMention"),
    ("a run as speaker", put("st:2 cq:speaker", "<run/0f3a>"), "Statement-speaker SpeakerMention"),
    (
        "a speaker whom no words mean",
        add("st:3 cq:speaker <id/person/eva> . <id/person/eva> a cq:Person ; rdfs:label 'Eva'@en"),
        "NeverMentioned",
    ),
    (
        "a claim of whom no words mean",
        put("cl:1 cq:claimSubject", "<id/state/CS>"),
        "NeverMentioned",
    ),
    ("passed on by who said it", put("st:4 cq:reportedBy", "<id/person/eero-salo>"), "Chain"),
    (
        "three in a circle",
        add("st:1 cq:reportedIn st:2 . st:2 cq:reportedIn st:3 . st:3 cq:reportedIn st:1"),
        "Statement-reportedIn-circle",
    ),
    ("repeats what another said", add("st:3 cq:repeats st:2"), "RepeatsAnother"),
    # who found it
    (
        "a run that read another article",
        both(OTHER, put("<run/0f3a> prov:used", "a:other")),
        "RunOfArticle",
    ),
    (
        "a run that ended before it began",
        add("""<run/0f3a> prov:startedAtTime "2021-03-04T00:00:00Z"^^xsd:dateTime ;
        prov:endedAtTime "2021-03-03T00:00:00Z"^^xsd:dateTime"""),
        "ExtractionRun-began",
    ),
    (
        "a run that ended yesterday",
        add('<run/0f3a> prov:endedAtTime "yesterday"'),
        "ExtractionRun-ended",
    ),
    ("a run's property misspelt", add('<run/0f3a> cq:configdigest "x"'), "RunProperties"),
    (
        "a run by a person",
        put("<run/0f3a> prov:wasAssociatedWith", "<id/person/anna-lind>"),
        "ExtractionRun-extractor",
    ),
    (
        "a run nobody described",
        lambda g: g.remove((URIRef(f"{BASE}run/0f3a"), None, None)),
        "generatedBy",
    ),
    ("found by nobody knows how surely", drop("cl:1 cq:confidence"), "confidence"),
    (
        "a confidence that is no number",
        put("st:2 cq:confidence", '"NaN"^^xsd:decimal'),
        "confidence",
    ),
    ("a confidence in per cent", put("st:2 cq:confidence", "95"), "confidence"),
    # claims
    ("a claim of no modality", drop("cl:1 cq:modality"), "Claim-modality"),
    (
        "a claim of another's words",
        put("cl:2 cq:evidence", "sp:41-67"),
        "ClaimInStatement NeverMentioned",
    ),
    ("a claim of another article", both(OTHER, put("cl:1 cq:claimedIn", "a:other")), "ClaimSource"),
    ("a claim of a statement that is not there", put("cl:1 cq:claimedIn", "st:77"), "ClaimSource"),
    ("a claim made twice", add(f"{DENIED.replace('true', 'false')}"), "ClaimedTwice"),
    (
        "a person as a member",
        put("cl:1 cq:claimSubject", "<id/person/anna-lind>"),
        "MembershipClaim-subject",
    ),
    (
        "a member of a ministry",
        put("cl:1 cq:claimObject", "<id/body/FI/presidential-office>"),
        "MembershipClaim-body",
    ),
    ("another article renamed", add('a:other dcterms:title "x"'), "OfThisArticle KnownKind"),
    (
        "another article dated",
        add('a:other dcterms:issued "2020-01-01"^^xsd:date ; cq:dateSource "x"'),
        "IsArticle OfThisArticle",
    ),
    ("claimed for another year", put("cl:1 cq:asOf", '"2031"'), "SaidLater"),
    # dates
    ("issued in the future", put(f"{A} dcterms:issued", '"2999-03-03"^^xsd:date'), "IssuedWhen"),
    (
        "issued before there was print",
        put(f"{A} dcterms:issued", '"1021-03-03"^^xsd:date'),
        "IssuedWhen SaidLater",
    ),
    (
        "issued on 30 February",
        put(f"{A} dcterms:issued", '"2021-02-30"^^xsd:date'),
        "Article-issued SaidLater",
    ),
    ("issued in words of a date", put(f"{A} dcterms:issued", '"2021-03-03"'), "Article-issued"),
    ("said in a later month", put("st:1 cq:saidOn", '"2021-05"'), "SaidLater"),
    ("said on later days", put("st:1 cq:saidOn", '"2021-03-05/2021-03-07"'), "SaidLater"),
    ("said on 29 February 2021", put("st:1 cq:saidOn", '"2021-02-29"'), "LeapDay WeekdayOfDate"),
    ("said on 29 February 2020", put("st:1 cq:saidOn", '"2012-02-29"'), ""),
    ("said on a day and a line", put("st:1 cq:saidOn", '"2021-03-03\\n"'), "Statement-saidOn"),
    # names
    (
        "a name without a language",
        put("<id/person/anna-lind> rdfs:label", '"Anna Lind"'),
        "PlainNames",
    ),
    (
        "two names in no language",
        both(drop("st:2 rdfs:label"), add("st:2 rdfs:label 'one', 'two'")),
        "PlainNames TwoNames",
    ),
    ("a number as name", put("st:2 rdfs:label", "7"), "PlainNames"),
    (
        "a name with markup",
        put("<id/person/anna-lind> rdfs:label", '"<b>Anna</b> Lind"@en'),
        "PlainNames",
    ),
    (
        "a name with a bell",
        put("<id/person/anna-lind> rdfs:label", '"Anna\\u0007"@en'),
        "PlainNames",
    ),
    (
        "a name written backwards",
        put("<id/person/anna-lind> rdfs:label", '"Anna\\u202E"@en'),
        "PlainNames",
    ),
    ("a role of a blank", put("st:1 cq:speakerRole", '" "'), "Statement-speakerRole"),
    ("a headline of a blank", put(f"{A} dcterms:title", '" "'), "Article-title"),
    (
        "a program as web address",
        put(f"{A} cq:url", '"javascript:alert(1)"^^xsd:anyURI'),
        "Article-url",
    ),
    # addresses
    ("a nameless run", nameless("run/0f3a"), "Addressed"),
    (
        "a list of speakers",
        put("st:2 cq:speaker", "(<id/person/anna-lind>)"),
        "Addressed KnownKind SpeakerMention Statement-speaker",
    ),
    (
        "a statement under another article",
        renamed(f"{ARTICLE}/statement/2", "article/0000/statement/2"),
        "UnderArticle",
    ),
    (
        "a source of another article",
        renamed(f"{ARTICLE}/source/1", "article/0000/source/1"),
        "UnderArticle",
    ),
    (
        "a person with a blank in the address",
        renamed("id/person/anna-lind", "id/person/anna lind"),
        "Addressed",
    ),
    # what is described elsewhere
    ("a state renamed", add("<id/state/NO> rdfs:label 'Sweden'@en"), "NotElsewhere-told"),
    (
        "a state described as it is known",
        add("<id/state/NO> a cq:State ; rdfs:label 'Norway'@en"),
        "",
    ),
    ("an alliance that is a state", add("<id/grouping/NATO> a cq:State"), "NotElsewhere-told"),
    ("a state that is another", add("<id/state/NO> owl:sameAs <id/state/SE>"), "NotElsewhere-told"),
    (
        "a state in an alliance",
        add("<id/state/NO> cq:memberOf <id/grouping/NATO>"),
        "NotElsewhere-told",
    ),
    ("a state made up", add("<id/state/ZZ> a cq:State ; rdfs:label 'Zed'@en"), "NotElsewhere-told"),
    (
        "an act made up",
        both(
            add("cq:Insult a cq:SpeechAct ; rdfs:label 'insult'@en"),
            put("st:1 cq:speechAct", "cq:Insult"),
        ),
        "NotElsewhere-told Statement-speechAct",
    ),
    ("a class made up", add("cq:Office rdfs:subClassOf cq:Agent"), "NotElsewhere-told"),
    ("a class of one's own", add("<id/x> a owl:Class"), "NotElsewhere-told"),
    ("a term of the vocabulary renamed", add("cq:Assert rdfs:label 'lie'@en"), "NotElsewhere-told"),
    (
        "a correction in the article",
        add("<correction/1> a cq:Correction ; rdfs:label 'x'@en"),
        "NotElsewhere-told",
    ),
    (
        "a complete list of members",
        add("<id/x> cq:membersCompleteFrom '1949-01-01T00:00:00Z'^^xsd:dateTime"),
        "NoReferenceFacts-asserted",
    ),
    ("a kind misspelt", add("<id/person/anna-lind> a cq:Politician"), "KnownKind OneKind-type"),
    (
        "a thing of a foreign tongue",
        add("<http://x.example/a> <http://x.example/b> 'c'"),
        "KnownKind",
    ),
    (
        "a person whom nothing concerns",
        add("<id/person/eva> a cq:Person ; rdfs:label 'Eva'@en"),
        "Unused",
    ),
    (
        "a candidate's property misspelt",
        add(f"{P} cq:princpal <id/state/NO>"),
        "PrincipalProperties",
    ),
    ("an item in words", add("<id/person/anna-lind> skos:exactMatch 'Q1'"), "SameElsewhere-item"),
    (
        "a person who is the same as a state",
        add("<id/person/anna-lind> skos:exactMatch <id/state/NO>"),
        "SameElsewhere-item",
    ),
    # what was found by a tester who had not seen the rules
    (
        "a pronoun by name",
        add(f"""m:x a cq:Mention ; cq:inArticle {A} ;
        cq:inSentence se:163-197 ; cq:start 165 ; cq:end 167 ; cq:exact "We" ;
        cq:mentionKind cq:ByName ; cq:refersTo <id/state/NO>"""),
        "KindOfMention SpanText",
    ),
    ("a person by demonym", put("m:187-191 cq:mentionKind", "cq:ByDemonym"), "KindOfMention"),
    (
        "a mention that begins within a word",
        add(f"""m:x a cq:Mention ; cq:inArticle {A} ;
        cq:inSentence se:199-245 ; cq:start 201 ; cq:end 206 ; cq:exact "nland" ;
        cq:mentionKind cq:ByName ; cq:refersTo <id/state/FI>"""),
        "CutWords",
    ),
    (
        "a mention that ends within a word",
        add(f"""m:x a cq:Mention ; cq:inArticle {A} ;
        cq:inSentence se:199-245 ; cq:start 199 ; cq:end 203 ; cq:exact "Finl" ;
        cq:mentionKind cq:ByName ; cq:refersTo <id/state/FI>"""),
        "CutWords",
    ),
    (
        "a mention with a blank",
        add(f"""m:x a cq:Mention ; cq:inArticle {A} ;
        cq:inSentence se:199-245 ; cq:start 199 ; cq:end 207 ; cq:exact "Finland " ;
        cq:mentionKind cq:ByName ; cq:refersTo <id/state/FI>"""),
        "CutWords",
    ),
    (
        "one of two speakers is not among the words",
        add("st:2 cq:speaker <id/state/FI>"),
        "SpeakerMention",
    ),
    (
        "an addressee whom no words mean",
        put("st:4 cq:addressee", "<id/state/CS>"),
        "NeverMentioned",
    ),
    ("about a state that no words mean", add("st:4 cq:about <id/state/CS>"), "NeverMentioned"),
    ("a candidate whom no words mean", put(f"{P} cq:principal", "<id/state/CS>"), "NeverMentioned"),
    ("rests on one sentence too many", add("st:2 cq:evidence se:199-245"), "EvidenceElsewhere"),
    ("a Wednesday that was a Tuesday", put("st:1 cq:saidOn", '"2021-03-02"'), "WeekdayOfDate"),
    ("the Wednesday before", put("st:1 cq:saidOn", '"2021-02-24"'), ""),
    ("a Wednesday in 1900", put("st:1 cq:saidOn", '"1900-02-28"'), ""),
    ("a role in other words", put("st:1 cq:speakerRole", '"Empress of Norway"'), "RoleInText"),
    ("a role of somebody", put("st:1 cq:speakerRole", '"foreign minister of Norway"'), ""),
    (
        "an unnamed source that is somebody",
        add("""<article/699b183c5be1f0a2/source/1>
        skos:exactMatch <http://www.wikidata.org/entity/Q7747>"""),
        "StaysUnnamed-identified",
    ),
    (
        "an office of a person",
        put("<id/office/FI/president> cq:officeOf", "<id/person/anna-lind>"),
        "OwnsNoOffice-owned",
    ),
    (
        "an office named after another state",
        put("<id/office/FI/president> rdfs:label", '"President (Sweden)"@en'),
        "OfficeNamedAfter",
    ),
    (
        "an office named after its state",
        put("<id/office/FI/president> rdfs:label", '"President (Finland)"@en'),
        "",
    ),
    (
        "a membership in ORG's words",
        add("""<id/person/anna-lind>
        <http://www.w3.org/ns/org#memberOf> <id/grouping/NATO>"""),
        "EntityProperties NoReferenceFacts-asserted",
    ),
    (
        "a correction without a kind",
        add("<id/x> cq:concernsSpan sp:164-185"),
        "NotDerived-asserted",
    ),
    (
        "an ontology with imports",
        add("""<http://example.org/o> a owl:Ontology ;
        owl:imports <http://example.org/p>"""),
        "NotElsewhere-told",
    ),
    (
        "a person of another article",
        renamed("id/person/anna-lind", "article/0/person/lind"),
        "UnderArticle",
    ),
    (
        "a quotation mark in an address",
        renamed("id/person/anna-lind", 'id/person/"lind"'),
        "Addressed",
    ),
]


@pytest.fixture(scope="module")
def validator():
    return load_validator(BASE, reference())


@pytest.mark.parametrize(("name", "change", "expected"), FAULTS, ids=[f[0] for f in FAULTS])
def test_a_fault_is_caught_by_the_rule_meant_for_it_and_by_no_other(
    validator, name, change, expected
):
    graph, before = article(), article()
    change(graph)
    findings = validator.check(graph)
    assert sorted({f.rule for f in findings}) == sorted(expected.split())
    touched = {term for triple in set(graph) ^ set(before) for term in triple}
    near = {str(n) for n in touched | {s for s, _, o in graph if o in touched}}
    assert all({f.focus, f.value} & near for f in findings)


def test_every_rule_is_in_the_table():
    shapes = Graph().parse(SHAPES / "article.ttl")
    rules = {
        str(shape).removeprefix(CQS)
        for shape in shapes.subjects()
        if isinstance(shape, URIRef)
        and shape.startswith(CQS)
        and any((shape, p, None) in shapes for p in RULES)
    }
    assert rules == {rule for _, _, expected in FAULTS for rule in expected.split()}
