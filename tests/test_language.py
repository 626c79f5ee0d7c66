"""Which texts count as English, and how the others are named."""

from __future__ import annotations

import pytest

from kg.model import Article
from kg.readers.language import OtherLanguageError, canonical, not_english, require_english

SAMPLES = {
    "French (fr)": (
        "Les ministres des affaires étrangères sont convenus mardi de rouvrir la ligne de chemin "
        "de fer entre leurs capitales, ce qui met fin à un différend qui durait depuis onze ans. "
        "La ministre a déclaré que l’accord devait encore être approuvé par les deux parlements."
    ),
    "German (de)": (
        "Die Außenminister haben sich am Dienstag darauf geeinigt, die Bahnstrecke zwischen den "
        "beiden Hauptstädten wieder zu öffnen. Damit endet ein Streit, der seit elf Jahren "
        "andauert. Die Ministerin sagte, dass das Abkommen noch von den Parlamenten bestätigt "
        "werden muss, und warnte vor zu großen Erwartungen."
    ),
    "Spanish (es)": (
        "Los ministros de Asuntos Exteriores acordaron el martes reabrir la línea de ferrocarril "
        "entre sus capitales, lo que pone fin a una disputa que ha durado once años. La ministra "
        "dijo que el acuerdo tiene que ser aprobado por los dos parlamentos antes del otoño."
    ),
    "Italian (it)": (
        "I ministri degli Esteri hanno deciso martedì di riaprire la linea ferroviaria tra le due "
        "capitali, e di mettere fine a una disputa che è durata undici anni. La ministra ha detto "
        "che il testo dell’accordo non è ancora stato approvato dai parlamenti della regione."
    ),
    "Portuguese (pt)": (
        "Os ministros dos Negócios Estrangeiros decidiram na terça-feira reabrir a linha de "
        "comboio entre as duas capitais, o que põe fim a uma disputa que durou onze anos. A "
        "ministra disse que o acordo ainda não foi aprovado pelos parlamentos dos dois países."
    ),
    "Dutch (nl)": (
        "De ministers van Buitenlandse Zaken hebben dinsdag besloten om de spoorlijn tussen hun "
        "hoofdsteden weer te openen. Daarmee komt een einde aan een conflict dat elf jaar heeft "
        "geduurd. De minister zei dat het akkoord nog niet door de parlementen is aangenomen."
    ),
    "Polish (pl)": (
        "Ministrowie spraw zagranicznych zgodzili się we wtorek na ponowne otwarcie linii "
        "kolejowej między stolicami i na to, że spór, który trwał jedenaście lat, jest "
        "zakończony. Minister powiedziała, że umowa nie została jeszcze przyjęta przez "
        "parlamenty i że do jesieni trzeba o tym rozmawiać."
    ),
    "Turkish (tr)": (
        "Dışişleri bakanları salı günü iki başkent arasındaki demiryolu hattını yeniden açmak için "
        "anlaştı ve on bir yıl süren bir anlaşmazlık böylece sona erdi. Bakan, anlaşmanın daha "
        "iki meclis tarafından onaylanmadığını, ancak sonbahara kadar bu konuda çok şey olacağını "
        "ve bir yol bulunduğunu da söyledi."
    ),
    "Russian (ru)": (
        "Министры иностранных дел договорились во вторник вновь открыть железную дорогу между "
        "столицами и положить конец спору, который длился одиннадцать лет."
    ),
    "Ukrainian (uk)": (
        "Міністри закордонних справ домовилися у вівторок знову відкрити залізницю між столицями "
        "і покласти край суперечці, яка тривала одинадцять років, і захистити її завершення."
    ),
    "Chinese (zh)": (
        "两国外交部长星期二同意重新开放两国首都之间的铁路线"
        "结束了持续十一年的争端部长说该协议还需要议会批准才能生效"
    ),
    "Arabic (ar)": (
        "اتفق وزراء الخارجية يوم الثلاثاء على إعادة فتح خط السكة الحديدية بين العاصمتين"
    ),
    "Croatian (hr)": (
        "Ministar vanjskih poslova rekao je u utorak da će Hrvatska podržati sporazum, ali "
        "da ga Sabor još nije prihvatio i da se o njemu mora razgovarati prije ljeta."
    ),
    "Lithuanian (lt)": (
        "Užsienio reikalų ministras antradienį sakė, kad Lietuva parems susitarimą, tačiau "
        "Seimas jo dar nepatvirtino ir apie jį reikia kalbėtis iki vasaros."
    ),
    "Vietnamese (vi)": (
        "Bộ trưởng Ngoại giao nói hôm thứ Ba rằng Việt Nam sẽ ủng hộ thỏa thuận, nhưng Quốc "
        "hội chưa thông qua và các bên cần thảo luận trước mùa hè."
    ),
    "Hungarian (hu)": (
        "A külügyminiszter kedden azt mondta, hogy Magyarország támogatja a megállapodást, "
        "de azt a parlament még nem fogadta el, és a nyár előtt meg kell vitatni."
    ),
    "Finnish (fi)": (
        "Ulkoministeri sanoi tiistaina, että Suomi tukee sopimusta, mutta eduskunta ei ole "
        "vielä hyväksynyt sitä ja että siitä on keskusteltava ennen kesää."
    ),
    "Irish (ga)": (
        "Dúirt an tAire Gnóthaí Eachtracha Dé Máirt go dtacóidh Éire leis an gcomhaontú, "
        "ach nach bhfuil sé ceadaithe ag an Dáil fós agus go gcaithfear é a phlé roimh an "
        "samhradh."
    ),
    "Persian (fa)": (
        "وزیر امور خارجه روز سه‌شنبه گفت که ایران از این توافق حمایت می‌کند اما مجلس هنوز "
        "آن را تصویب نکرده است."
    ),
    "Urdu (ur)": (
        "وزیر خارجہ نے منگل کو کہا کہ پاکستان معاہدے کی حمایت کرے گا لیکن پارلیمنٹ نے ابھی "
        "اس کی منظوری نہیں دی ہے۔"
    ),
    "Hebrew (he)": ("שר החוץ אמר ביום שלישי כי ישראל תתמוך בהסכם."),
    "Hindi (hi)": ("विदेश मंत्री ने मंगलवार को कहा कि भारत इस समझौते का समर्थन करेगा।"),
    "Japanese (ja)": ("外務大臣は火曜日、日本がこの協定を支持すると述べた。"),
    "Korean (ko)": ("외교부 장관은 화요일 한국이 협정을 지지할 것이라고 말했다."),
    "Tagalog (tl)": (
        "Sinabi ng kalihim noong Martes na susuportahan ng Pilipinas ang kasunduan, ngunit "
        "hindi pa ito inaprubahan ng Kongreso at kailangan itong pag-usapan sa susunod na "
        "buwan."
    ),
    "Hausa (ha)": (
        "Ministan harkokin waje ya ce a ranar Talata cewa Najeriya za ta goyi bayan "
        "yarjejeniyar, amma majalisar ba ta amince da ita ba tukuna kuma ya kamata a "
        "tattauna kafin bazara."
    ),
    "Afrikaans (af)": (
        "Die minister het Dinsdag gesê dat Suid-Afrika die ooreenkoms sal steun, maar dat "
        "die parlement dit nog nie goedgekeur het nie en dat daar voor die somer daaroor "
        "gepraat moet word."
    ),
    "Danish (da)": (
        "Statsministeren sagde tirsdag, at Danmark vil støtte NATO, og at aftalen endnu ikke er "
        "godkendt af Folketinget, men at regeringen vil gøre alt for at få den vedtaget."
    ),
    "Indonesian (id)": (
        "Menteri luar negeri mengatakan pada hari Selasa bahwa Indonesia tidak akan bergabung "
        "dengan aliansi itu dan perjanjian ini belum disetujui oleh parlemen di Jakarta."
    ),
}
SHORT = {
    "German (de)": "Die Kanzlerin warnte Russland am Dienstag vor neuen Sanktionen.",
    "French (fr)": "Le président a déclaré mardi que la France ne céderait pas.",
    "Spanish (es)": "El presidente dijo el martes que no cederá ante la presión de los rusos.",
    "Chinese (zh)": "外交部长周二表示中国将支持该协议。",
}
ENGLISH = (
    "The foreign ministers agreed on Tuesday to reopen the rail link between their capitals. "
    "“Nous avons décidé de nous faire confiance”, one of them said in French, and added that the "
    "agreement would have to be approved by both parliaments before it could enter into force."
)


