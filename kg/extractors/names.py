"""The grammar of person names: where one begins and ends, its short forms, whether two are one.

Covers the forms of wire news: Western and Slavic names, Arabic articles and patronymics, Spanish
and Portuguese double names, surname-first Chinese, Korean and Vietnamese names, initials.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from kg.extractors.given_names import FEMALE, MALE, NICKNAMES
from kg.iris import slug
from kg.text import word_set

Gender = Literal["f", "m"]

WORD = re.compile(
    r"(?:[^\W\d_]\.)+(?=[\s,;)]|$)|(?:Md|Mohd)\.(?= [A-Z])|[^\W\d_](?:\w|[-'’](?=\w))*"
)
POSSESSIVE = re.compile(r"['’]s$")
PARTICLES = word_set(
    "abd abdel abdul abu af av ben bin bint bou da das de del della den der di do dos du e el "
    "ibn la las le los ould san st ter ten ul ur van von y zu"
)
PATRONYMIC = frozenset({"bin", "ibn", "bint", "ben", "ould"})
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "xvi", "jnr", "snr"})
ARTICLE = re.compile(r"^(?:al|el|ad|an|ar|as|ash|at|az)[-'’ ](?=\w)", re.IGNORECASE)
SURNAME_FIRST = word_set(
    "ban bo cao chang chen cheng chiang cho choe choi chun chung deng ding dong fu gao geng guo "
    "han he hong hu hua huang hung hwang jang jeong jiang jin jo jung kang kim kong ko lai lam "
    "lau le lee lei leung li liang lim lin liu lo lu luo ma mao meng mo moon mun ng nguyen noh "
    "pak park paik peng pham phan qian qiao qin qiu ri roh ryu shen shi shin sin so son song su "
    "suh sun suga tan tang thein tran trinh truong tsai tung vo wang wei wen wong wu xi xia "
    "xiao xie xu yan yang yao ye yeo yi yim yin yoo yoon you yu yuan yun zeng zhai zhang zhao "
    "zheng zhong zhou zhu zou"
)
# Called by the last part, too, as a Vietnamese is at home: `Tran Luu Quang`, `Quang`.
GIVEN_LAST = word_set(
    "bui dang dinh duong hoang le luong ngo nguyen pham phan tran trinh truong vo vu"
)
_WRITTEN_OUT = {"md.": "mohammed", "mohd.": "mohammed"}
FUNCTION_WORDS = word_set(
    "a about after against all also although amid among an and another any are as asked at "
    "because before being both but by can could despite did do does during each earlier either "
    "even every few following for former from further given had has have he her here his how "
    "however i if in instead into is it its just last late later like many may meanwhile more "
    "moreover most much neither new next no nor not now of off on once one only or other others "
    "our out over per recently said says several she should since so some speaking still such "
    "than that the their them then there these they this those though three through thus to "
    "today together tomorrow too two under unlike until upon was we were what when where "
    "whether which while who whom whose why will with within without would yes yesterday yet "
    "you your monday tuesday wednesday thursday friday saturday sunday january february march "
    "april june july august september october november december"
)
NEVER_NAMES = FUNCTION_WORDS | word_set(
    "north south east west northern southern eastern western central european african asian "
    "arab middle gulf muslim islamic jewish catholic sunni shia shiite nazi soviet "
    "democrat democrats democratic republican republicans muslims christians jews catholics hindus "
    "sunnis shiites evangelicals liberals conservatives obamacare "
    "government ministry department parliament congress senate house council commission "
    "committee court bank union university institute agency party army navy force forces police "
    "guard guards administration campaign agreement treaty act summit street square airport "
    "company corporation association federation republic kingdom states nations assembly "
    "office organisation "
    "organization airlines times post news television radio state sea river island islands war "
    "peace world covid internet twitter facebook god "
    "agree agrees says calls urges meets warns visits vows asks tells wants seeks accuses backs "
    "rejects welcomes condemns denies announces arrives faces"
)

# of the words that are no names, those that are surnames, too: Theresa May, Oliver North
SURNAMES_TOO = word_set("church day east house may more north peace post street west will")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text at code points `start` to `end`, without a possessive ending."""

    text: str
    start: int
    end: int
    possessive: bool = False


def words(text: str, start: int, end: int) -> Iterator[Word]:
    """Yield the words of `text[start:end]` in order."""
    for match in WORD.finditer(text, start, end):
        raw = match.group()
        bare = POSSESSIVE.sub("", raw)
        owns = bare != raw or (raw.endswith("s") and text[match.end() : match.end() + 2] in _BARE)
        yield Word(bare, match.start(), match.start() + len(bare), owns)


_BARE = ("' ", "’ ")
_FAMILY = re.compile(r" (?:al|el)-[A-Z]")


def name_at(text: str, start: int, end: int) -> int | None:
    """Return where the person name that begins at `start` ends, at most at `end`; None if none.

    >>> text = "Crown Prince Mohammed bin Zayed of Abu Dhabi"
    >>> text[13 : name_at(text, 13, len(text))]
    'Mohammed bin Zayed'
    """
    stop: int | None = None
    previous, given = start, False
    for count, word in enumerate(words(text, start, end)):
        gap = text[previous : word.start]
        if (gap not in (" ", "\u00a0") if count else bool(gap)) or count > 6:
            break
        own = count and _FAMILY.match(text, word.end)  # `Mohammed Shia al-Sudani`
        if own or _is_part(word.text) or (given and _is_surname_too(text, word)):
            stop = word.end
            given = (given or count == 0) and is_given(word.text)
        elif word.text not in PARTICLES:
            break
        if word.possessive:
            break
        previous = word.end
    return stop


