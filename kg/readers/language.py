"""Which language an article is in: Communiqué reads English only and says so of any other.

A declared language counts first. Where none is declared, or English is, the text itself is
tested by its commonest words, after Grefenstette, "Comparing two language identification
schemes" (JADT 1995): short function words make up a third of running text in any language.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from kg.errors import ReadError

LEAST_WORDS = 40  # below this the share of function words says little
_ENGLISH_SHARE = 0.05  # English news prose has 0.30 to 0.45, lists of names and posts about 0.10
_OTHER_SHARE = 0.15
_LEAST_DIFFERENT = 3  # a name ("Jo", "Ali") repeated often is no evidence

_NAMES = {
    "af": "Afrikaans", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian",
    "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian",
    "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish",
    "gl": "Galician", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese",
    "ka": "Georgian", "kk": "Kazakh", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian",
    "mk": "Macedonian", "ms": "Malay", "mt": "Maltese", "nb": "Norwegian", "nl": "Dutch",
    "nn": "Norwegian", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian",
    "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "th": "Thai", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
_THREE_LETTERS = {  # ISO 639-2 codes seen in metadata
    "ara": "ar", "chi": "zh", "deu": "de", "dut": "nl", "eng": "en", "fra": "fr", "fre": "fr",
    "ger": "de", "ita": "it", "jpn": "ja", "kor": "ko", "nld": "nl", "pol": "pl", "por": "pt",
    "rus": "ru", "spa": "es", "swe": "sv", "tur": "tr", "ukr": "uk", "zho": "zh",
}  # fmt: skip
_UNDETERMINED = frozenset({"", "und", "mul", "zxx", "mis", "x-default", "unknown", "none"})
_WORDS = {
    "en": "the of and to that is for on with his he has have said by from are be an it its at "
    "this which would will were been had not but their they was as who after we you i she",
    "fr": "le la les des et du un une est que qui dans pour par sur au aux avec ne pas ce cette "
    "il elle a été sont son sa ses se ont mais plus nous leur",
    "de": "der die das und den dem des ein eine einen einer ist nicht mit von zu auf für im sich "
    "auch als er sie es hat haben sind wird wurde dass nach bei aus zum zur",
    "es": "el la los las de del y que en un una es por con para no se al lo su sus como más fue "
    "ha han pero este esta sobre entre también",
    "it": "il la le gli di del della dei delle e che in un una è per con non si al alla da dal "
    "nel nella sono ha come più anche ma ai lo",
    "pt": "o a os as de do da dos das e que em um uma é por com para não se ao à na no nas nos "
    "mais foi são como mas pela pelo também",
    "nl": "de het een en van dat die is in te op met voor niet zijn aan door ook om hij naar bij "
    "heeft hebben worden wordt uit er maar nog",
    "sv": "och att det som en på är av för den med till inte har ett om de i han var från men vi "
    "ska också efter under",
    "da": "og at det som en på er af for den med til ikke har et om de i han var fra men vi skal "
    "også efter der",
    "no": "og at det som en på er av for den med til ikke har et om de i han var fra men vi skal "
    "også etter seg",
    "pl": "i w na z do się nie że to jest o jak po za od przez dla oraz są był była ale tym co",
    "cs": "a v na se je že s z do o pro ve k i by jsou jako podle ale také za po od které který",
    "fi": "ja on ei että se hän oli ovat mutta myös kun kuin ole joka sen mukaan tai ovat jo",
    "hu": "a az és hogy nem is egy van volt meg ez de szerint azt már csak mint ki el",
    "ro": "de și în a la cu pe nu din că o un este care pentru sa mai au fost se prin",
    "tr": "ve bir bu da de için ile olarak daha çok olduğunu ancak gibi olan sonra kadar ise",
    "id": "yang dan di dengan untuk dari ini dalam pada tidak itu akan telah oleh juga ke",
    "sq": "e të në dhe për që me një nga është se ka do si më janë",
    "sw": "ya na wa kwa ni katika za la hiyo kuwa huo cha hilo",
}
_FUNCTION_WORDS = {code: frozenset(words.split()) for code, words in _WORDS.items()}
_SCRIPTS = {  # scripts of one language only; the others are named as scripts
    "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "GREEK": "el", "HEBREW": "he",
    "ARMENIAN": "hy", "GEORGIAN": "ka", "THAI": "th",
}  # fmt: skip
_TOKEN = re.compile(r"[^\W\d_]+")


def canonical(declared: str | None) -> str | None:
    """Return a declared language as a BCP 47 tag, None where none is declared.

    >>> canonical("en_us"), canonical("ENG"), canonical("French"), canonical("und")
    ('en-US', 'en', 'fr', None)
    """
    value = (declared or "").strip().lower()
    if value in _UNDETERMINED:
        return None
    named = {name.lower(): code for code, name in _NAMES.items()}
    first, *rest = re.split(r"[-_]", named.get(value, value))
    parts = (p.upper() if len(p) == 2 else p.title() if len(p) == 4 else p for p in rest)
    return "-".join((_THREE_LETTERS.get(first, first), *parts))


def require_english(declared: str | None, text: str, where: str) -> None:
    """Raise ReadError, beginning with `where`, if an article is not in English."""
    if (language := not_english(declared, text)) is not None:
        raise ReadError(
            f"{where}: the article is in {language}; Communiqué reads English only, leave it out"
        )


def not_english(declared: str | None, text: str) -> str | None:
    """Return the language in words ("French (fr)") where an article is not English, else None.

    `declared` is a tag as `canonical` gives it. A text of fewer than 40 words, or one that could
    be English, counts as English.
    """
    code = declared.split("-")[0] if declared else None
    if code is not None and code != "en":
        return f"{_NAMES[code]} ({code})" if code in _NAMES else f"{declared!r} as declared"
    return _foreign_script(text) or _foreign_words(text)


def _foreign_script(text: str) -> str | None:
    """Return the language or script most letters are in, None where that is the Latin script."""
    letters = [c for c in text if c.isalpha()]
    if len(letters) < LEAST_WORDS or 2 * sum(c < "\u0250" for c in letters) >= len(letters):
        return None
    scripts = Counter(unicodedata.name(c, "UNKNOWN").split(" ")[0] for c in letters)
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > 0.1 * len(letters):
        return "Japanese (ja)"
    script, count = scripts.most_common(1)[0]
    if script == "LATIN" or 2 * count < len(letters):
        return None
    if script == "CJK":
        return "Chinese (zh)"
    if script in _SCRIPTS:
        return f"{_NAMES[_SCRIPTS[script]]} ({_SCRIPTS[script]})"
    return _by_letters(script, set(text.lower()))


def _by_letters(script: str, letters: set[str]) -> str:
    """Return the language by letters that only it has, else the name of the script."""
    if script == "CYRILLIC" and letters & set("їєґ"):
        return "Ukrainian (uk)"
    if script == "CYRILLIC" and letters & set("ыэё") and not letters & set("ўіәқғ"):
        return "Russian (ru)"
    return f"a language in {script.title()} script"


def _foreign_words(text: str) -> str | None:
    """Return the language whose function words the text has, None where English has as many."""
    words = [w.lower() for w in _TOKEN.findall(text)]
    if len(words) < LEAST_WORDS:
        return None
    counts = Counter(words)
    shares = {
        code: sum(counts[w] for w in known) / len(words)
        for code, known in _FUNCTION_WORDS.items()
        if code == "en" or len(known & counts.keys()) >= _LEAST_DIFFERENT
    }
    english = shares.pop("en")
    best = max(shares, key=lambda code: (shares[code], code), default=None)
    if best is None:
        return None
    if shares[best] >= _OTHER_SHARE and shares[best] > 2 * english:
        return f"{_NAMES[best]} ({best})"
    if english < _ENGLISH_SHARE and shares[best] > english:
        return "a language other than English"
    return None