@pytest.mark.parametrize(("language", "text"), list(SAMPLES.items()))
def test_a_text_in_another_language_is_told_by_its_words(language: str, text: str) -> None:
    assert not_english(None, text) == language
    assert not_english("en-US", text) == language  # a site's default language is often wrong


@pytest.mark.parametrize(
    ("declared", "text"),
    [
        (None, ENGLISH),
        ("en-GB", ENGLISH),
        (None, "Oui, non."),  # too short to tell
        (None, "1,5 2,5 " * 50),
        (None, "Ann Lee Karin Dahl Tomas Bern Jo Roe " * 10 + "spoke to the press on Monday"),
    ],
)
def test_english_short_and_wordless_texts_pass(declared: str | None, text: str) -> None:
    article = Article(text, language=declared)
    assert require_english(article) is article


@pytest.mark.parametrize(("language", "text"), list(SHORT.items()))
def test_one_sentence_in_another_language_is_enough(language: str, text: str) -> None:
    assert not_english(None, text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Merkel warns Russia over Ukraine",
        "Rio de la Plata deal signed in Punta del Este, Uruguay",
        "NATO: Jens Stoltenberg, Joe Biden, Emmanuel Macron, Olaf Scholz, Pedro Sánchez",
        "“Nous ne céderons pas,” Macron said. “La France est avec vous.”",
        "Die Zeit, Der Spiegel and Das Bild report",
        "Médecins Sans Frontières pulls out",
        "Universidad de la República, Montevideo",
        "Президент said: «Мы не уйдём», and the Kremlin repeated it in English on Tuesday.",
        "Breaking",
        "7 8 9",
        "🚨🚨",
    ],
)
def test_names_headlines_and_foreign_quotations_pass(text: str) -> None:
    assert not_english(None, text) is None


def test_a_declared_language_counts_first() -> None:
    assert not_english("fr", ENGLISH) == "French (fr)"
    assert not_english("tlh", ENGLISH) == "'tlh' as declared"


def test_the_message_names_place_language_and_next_step() -> None:
    with pytest.raises(
        OtherLanguageError, match=r"^a\.txt: the article is in French \(fr\); .* English"
    ):
        require_english(Article(SAMPLES["French (fr)"], origin="a.txt"))


@pytest.mark.parametrize(
    ("declared", "tag"),
    [
        ("EN", "en"),
        ("en_GB", "en-GB"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("deu", "de"),
        ("Ukrainian", "uk"),
        (" ", None),
        ("und", None),
        (None, None),
    ],
)
def test_declared_languages_become_bcp_47_tags(declared: str | None, tag: str | None) -> None:
    assert canonical(declared) == tag
