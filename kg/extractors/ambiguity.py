"""Words that tell one reading from the other.

All tables are ours, general English; none comes from an annotated text.
"""

from __future__ import annotations

from kg.text import word_set

# Words of an article that tell the US state of Georgia from the country.
US_GEORGIA = word_set(
    """atlanta savannah augusta macon fulton kemp raffensperger warnock ossoff abrams willis
    loeffler perdue republicans democrats gop runoff swing battleground electors carolina
    alabama arizona arkansas california colorado connecticut delaware florida idaho illinois
    indiana iowa kansas kentucky louisiana maryland massachusetts michigan minnesota mississippi
    missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah
    vermont virginia wisconsin wyoming"""
)
COUNTRY_GEORGIA = word_set(
    """tbilisi batumi kutaisi abkhazia abkhaz ossetia ossetian saakashvili ivanishvili
    gori poti rustavi zugdidi senaki mtskheta zourabichvili zurabishvili kobakhidze
    garibashvili kavelashvili margvelashvili
    shevardnadze caucasus georgians armenia armenian azerbaijan azerbaijani nato moldova
    ukraine russia russian transcaucasia gamsakhurdia tskhinvali sukhumi"""
)
# "the governor of Georgia", "a senator from Georgia"
US_GEORGIA_OF = word_set("state governor senator congressman congresswoman democrat republican")
US_GEORGIA_NEXT = word_set(
    """governor gov gov. senator senators sen sen. representative rep rep. congressman
    congresswoman voters voter runoff runoffs legislature statehouse republican republicans
    democrat democrats county primary electors peaches resident grand"""
)

# Given names that are also states or capitals, and states or capitals that are also family names.
GIVEN = word_set(
    """chad jordan georgia israel india kenya cuba paris sofia santiago victoria kingston
    asuncion london german holland dominica america tripoli malta florence lima jamaica roman"""
)
FAMILY = word_set(
    """jordan washington holland ireland england french german london berlin paris muscat lima
    israel chad georgia kingston madrid roma rome brazil britain dublin victoria cyprus poland
    france pole turk scott welsh english norman moldovan spain santiago georgetown"""
)
# Family names that follow many given names; after a capitalised word they are no state.
FAMILY_OF_MANY = word_set("jordan washington holland ireland london berlin paris kingston lima")
# Capitalised words that stand before states and capitals, too.
BEFORE_STATE = word_set(
    """north south east west northern southern eastern western central greater upper lower new old
    free monday tuesday wednesday thursday friday saturday sunday january february march april
    june july august september october november december the in on at from to and but for of
    imperial communist soviet nazi democratic republican team club"""
)
COURTESY = word_set(
    """mr mrs ms miss rep sen gov coach dr sir lord lady judge detective sgt lt capt"""
)
# Before the family name of somebody in the article, these show that the state is meant.
PLACED = word_set(
    """in to from of into across between with visit visits visited visiting toured left leaves
    leaving entered"""
)
# Given names that are more often another word before a state's name ("Will Israel answer?").
NOT_GIVEN_BEFORE = word_set("""will may mark ban al bill grace hun bara georgia jordan paris""")
# Names and acronyms with many meanings, each with words of which the article must have one.
NEEDED = {
    "islamic republic": word_set("iran iranian iranians tehran khamenei"),
    "bern": word_set("switzerland swiss bernese"),
    "georgetown": word_set("guyana guyanese guyana's caricom"),
    "kingston": word_set("jamaica jamaican jamaicans caricom"),
    "car": word_set("bangui african bozize bozizé patasse touadera seleka bokassa"),
    "ec": word_set("european europe europeans brussels"),
    "pace": word_set("europe strasbourg"),
    "emirates": word_set("uae emirati emiratis dhabi dubai arab"),
}

# Organs whose names others have, too, each with words of which the article must have one.
ORGANS_NEED = {"general assembly": word_set("un unga nations")}
# "Turkish Cypriot" is a people of Cyprus, before one of these of Northern Cyprus.
CYPRUS = frozenset({"state/CY", "state/TRNC"})
OFFICIALS = word_set(
    """leader leaders president prime premier government foreign minister ministers authorities
    administration parliament negotiator officials official side republic state"""
)

