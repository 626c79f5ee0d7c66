"""Which language an article is in: Communiqué reads English only and says so of any other.

A declared language counts first. Where none is declared, or English is, the commonest English words
decide: they make up a third of running text (Grefenstette, "Comparing two language identification
schemes", JADT 1995). A text short of them is put to py3langid, which tells a hundred languages
apart (Lui & Baldwin, "langid.py", ACL 2012). What stands in quotation marks may be in any language.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

from kg.errors import ReadError
from kg.model import Article
from kg.text import quotations, word_set

ENGLISH_SHARE = 0.12  # of words; English news prose has 0.30 to 0.45, lists and posts about 0.10
_LEAST_WORDS = 6  # fewer in Latin script may be a name or a headline
_SEVERAL, _SHORT = 3, 15  # different words; words of a text that need not have so many
_SURE = 0.9  # the probability of the three likeliest languages: related ones share it
_LOOKED_AT = 20_000  # code points

_NAMES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian",
    "bg": "Bulgarian", "bn": "Bengali", "bo": "Tibetan", "br": "Breton", "bs": "Bosnian",
    "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German",
    "dv": "Dhivehi", "el": "Greek", "en": "English", "eo": "Esperanto", "es": "Spanish",
    "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fo": "Faroese",
    "fr": "French", "fy": "Frisian", "ga": "Irish", "gd": "Scottish Gaelic", "gl": "Galician",
    "gu": "Gujarati", "ha": "Hausa", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "ht": "Haitian Creole", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "ig": "Igbo",
    "is": "Icelandic", "it": "Italian", "ja": "Japanese", "jv": "Javanese", "ka": "Georgian",
    "kk": "Kazakh", "km": "Khmer", "kn": "Kannada", "ko": "Korean", "ku": "Kurdish",
    "ky": "Kyrgyz", "la": "Latin", "lb": "Luxembourgish", "lo": "Lao", "lt": "Lithuanian",
    "lv": "Latvian", "mg": "Malagasy", "mk": "Macedonian", "ml": "Malayalam", "mn": "Mongolian",
    "mr": "Marathi", "ms": "Malay", "mt": "Maltese", "my": "Burmese", "nb": "Norwegian",
    "ne": "Nepali", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian", "oc": "Occitan",
    "om": "Oromo", "pa": "Punjabi", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "rw": "Kinyarwanda", "se": "Northern Sami",
    "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian", "sn": "Shona", "so": "Somali",
    "sq": "Albanian", "sr": "Serbian", "st": "Sotho", "su": "Sundanese", "sv": "Swedish",
    "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "tg": "Tajik", "th": "Thai", "ti": "Tigrinya",
    "tk": "Turkmen", "tl": "Tagalog", "tr": "Turkish", "ug": "Uyghur", "uk": "Ukrainian",
    "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "xh": "Xhosa", "yi": "Yiddish",
    "yo": "Yoruba", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip
_THREE_LETTERS = {  # ISO 639-2 codes seen in metadata
    "ara": "ar", "chi": "zh", "deu": "de", "dut": "nl", "eng": "en", "fra": "fr", "fre": "fr",
    "ger": "de", "ita": "it", "jpn": "ja", "kor": "ko", "nld": "nl", "pol": "pl", "por": "pt",
    "rus": "ru", "spa": "es", "swe": "sv", "tur": "tr", "ukr": "uk", "zho": "zh",
}  # fmt: skip
_UNDETERMINED = frozenset({"", "und", "mul", "zxx", "mis", "x-default", "unknown", "none"})
_ENGLISH = word_set(
    """the of and to in a that is for on with his he has have said by from are be an it its at this
    which would will were been had not but their they was as who after we you i she says or if"""
)
_LIKE = {"wuu": "zh", "yue": "zh", "nan": "zh", "hak": "zh", "arz": "ar", "ary": "ar", "ckb": "ku"}
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


class OtherLanguageError(ReadError):
    """An article that was read but is not in English."""

    def __init__(self, article: Article, language: str) -> None:
        super().__init__(
            f"{article.origin}: the article is in {language}; Communiqué reads English only, "
            "leave it out"
        )
        self.article = article
        self.language = language

    def __reduce__(self) -> tuple[type[OtherLanguageError], tuple[Article, str]]:
        """Return what makes it anew in another process."""
        return OtherLanguageError, (self.article, self.language)


def require_english(article: Article) -> Article:
    """Return the article. Raises OtherLanguageError if it is not in English."""
    if (language := not_english(article.language, article.text)) is not None:
        raise OtherLanguageError(article, language)
    return article


def not_english(declared: str | None, text: str) -> str | None:
    """Return the language in words ("French (fr)") where an article is not English, else None.

    `declared` is a tag as `canonical` gives it. What could be English, or is too short to tell,
    counts as English.
    """
    code = declared.split("-")[0] if declared else None
    if code is not None and code != "en":
        return f"{_NAMES[code]} ({code})" if code in _NAMES else f"{declared!r} as declared"
    head = text[:_LOOKED_AT]
    rest = _unquoted(head)
    if _is_english(text) or _is_english(rest):
        return None
    return _foreign(rest if len(_TOKEN.findall(rest)) >= _LEAST_WORDS else head)


def _is_english(text: str) -> bool:
    """Say whether the commonest English words are common in a text, several of them if it is long.

    Hungarian, too, is full of "a", and Irish of "an".
    """
    words = Counter(map(str.lower, _TOKEN.findall(text)))
    count, found = sum(words.values()), _ENGLISH & words.keys()
    enough = 0 < ENGLISH_SHARE * count <= sum(words[w] for w in found)
    return enough and (len(found) >= _SEVERAL or count < _SHORT)


def _unquoted(text: str) -> str:
    """Return the text without what stands in quotation marks."""
    outside, at = [], 0
    for quotation in quotations(text):
        outside.append(text[at : quotation.start])
        at = quotation.end
    return " ".join((*outside, text[at:]))


def _foreign(text: str) -> str | None:
    """Return the language that a text with few English words is in, None where that is not sure."""
    letters = [c for c in text if c.isalpha()]
    latin = 2 * sum(c < "\u0250" for c in letters) >= len(letters)
    if latin and len(_TOKEN.findall(text)) < _LEAST_WORDS:
        return None
    ranks = _identifier().rank(text)
    likeliest = [(code, share) for code, share in ranks if code != "en"][:3]
    if latin and sum(share for _, share in likeliest) < _SURE:
        return None
    code = _LIKE.get(likeliest[0][0], likeliest[0][0])
    return f"{_NAMES[code]} ({code})" if code in _NAMES else f"the language {code!r}"


@cache
def _identifier() -> Any:
    # a second to load, which readers of English need not wait for
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
