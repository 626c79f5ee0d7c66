"""From characters to an article's text: what is repaired before offsets begin to count.

Line ends become LF, a byte order mark and trailing white space go. Special spaces and characters
that no XML or RDF document may hold become spaces, one for one. Characters that nobody can see and
that break words apart (soft hyphens, zero-width spaces, direction marks) go. UTF-8 once read as
Windows-1252 ("â€™"), and Windows-1252 read as ISO 8859-1, is put right where that is exact. A
letter and the accents behind it become one character, and the ligatures of printed pages (ﬁ) their
letters, as names are known by. Everything else stays as published.

The repair is our own: ftfy 6.3 writes "so,â€ he", where a byte was lost, as "so,† he", takes "É»"
for a phonetic letter, and does not say how much it changed.
"""

from __future__ import annotations

import re
from unicodedata import is_normalized, normalize

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_LINE_END = re.compile("\r\n?|[\u2028\u2029]")
_SPACE = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# Joiners between Latin letters; between others, and in pictures, they mean something.
_JOINER = re.compile("[\u200c\u200d](?![^\x00-\u036f])")
_ACCENTED = re.compile("[^\\W\\d_][\u0300-\u036f]+")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_C1 = re.compile("[\x80-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Windows-1252 with its five gaps filled by the C1 controls, as browsers decode it
_BYTES = {bytes([b]).decode("cp1252", "ignore") or chr(b): b for b in range(0x80, 0x100)}
_TAIL = "[" + re.escape("".join(c for c, b in _BYTES.items() if b < 0xC0)) + "]"
_MOJIBAKE = re.compile(f"[Â-ß]{_TAIL}|[à-ï]{_TAIL}{{2}}|[ð-ô]{_TAIL}{{3}}")
# Sequences that no writer means; "É»" or "Ó“" can be a capital before a quotation mark
_CERTAIN = re.compile("â€[\u2122\u02dc\u0153\x9d\u201c\u201d¦¢]|Ã[¡-ª¬-¶¸-º¼-¿]|Â[£§©®°´]|â‚¬")
_GRAVE = re.compile("(?<![A-ZÀ-Þ])Ã(?: {1,2}|$)")  # à, its no-break space made a plain one
_CUT = re.compile(r"â€(?=[\s.,;:!?)\]]|$)")  # Windows-1252 has no character for the last byte of ”


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    r"""Return the text that offsets will count into, and a note for each kind of repair.

    >>> clean("Itâ€™s war.\r\n")
    ('It’s war.', ('repaired 1 character that had been read as windows-1252 (mojibake)',))
    """
    text, halves = _SURROGATE.subn("\ufffd", text.removeprefix("\ufeff"))
    text, repaired = _repair(text)
    text, latin = _C1.subn(lambda m: m[0].encode("latin-1").decode("cp1252", "ignore") or " ", text)
    text, hidden = _INVISIBLE.subn("", _LINE_END.sub("\n", text))
    text, joiners = _JOINER.subn("", text)
    text, composed = _composed(text)
    text, ligatures = _LIGATURE.subn(lambda m: normalize("NFKC", m[0]), text)
    text, spaces = _SPACE.subn(" ", text)
    text, controls = _FORBIDDEN.subn(" ", text)
    notes = (
        _note(halves, "replaced {} that was half of a surrogate pair"),
        _note(repaired, "repaired {} that had been read as windows-1252 (mojibake)"),
        _note(latin, "repaired {} of windows-1252 that had been read as iso-8859-1"),
        _note(hidden + joiners, "left out {} that cannot be seen"),
        _note(composed, "joined {} with the accents that followed"),
        _note(ligatures, "wrote out {} that joins letters (ligatures)"),
        _note(spaces, "wrote {} as plain spaces (tabs, no-break and other spaces)"),
        _note(controls, "replaced {} that controls a device by a space"),
    )
    return text.rstrip(), tuple(n for n in notes if n)


def clean_line(value: str | None) -> str | None:
    r"""Return a title, name or the like on one line; None where nothing is left.

    >>> clean_line("  NATO\n and  Kyiv ")
    'NATO and Kyiv'
    """
    return " ".join(clean(value)[0].split()) or None if value else None


def _composed(text: str) -> tuple[str, int]:
    """Return the text with letters and their accents as one character, and how many that were."""
    if is_normalized("NFC", text):
        return text, 0
    composed = 0

    def joined(match: re.Match[str]) -> str:
        nonlocal composed
        whole = normalize("NFC", match[0])
        composed += whole != match[0]
        return whole

    return _ACCENTED.sub(joined, text), composed


def _repair(text: str) -> tuple[str, int]:
    """Return the text without mojibake, and how many characters that were."""
    if not _CERTAIN.search(text):
        return text, 0
    repaired = 0

    def original(match: re.Match[str]) -> str:
        nonlocal repaired
        try:
            character = bytes(_BYTES[c] for c in match[0]).decode("utf-8")
        except UnicodeDecodeError:
            return match[0]
        if "\u0250" <= character <= "\u02ff":  # phonetic letters: "É»" is meant as it stands
            return match[0]
        repaired += 1
        return character

    text = _MOJIBAKE.sub(original, text)
    text, graves = _GRAVE.subn("à ", text)
    text, cut = _CUT.subn("”", text)
    return text, repaired + graves + cut


def _note(count: int, pattern: str) -> str | None:
    return pattern.format(f"{count} character{'s' * (count > 1)}") if count else None
