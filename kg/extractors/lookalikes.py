"""Longer names that contain a state's name, demonym or capital and do not mean the state.

Own lists, general English; none comes from an annotated text.
"""

from __future__ import annotations

import re

# Seas, rivers and other features of the earth.
_WATERS = """
China Sea|Gulf of Oman|Sea of Oman|Gulf of Mexico|Gulf of Guinea|Gulf of Thailand
Gulf of Panama|Gulf of Finland|Sea of Japan|Philippine Sea|Norwegian Sea|Irish Sea
Indian Ocean|British Indian Ocean Territory|Strait of Taiwan|Korea Strait|Korean Strait
Straits of Singapore|Singapore Strait|Panama Canal|Mozambique Channel|Sea of Azov
Argentine Sea|Lake Chad|Chad Basin|Niger Delta|Niger River|River Niger|Congo River|Congo Basin
River Congo|Jordan River|River Jordan|Jordan Valley|Jordan Rift Valley|Korean Peninsula
Congo basin|Congo river|Niger delta|Niger river|Jordan river|Jordan valley|Lake Chad basin
Korean peninsula|Indian subcontinent|Indian Subcontinent|Iberian Peninsula|Malay Peninsula
Sinai Peninsula|Lake Washington|Victoria Falls|Lake Victoria
"""
# Towns, provinces, parts of the world and their people.
_LANDS = """
New Guinea|West Papua
Niger State|New England|New Mexico|New Jersey|New Britain|New Ireland|American Samoa
American Samoan|American Samoans
British Columbia|British Virgin Islands|US Virgin Islands|U.S. Virgin Islands|Virgin Islands
French Guiana|French Polynesia|French Guinea|Dutch Guiana|Dutch Antilles|Netherlands Antilles
South America|North America|Central America|Latin America|Meso America|Anglo-America
Spanish America|South American|North American|Central American|Latin American|African American
African-American|Asian American|Asian-American|Native American|Pan-American|Pan American
Inter-American|Afro-American|South Americans|North Americans|Central Americans|Latin Americans
African Americans|Native Americans|Asian Americans|Bank of America|Miss America
Captain America|Corporate America|Young America|West Indian|West Indians|West Indies
East Indian|East Indies|Dutch East Indies|Central Macedonia|Western Macedonia
Eastern Macedonia|Greek Macedonia|Aegean Macedonia|Washington state|Washington State
State of Washington|state of Washington|Mount Washington|Washington Heights|Washington Square
Fort Washington|Port Washington|South Georgia|Holland America|New London|London Bridge
East London|British Council|Republika Srpska|Ancient Egypt|ancient Egypt|ancient Greece
Ancient Greece|Ancient Rome|ancient Rome|North Pole|South Pole|Northern Irish
Panama City Beach|Panama City, Florida|Lima, Ohio|Paris, Texas|Athens, Georgia|Rome, Georgia
Cairo, Illinois|Moscow, Idaho|London, Ontario|Lebanon, Pennsylvania|Warsaw, Indiana
Berlin, New Hampshire|Cuba, Missouri|Peru, Indiana|Vienna, Virginia|Dublin, Ohio
San Jose, California|San José, California|Santiago de Cuba|Santiago de Compostela
San Salvador Island|Georgetown, Texas|Kingston upon Hull|Kingston, Ontario|Kingston, New York
State of Victoria|Commonwealth of Virginia|Commonwealth of Massachusetts
Commonwealth of Pennsylvania|Commonwealth of Kentucky|Commonwealth of Australia
Commonwealth of Puerto Rico|Commonwealth of Dominica
"""
# Treaties, conferences and events called after where they were.
_DEALS = """
Minsk Agreements|Minsk Agreement|Minsk agreements|Minsk agreement|Minsk accords|Minsk Accords
Minsk Protocol|Minsk protocol|Minsk process|Minsk deal|Minsk peace deal|Minsk peace agreement
Minsk ceasefire|Paris Agreement|Paris agreement|Paris Climate Accord|Paris Climate Accords
Paris climate accord|Paris accord|Paris Accord|Paris Climate Agreement|Paris climate agreement
Paris climate deal|Paris climate pact|Paris Club|Paris Charter|Charter of Paris
Paris Peace Conference|Oslo Accords|Oslo accords|Oslo Agreement|Oslo process|Doha Agreement
Doha agreement|Doha Round|Doha round|Dayton Agreement|Astana process|Abraham Accords
Kyoto Protocol|Treaty of Rome|Treaties of Rome|Rome Statute|Treaty of Lisbon|Lisbon Treaty
Lisbon Protocol|Treaty of Paris|Treaty of Berlin|Berlin Wall|Berlin process|Berlin Process
Budapest Memorandum|Vienna Convention|Vienna Document|Vienna Conventions|Congress of Vienna
Helsinki Accords|Helsinki Final Act|Helsinki accords|Copenhagen criteria|Bretton Woods
Warsaw Ghetto|Warsaw ghetto|Ottawa Convention|Ottawa Treaty|Bern Convention|Nagoya Protocol
Bucharest Nine|Bucharest Format|Cuban Missile Crisis|Panama Papers|Pandora Papers|Iran-Contra
Baku-Tbilisi-Ceyhan
Iran-contra|Iran Contra|Holy Roman Empire|Roman Empire|British Empire|Russian Empire
Ottoman Empire|Spanish Empire|Empire of Japan|Vietnam War|Korean War
Spanish Civil War|American Civil War|Dutch elm disease
Indian tribe|Indian tribes|Indian reservation|Indian reservations|Indian Affairs|Indian Country
"""
# Firms, institutions, armed groups, persons, food, ideas.
_OTHERS = """
Guinea pig|Guinea pigs|guinea pig|Guinea fowl|American Indian|American Indians
Paris Saint-Germain|Paris St-Germain|Paris Hilton|Berlin Philharmonic|Islamic State
Islamic State of Iraq and the Levant|Islamic State of Iraq and Syria
Islamic State in Iraq and the Levant|Islamic State in Iraq and Syria|Islamic State of Iraq
Islamic State Khorasan|Hayat Tahrir al-Sham|al-Qaeda in Iraq|Al Qaeda in Iraq|al Qaeda in Iraq
Emirate of Afghanistan|Tehrik-i-Taliban Pakistan|Free Syrian Army|Syrian Democratic Forces
Syrian Observatory for Human Rights|Turkish delight|Turkish bath|French fries|French toast
French Open|French Revolution|French kiss|French horn|Swiss cheese|Swiss roll|Swiss army knife
Brazil nut|Brazil nuts|Danish pastry|Danish pastries|Greek salad|Greek yogurt|Greek yoghurt
Greek mythology|Greek letter|Irish coffee|Indian summer|Chinese New Year|Chinese checkers
Russian roulette|Russian doll|Mexican wave|Mexican standoff|Cuban cigar|Cuban cigars
German shepherd|German Shepherd|Great Dane|Siamese cat|Stockholm syndrome|Stockholm Syndrome
Havana syndrome|Havana Syndrome|Spanish flu|Hong Kong flu|Dutch disease|Dutch courage
Roman Catholic|Russian Orthodox|Greek Orthodox|Serbian Orthodox|Serb Orthodox|Ukrainian Orthodox
Greek Catholic|Ukrainian Greek Catholic|Dominican Order|Dominican friar|Dominican friars
India ink|Indian ink|Chinese whispers|French press|French windows|French bulldog|German measles
Spanish fly|Persian rug|Persian rugs|Persian cat|Cuban sandwich|Cuban heels|Turkish coffee
Irish stew|Irish setter|Belgian waffle|Belgian waffles|Canadian bacon|Egyptian cotton
Swiss Army knife|Chicken Kiev|chicken Kiev|Chicken Kyiv|chicken Kyiv|Peking duck|Peking Duck
Brussels sprout|Brussels sprouts|Bermuda shorts|Bermuda Triangle|Panama disease|Jamaica Inn|Java Sea
Dominican nun|Dominican nuns|Dominican priest|Polish notation|Panama hat|Panama hats
Washington Monument|Washington University|Washington Nationals|Washington Commanders
Washington Wizards|Washington Capitals|Washington Redskins|George Washington
Booker T. Washington|Denzel Washington|Washington Irving|Washington Institute
Washington Institute for Near East Policy|Georgetown University|American University
American University of Beirut|American University in Cairo|George Washington University
University of Washington|Georgia Tech|Georgia Bulldogs|Georgia State University
Georgia Institute of Technology|University of Georgia|Georgia Southern|Georgia-Pacific
Air Jordan|Jordan Peterson|Michael Jordan|Jim Jordan|Vernon Jordan|Jordan Spieth
Jordan Henderson|Jordan Pickford|Barbara Jordan|Chad Wolf|Chad Kroeger|Chad Smith|Tom Holland
Steny Holland|Holland & Knight|Jack London|London Breed|London School of Economics
Berlin Brandenburg|Irving Berlin|Isaiah Berlin|Joseph Muscat|Richard Holbrooke|British Museum
British Library|British Petroleum|British Airways|British Telecom|British Steel
British American Tobacco|Royal Dutch Shell|Dutch Shell|American Express|American Airlines
American Idol|American football|American Enterprise Institute|American Civil Liberties Union
American Red Cross|American Bar Association|American Academy|American Dream|Deutsche Bank
Saudi Aramco|Air India|Air China|Air France|Air Canada|Air Algerie|Air Malta|Air Serbia
Air Tanzania|Air New Zealand|Air Namibia|Korean Air|Korean Air Lines|Philippine Airlines
Turkish Airlines|Petro China|PetroChina|China Evergrande|China Mobile|China Telecom
China Unicom|China Southern|China Eastern|Bank of China|Bank of Ireland|Bank of Cyprus
Bank of Scotland|Commercial Bank of China|China Construction Bank
Hong Kong and Shanghai Banking Corporation|Trans World|Team Jordan|Norwegian Cruise Line
Norwegian Refugee Council|Danish Refugee Council|Norwegian Nobel Committee
Norwegian Nobel Institute|Swedish Academy|Iran Air|Kuwait Airways|Islamic State Sinai
Egyptian Islamic Jihad|Palestinian Islamic Jihad|Lebanese Forces|Kosovo Force
Kosovo Liberation Army|Chicago Bulls|Austria-Hungary|Austro-Hungarian|Nord Stream|Turk Stream
Cyprus College|Tripoli Street|Pole position|pole position|Victoria Nuland|Queen Victoria
Victoria Beckham|Sofia Vergara|Sofia Coppola|US Open|U.S. Open|US Airways|US Steel|U.S. Steel
U.S. Bank|USA Today|US Weekly|U.S. News & World Report|Commonwealth Games|Commonwealth Bank
Polish-Lithuanian Commonwealth|National Security Council|Supreme National Security Council
Australian Open|Canadian Open|Italian Open|Cleveland Indians|Dutch auction|Dutch auctions
Norwegian Air|Norwegian Air Shuttle|Georgian architecture|Georgian house|Georgian townhouse
Georgian terrace|Georgian mansion|Vienna sausage|Vienna sausages|Irish whiskey|Irish whisky
Canadian whisky|Russian salad|Russian vodka|Greek chorus|Greek tragedy|Greek gift
Chinese wall|Chinese walls|Chinese burn|Swiss chard|Swiss chalet|Spanish omelette|Spanish onion
Polish sausage|Turkish towel|Turkish rug|Turkish carpet|Persian carpet|Persian carpets
Egyptian mummy|Egyptian cat|Irish pub|Irish pubs|English breakfast|Danish blue
French dressing|French polish|French leave|French cricket|Japanese knotweed|Japanese maple
Jessica Alba|Duke of Alba|Quad Cities|Quad bike|European Commissioner|European Commissioners
"""

NOT_STATES: tuple[str, ...] = tuple(
    name
    for table in (_WATERS, _LANDS, _DEALS, _OTHERS)
    for name in re.split(r"[|\n]", table)
    if name
)
