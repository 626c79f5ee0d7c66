"""The parts of a person's name, and how well two names agree.

Names come as news in English writes them: given name first, or surname first where the surname is
one of East Asia's; particles (van, bin, al-) and forms of address do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from kg.extractors.given_names import FEMALE, MALE
from kg.extractors.names import PARTICLES, SURNAME_FIRST
from kg.identity.spelling import folds, skeletons
from kg.identity.variants import COMMON_GIVEN, COMMON_SURNAMES, FORMS
from kg.iris import slug
from kg.text import word_set

_PARTICLES = PARTICLES | word_set("al el ad ar as ash az")
_GIVEN_TOO = word_set("al ash ben san")
_ROYAL = word_set("king queen prince princess pope emperor empress saint sultan emir")
_ADDRESS = word_set(
    "mr mrs ms miss dr prof sir dame lord lady sheikh sheik shaikh imam ayatollah mullah general "
    "gen colonel col president chancellor minister senator sen rep don"
)
_SUFFIXES = {"jr": "jr", "jnr": "jr", "junior": "jr", "sr": "sr", "snr": "sr", "senior": "sr"}
_NUMERAL = re.compile(r"(?<=[ -])(X{0,2}(?:IX|IV|V?I{1,3}|V|X))$")
_PATRONYMIC = re.compile(r"\w{3,}(?:ovich|evich|ovych|yevich|ovna|evna|ivna|yivna|ovitch)")
_INITIALS = re.compile(r"[b-df-hj-np-tv-xz]{2,3}")
_KNOWN_GIVEN = FEMALE | MALE
_FAMILY_FIRST = SURNAME_FIRST | word_set(
    "abe aso hatoyama ishiba kan kishida koizumi kono mori motegi nakasone noda obuchi orban "
    "tanaka yamamoto"
)
_LEAST_SIMILAR = 5  # letters: shorter words with the same consonants are not similar


class Level(IntEnum):
    """How well two words of names agree."""

    OTHER = 0
    SIMILAR = 1  # the same consonants
    INITIAL = 2  # one is the other's first letter
    SPELLING = 3  # two spellings, or two forms, of one name
    SAME = 4


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in its parts, folded: `given` is "" where it is not told, `rest` ends in the surname.

    `surname_first` says that `rest` is the surname alone and `given` all that follows it.
    """

    given: str
    rest: tuple[str, ...]
    number: str = ""  # of a monarch: vi
    suffix: str = ""  # jr or sr
    patronymic: str = ""
    surname_first: bool = False

    @property
    def full(self) -> bool:
        """Say whether the name tells more than a surname."""
        return bool(self.given or self.number)

    @property
    def surname(self) -> str:
        """The last word, or the surname that stands first."""
        return self.rest[-1]


@lru_cache(maxsize=65536)
def parse(name: str) -> PersonName:
    """Return the parts of a name of at least one letter or digit.

    >>> parse("Mohammed bin Salman"), parse("von der Leyen").given
    (PersonName(given='mohammed', rest=('salman',), number='', suffix='', patronymic='', \
surname_first=False), '')
    >>> parse("Kim Jong-un").given, parse("King Charles III").number
    ('jongun', 'iii')
    """
    words, suffix = _without_suffix(_words(name))
    words, number = _without_number(name, words)
    no_given = bool(words) and _is_particle(name, words)
    patronymic = next((w for w in words[1:-1] if _PATRONYMIC.fullmatch(w)), "")
    kept = [
        w
        for i, w in enumerate(words)
        if (w not in _PARTICLES and (w != patronymic or i == 0)) or (i == 0 and not no_given)
    ] or words
    if _surname_first(kept):
        return PersonName("".join(kept[1:]), (kept[0],), number, suffix, "", surname_first=True)
    if no_given or len(kept) == 1:
        return PersonName("", tuple(kept), number, suffix, patronymic)
    return PersonName(kept[0], tuple(kept[1:]), number, suffix, patronymic)


def _words(name: str) -> list[str]:
    plain = re.sub(r"(?<=\w)['’ʼ`‘](?=\w)", "", name)
    words: list[str] = []
    for written in slug(plain).split("-"):
        if _INITIALS.fullmatch(written) and not words and " " in plain and written != "ng":
            words += written  # JD, HR
        elif words and words[-1] in ("abd", "abdel", "abdul", "abdal", "abdol"):
            article = written in ("al", "el", "ul", "ol")
            words[-1] = "abdal" if article else f"abdal{written}"
        elif words and words[-1] == "abu":
            words[-1] += written
        else:
            words.append(written)
    while len(words) > 1 and (words[0] in _ROYAL or (words[0] in _ADDRESS and len(words) > 2)):
        words = words[1:]
    return words


def _without_suffix(words: list[str]) -> tuple[list[str], str]:
    if len(words) > 2 and words[-1] in _SUFFIXES:
        return words[:-1], _SUFFIXES[words[-1]]
    return words, ""


