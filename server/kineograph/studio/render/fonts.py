"""The fonts that travel with the package, and which of them can write a character.

Noto Sans CJK writes common Latin, Greek, Cyrillic, Chinese, Japanese and Korean; other Noto fonts join the chain where
their packages are installed. A letter that no font has loses its accent, and what then is still unknown is left out: an
empty box is never drawn.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

_PROBE_SIZE = 24
_UNASSIGNED = "\U0010fffe"
_CJK = ("noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc")
_SANS = "fontpkg_noto_sans"
_OTHERS = ("fontpkg_noto_sans_arabic", "fontpkg_noto_sans_devanagari", "fontpkg_noto_sans_thai")
_WIDE = ("\u2e80", "\ud7ff")  # from the first radical to the last syllable of Hangul
_FACES = {"ja": 0, "ko": 1, "zh-hans": 2, "zh-hant": 3}


@dataclass(frozen=True, slots=True)
class Face:
    """One font of a file. ``index`` counts the fonts of a collection."""

    path: Path
    index: int = 0

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        return _load(self, size)

    def has(self, character: str) -> bool:
        """Whether the face draws ``character`` rather than its empty box."""
        return _has(self, character)


def chain(text: str) -> tuple[Face, ...]:
    """The faces to try for ``text``, in order. Han characters take the shape of the language around them."""
    package, name = _CJK
    wide = Face(_folder(package) / name, _FACES[_language(text)])
    plain = _installed(_SANS)
    first = (wide, *plain) if any(_WIDE[0] <= character <= _WIDE[1] for character in text) else (*plain, wide)
    return (*first, *(face for other in _OTHERS for face in _installed(other)))


def runs(text: str, faces: tuple[Face, ...]) -> list[tuple[Face, str]]:
    """``text`` cut where the face changes, in the order in which it is written from left to right."""
    found: list[tuple[Face, str]] = []
    for character in text:
        face, written = _choose(character, faces, found[-1][0] if found else faces[0])
        if face is None:
            continue
        if found and found[-1][0] == face:
            found[-1] = (face, found[-1][1] + written)
        else:
            found.append((face, written))
    return found[::-1] if _runs_left(text) else found


def _choose(character: str, faces: tuple[Face, ...], current: Face) -> tuple[Face | None, str]:
    """The face for a character, and what it writes. Marks, joiners and spaces stay with what they stand beside."""
    category = unicodedata.category(character)
    if category == "Zs" or character in _JOINERS:
        return current, character
    if category in ("Mn", "Me", "Mc"):
        return (current if current.has(character) else None), character
    if category in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return None, ""
    for candidate in (character, unicodedata.normalize("NFD", character)[0]):
        face = next((face for face in faces if face.has(candidate)), None)
        if face is not None:
            return face, candidate
    return None, ""


_JOINERS = "\u200b\u200c\u200d\u200e\u200f"


def _runs_left(text: str) -> bool:
    """Whether the first letter with a direction is Hebrew, Arabic or the like (UAX #9, P2)."""
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((side for side in strong if side in ("L", "R", "AL")), "L") != "L"


def _installed(package: str) -> list[Face]:
    if find_spec(package) is None:
        return []
    files = sorted(path for path in _folder(package).rglob("*.[to]tf") if "Italic" not in path.name)
    return [Face(path) for path in files[:1]]


def _language(text: str) -> str:
    if any("\u3040" <= character <= "\u30ff" for character in text):
        return "ja"
    if any("\uac00" <= character <= "\ud7af" for character in text):
        return "ko"
    return "zh-hans"


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"the font package {package} is not installed")
    return Path(spec.origin).parent


@lru_cache(maxsize=6)
def _load(face: Face, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(face.path), size, index=face.index)


@lru_cache(maxsize=6)
def _probe(face: Face) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(face.path), _PROBE_SIZE, face.index, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _has(face: Face, character: str) -> bool:
    # The basic layout draws the character alone; shaping would put a mark it cannot draw on a dotted circle.
    font = _probe(face)
    return bytes(font.getmask(character)) != bytes(font.getmask(_UNASSIGNED))
