"""Every rule for the reference data, broken once; and the reference data we ship."""

import pytest
from rdflib import SH, Graph, URIRef

from kg.iris import BASE
from kg.iris import SHAPES as CQS
from kg.paths import SHAPES
from kg.reference import load_reference
from kg.reference_graph import reference_graph
from kg.validation import findings_in, load_validator

from .faults import add, both, drop, nameless, put, reference

RULES = (SH.path, SH.sparql, SH.nodeKind, SH["class"], SH["or"], SH.closed)

NATO = "<id/membership/NO-NATO>"
PARTNER = "<id/membership/FI-NATO-partner>"
HOLDING = "<id/holding/erna-solberg-prime-minister>"


def again(start: str, end: str) -> str:
    """Return a second membership of Finland in NATO as a partner."""
    return f"""<id/membership/again> a cq:Membership ; rdfs:label "again" ; dcterms:source "x" ;
        cq:member <id/state/FI> ; cq:organisation <id/grouping/NATO> ;
        cq:membershipStatus cq:Partner ; cq:validFrom "{start}-01-01T00:00:00Z"^^xsd:dateTime ;
        cq:validFromPrecision "year" ; cq:validToPrecision "year" ;
        cq:validTo "{end}-01-01T00:00:00Z"^^xsd:dateTime ."""


SOLBERG = "<id/person/erna-solberg>"
PRIME_MINISTER = "<id/office/NO/prime-minister>"


def period(start: str, end: str | None) -> str:
    """Return a beginning and an end, a day or a year each."""
    told = []
    for name, time in (("From", start), ("To", end)):
        if time:
            precision = "day" if len(time) > 4 else "year"
            instant = time if precision == "day" else f"{time}-01-01"
            told.append(
                f"""cq:valid{name} "{instant}T00:00:00Z"^^xsd:dateTime ;
                cq:valid{name}Precision "{precision}" """
            )
    return " ; ".join(told)


def term(holder: str, start: str, end: str | None, office: str = PRIME_MINISTER) -> str:
    """Return one more term of office, Norway's prime minister's unless another is named."""
    return f"""<id/holding/x> a cq:OfficeHolding ; rdfs:label "x" ; dcterms:source "x" ;
        cq:holder {holder} ; cq:office {office} ; {period(start, end)} ."""


def membership(member: str, status: str, start: str, end: str | None) -> str:
    """Return one more standing in NATO."""
    return f"""<id/membership/x> a cq:Membership ; rdfs:label "x" ; dcterms:source "x" ;
        cq:member {member} ; cq:organisation <id/grouping/NATO> ;
        cq:membershipStatus cq:{status} ; {period(start, end)} ."""


def name(name: str, start: str, end: str | None, state: str = "<id/state/FI>") -> str:
    """Return one more name that a state bore, Finland's unless another is named."""
    return f"""<id/name/x> a cq:NameUse ; rdfs:label "x" ; dcterms:source "x" ;
        cq:nameOf {state} ; cq:nameUsed "{name}"@en ; {period(start, end)} ."""


SOMEBODY = '<id/person/x> a cq:Person ; rdfs:label "Somebody"@en .'
FINLANDS = """<id/office/FI/president> a cq:Office ; cq:officeOf <id/state/FI> ;
    rdfs:label "president (Finland)"@en ."""
SPOKESWOMAN = """<id/office/NO/spokeswoman> a cq:Office ; cq:officeOf <id/state/NO> ;
    rdfs:label "spokeswoman (Norway)"@en .
    <id/holding/y> a cq:OfficeHolding ; rdfs:label "y" ; dcterms:source "y" ;
    cq:holder <id/person/x> ; cq:office <id/office/NO/spokeswoman> ;
    cq:validFrom "2015-01-01T00:00:00Z"^^xsd:dateTime ; cq:validFromPrecision "year" ."""
OBSERVER = """<id/membership/x> a cq:Membership ; rdfs:label "x" ; dcterms:source "x" ;
    cq:member <id/state/NO> ; cq:organisation <id/grouping/NATO> ;
    cq:membershipStatus cq:Observer"""


