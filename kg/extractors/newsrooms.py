"""News agencies, papers and broadcasters by their names: organisations, whatever they contain."""

from __future__ import annotations

import re

from kg.extractors.descriptions import MEDIA
from kg.extractors.name_lists import by_key
from kg.text import word_set

_OUTLETS = """
Reuters|Thomson Reuters
Associated Press|The Associated Press|AP
Agence France-Presse|Agence France Presse|AFP
BBC|British Broadcasting Corporation|BBC News
TASS|Tass|ITAR-TASS|Itar-Tass
RIA Novosti|RIA
Interfax|Interfax-Ukraine
Xinhua|Xinhua News Agency
Korean Central News Agency|KCNA
Yonhap|Yonhap News Agency|Yonhap news agency
Al Jazeera|Al-Jazeera
Al Arabiya|Al-Arabiya
CNN|Cable News Network
CNBC
NBC|NBC News|MSNBC
CBS|CBS News
ABC News
Fox News
NPR|National Public Radio
New York Times|The New York Times|NYT
Washington Post|The Washington Post
Wall Street Journal|The Wall Street Journal|WSJ
Financial Times|FT
Politico|POLITICO
Axios
Bloomberg|Bloomberg News
Guardian|The Guardian
Daily Telegraph|The Daily Telegraph
Economist|The Economist
Foreign Policy magazine
Deutsche Welle|DW
Der Spiegel|Spiegel
Bild
Die Welt
Frankfurter Allgemeine Zeitung|FAZ
Süddeutsche Zeitung
ARD
ZDF
Deutsche Presse-Agentur|dpa|DPA
Le Monde
Le Figaro
France 24|France24
El País
ANSA
Corriere della Sera
La Repubblica
Kyodo|Kyodo News
NHK
Nikkei
Anadolu Agency|Anadolu|Anadolu news agency
Hurriyet|Hürriyet
IRNA|Islamic Republic News Agency
Fars|Fars News Agency
Tasnim|Tasnim News Agency
Press TV
Mehr News Agency
SANA|Syrian Arab News Agency
Saudi Press Agency|SPA
WAM
MENA|Middle East News Agency
Al-Ahram|Al Ahram
Haaretz
Jerusalem Post|The Jerusalem Post
Times of Israel|The Times of Israel
Ynet
Rudaw
Ukrinform
Ukrainska Pravda
Kyiv Independent|The Kyiv Independent
Kyiv Post
Unian|UNIAN
BelTA|Belta
Sputnik
RT|Russia Today
Kommersant
Izvestia
Vedomosti
Novaya Gazeta
Moscow Times|The Moscow Times
Radio Free Europe/Radio Liberty|Radio Free Europe|RFE/RL|RFERL
VOA|Voice of America
Global Times|The Global Times
People's Daily
China Daily
South China Morning Post|SCMP
CCTV|CGTN
Times of India|The Times of India
Hindustan Times
The Hindu
Press Trust of India|PTI
ANI
Dawn newspaper
Geo News|Geo TV
Tolo News|TOLOnews
USA Today
Los Angeles Times
Time magazine
Sky News
ITV
Daily Mail
Times of London
Sunday Times
CBC
Globe and Mail
Toronto Star
Sydney Morning Herald
Straits Times|The Straits Times
Bangkok Post
Jakarta Post
Japan Times
Korea Herald
Asahi Shimbun
Yomiuri Shimbun
Folha de S.Paulo
O Globo
Granma
Telesur
Radio France Internationale|RFI
Jeune Afrique
Channel 12
Channel 13
Yedioth Ahronoth|Yediot Ahronot
Meduza
Daily Sabah
TRT World
Al Mayadeen|Al-Mayadeen
L'Orient-Le Jour
ISNA
El Mundo
La Vanguardia
Euractiv
Euronews
RTBF
NRK
Yle
Tanjug
Politika
Agerpres
Armenpress
Kazinform
Africanews
EastAfrican|The EastAfrican
Premium Times
Addis Standard
Sudan Tribune
Libération
Mediapart
France Inter
Die Zeit
Handelsblatt
Der Standard
Neue Zürcher Zeitung|NZZ
La Nación
Clarín
El Universal
Semafor
Newsweek
Nikkei Asia
Jiji Press
Bernama
Rappler
Vietnam News Agency
Rodong Sinmun
Khaama Press
Express Tribune
Irish Times
RTÉ
Swissinfo
Balkan Insight
Middle East Eye
Kurdistan 24
Al-Monitor
Gulf News
Arab News
Asharq Al-Awsat
Wikinews
"""

# Names that are also common words or acronyms of other things: left to the tagger.
_UNSURE = word_set(
    """Guardian Economist Sputnik Spiegel Bild Fars MENA SPA ANI RT RIA ITV FT SANA ARD Anadolu"""
)

NEWSROOMS = by_key(_OUTLETS, _UNSURE)

OUTLET_WORD = (
    r"Times|Post|News|TV|Radio|Television|Tribune|Journal|Herald|Daily|Courier|Telegraph"
    r"|Guardian|Gazette|Mail|Zeitung|Agency|Press|Broadcasting|Channel|Magazine|Review|Observer"
    r"|Chronicle|Independent|Globe|Mirror|Wikinews|Morning|Today|Tonight|Show|Weekly|Diario"
    r"|Nachrichten|Monde|Express|Standard|Business|Reporter|Dispatch|Sentinel"
)
_OUTLET_END = re.compile(rf"\b(?:{OUTLET_WORD}|media|agency|website|channel|wire|reports?)$")
_NAMES = tuple(name for line in _OUTLETS.split("\n") for name in line.split("|") if name)


def is_outlet(words: str) -> bool:
    """Say whether the words end in a known outlet's name, or in a word such as `news agency`."""
    return bool(_OUTLET_END.search(words) or MEDIA.search(words)) or any(
        words == name or words.endswith(f" {name}") for name in _NAMES
    )