def _without_number(name: str, words: list[str]) -> tuple[list[str], str]:
    """Return the words without a monarch's number, which stands last and in capitals."""
    written = _NUMERAL.search(name)
    if written is None or len(words) < 2 or (len(written[1]) == 1 and len(words) > 2):
        return words, ""
    return words[:-1], words[-1]


def _is_particle(name: str, words: Sequence[str]) -> bool:
    """Say whether the name begins with a particle, so that it is a surname: al-Assad, de Gaulle.

    A particle that is a given name as well is one where it stands apart, in capitals: Al Gore.
    """
    if words[0] not in _PARTICLES or len(words) == 1:
        return False
    return not (words[0] in _GIVEN_TOO and re.match(r"[A-Z]\w+ [A-Z]", name))


def _surname_first(words: Sequence[str]) -> bool:
    if len(words) < 2 or len(words) > 3 or words[0] not in SURNAME_FIRST:
        return False
    return len(words) == 3 or words[1] not in _KNOWN_GIVEN


@dataclass(frozen=True, slots=True)
class NameAgreement:
    """How two names agree. `given` is None where one of the two does not tell it.

    `partly` says that one has a surname more, `middle` that a middle name is used as given name.
    """

    surname: Level
    given: Level | None
    partly: bool = False
    middle: bool = False
    common: int = 0  # 1 if very many bear the surname, 2 if very many bear the whole name

    @property
    def possible(self) -> bool:
        """Say whether the two names can be of one person."""
        return self.surname != Level.OTHER and self.given != Level.OTHER


_NONE = NameAgreement(Level.OTHER, Level.OTHER)


@lru_cache(maxsize=262144)
def compare_names(a: str, b: str) -> NameAgreement:
    """Return how two names agree; the order of the two does not matter.

    >>> compare_names("Joe Biden", "Joseph R. Biden Jr.").given.name
    'SPELLING'
    >>> compare_names("George W. Bush", "George H. W. Bush").possible
    False
    """
    return _compare(*sorted((parse(a), parse(b)), key=_by_length))


def _by_length(name: PersonName) -> tuple[int, bool, tuple[str, ...]]:
    return len(name.rest), name.full, (name.given, *name.rest, name.number, name.suffix)


def _compare(short: PersonName, long: PersonName) -> NameAgreement:
    for one, other in ((short.number, long.number), (short.suffix, long.suffix)):
        if one and other and one != other:
            return _NONE
    if (
        short.patronymic
        and long.patronymic
        and (word_level(short.patronymic, long.patronymic) < Level.SPELLING)
    ):
        return _NONE
    found = max(
        (f(short, long) for f in (_straight, _turned, _joined, _tail)),
        key=lambda f: (f.possible, f.surname, f.given if f.given is not None else 1),
    )
    if short.number and short.number == long.number and found.given is None:
        return NameAgreement(found.surname, Level.SAME, common=0)
    return found


def _straight(short: PersonName, long: PersonName) -> NameAgreement:
    """Compare given name with given name and the rest in order."""
    surname, partly = _rest_level(short, long)
    if surname == Level.OTHER:
        return _NONE
    if not (short.given and long.given):
        return NameAgreement(surname, None, partly, common=_common("", long.surname))
    given, middle = _given_level(short, long), False
    if given == Level.OTHER and _middle_used(short, long):
        given, middle = Level.SPELLING, True
    common = _common(short.given, short.surname)
    return NameAgreement(surname, given, partly, middle, common)


def _rest_level(short: PersonName, long: PersonName) -> tuple[Level, bool]:
    """Return how well the shorter rest stands in the longer one, and if a last surname is over."""
    if short.given and long.given and _middle_differs(short, long):
        return Level.OTHER, False
    best = Level.OTHER, False
    for end in range(len(short.rest), len(long.rest) + 1):
        last = word_level(short.surname, long.rest[end - 1])
        if last in (Level.OTHER, Level.INITIAL) or not _in_order(
            short.rest[:-1], long.rest[: end - 1]
        ):
            continue
        partly = end < len(long.rest)
        if (last, not partly) > (best[0], not best[1]):
            best = last, partly
    return best


def _in_order(words: Iterable[str], among: Iterable[str]) -> bool:
    """Say whether the words occur among the others in order, initials standing for words."""
    rest = iter(among)
    return all(any(word_level(w, x) >= Level.INITIAL for x in rest) for w in words)


def _middle_differs(short: PersonName, long: PersonName) -> bool:
    """Say whether both tell a first middle name, one as an initial, and they are not the same."""
    if len(short.rest) < 2 or len(long.rest) < 2:
        return False
    one, other = short.rest[0], long.rest[0]
    return 1 in (len(one), len(other)) and word_level(one, other) == Level.OTHER


def _given_level(a: PersonName, b: PersonName) -> Level:
    level = word_level(a.given, b.given)
    if level >= Level.SPELLING:
        return level
    east = a.surname in SURNAME_FIRST
    whole = ["".join((n.given, *n.rest[:-1])) for n in (a, b)] if east else []
    return max(level, word_level(*whole)) if whole else level