FAULTS = [
    ("no name", drop("<id/state/NO> rdfs:label"), "ReferenceNamed-label"),
    ("no address", nameless("id/state/CS"), "ReferenceNamed"),
    ("a long code", put("<id/state/NO> cq:isoAlpha2", '"NOR"'), "State-isoAlpha2"),
    ("a code in small letters", put("<id/state/NO> cq:isoAlpha3", '"nor"'), "State-isoAlpha3"),
    ("a number of two digits", put("<id/state/NO> cq:isoNumeric", '"78"'), "State-isoNumeric"),
    ("founded in spring", put("<id/grouping/NATO> cq:founded", "'1949-21'"), "Lifetime-founded"),
    ("two ends of a state", add("<id/state/CS> cq:dissolved '1993'"), "Lifetime-dissolved"),
    ("a seat without words", add("<id/grouping/COE> cq:seat ''"), "Lifetime-seat"),
    (
        "a name of an alliance",
        put("<id/name/FI-finland> cq:nameOf", "<id/grouping/NATO>"),
        "NameUse-of",
    ),
    ("two names at once", add("<id/name/FI-finland> cq:nameUsed 'Suomi'"), "NameUse-name"),
    ("no recognition", drop("<id/state/NO> cq:recognition"), "State-recognition"),
    (
        "a status as recognition",
        add("<id/state/CS> cq:recognition cq:Partner"),
        "State-recognition",
    ),
    ("an empty demonym", add("<id/state/NO> cq:demonym ''"), "State-words"),
    ("Wikidata in words", add("<id/state/NO> skos:exactMatch 'Q20'"), "State-wikidata"),
    ("one code for two states", put("<id/state/SE> cq:isoAlpha2", '"FI"'), "StateCodes"),
    ("one name for two states", put("<id/state/SE> rdfs:label", '"Finland"@en'), "StateNames"),
    ("a code used again", put("<id/state/SE> cq:isoAlpha2", '"CS"'), ""),
    (
        "an alliance of one",
        put("<id/membership/FI-NATO> cq:membershipStatus", "cq:Observer"),
        "Alliance-members",
    ),
    (
        "a list complete from a year",
        add("<id/grouping/COE> cq:membersCompleteFrom '1949'"),
        "MemberList-completeFrom",
    ),
    ("an alliance of none", add("<id/grouping/COE> a cq:Alliance"), "Alliance-members"),
    ("no source", drop(f"{NATO} dcterms:source"), "TimeScopedRelation-source"),
    (
        "a day without a time",
        put(f"{NATO} cq:validFrom", '"1949-08-24"^^xsd:date'),
        "TimeScopedRelation-validFrom",
    ),
    (
        "two ends",
        add(f'{PARTNER} cq:validTo "2024-01-01T00:00:00Z"^^xsd:dateTime'),
        "TimeScopedRelation-validTo",
    ),
    (
        "an unknown precision",
        put(f"{NATO} cq:validFromPrecision", "'decade'"),
        "TimeScopedRelation-fromPrecision",
    ),
    (
        "two precisions of one end",
        both(
            put(f"{HOLDING} cq:validTo", "'2021-01-01T00:00:00Z'^^xsd:dateTime"),
            add(f"{HOLDING} cq:validToPrecision 'year'"),
        ),
        "TimeScopedRelation-toPrecision",
    ),
    (
        "an end before the beginning",
        put(f"{HOLDING} cq:validTo", '"2012-01-01T00:00:00Z"^^xsd:dateTime'),
        "Period",
    ),
    (
        "an end in the year of the beginning",
        both(
            put(f"{HOLDING} cq:validTo", '"2013-01-01T00:00:00Z"^^xsd:dateTime'),
            put(f"{HOLDING} cq:validToPrecision", "'year'"),
        ),
        "",
    ),
    ("no member", drop(f"{NATO} cq:member"), "Membership-member"),
    ("an office as member", put(f"{NATO} cq:member", "<id/office/x>"), "Membership-member"),
    ("a member of itself", put(f"{PARTNER} cq:member", "<id/grouping/NATO>"), "Membership-other"),
    (
        "a member of a state",
        put(f"{PARTNER} cq:organisation", "<id/state/SE>"),
        "Membership-organisation",
    ),
    ("no rank", drop(f"{PARTNER} cq:membershipStatus"), "Membership-status"),
    ("the same twice", add(again("2000", "2001")), "MembershipsOverlap"),
    ("the same, overlapping", add(again("1990", "1995")), "MembershipsOverlap"),
    ("one after the other", add(again("1990", "1994")), ""),
    (
        "the same, once open",
        both(
            add(again("2030", "2031")),
            drop(f"{PARTNER} cq:validTo"),
            drop(f"{PARTNER} cq:validToPrecision"),
        ),
        "MembershipsOverlap",
    ),
    ("a state in office", put(f"{HOLDING} cq:holder", "<id/state/NO>"), "OfficeHolding-holder"),
    ("no office", drop(f"{HOLDING} cq:office"), "OfficeHolding-office"),
    (
        "an office of nobody",
        drop("<id/office/NO/prime-minister> cq:officeOf"),
        "ReferenceOffice-officeOf",
    ),
    ("a body of nobody", drop("<id/body/NO/stortinget> cq:bodyOf"), "ReferenceBody-bodyOf"),
    (
        "a state from an article",
        add("<id/state/NO> cq:inArticle <article/1>"),
        "NeverExtracted-extracted",
    ),
    ("a name of a blank", put("<id/state/NO> rdfs:label", "' '"), "ReferenceNamed-label"),
    ("an empty source", put(f"{NATO} dcterms:source", "''"), "TimeScopedRelation-source"),
    ("how exactly a beginning unknown", drop(f"{NATO} cq:validFrom"), "FromHasPrecision-both"),
    ("a beginning, how exactly", drop(f"{NATO} cq:validFromPrecision"), "FromHasPrecision-both"),
    ("an end, how exactly", drop(f"{PARTNER} cq:validToPrecision"), "ToHasPrecision-both"),
    (
        "a month that begins on its 24th",
        put(f"{NATO} cq:validFromPrecision", "'month'"),
        "FirstInstant",
    ),
    (
        "a day that begins at noon",
        put(f"{NATO} cq:validFrom", "'1949-08-24T12:00:00Z'^^xsd:dateTime"),
        "FirstInstant",
    ),
    (
        "a person as a member",
        put(f"{NATO} cq:member", "<id/person/erna-solberg>"),
        "NoPerson",
    ),
    (
        "an office of a person",
        put("<id/office/NO/prime-minister> cq:officeOf", "<id/person/erna-solberg>"),
        "NoPerson",
    ),
    (
        "over, and yet a member of the UN",
        put("<id/state/CS> cq:recognition", "cq:UNMember"),
        "StateOfThePast",
    ),
    (
        "over before it began",
        add("<id/grouping/COE> cq:founded '1949' ; cq:dissolved '1940'"),
        "LifetimeOrder",
    ),
    (
        "founded and over in one year",
        add("<id/grouping/COE> cq:founded '1949-05-05' ; cq:dissolved '1949'"),
        "",
    ),
    (
        "founded on 31 February",
        put("<id/grouping/NATO> cq:founded", "'1949-02-31'"),
        "Lifetime-founded",
    ),
    (
        "a page for an item",
        put("<id/state/NO> skos:exactMatch", "<https://www.wikidata.org/wiki/Q20>"),
        "WikidataItem",
    ),
    (
        "one item for two",
        add("<id/state/SE> skos:exactMatch <http://www.wikidata.org/entity/Q20>"),
        "SameItem",
    ),
    ("one number for two", add("<id/state/SE> cq:isoNumeric '578'"), "StateCodes"),
    ("a member that observes", add(OBSERVER), "MemberAndLess"),
    (
        "a list that begins after the end",
        both(
            add("<id/grouping/COE> cq:dissolved '1960'"),
            add("<id/grouping/COE> cq:membersCompleteFrom '1970-01-01T00:00:00Z'^^xsd:dateTime"),
        ),
        "MemberListOver",
    ),
    ("a statement among facts", add("<id/x> a cq:Statement ; rdfs:label 'x'"), "OnlyFacts-kind"),
    ("a fact's property misspelt", add(f"{NATO} cq:validUntil '2020'"), "FactProperties"),
    ("one man twice in one office", add(term(SOLBERG, "2020", "2021")), "SameTerm"),
    ("again in office", add(term(SOLBERG, "2021-10-14", "2025-10-14")), ""),
    ("two at once", add(SOMEBODY + term("<id/person/x>", "2015", "2016")), "TermsOverlap"),
    ("two since", add(SOMEBODY + term("<id/person/x>", "2015", None)), "TermsOverlap"),
    ("one after the other", add(SOMEBODY + term("<id/person/x>", "2021-10-14", None)), ""),
    ("the next, by year", add(SOMEBODY + term("<id/person/x>", "2021", None)), ""),
    (
        "one who heads two states",
        add(FINLANDS + term(SOLBERG, "2015", "2016", "<id/office/FI/president>")),
        "TwoStatesAtOnce",
    ),
    (
        "one who heads one state after the other",
        add(FINLANDS + term(SOLBERG, "2022", "2023", "<id/office/FI/president>")),
        "",
    ),
    (
        "two spokeswomen",
        add(SOMEBODY + SPOKESWOMAN + term(SOLBERG, "2022", None, "<id/office/NO/spokeswoman>")),
        "",
    ),
    (
        "a member that was no more",
        add(membership("<id/state/CS>", "Partner", "1991", "1995")),
        "AfterItsEnd",
    ),
    (
        "a member that is no more, without an end",
        add(membership("<id/state/CS>", "Partner", "1991", None)),
        "AfterItsEnd",
    ),
    ("until its end", add(membership("<id/state/CS>", "Partner", "1991", "1992")), ""),
    (
        "members of what is over",
        add("<id/grouping/NATO> cq:dissolved '2000'"),
        "AfterItsEnd",
    ),
    (
        "a name after the end",
        add(name("Tschechei", "2020", None, "<id/state/CS>")),
        "AfterItsEnd NameOfItsState",
    ),
    (
        "in office where there was no state",
        add("<id/state/NO> cq:founded '2014'"),
        "BeforeItsBeginning",
    ),
    (
        "in office in the year in which the state began",
        both(
            add("<id/state/NO> cq:founded '1949'"),
            put("<id/grouping/NATO> cq:founded", "'1949-08'"),
        ),
        "",
    ),
    (
        "listed before it was founded, as its predecessor's",
        both(
            put("<id/grouping/NATO> cq:founded", "'1993-11-01'"),
            add("<id/grouping/NATO> cq:membersCompleteFrom '1949-01-01T00:00:00Z'^^xsd:dateTime"),
        ),
        "",
    ),
    ("the same name twice", add(name("Finland", "1950", "1960")), "NamesOverlap"),
    (
        "one name of two",
        both(add(name("Finland", "1950", None, "<id/state/SE>"))),
        "NamesOverlap",
    ),
    ("the name of nothing", add(name("Suomi", "1917", None)), "NameOfItsState"),
    (
        "suspended from nothing",
        add(membership("<id/state/SE>", "Suspended", "1990", "1991")),
        "SuspendedFromNothing",
    ),
    ("suspended", add(membership("<id/state/NO>", "Suspended", "1990", "1991")), ""),
    (
        "in antiquity",
        add(membership("<id/state/SE>", "Partner", "0049", "0050")),
        "BeforeItsBeginning FarDate",
    ),
    ("in a far future", add(membership("<id/state/SE>", "Partner", "2999", None)), "FarDate"),
    ("a state without a source", drop("<id/state/NO> dcterms:source"), "ReferenceSource-source"),
    (
        "a source of blanks",
        put("<id/state/NO> dcterms:source", "'  '"),
        "ReferenceSource-source",
    ),
    (
        "a fact's source of blanks",
        put(f"{NATO} dcterms:source", "' '"),
        "TimeScopedRelation-source",
    ),
    ("a name between blanks", put("<id/state/NO> rdfs:label", "' Norway'"), "ReferenceNamed-label"),
    ("a demonym before a blank", add("<id/state/NO> cq:demonym 'Norse '"), "State-words"),
    (
        "two organisations of one name",
        put("<id/grouping/COE> rdfs:label", '"NATO"@en'),
        "OneName",
    ),
    (
        "two bodies of one name",
        add("""<id/body/x> a cq:GovernmentBody ; rdfs:label "Storting"@en ; dcterms:source "x" ;
            cq:bodyOf <id/state/NO>"""),
        "OneName",
    ),
    (
        "bodies of one name, of two states",
        add("""<id/body/x> a cq:GovernmentBody ; rdfs:label "Storting"@en ; dcterms:source "x" ;
            cq:bodyOf <id/state/FI>"""),
        "",
    ),
    (
        "an office named after another state",
        put(f"{PRIME_MINISTER} rdfs:label", '"Prime Minister (Finland)"@en'),
        "OfficeName",
    ),
    (
        "an office named after its state",
        put(f"{PRIME_MINISTER} rdfs:label", '"Prime Minister (Norway)"@en'),
        "",
    ),
    ("of the past, without an end", drop("<id/state/CS> cq:dissolved"), "StateOfThePast"),
    (
        "a member of a ministry",
        put(f"{PARTNER} cq:organisation", "<id/body/NO/stortinget>"),
        "Membership-organisation",
    ),
    (
        "a day in another time zone",
        put(f"{NATO} cq:validFrom", "'1949-08-24T00:00:00+05:00'^^xsd:dateTime"),
        "FirstInstant",
    ),
    (
        "two items for one",
        add("<id/state/NO> skos:exactMatch <http://www.wikidata.org/entity/Q21>"),
        "WikidataItem",
    ),
    ("one and the same", add("<id/state/SE> owl:sameAs <id/state/NO>"), "NeverOne-sameAs"),
    ("a state and an organisation", add("<id/state/SE> a cq:Organisation"), "OneKindOfThing-type"),
    ("an organisation with a code", add("<id/grouping/COE> cq:isoAlpha2 'CE'"), "IsState"),
    (
        "a state with a list of members",
        add("<id/state/SE> cq:membersCompleteFrom '1949-01-01T00:00:00Z'^^xsd:dateTime"),
        "IsGrouping",
    ),
    (
        "an organisation as a body",
        add("<id/grouping/COE> cq:bodyOf <id/state/SE>"),
        "IsOfficeOrBody",
    ),
    ("a membership of no kind", drop(f"{PARTNER} a"), "IsFact IsMembership"),
    ("a term of no kind", drop(f"{HOLDING} a"), "IsFact IsOfficeHolding"),
    ("a name of no kind", drop("<id/name/FI-finland> a"), "IsFact IsNameUse"),
    (
        "a state's property misspelt",
        add("<id/state/NO> cq:demonyms 'Norse'"),
        "ReferenceProperties",
    ),
]


