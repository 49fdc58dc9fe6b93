"""What a reader takes for one letter: text cut into grapheme clusters. Pure.

After Unicode Standard Annex #29 (rules GB6 to GB13), with categories of the standard library in place of its property
tables: marks stay on their letter, joined emoji, flags, syllables of Hangul and Indic conjuncts stay whole.
"""

from __future__ import annotations

import unicodedata

ZWJ = "\u200d"
_MOST = 4
"""No letter of a living language carries more marks; a pile of them would leave the line and the frame."""

_FIRST_MARK = "\u0300"
_VIRAMAS = frozenset("\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d\u17d2\u1039")
_SPACING = frozenset("\u0e33\u0eb3")  # SARA AM of Thai and Lao counts as a letter and is a mark in all but name


def clusters(text: str) -> list[str]:
    """``text`` in pieces that must never be cut; joined they are ``text`` again, but for marks beyond any reason."""
    if text.isascii():
        return list(text)
    found: list[str] = []
    marks = 0
    for character in text:
        if character >= _FIRST_MARK and found and _joins(found[-1], character):
            marks = marks + 1 if is_mark(character) else 0
            if marks <= _MOST:
                found[-1] += character
        else:
            found.append(character)
            marks = 0
    return found


def is_mark(character: str) -> bool:
    """Whether it stands on, under or around the letter before it."""
    return unicodedata.category(character) in ("Mn", "Me", "Mc") or character in _SPACING


def is_invisible(character: str) -> bool:
    """Joiners, variation selectors and tags: they shape their neighbours and draw nothing themselves."""
    code = ord(character)
    return code in (0x200C, 0x200D, 0x2060) or 0xFE00 <= code <= 0xFE0F or 0xE0020 <= code <= 0xE01EF


def _joins(before: str, character: str) -> bool:
    code = ord(character)
    if before[-1].isspace():
        return False
    if is_mark(character) or is_invisible(character) or 0x1F3FB <= code <= 0x1F3FF:
        return True
    if before[-1] == ZWJ:
        return is_pictograph(before[0]) and is_pictograph(character)
    if before[-1] in _VIRAMAS:
        return unicodedata.category(character) == "Lo"
    if _is_flag(code):
        return len(before) == 1 and _is_flag(ord(before))
    return _hangul(ord(before[-1]), code)


def is_pictograph(character: str) -> bool:
    """Whether it is an emoji, or near enough to one to be joined with others."""
    code = ord(character)
    return 0x1F000 <= code <= 0x1FAFF or 0x2190 <= code <= 0x2BFF or code in (0xA9, 0xAE, 0x203C, 0x2049, 0x3030)


def _is_flag(code: int) -> bool:
    return 0x1F1E6 <= code <= 0x1F1FF


def _hangul(before: int, code: int) -> bool:
    """GB6 to GB8: leading consonant, vowel, trailing consonant."""
    leads = 0x1100 <= before <= 0x115F
    open_syllable = 0x1160 <= before <= 0x11A7 or (0xAC00 <= before <= 0xD7A3 and (before - 0xAC00) % 28 == 0)
    syllable = 0xAC00 <= before <= 0xD7A3 or 0x1160 <= before <= 0x11FF
    if leads:
        return 0x1100 <= code <= 0x11A7 or 0xAC00 <= code <= 0xD7A3
    return (open_syllable and 0x1160 <= code <= 0x11A7) or (syllable and 0x11A8 <= code <= 0x11FF)