def _middle_used(short: PersonName, long: PersonName) -> bool:
    """Say whether one goes by a middle name that the other has: Robert for J. Robert."""
    return (
        len(short.rest) < len(long.rest)
        and len(short.given) > 1
        and word_level(short.given, long.rest[0]) >= Level.SPELLING
    )


def _turned(a: PersonName, b: PersonName) -> NameAgreement:
    """Compare two names of two words in opposite order: Abe Shinzo, Wang Yi."""
    if not (len(a.rest) == len(b.rest) == 1 and a.given and b.given):
        return _NONE
    words = {a.given, a.surname}
    if 1 in map(len, words) or (words <= _KNOWN_GIVEN and not words & _FAMILY_FIRST):
        return _NONE
    levels = word_level(a.given, b.surname), word_level(a.surname, b.given)
    if min(levels) < Level.SPELLING:
        return _NONE
    common = _common(a.given, a.surname)
    return NameAgreement(levels[1], min(levels[0], Level.SPELLING), common=common)


def _joined(a: PersonName, b: PersonName) -> NameAgreement:
    """Compare what is left when nobody cares where words end: Amir-Abdollahian."""
    if (
        not (a.given and b.given)
        or "".join(a.rest) != "".join(b.rest)
        or len(a.rest) == len(b.rest)
    ):
        return _NONE
    return NameAgreement(Level.SAME, word_level(a.given, b.given))


def _tail(short: PersonName, long: PersonName) -> NameAgreement:
    """Compare a double surname that looks like a full name: López Obrador."""
    words = (short.given, *short.rest)
    if not short.given or not long.given or len(long.rest) < len(words):
        return _NONE
    levels = [word_level(w, x) for w, x in zip(words, long.rest[-len(words) :], strict=True)]
    if min(levels) < Level.SPELLING:
        return _NONE
    return NameAgreement(min(levels), None)


def _common(given: str, surname: str) -> int:
    """Return how common a name is: 1 for a common surname, 2 if the given name is common, too."""
    surnames, givens = (FORMS.get(w, frozenset()) | {w} for w in (surname, given))
    if not surnames & COMMON_SURNAMES:
        return 0
    return 2 if givens & COMMON_GIVEN else 1


@lru_cache(maxsize=262144)
def word_level(a: str, b: str) -> Level:
    """Return how well two words agree.

    >>> word_level("tony", "antony").name, word_level("j", "john").name
    ('SPELLING', 'INITIAL')
    """
    if a == b:
        return Level.SAME
    if 1 in (len(a), len(b)):
        return Level.INITIAL if set(initials(a)) & set(initials(b)) else Level.OTHER
    if FORMS.get(a, frozenset((a,))) & FORMS.get(b, frozenset((b,))) or folds(a) & folds(b):
        return Level.SPELLING
    if min(len(a), len(b)) >= _LEAST_SIMILAR and skeletons(a) & skeletons(b):
        return Level.SIMILAR
    return Level.OTHER


@lru_cache(maxsize=65536)
def initials(word: str) -> frozenset[str]:
    """Return the sounds a given name may begin with, its other forms included.

    >>> sorted(initials("bill"))
    ['b', 'v']
    """
    forms = (word, word[:1], *FORMS.get(word, ()))
    return frozenset(s[0] for form in forms for s in skeletons(form) if s)


@lru_cache(maxsize=65536)
def surname_keys(name: PersonName) -> frozenset[str]:
    """Return the consonants of every word that may be the surname by which others call the person.

    The last word and any before it that is no initial: Pedro Sánchez Pérez-Castejón. Where the
    given name stands last, `block_keys` sees to it.
    """
    words = [name.surname, "".join(name.rest), *(w for w in name.rest[:-1] if len(w) > 1)]
    return frozenset(s for w in words for s in skeletons(w))


@lru_cache(maxsize=65536)
def block_keys(text: str) -> frozenset[str]:
    """Return the keys under which a name is compared; names that agree share one.

    A surname's consonants with the sound the given name begins with; without a given name, none.
    """
    name = parse(text)
    if not name.full:
        return frozenset()
    givens = (name.given or name.surname, *name.rest[:-1])
    begins = {i for g in givens for i in initials(g)}
    keys = {f"{s}|{i}" for s in surname_keys(name) for i in begins}
    return frozenset((*keys, *_turned_keys(name), f"={slug(text)}"))


@lru_cache(maxsize=65536)
def fine_keys(text: str) -> frozenset[str]:
    """Return keys that tell more than `block_keys`: with the consonants of the given name."""
    name = parse(text)
    forms = {f for g in (name.given, *name.rest[:-1]) for f in (g, *FORMS.get(g, ())) if len(f) > 1}
    given = {s for f in forms for s in skeletons(f)}
    return frozenset(f"{s}|{g}" for s in surname_keys(name) for g in given)


def _turned_keys(name: PersonName) -> Iterator[str]:
    if len(name.rest) == 1 and len(name.given) > 1:
        for one in skeletons(name.given):
            for other in skeletons(name.surname):
                yield "+".join(sorted((one, other)))
