"""Given names by the gender they usually go with, and nicknames, folded to ASCII lower case.

A hint for pronouns, never a fact about a person: names borne by both genders are left out.
"""

from __future__ import annotations

_FEMALE = """
aisha alexandra alice amal amelia amina amy ana andrea angela anita ann anna annalena anne
annegret annette antonia asma audrey ayesha barbara beata beatrice benazir betty bridget camilla
carmen carol caroline carrie catherine cathy cecilia charlotte christiane christina christine
claire claudia condoleezza cristina cynthia dalia deborah diana dilma dina donna doris dorothy
dunja ebba edith ekaterina eleanor elena elisa elisabeth elise elizabeth ellen emily emma erika
erna esther eva evelyn fatima fatou federica fiona florence frances fumiko gabriela georgina gina
giorgia gita giulia gloria golda grace greta hanan hannah harriet heather heidi helen helena helga
helle hilary hillary hina indira inga ingrid irene irina isabel isabelle ivana ivanka jacinda
jacqueline jane janet janine jasmine jeanine jeanne jen jennifer jenny jessica jill joan joanna
josephine joyce judith judy julia julie julija kaja kamala karen karin karine katarina kate
katerina katherine kathleen katrin katrina kellyanne kersti kimberly kirsten kirstjen kristalina
kristi laura lauren leila leyla liana lidia lilian linda lindsay lisa liz loretta louise lucia
lucy luisa lynn madeleine maia malala manuela margaret margot margrethe maria marie marija marina
marine marlene martha martine mary maya megan melania melanie mette mia michelle mira monica
monika nadia najat najla nana nancy naomi natalia natalie natasha nicola nikki nina nirmala noor
oksana olena olga olivia pamela patricia paula penny petra priti rachel raisa rania raquel rebecca
rima rita roberta rosa rosemary roza ruth sabine sabrina sahle samantha sanna sara sarah sharon
sheikha sheila shirin simone sofia sonia sophie stella stephanie sue susan susanna suzanne
svetlana sviatlana sylvia tamara tanja tarja tatiana teresa theresa tina ursula valentina valerie
vanessa vera veronica victoria viktoria viola violeta virginia vjosa wendy xiomara yasmin yingluck
yulia yuliya yvette yvonne zainab zeinab zuzana
"""
_MALE = """
aaron abbas abdel abdelaziz abdul abdullah abe abiy abraham adam adel adil adrian ahmad ahmed al
alain alan albert alberto alejandro aleksandar aleksandr alex alexander alexei alexey alexis
alfredo ali aliaksandr alpha alvaro amir anatoly anders andre andreas andrei andrej andres andrew
andriy andrzej angel anthony antonin antonio antony anwar aram ariel arkady arnold arseniy arthur
arturo asad ashraf asif augusto avigdor ayman aziz babis bahram ban bara barack barham bart bashar
ben benjamin benny bernard bernie bertrand bill binali bob bogdan boris borut boyko brad brett
brian bruce bruno carl carlos charles chris christian christopher chuck clement colin cyril daniel
danny dave david denis dennis didier diego dimitris dmitri dmitry dmytro dominic dominique donald
doug douglas ed edgar edi eduardo edward ehud elias elliott emil emmanuel emmerson enda enrique
erdal eric ernest evan evo faisal farid fayez felipe felix fernando fidel filip francis francisco
francois frank franz fred frederic fuad gabriel gavin gennady geoffrey george gerard gerhard gert
gideon giorgi giorgos giovanni giuseppe gordon graham greg gregory guido guillermo gustavo guy
haidar haider hamad hamdi hamid hans haris harold harry hasan hashim hassan heiko heinz helmut
henri henry herman horst hosni hossein hugo hun husain hussein ian ibrahim igor imran ismail ivan
ivica ivo jack jacob jacques jair jake jalal jamal james jamie jan janos jared jason javad javier
jawad jean-claude jean-marc jean-yves jeff jeffrey jens jeremy jerome jerry jerzy jesus jim jimmy
joachim joao joe joel johannes john jonathan jorge jose joseba josef josep joseph juan juha julian
julius jurgen justin kaj karel karim karl kassym keir keith ken kenneth kevin khaled khalid
khalifa klaus kofi konstantin kostas kyriakos larry lars laurent lavrentiy lech leo leon leonel
leonid leopoldo liam lindsey lionel lloyd lopez lorenzo louis luc lucas luigi luis luiz lukas lula
mahamadou mahmoud malcolm manmohan manuel marc marco marek mariano mario mark martin mateusz matt
matteo matthew maurice mauricio max maxim mehmet mevlut michael michel mick miguel mihai mike
mikhail mikheil milan milo milorad milos mircea mitch mohamed mohammad mohammed moussa muammar
muhammad muhammadu mukhtar mustafa mykhailo mykola naftali najib narendra nasser nathan nawaz ned
nelson nicholas nicolae nicolas nikol nikola nikolai nikolay nikos nizar norbert nouri nuri olaf
oleg oleksandr oleksii oleksiy oliver olivier omar oscar otto ozgur pablo paolo pascal patrice
patrick paul pavel pavlo pedro pete peter petr petro petros philip philippe pierre pieter piotr
qasem rached radoslaw rafael rafic rahul raila ralph ramon ramzan randy raul recep reinhard rene
rex ricardo richard rick rishi robert roberto rodrigo roger roland roman romano ron ronald rory
rouhollah rudolf rumen ruslan russell rustem ryan saad saddam sadiq saeb salam saleh salman salva
salvador salvatore sam sameh samuel sauli scott sean sebastian sebastien serge sergei sergey
sergii sergio sergiy serhiy shah shahbaz shimon shinzo silvio simon slobodan stanislav stefan
steffen stephane stephen steve steven svein tariq taro tayyip ted terry thabo theodor thomas
thorbjorn tim timothy toby todd tom tomas tommy tony toomas traian uhuru umar vaclav vadim valdis
valery victor viktar viktor vincent vitali vitaliy vitaly vlad vladimir volodymyr vuk vyacheslav
walter warren wayne werner will william willy wolfgang wopke xavier yahya yair yannis yasser
yevgeny yitzhak yoshihide yoweri yukiya yuri yury yusuf zbigniew zlatko zoran
"""
FEMALE = frozenset(_FEMALE.split())
MALE = frozenset(_MALE.split())
NICKNAMES = {
    short: full
    for full, shorts in {
        "joseph": "joe joey",
        "william": "bill will billy",
        "robert": "bob rob bobby",
        "antony": "tony anthony",
        "james": "jim jimmy",
        "michael": "mike mick",
        "richard": "rick dick",
        "thomas": "tom",
        "benjamin": "ben bibi",
        "edward": "ed ted",
        "volodymyr": "vladimir",
        "alexander": "aleksandr alyaksandr alexandr oleksandr",
        "sergei": "sergey serhiy",
        "dmitri": "dmitry dmytro",
        "mohammed": "mohammad muhammad mohamed",
        "david": "dave",
        "timothy": "tim",
        "nicolas": "nick",
        "rex": "rex",
        "donald": "don",
        "ronald": "ron",
        "gerald": "gerry",
        "christopher": "chris",
        "steven": "steve stephen",
        "samuel": "sam",
        "daniel": "dan",
        "charles": "chuck charlie",
        "elizabeth": "liz",
        "katherine": "kate kathy",
        "susan": "sue",
    }.items()
    for short in shorts.split()
}
