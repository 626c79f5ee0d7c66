"""The shipped reference data are right and the loader says where they are not."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import countrynames
import pycountry
import pytest
from babel import Locale

from kg import iris, paths
from kg.errors import ReferenceDataError
from kg.reference import Reference, SurfaceForm, load_reference

AMBIGUOUS = {
    "Congo": {"state/CD", "state/CG"},
    "Congolese": {"state/CD", "state/CG"},
    "Turkish Cypriot": {"state/CY", "state/TRNC"},
    "Turkish Cypriots": {"state/CY", "state/TRNC"},
    "Dominican": {"state/DM", "state/DO"},
    "Dominicans": {"state/DM", "state/DO"},
    "Korea": {"state/KP", "state/KR"},
    "Korean": {"state/KP", "state/KR"},
    "Koreans": {"state/KP", "state/KR"},
}


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


@pytest.fixture(scope="module")
def forms(reference: Reference) -> Mapping[str, tuple[SurfaceForm, ...]]:
    return reference.surface_forms()


def keys(forms: Mapping[str, tuple[SurfaceForm, ...]], text: str) -> set[str]:
    return {form.key for form in forms.get(text, ())}


# ---- states


def test_the_united_nations_have_193_members_and_two_observer_states(reference):
    count = Counter(s.recognition for s in reference.states)
    assert (count["un-member"], count["un-observer"]) == (193, 2)


def test_un_members_are_the_members_of_the_grouping_un_today(reference):
    members = {
        m.member
        for m in reference.memberships
        if m.grouping == "grouping/UN" and m.status == "member" and m.valid_to is None
    }
    assert members == {s.key for s in reference.states if s.recognition == "un-member"}


def test_codes_are_those_of_iso_3166_1_where_it_has_the_state(reference):
    wrong = {
        s.code: s.alpha3
        for s in reference.states
        if (iso := pycountry.countries.get(alpha_2=s.code)) and iso.alpha_3 != s.alpha3
    }
    assert wrong == {}
    assert all(
        pycountry.countries.get(alpha_2=s.code)
        for s in reference.states
        if s.recognition in ("un-member", "un-observer")
    )


def test_numeric_codes_are_those_of_iso_3166(reference):
    past = {c.alpha_3: getattr(c, "numeric", None) for c in pycountry.historic_countries}
    for state in reference.states:
        iso = pycountry.countries.get(alpha_2=state.code)
        known = iso.numeric if iso else past.get(state.alpha3)
        assert state.numeric == known, state.code


def test_no_two_living_states_share_an_alpha_3_code_or_wikidata_item(reference):
    for field in ("alpha3", "wikidata"):
        values = [v for s in reference.states if (v := getattr(s, field))]
        assert len(values) == len(set(values))


def test_every_un_member_has_a_wikidata_item_a_demonym_and_a_capital(reference):
    members = [s for s in reference.states if s.recognition == "un-member"]
    assert [s.code for s in members if not (s.wikidata and s.demonyms and s.capital)] == []


def test_historical_states_have_both_ends(reference):
    historical = [s for s in reference.states if s.recognition == "historical"]
    assert {"SU", "YU", "CS", "DD"} <= {s.code for s in historical}
    assert all(s.valid_from and s.valid_to for s in historical)


def test_the_common_name_of_every_iso_state_finds_it(reference, forms):
    for state in reference.states:
        iso = pycountry.countries.get(alpha_2=state.code)
        if iso is not None:
            name = getattr(iso, "common_name", iso.name)
            if "," not in name and "(" not in name:
                assert state.key in keys(forms, name), name


def test_the_cldr_name_of_every_state_finds_it(reference, forms):
    # "Congo - Kinshasa", "Myanmar (Burma)", "Hong Kong SAR China": no newspaper's forms
    awkward = {"CD", "CG", "MM", "HK", "MO"}
    names = Locale("en").territories
    for state in reference.states:
        if state.code in names and state.code not in awkward:
            assert state.key in keys(forms, names[state.code]), names[state.code]


def test_countrynames_reads_no_name_as_another_iso_state(reference):
    ours = {s.code for s in reference.states if s.recognition != "historical"}
    for state in reference.states:
        for name in (state.name, *state.names):
            code = countrynames.to_code(name)
            if code in ours and name not in AMBIGUOUS and name != "North Cyprus":
                assert code == state.code, name


# What the package rigour 2.6.1 (MIT) has for each state, written down once: it needs ICU.
TERRITORIES = csv.DictReader(
    (Path(__file__).parent / "data" / "territories.csv").read_text(encoding="utf-8").splitlines()
)
DISAGREEMENTS = {
    ("YU", "wikidata"): "ours is both the socialist and the later federal republic, rigour's one",
    ("DNR", "historical"): "annexed in 2022; rigour has the region of Ukraine, which goes on",
    ("LNR", "historical"): "annexed in 2022; rigour has the region of Ukraine, which goes on",
}


def test_rigour_agrees_on_codes_items_and_what_is_of_the_past(reference):
    found = set()
    for row in TERRITORIES:
        state = reference.state(row["state"])
        if row["alpha3"] and state.alpha3 and row["alpha3"] != state.alpha3:
            found.add((state.code, "alpha3"))
        if row["wikidata"] != state.wikidata:
            found.add((state.code, "wikidata"))
        if bool(row["historical"]) != (state.recognition == "historical"):
            found.add((state.code, "historical"))
    assert found == set(DISAGREEMENTS)


# ---- names over time


@pytest.mark.parametrize(
    ("code", "day", "names"),
    [
        ("MK", "1992-01-01", ("Macedonia",)),
        ("MK", "2019-02-11", ("Macedonia", "The former Yugoslav Republic of Macedonia")),
        ("MK", "2019-02-12", ("North Macedonia",)),
        ("SZ", "2018-04-18", ("Swaziland",)),
        ("SZ", "2018-04-19", ("Eswatini",)),
        ("TR", "2020-01-01", ("Turkey",)),
        ("TR", "2023-01-01", ("Türkiye",)),
        ("CD", "1985-01-01", ("Zaire",)),
        ("CD", "1997-05-17", ("Democratic Republic of the Congo",)),
        ("MM", "1988-08-08", ("Burma",)),
        ("MM", "1990-01-01", ("Myanmar",)),
        ("BF", "1984-08-03", ("Upper Volta",)),
        ("BF", "1984-08-04", ("Burkina Faso",)),
        ("LK", "1970-01-01", ("Ceylon",)),
        ("CV", "2012-01-01", ("Cape Verde",)),
        ("CZ", "2010-01-01", ("Czech Republic",)),
        ("CZ", "2020-01-01", ("Czech Republic", "Czechia")),
        ("ZW", "1975-01-01", ("Rhodesia",)),
        ("UA", "1995-01-01", ()),
        ("YE", "1985-01-01", ("Yemen Arab Republic",)),
        ("YE", "1990-05-22", ("Republic of Yemen",)),
        ("MN", "1961-10-27", ("Mongolian People's Republic",)),
        ("MN", "1992-02-12", ("Mongolia",)),
        ("CG", "1980-01-01", ("People's Republic of the Congo",)),
    ],
)
def test_what_a_state_called_itself_on_a_day(reference, code, day, names):
    assert reference.names_on(f"state/{code}", day) == names


def test_a_name_once_used_finds_its_state_today(reference, forms):
    found = {use.name: keys(forms, use.name) for use in reference.names}
    missing = {u.name for u in reference.names if u.state not in found[u.name]}
    assert missing == {"Republic of the Congo"}  # today's name of the other Congo


# ---- surface forms


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("U.S.", "state/US"),
        ("America", "state/US"),
        ("Britain", "state/GB"),
        ("U.K.", "state/GB"),
        ("Holland", "state/NL"),
        ("Türkiye", "state/TR"),
        ("Burma", "state/MM"),
        ("Czechia", "state/CZ"),
        ("DR Congo", "state/CD"),
        ("Republic of Congo", "state/CG"),
        ("Côte d'Ivoire", "state/CI"),
        ("Côte d’Ivoire", "state/CI"),
        ("People’s Republic of China", "state/CN"),
        ("Republic of China", "state/TW"),
        ("DPRK", "state/KP"),
        ("Republic of Korea", "state/KR"),
        ("Swaziland", "state/SZ"),
        ("Timor-Leste", "state/TL"),
        ("Vatican", "state/VA"),
        ("TRNC", "state/TRNC"),
        ("USSR", "state/SU"),
        ("Macedonia", "state/MK"),
        ("UN", "grouping/UN"),
        ("NATO", "grouping/NATO"),
        ("Kremlin", "body/RU/kremlin"),
        ("Quai d’Orsay", "body/FR/quai-d-orsay"),
        ("Knesset", "body/IL/knesset"),
        ("Palestinian Authority", "body/PS/palestinian-authority"),
    ],
)
def test_newspaper_forms_name_one_entity(forms, text, key):
    assert [(f.key, f.kind) for f in forms[text]] == [(key, "name")]


@pytest.mark.parametrize(
    ("code", "demonyms"),
    [
        ("US", ["American", "Americans"]),
        ("GB", ["British", "Briton", "Britons"]),
        ("FR", ["French", "Frenchman", "Frenchwoman"]),
        ("PL", ["Polish", "Pole", "Poles"]),
        ("TR", ["Turkish", "Turk", "Turks"]),
        ("PH", ["Philippine", "Filipino", "Filipina", "Filipinos"]),
        ("NE", ["Nigerien", "Nigeriens"]),
        ("NG", ["Nigerian", "Nigerians"]),
        ("LS", ["Basotho", "Mosotho"]),
        ("CI", ["Ivorian"]),
        ("AE", ["Emirati", "Emiratis"]),
        ("SU", ["Soviet", "Soviets"]),
        ("KG", ["Kyrgyz"]),
        ("CY", ["Cypriot", "Greek Cypriot"]),
        ("TRNC", ["Northern Cypriot", "Northern Cypriots"]),
    ],
)
def test_demonyms_are_adjectives_and_peoples(forms, code, demonyms):
    for demonym in demonyms:
        assert [(f.key, f.kind) for f in forms[demonym]] == [(f"state/{code}", "demonym")]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Washington", "state/US"),
        ("Kyiv", "state/UA"),
        ("Kiev", "state/UA"),
        ("The Hague", "state/NL"),
        ("Ciudad de la Paz", "state/GQ"),
        ("Malabo", "state/GQ"),
        ("Teheran", "state/IR"),
        ("Brussels", "grouping/EU"),
    ],
)
def test_capitals_stand_for_governments(forms, text, key):
    assert [(f.key, f.kind) for f in forms[text]] == [(key, "metonym")]


def test_only_listed_forms_have_two_readings(forms):
    found = {text: keys(forms, text) for text, fs in forms.items() if len(keys(forms, text)) > 1}
    assert found == AMBIGUOUS


def test_bodies_of_many_states_are_known(reference):
    assert len(reference.bodies) >= 120
    assert len({b.of for b in reference.bodies}) >= 50


# ---- lookups


@pytest.mark.parametrize(
    ("key", "type_", "name", "of"),
    [
        ("state/UA", "state", "Ukraine", None),
        ("grouping/EU", "grouping", "European Union", None),
        ("body/US/white-house", "body", "White House", "state/US"),
        ("person/joe-biden", "person", "Joe Biden", None),
    ],
)
def test_an_entity_key_finds_what_it_names(reference, key, type_, name, of):
    entity = reference.entity(key)
    assert (entity.key, entity.type, entity.name, entity.of) == (key, type_, name, of)
    assert name not in entity.aliases


def test_unknown_keys_and_codes_find_nothing(reference):
    assert reference.entity("state/ZZ") is None
    assert reference.state("ZZ") is None
    assert reference.grouping("ZZ") is None
    assert reference.memberships_on("state/ZZ", "grouping/UN", None) == ()
    assert reference.holdings_on("state/ZZ", None) == ()
    assert reference.holdings_of("Nobody Atall") == ()


@pytest.mark.parametrize(
    ("member", "grouping", "day", "statuses"),
    [
        ("FI", "NATO", "2023-04-03", {"partner"}),
        ("FI", "NATO", "2023-04-04", {"member"}),
        ("FI", "NATO", None, {"member"}),
        ("GB", "EU", "2020-01-31", {"member"}),
        ("GB", "EU", "2020-02-01", set()),
        ("UA", "NATO", "2021-04-13", {"partner"}),
    ],
)
def test_standing_on_a_day(reference, member, grouping, day, statuses):
    held = reference.memberships_on(f"state/{member}", f"grouping/{grouping}", day)
    assert {m.status for m in held if m.status in ("member", "partner")} == statuses


def test_holders_by_office_and_by_name(reference):
    presidents = {
        h.person for h in reference.holdings_on("state/US", "2016-05-01") if h.title == "President"
    }
    assert presidents == {"Barack Obama"}
    assert {h.of for h in reference.holdings_of("barack obama")} == {"state/US"}


@pytest.mark.parametrize(
    ("day", "persons"),
    [
        ("1990-08-02", {"George H. W. Bush"}),
        ("2003-03-20", {"George W. Bush"}),
        ("1995-01-01", set()),
    ],
)
def test_one_name_may_be_that_of_two_who_held_office_at_different_times(reference, day, persons):
    assert {h.person for h in reference.holdings_of("George Bush")} == {
        "George H. W. Bush",
        "George W. Bush",
    }
    held = reference.holdings_on("state/US", day)
    assert {h.person for h in held if h in reference.holdings_of("George Bush")} == persons


def test_no_membership_of_one_kind_overlaps_another(reference):
    periods: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for m in reference.memberships:
        period = (m.valid_from or "", m.valid_to or "9999")
        periods.setdefault((m.member, m.grouping, m.status), []).append(period)
    for fact, held in periods.items():
        held.sort()
        for (_, end), (start, _) in pairwise(held):
            assert end <= start, fact


# ---- the loader

FILES = {
    "states": "code,alpha3,numeric,name,names,demonyms,capital,metonyms,recognition,valid_from,"
    "valid_to,wikidata,source\nUA,UKR,804,Ukraine,,Ukrainian,Kyiv,Kyiv|Kiev,un-member,,,Q212,list\n",
    "groupings": "code,name,names,kind,organs,metonyms,seat,founded,dissolved,complete_from,"
    "wikidata,source\n"
    "EU,European Union,EU,organisation,European Commission,Brussels,,1993,,1993,Q458,list\n",
    "bodies": "slug,of,name,names,branch,source\nrada,UA,Rada,,legislature,site\n",
    "memberships": "member,grouping,status,valid_from,valid_to,source\n"
    "state/UA,grouping/EU,applicant,2022-02-28,2022-06,list\n",
    "names": "state,name,valid_from,valid_to,source\nstate/UA,Ukraine,1991-08-24,,list\n",
    "holdings": "person,names,title,of,valid_from,valid_to,wikidata,source\n"
    "Ada Ada,Ada,President,state/UA,2019,2020,,list\n"
    "Ada Ada,A. Ada,President,state/UA,2021,,,list\n",
}


def folder(tmp_path: Path, **files: str) -> Path:
    for name, text in {**FILES, **files}.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def test_six_small_files_are_read(tmp_path):
    reference = load_reference(folder(tmp_path))
    assert reference.state("UA").metonyms == ("Kyiv", "Kiev")
    assert reference.state("UA").numeric == "804"
    assert reference.grouping("EU").founded == "1993"
    assert reference.names_on("state/UA", "1992-01-01") == ("Ukraine",)
    assert reference.bodies[0].key == "body/UA/rada"
    assert reference.entity("person/ada-ada").aliases == ("Ada", "A. Ada")
    assert list(reference.holding_ids.values()) == [
        "ada-ada-UA-president",
        "ada-ada-UA-president-2",
    ]
    assert [h.valid_from for h in reference.holdings_of("A. Ada")] == ["2021"]


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        ("2022-02-27", False),
        ("2022-02-28", True),
        ("2022-06-30", True),  # the end is known by its month: all of it counts
        ("2022-07-01", False),
        ("2022", True),
        (None, False),
    ],
)
def test_a_period_counts_with_the_whole_of_its_boundaries(tmp_path, day, holds):
    reference = load_reference(folder(tmp_path))
    assert bool(reference.memberships_on("state/UA", "grouping/EU", day)) is holds


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("states", "un-member", "member", "states.csv:2: recognition 'member' is not one of"),
        ("states", "UKR", "Ukr", "states.csv:2: alpha3 'Ukr' is not three capital letters"),
        ("states", "Q212", "212", "states.csv:2: wikidata '212' is not a Wikidata item"),
        ("states", ",list", ",", "states.csv:2: source is empty"),
        ("states", "Kyiv|Kiev", "Kyiv||Kiev", "states.csv:2: metonyms has an empty part"),
        ("states", "Kyiv|Kiev", "Kyiv|Kyiv", "states.csv:2: metonyms lists 'Kyiv' twice"),
        ("states", ",list", "", "states.csv:2: 12 cells; expected 13"),
        ("states", "alpha3", "iso3", "states.csv:1: columns are code,iso3"),
        ("states", "804", "84", "states.csv:2: numeric '84' is not three digits"),
        ("names", "state/UA", "state/XX", "names.csv:2: state 'state/XX' is in none"),
        ("groupings", "organisation", "club", "groupings.csv:2: kind 'club' is not one of"),
        ("groupings", "1993", "93", "groupings.csv:2: founded '93' is not an ISO 8601"),
        ("bodies", ",UA,", ",XX,", "bodies.csv:2: of 'XX' is not the code of a state"),
        ("bodies", "rada,", "Rada!,", "bodies.csv:2: slug 'Rada!' is not lower-case"),
        ("memberships", "state/UA", "state/XX", "memberships.csv:2: member 'state/XX' is in none"),
        ("memberships", "grouping/EU", "state/UA", "memberships.csv:2: grouping 'state/UA' is in"),
        ("memberships", "2022-02-28", "2022-02-30", "memberships.csv:2: valid_from '2022-02-30'"),
        ("memberships", "2022-06", "2022-01", "memberships.csv:2: valid_to 2022-01 is before"),
        ("memberships", "applicant", "friend", "memberships.csv:2: status 'friend' is not one of"),
        ("holdings", "state/UA", "person/x", "holdings.csv:2: of 'person/x' is in none"),
        ("holdings", "2021,", "2019,", "holdings.csv:3: .* stands in an earlier row already"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_row(tmp_path, file, old, new, message):
    assert old in FILES[file]
    with pytest.raises(ReferenceDataError, match=message):
        load_reference(folder(tmp_path, **{file: FILES[file].replace(old, new, 1)}))


@pytest.mark.parametrize("file", sorted(FILES))
def test_a_missing_file_is_named(tmp_path, file):
    folder(tmp_path)
    (tmp_path / f"{file}.csv").unlink()
    with pytest.raises(ReferenceDataError, match=f"{file}.csv: no such file"):
        load_reference(tmp_path)


def test_a_file_that_is_not_utf_8_is_named(tmp_path):
    folder(tmp_path)
    (tmp_path / "bodies.csv").write_bytes(FILES["bodies"].encode() + b"\xff\n")
    with pytest.raises(ReferenceDataError, match=r"bodies\.csv:3: not CSV in UTF-8"):
        load_reference(tmp_path)


def test_reference_data_are_read_once():
    assert load_reference() is load_reference()


@pytest.mark.parametrize("file", ["states", "bodies"])
def test_files_end_their_lines_with_a_line_feed(file):
    text = (paths.REFERENCE / f"{file}.csv").read_text(encoding="utf-8")
    assert "\r" not in text
    assert text.endswith("\n")


def test_body_slugs_are_made_of_their_names(reference):
    assert [b.slug for b in reference.bodies if b.slug != iris.slug(b.name)] == []