def is_given(word: str) -> bool:
    """Say whether a word is a given name that is known, or an initial."""
    folded = slug(word)
    return word.endswith(".") or folded in FEMALE or folded in MALE or folded in NICKNAMES


def _is_surname_too(text: str, word: Word) -> bool:
    """Say whether the word ends a name that a given one begins: not in `Sofia May 3`."""
    return (
        word.text[0].isupper()
        and word.text.lower() in SURNAMES_TOO
        and (word.possessive or not _GOES_ON.match(text, word.end))
    )


def stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether a word that is a surname, too, is one here: not `in May`, `the West`, `May 3`.

    >>> stands_alone("A day later May left.", 12, 15), stands_alone("It was late May.", 12, 15)
    (True, False)
    """
    before = _COMMON_USE.search(text, max(0, start - 12), start)
    return before is None and not _GOES_ON.match(text, end)


_GOES_ON = re.compile(r",? (?:\d|(?!I\b)[A-Z])")
_COMMON_USE = re.compile(
    r"(?:\b(?i:the|an?|in|on|since|until|till|by|from|of|to|for|this|last|next|early|late|mid|and)"
    r"|\d|[-–])\s?$"
)


def _is_part(word: str) -> bool:
    if word.lower() in NEVER_NAMES:
        return False
    if ARTICLE.match(word):
        return ARTICLE.sub("", word)[0].isupper()
    return word[0].isupper() and not (len(word) > 3 and word.isupper() and "." not in word)


@lru_cache(maxsize=16384)
def parts(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded, particles and generation suffixes included.

    >>> parts("Abdel Fattah el-Sisi")
    ('abdel', 'fattah', 'al-sisi')
    """
    found = (
        _WRITTEN_OUT.get(w.lower()) or slug(ARTICLE.sub("al-", w))
        for w in name.replace("’", "'").split()
    )
    return tuple(p for p in found if p not in SUFFIXES)


@lru_cache(maxsize=16384)
def short_forms(name: str) -> Mapping[str, float]:
    """Return the folded short forms by which a bearer of `name` may be called, with a weight 0-1.

    >>> sorted(short_forms("Xi Jinping").items())
    [('jinping', 0.5), ('xi', 0.95)]
    >>> short_forms("Bashar al-Assad")["assad"]
    1.0
    """
    words_ = parts(name)
    if len(words_) < 2:
        return {}
    forms: dict[str, float] = {}
    if words_[0] in GIVEN_LAST and len(words_) > 2:
        return {words_[-1]: 0.95, " ".join(words_[1:]): 0.5, words_[0]: 0.95}
    if _surname_first(words_):
        return {words_[-1]: 0.5, "-".join(words_[1:]): 0.5, words_[0]: 0.95}
    for position in range(1, len(words_) - 1):
        if words_[position] not in PARTICLES and len(words_[position]) > 2:
            forms[words_[position]] = 0.6
    patronymic = any(w in PATRONYMIC for w in words_)
    forms[words_[0]] = 0.8 if patronymic else 0.3
    for position in range(1, len(words_)):
        tail = words_[position:]
        if len(tail) == 1 or tail[0] in PARTICLES or len(words_) > 2:
            forms[" ".join(tail)] = 1.0
    forms[words_[-1].removeprefix("al-")] = 1.0
    return forms


def _surname_first(words_: tuple[str, ...]) -> bool:
    if words_[0] not in SURNAME_FIRST or len(words_) > 3:
        return False
    given = words_[1]
    return "-" in given or len(words_) == 3 or given not in FEMALE | MALE


def same_person(a: str, b: str) -> bool:
    """Say whether two full names (two words or more) can name one person.

    >>> same_person("Joe Biden", "Joseph R. Biden"), same_person("Bill Clinton", "Hillary Clinton")
    (True, False)
    """
    left, right = sorted((_bare(parts(a)), _bare(parts(b))), key=len)
    if left == right:
        return True
    if len(left) < 2 or left[-1] != right[-1]:
        return _contains(left, right) and left[0] == right[0] and len(left) > 1
    first = left[0] == right[0] or _nick(left[0], right[0]) or left[0] in right[1:-1]
    return first and _contains(left[1:], right)


def outer(name: str) -> frozenset[str]:
    """Return first and last word of a name; names of one person have one of them in common.

    >>> sorted(outer("Bashar al-Assad"))
    ['assad', 'bashar']
    """
    words_ = _bare(parts(name))
    return frozenset(words_[:1] + words_[-1:])


def _bare(words_: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w.removeprefix("al-") for w in words_)


def _contains(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Say whether the words of `short` occur in `long` in order, initials standing for words."""
    rest = iter(long)
    return all(any(w == x or (1 in (len(w), len(x)) and w[0] == x[0]) for x in rest) for w in short)


def _nick(a: str, b: str) -> bool:
    return ((len(a) == 1 or len(b) == 1) and a[0] == b[0]) or NICKNAMES.get(a, a) == NICKNAMES.get(
        b, b
    )


def gender(name: str) -> Gender | None:
    """Return the gender that the given name suggests, None where it does not.

    >>> gender("Angela Merkel"), gender("Kim Jong-un")
    ('f', None)
    """
    words_ = parts(name)
    if len(words_) < 2 or _surname_first(words_):
        return None
    for given in (words_[0], words_[0].split("-")[0]):
        if given in FEMALE:
            return "f"
        if given in MALE:
            return "m"
    if re.search(r"(?:ova|eva|skaya|ina)$", words_[-1]) and len(words_[-1]) > 5:
        return "f" if words_[0].endswith(("a", "y", "ia")) else None  # not `Danilo Medina`
    return None
