"""Movements, parties, charities and institutes by their names: organisations, of no state.

The tagger knows many of them by their context; those the news names daily are known always. Names
that are also common words, or that several go by, are left to it.
"""

from __future__ import annotations

from kg.extractors.name_lists import by_key

ASSOCIATIONS = by_key("""
Hamas
Hezbollah|Hizbollah|Hizbullah|Hezbullah
Islamic Jihad|Palestinian Islamic Jihad
Fatah
Palestine Liberation Organization|Palestine Liberation Organisation|PLO
Popular Front for the Liberation of Palestine|PFLP
Taliban
Tehrik-i-Taliban Pakistan|Tehreek-e-Taliban Pakistan|TTP
Haqqani network|Haqqani Network
Al-Qaeda|al-Qaeda|Al-Qaida|al-Qaida|Al Qaeda|al Qaeda
Islamic State|Islamic State group|ISIS|ISIL|Daesh
Boko Haram
Al-Shabaab|al-Shabaab|Al-Shabab|al-Shabab|Al Shabaab
Houthis|Houthi movement|Ansar Allah|Ansarullah
Muslim Brotherhood
Kurdistan Workers' Party|Kurdistan Workers’ Party|PKK
Syrian Democratic Forces|SDF
People's Protection Units|People’s Protection Units|YPG
Hayat Tahrir al-Sham
Free Syrian Army
Polisario Front|Polisario
M23
Rapid Support Forces
Revolutionary Armed Forces of Colombia|FARC
Sinn Féin|Sinn Fein
Tamil Tigers|LTTE
Khmer Rouge
Wagner Group|Wagner group
Tigray People's Liberation Front|Tigray People’s Liberation Front|TPLF
Oromo Liberation Army
African National Congress
Bharatiya Janata Party|BJP
AfD
Likud
Fidesz
Syriza
Five Star Movement
National Rally
Amnesty International
Human Rights Watch
International Committee of the Red Cross|ICRC
Doctors Without Borders|Médecins Sans Frontières|Medecins Sans Frontieres|MSF
Reporters Without Borders
Committee to Protect Journalists
Transparency International
Greenpeace
Oxfam
Save the Children
International Crisis Group|Crisis Group
Norwegian Refugee Council
International Rescue Committee
Freedom House
Syrian Observatory for Human Rights
Bellingcat
Carnegie Endowment for International Peace|Carnegie Endowment
Brookings Institution
Chatham House
International Institute for Strategic Studies|IISS
Stockholm International Peace Research Institute|SIPRI
Council on Foreign Relations
European Council on Foreign Relations|ECFR
Atlantic Council
German Marshall Fund
Center for Strategic and International Studies|Centre for Strategic and International Studies|CSIS
RAND Corporation
Institute for the Study of War
""")