CURRENCY = word_set(
    """dollar dollars franc francs ruble rubles rouble roubles lira liras pound pounds yen yuan
    renminbi peso pesos rupee rupees krona kronor krone kroner rial rials riyal riyals dirham
    dirhams dinar dinars hryvnia hryvnias zloty zlotys rand shekel shekels baht ringgit
    shilling shillings tenge naira cedi bolivar bolivars forint forints koruna"""
)
CURRENCY_PAIRS = frozenset({("korean", "won"), ("brazilian", "real"), ("brazilian", "reais")})
# Words that make "in Russian", "speak Chinese" the language.
SPEAKING = word_set(
    """speak speaks speaking spoke spoken fluent fluently learn learns learned studies studied
    studying taught teaches teaching"""
)
LANGUAGES = word_set(
    """english arabic hebrew farsi dari pashto urdu hindi mandarin cantonese swahili kurdish
    latin persian amharic bengali tamil"""
)
LANGUAGE_NEXT = word_set(
    """lessons classes translation translations language languages speaker speakers speaking
    subtitles alphabet dictionary"""
)
# A name before one of these is that of a firm, a paper, a school: an organisation, no state ...
ORGANISATION_NEXT = word_set(
    """airlines airways times post herald tribune gazette telegraph broadcasting today daily
    mirror university college telecom insider observer independent examiner guardian aramco
    weekly news journal review chronicle star monitor standard express television tv radio
    mail globe inquirer philharmonic symphony opera marathon hotel"""
)
# ... except before these in a headline, where they may be any words.
ORGANISATION_OR_WORD = word_set(
    """today post daily independent observer mirror guardian weekly news review star monitor
    standard express radio mail globe hotel"""
)
# Those that make an organisation of a demonym, too; "a Turkish university" is Turkey's.
ORGANISATION_AFTER_DEMONYM = word_set("airlines airways telecom herald tribune aramco weekly")
# ... and of a name after them: Air France, Radio Moscow, Hotel Ukraine.
ORGANISATION_BEFORE = word_set("air radio hotel")
# Words that end the name of a firm.
FIRMS = word_set("corporation corp company inc ltd limited plc holdings airline airlines airways")
# ... and a name after one of these and "of": University of Malta, Times of India.
ORGANISATION_OF = word_set("university bank times voice church archdiocese patriarchate")
# Words before the town of a sports club, which it is called after, and those before a ship's name.
CLUB_BEFORE = word_set(
    """sporting dynamo dinamo real spartak atletico torpedo legia rapid steaua sparta slavia slovan
    hertha cska lokomotiv as fc sc afc"""
)
SHIP_BEFORE = word_set("hms hmas hmcs hmnzs rms uss ins mv ms ss")
TURKEY_FOOD = word_set(
    """sandwich sandwiches meat dinner breast farm farms hunting burger burgers producers prices"""
)
WASHINGTON_STATE_NEXT = word_set("governor gov apples wildfires legislature")
# "US" is the pronoun in capitals after these.
PRONOUN_BEFORE = word_set(
    """tell tells let lets give gives join help helps about contact follow show shows make makes
    between among all of for teach teaches save bring brings send sends love loves"""
)
# Acronyms that are also words, in a line all in capitals.
WORDS_IN_CAPITALS = word_set("""who pace shape can quad greco alba guam aes nam bric oas it am""")

# A capitalised word after a name that is both a state's and a given name, which shows that the
# state is meant: "Jordan King Abdullah", "Israel Defense Forces".
AFTER_STATE = word_set(
    """king queen prince princess president prime minister premier chancellor foreign defense
    defence interior finance parliament army navy air police government ministry embassy
    ambassador secretary general supreme national federal central military armed forces
    democratic revolutionary airport war river border coast sea valley news state states
    republic governor mayor senator crown court security electoral election elections
    independence party coalition vice deputy gulf metro railways railway gate stock exchange
    fashion cup"""
)
# Smaller places that act in world politics: their own entities, no state.
PLACES = {
    "crimea": ("Crimea", "Crimean Peninsula", "Crimean peninsula"),
    "gaza": ("Gaza", "Gaza Strip"),
    "west-bank": ("West Bank",),
    "east-jerusalem": ("East Jerusalem",),
    "golan-heights": ("Golan Heights",),
    "nagorno-karabakh": ("Nagorno-Karabakh", "Karabakh"),
    "donbas": ("Donbas", "Donbass"),
    "kashmir": ("Kashmir",),
    "tibet": ("Tibet",),
    "xinjiang": ("Xinjiang",),
    "chechnya": ("Chechnya",),
    "catalonia": ("Catalonia",),
    "northern-ireland": ("Northern Ireland",),
    "scotland": ("Scotland",),
    "iraqi-kurdistan": ("Iraqi Kurdistan",),
    "south-china-sea": ("South China Sea",),
    "east-china-sea": ("East China Sea",),
    "taiwan-strait": ("Taiwan Strait",),
    "persian-gulf": ("Persian Gulf",),
}
# What a state is called for short in articles about it.
SHORT = {"Islamic Republic": "state/IR"}
# The usual reading of a name shared by several states, where the article does not tell.
USUAL = {
    "congo": "state/CD",
    "congolese": "state/CD",
    "dominican": "state/DO",
    "dominicans": "state/DO",
}
