"""Given names that are forms of one name: nicknames, and the same name in several languages.

A hint that two names may be of one person, never more. Lower-case ASCII; a line is one name. A form
that stands in several lines may be any of them (Alex is Alexander or Alexandra).
"""

from __future__ import annotations

from collections import defaultdict

from kg.text import word_set

_LINES = """
abdul abdel abdal abd abdool
abraham ibrahim ebrahim abe avraham
ahmed ahmad ahmet akhmed achmed
albert al bert alberto
alexander alex alexandre alejandro aleksandr aleksander alexandr alyaksandr aliaksandr oleksandr
 aleksandar alessandro sandy sasha iskandar
alexandra alex aleksandra oleksandra sandra sasha
alexei aleksei alexey aleksey oleksii oleksiy oleksy
anatoly anatoli anatolii anatoliy
andrew andrei andrey andriy andrii andreas andy drew andrzej andrej andre andres
anthony antony tony anton antonio antoine
arseniy arsenii arseny
ashton ash
augustus gus augusto
barack barry
benjamin ben benny bibi binyamin
bernard bernie
calvin cal
catherine katherine kathryn cathy kathy kate katie katya ekaterina yekaterina kateryna katarina
charles charlie chuck carlos karl carl
christopher chris kit
christine christina kristina chris
daniel dan danny daniil danylo
david dave davit
deborah debbie deb
dmitri dmitry dmitriy dmitrii dmytro dimitri dima
donald don donnie
douglas doug
edward ed eddie ted teddy ned eduard eduardo edouard
elizabeth liz beth betty eliza elisabeth
emmanuel manuel emanuel manny
eugene gene yevgeny evgeny evgeni evgenii yevgeniy yevhen ievgen
fayez faiz faez
francis frank francisco francois franz pancho
frederick fred freddie friedrich frederik
gabriel gabe
george giorgi georgi georgy heorhiy jorge georges jerzy
gerald gerry jerry gerard
gregory greg grigory hryhoriy
hassan hasan
harold harry hal
henry harry hank henri enrique heinrich
hossein hussein husayn husain hussain
james jim jimmy jamie jaime
jacob jake yakov yaakov jakob
jeffrey jeff geoffrey geoff
john jack johnny juan jean johannes jan ivan joao giovanni jon
jonathan jon
joseph joe joey josef jose jozef iosif yosef yusuf youssef josep giuseppe pepe
katrin kathrin
kenneth ken kenny
khaled khalid haled
lawrence larry laurence
leonard leo len leonid
louis luis luiz lou ludwig
margaret maggie peggy meg margot
mary maria marie mariya maryam
matthew matt mateo matteo
maximilian max maksim maxim maksym
michael mike mick mickey mikhail mikheil mykhailo mykhaylo michel miguel misha mihail michal
mohammed mohammad muhammad mohamed mohamad muhammed mohd muhamed mehmet mahomet mamadou
moammar muammar mouammar
mykola nikolai nikolay nikolaj nicolas nicholas nick nicolae nikola mikalai
nancy ann
natalia natalya nataliya natalie natasha
nathaniel nate nathan
oleg oleh
olga olha
oswald oz
patrick pat paddy padraig
paul pavel pavlo pablo paolo pavol
peter pete pyotr petr petro pedro pierre piotr petros pieter boutros
philip phil phillip philippe felipe
rafael raphael raf rafi
randolph randy
raymond ray
recep redzhep
rebecca becky
richard rick dick rich ricky ricardo
robert bob rob bobby bobbie roberto
ronald ron ronnie
samuel sam sammy
samantha sam
sergei sergey sergii serhii serhiy sergiy siarhei sergej serge sergio
shimon simon
stanislav stas stanislaw
stephen steven steve stefan stephan stepan etienne
susan sue susie suzanne
theodore ted teddy theo fyodor fedor
thomas tom tommy tomas
timothy tim timofey
umaru umar omar omer
usama osama
valery valeriy valerii valeri
victor viktor
viktoria victoria vika
vincent vince vincente
vitaly vitali vitaliy vitalii
vladimir volodymyr wladimir wolodymyr uladzimir vlad vova
vyacheslav viacheslav vjaceslav slava
walter walt
william bill will billy willie liam wilhelm guillermo guillaume
yasser yasir
yulia yuliya julia yulya iuliia julija
yuri yuriy yury iurii yurii
zbigniew zbig
"""


def _forms() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in _LINES.replace("\n ", " ").split("\n"):
        for form in line.split():
            found[form].add(line.split()[0])
    return {form: frozenset(names) for form, names in found.items()}


FORMS = _forms()
# Borne by so many that name alone says little.
COMMON_GIVEN = word_set(
    "abdullah ahmed ali david hassan hussein ibrahim james john jose juan maria michael mohammed "
    "mary robert william omar george"
)
COMMON_SURNAMES = word_set(
    "ahmed ali brown chen cohen davis diallo fernandez garcia gonzalez hassan hernandez huang "
    "hussein ibrahim ivanov johnson jones khan kim kumar lee levy li lin liu lopez martin martinez "
    "miller mohammed muller nguyen park patel perez petrov rodriguez sanchez santos schmidt sharma "
    "silva singh smith taylor tran traore wang williams wilson wu yang zhang zhao zhou"
)