# what the shapes ask about, and sources bear out: the Liberation Organisation and the Federated
# State were heard before the states were proclaimed, the republics of Yugoslavia and the province
# of Kosovo had governments, Serbia took the seat of its union, Yugoslavia that of the kingdom, and
# two men were president in Abidjan
LOOKED_AT = {
    *(
        f"BeforeItsBeginning id/holding/{key}"
        for key in (
            "boris-tadic-RS-president",
            "filip-vujanovic-ME-president",
            "hashim-thaci-XK-prime-minister",
            "vojislav-kostunica-RS-prime-minister",
            "zoran-djindjic-RS-prime-minister",
            "zoran-zivkovic-RS-prime-minister",
        )
    ),
    *(
        f"BeforeItsBeginning id/membership/{key}"
        for key in (
            "PS-ARAB_LEAGUE-member",
            "PS-OIC-member",
            "PS-UN-observer",
            "RS-ICC-member",
            "RS-IMF-member",
            "RS-UN-member",
            "RS-WORLD_BANK-member",
            "TRNC-OIC-observer",
            "YU-UN-member",
        )
    ),
    "TermsOverlap id/holding/laurent-gbagbo-CI-president",
}


@pytest.fixture(scope="module")
def validator():
    return load_validator(BASE, reference())


@pytest.mark.parametrize(("name", "change", "expected"), FAULTS, ids=[f[0] for f in FAULTS])
def test_a_fault_is_caught_by_the_rule_meant_for_it_and_by_no_other(
    validator, name, change, expected
):
    graph = reference()
    change(graph)
    assert (
        sorted({f.rule for f in findings_in(validator.report_reference(graph), graph)})
        == expected.split()
    )


def test_every_rule_is_in_the_table():
    shapes = Graph().parse(SHAPES / "reference.ttl")
    rules = {
        str(shape).removeprefix(CQS)
        for shape in shapes.subjects()
        if isinstance(shape, URIRef) and any((shape, p, None) in shapes for p in RULES)
    }
    assert rules == {rule for _, _, expected in FAULTS for rule in expected.split()}


def test_the_reference_data_we_ship_conform():
    graph = reference_graph(load_reference(), BASE)
    findings = findings_in(load_validator(BASE, graph).report_reference(graph), graph)
    assert {f"{f.rule} {(f.value or '').removeprefix(BASE)}" for f in findings} == LOOKED_AT
