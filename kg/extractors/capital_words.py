"""Words around a capital's name that tell its government from the place; general English."""

from __future__ import annotations

from kg.text import word_set

# "hit back at Budapest", "anger at Washington", "took aim at London"
AIMED = word_set(
    """back out aim aimed swipe swipes dig barb barbs anger angry annoyed fury furious outrage
    dismay frustration frustrated exasperation irritation laughed directed levelled leveled
    sneered jab"""
)
IN = word_set(
    """in at near outside inside around across into throughout via through downtown central
    greater northern southern eastern western within beyond above off below beneath toured
    nearby inner outer united undivided divided northeast northwest southeast southwest
    northeastern northwestern southeastern southwestern occupied besieged historic old
    metropolitan medieval"""
)
WITH = word_set(
    """with between by towards toward among about than like without versus vs unlike
    alongside because"""
)
MOTION = word_set(
    """travel travels traveled travelled traveling travelling fly flies flew flown flying go
    goes went gone going come comes came coming return returns returned returning head heads
    headed heading drive drove driven driving visit visits visited visiting trip trips flight
    flights journey way tour tours move moves moved moving bring brought take took taken
    taking arrive arrives arrived arriving sail sailed walk walked march marched fled flee
    fleeing escape escaped route road train trains bus rail railway railways line relocate
    relocated relocating deport deported extradite extradited evacuate evacuated invite
    invited dispatch dispatched transfer transferred back home summon summoned fly-in close
    closer miles kilometres kilometers km bound leave leaves leaving left depart departed
    departing welcome welcomed advance advanced advancing troops soldiers convoy expel rush
    rushed recall recalled"""
)
SENT = word_set("send sends sent sending dispatch dispatches dispatched dispatching")
# What joins two places, not two governments.
CONNECTIONS = word_set(
    """flight flights road roads train trains rail railway railways route routes bus highway
    motorway distance halfway ferry line pipeline corridor shuttle shuttles shuttled travel
    travels travelled traveled bridge border miles kilometres kilometers time"""
)
# Verbs whose object is a town, unless "to" or "at" follows: "took London to court".
TAKEN = word_set("take takes took taken taking overrun overran overrunning control controls hold")
SAYING = word_set(
    """demand demands response reaction signal signals pressure threat threats statement
    statements assurance assurances support order orders independence comment word words
    message messages criticism approval permission concession concessions instructions
    guarantees guarantee warning warnings denial denials opposition condemnation backing help
    aid funding weapons arms loans money protest protests distance distanced distancing answer reply
    request requests proposal proposals offer offers invitation break backlash retaliation
    interference control rebuke letter letters note appeal appeals shift away cooperation
    commitment commitments pledge pledges explanation explanations apology recognition
    ambassador envoy envoys overture overtures loyal loyalty allegiance close ties links
    supply supplies sell sells sold gave give gives giving given send sends sent deliver
    delivered delivery deliveries belong belongs according hostile important unacceptable
    sympathetic subordinate beholden answerable speak speaks spoke talk talks talking report
    reports reporting matter matters hand handed present presented owe owed available
    alternative thanks gift blow challenge friendly ceded aligned turned turn turns
    assistance extend extended offered addressed bow bows bowed bowing kowtow kowtowed kowtowing
    yield yields yielded yielding capitulate capitulated capitulating surrender surrendered
    submit submitted caved cave subservient"""
)
PLACE_OF = word_set(
    """streets street city outskirts suburb suburbs slums slum mayor capital north south east
    west northeast northwest southeast southwest centre center heart battle siege bombing
    bombardment shelling airport part parts district districts residents people port skies
    university bishop archbishop patriarch edge middle town towns bombardments fall capture
    seizure liberation occupation map view kilometres kilometers km miles side banks bank
    diocese archdiocese neighbourhood neighborhood neighbourhoods neighborhoods area areas
    region province museum metro visit tour evacuation reach"""
)
MILITARY = word_set(
    """attack attacks attacked strike strikes march marched marching assault assaults advance
    advances advanced advancing missile missiles raid raids bomb bombs rained rain drone
    drones fire fired converge converged descend descended landed rockets rocket closing
    airstrikes airstrike offensive bombardment"""
)
ATTITUDE_OVER = word_set(
    """concern concerns row dispute disputes tension tensions worry worries anger influence
    victory pressure leverage frustration unease alarm fears criticism differences power
    advantage"""
)
ADDRESS = word_set(
    """told tell tells urge urged urges accuse accused accuses accusing warn warned warns
    warning blame blamed blames blaming ask asked asks press pressed presses criticise
    criticised criticises criticize criticized criticizes back backed backs support supported
    supports sanction sanctioned anger angered angers upset condemn condemned condemns
    persuade persuaded convince convinced pressure pressured pressuring help helped helps
    inform informed notify notified consult consulted push pushed pushes prompt prompted
    prompts force forced forces lead led allow allowed let lets isolate isolated isolating
    punish punished punishing provoke provoked provoking trust trusted antagonise antagonize
    infuriated infuriate irk irked deter deterring contain containing defy defied defies
    appease appeasing embarrass embarrassed alienate alienated enrage enraged thank thanked
    thanks assure assured assures reassure reassured engage engaging confront confronting
    confronted challenge challenged counter countering calls called call demanded demands
    expects expected want wants wanted make makes made give gave gives offered offer offers
    denounce denounced denounces rebuke rebuked reject aid arm arming armed lobby lobbied
    oppose opposed fund"""
)
REACHED = word_set(
    """left leave leaves leaving visited visit visits visiting reached reach reaching entered
    enter entering shelled shelling bombed bombing struck strike striking hit hits hitting
    captured capture seized seize besieged besieging surround surrounded surrounding toured
    encircle encircled encircling fled flee occupied occupy retook retake liberated liberate
    rocked rock shook shake attacked attack attacking targeted target targeting surrounds
    rocks shakes strikes attacks targets bombs shells besieges captures seizes pounded
    pounding evacuated evacuate departed stormed storm"""
)
PLACE_NEXT = word_set(
    """airport state metro subway summit conference olympics olympic games marathon suburb
    suburbs district districts court courts courtroom courthouse hotel street streets embassy
    office bureau correspondent residents resident police mayor region zoo university stadium
    cathedral theatre theater meeting meetings accord accords protocol declaration forum
    exchange time apartment square skyline museum station prison neighborhood neighbourhood
    edition visit newsroom area underground bombing bombings attacks attack native hospital
    headquarters city town home weather traffic church mosque parade protests protest club fc
    opera philharmonic symphony bridge market markets restaurant restaurants studio school
    schools festival biennale fashion trial jail flat synagogue park zone talks round
    communique newspaper newspapers streets-based municipality council assembly lawyer
    lawyers lobbyist lobbyists lobbying insider insiders outsider outsiders elites politics
    consultant consultants operative operatives journalist journalists analyst analysts
    expert experts trader traders investor investors stock stocks shares shop shops taxi
    banker bankers businessman crowd crowds audience gunmen landmark dinner reception daily
    magazine weekly metropolitan think newsrooms county gallery hospitals clinic slums
    airport-based prosecutor prosecutors cabaret conservatory institute academy airports
    outskirts rally rallies demonstration demonstrations"""
)
EVENTS = word_set("attack attacks bombing bombings summit conference siege massacre talks rally")
GOVERNMENT_NEXT = word_set(
    """delegation side position policy stance leaders rulers junta officialdom government
    officials official regime leadership administration authorities diplomats diplomat
    policymakers foreign defence defense ministry ministries embassy ambassador ally allies
    loyalists envoy envoys negotiators bureaucrats elites establishment propaganda kremlin
    parliament president prime supreme politburo communist national people's"""
)
TOWARDS_PLACE_AFTER_S = PLACE_NEXT - word_set(
    """visit talks attack attacks home summit meeting time round embassy headquarters protest
    declaration"""
)
ROLE_SUFFIX = word_set(
    """backed led sponsored friendly installed controlled supported funded imposed aligned
    appointed brokered dominated approved leaning allied run ordered proxy directed"""
)
SITE_SUFFIX = word_set(
    """style based listed born educated trained bound headquartered wide area registered"""
)
PASSIVE_SITE = word_set(
    """hit struck bombed shelled attacked rocked shaken located situated home hosting
    evacuated besieged surrounded captured liberated covered cold hot quiet calm deserted
    encircled blanketed flooded awake"""
)
BE = word_set("is was were are be been being has had have")
ADVERBS = word_set(
    """also now then still already again later never always repeatedly long strongly
    previously reportedly recently quickly immediately initially itself both often only
    earlier meanwhile however today yesterday not soon formally officially publicly"""
)
FINITE = word_set(
    """has had have will would may might must should could can cannot did does do says said
    wants want is was were are sees saw keeps kept hopes hoped fears feared seeks sought
    sends sent insists knows knew gave gives took takes made makes puts put goes went began
    begins holds held lost won wins loses stands stood responds thinks thought told tells
    argues views backs calls urges warns claims denies accuses blames considers believes
    expects plans intends continues refuses rejects agrees describes regards remains supports
    opposes fights hosts hit threatens demands needs faces hails slams vows pledges announces
    confirms condemns summons expels recalls recognises recognizes maintains admits offers
    provides supplies buys sells tries aims looks fired spent meant"""
)
# Verbs that tell where a town is, before one of LYING.
LIES = word_set("lies lie lay sits sit sat straddles")
LYING = word_set(
    """in on at along by near between within beside below above north south east west just about
    some astride amid among under inland"""
)
DETERMINERS = word_set(
    """the a an this these those his her its their our my your some any every each no another
    two three four several many most such what's"""
)
# Contested capitals, and those that were: taken for the place unless they clearly act.
CLAIMED = word_set("jerusalem tel bonn almaty alma")
TIMES_AND_TOWNS = word_set("after before since formerly capital capitals city town")
DATES = word_set(
    """monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december today yesterday earlier also
    still now then when while after before since that which will would and but not both
    neither either"""
)
TAILS = word_set("dc d.c. france germany england russia china italy spain egypt ukraine belgium")
