"""The fonts that travel with the package, and which of them can write a character.

Noto Sans CJK writes Latin, Greek, Cyrillic, Chinese, Japanese and Korean; others join the chain where installed. A
character that no font has is left out: an empty box is never drawn.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

_PROBE_SIZE = 100  # the size at which lettering measures: one font less in memory
_UNASSIGNED = "\U0010fffe"
_CJK = ("noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc")
_OTHERS = (("fontpkg_noto_sans_arabic", "NotoSansArabic"),)
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
    found = [Face(_folder(package) / name, _FACES[_language(text)])]
    for other, stem in _OTHERS:
        if find_spec(other):
            found += [Face(path) for path in sorted(_folder(other).rglob(f"{stem}*.[to]tf"))[:1]]
    return tuple(found)


def runs(text: str, faces: tuple[Face, ...]) -> list[tuple[Face, str]]:
    """``text`` cut where the face changes; characters that no face has are left out."""
    found: list[tuple[Face, str]] = []
    for character in text:
        face = _choose(character, faces, found[-1][0] if found else faces[0])
        if face is None:
            continue
        if found and found[-1][0] == face:
            found[-1] = (face, found[-1][1] + character)
        else:
            found.append((face, character))
    return found


def _choose(character: str, faces: tuple[Face, ...], current: Face) -> Face | None:
    """Marks, joiners and spaces stay with the face of what they stand beside."""
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Zs"):
        return current if category == "Zs" or current.has(character) else None
    if category in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return current if character in "\u200c\u200d\u200e\u200f" and current != faces[0] else None
    return next((face for face in faces if face.has(character)), None)


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


@lru_cache(maxsize=4096)
def _has(face: Face, character: str) -> bool:
    font = _load(face, _PROBE_SIZE)
    return bytes(font.getmask(character)) != bytes(font.getmask(_UNASSIGNED))
