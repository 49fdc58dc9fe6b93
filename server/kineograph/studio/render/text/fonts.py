"""The fonts that travel with the package, which of them writes a letter, and which letters none of them can.

Noto Sans writes Latin, Greek, Cyrillic and Devanagari, Noto Sans CJK Chinese, Japanese and Korean; other fonts join the
chain where their packages are installed. A letter goes whole to one font, or shaping would break. A letter that no font
has loses its accent, and what then is still unknown is left out: an empty box is never drawn. What is left out can be
asked for beforehand, without loading a font.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kineograph.studio.render.plan.clusters import ZWJ, clusters, is_invisible, is_mark, is_pictograph
from kineograph.studio.render.text.coverage import Coverage, read_coverage

if TYPE_CHECKING:
    from PIL import ImageFont

_CJK = ("noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc")
_SANS = "fontpkg_noto_sans"
_OTHERS = (
    "fontpkg_noto_sans_arabic",
    "fontpkg_heebo",  # Hebrew
    "fontpkg_noto_sans_thai",
    "manimgx_fonts",  # emoji, symbols and twenty scripts more
)
_WIDE = ("\u2e80", "\ud7ff")  # from the first radical to the last syllable of Hangul
_FACES = {"ja": 0, "ko": 1, "zh-hans": 2, "zh-hant": 3}
_EMOJI_STYLE = "\ufe0f"
_SPACE = " "


@dataclass(frozen=True, slots=True)
class Face:
    """One font of a file. ``index`` counts the fonts of a collection."""

    path: Path
    index: int = 0

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        return _load(self, size)

    @property
    def pictorial(self) -> bool:
        """Whether it draws emoji, with spaces as wide as they are."""
        return "Emoji" in self.path.name

    def has(self, character: str) -> bool:
        """Whether the face draws ``character`` rather than its empty box."""
        return _coverage(self).has(character)


def chain(text: str) -> tuple[Face, ...]:
    """The faces that write ``text``, in the order in which they are tried. Han characters take the shape of the
    language around them."""
    package, name = _CJK
    wide = Face(_folder(package) / name, _FACES[_language(text)])
    plain = _installed(_SANS)[:1]
    first = (wide, *plain) if any(_WIDE[0] <= character <= _WIDE[1] for character in text) else (*plain, wide)
    every = (*first, *(face for other in _OTHERS for face in _installed(other)))
    letters = {cluster for cluster in clusters(text) if not cluster[0].isspace()}
    used = {_choose(cluster, every, every[0])[0] for cluster in letters}
    return tuple(face for face in every if face in used) or every[:1]


def runs(text: str, faces: tuple[Face, ...]) -> list[tuple[Face, str]]:
    """``text`` cut where the face changes, in the order in which it is read; without what no face has."""
    if text.isascii() and text.isprintable() and all(map(faces[0].has, set(text))):
        return [(faces[0], text)] if text else []
    found: list[tuple[Face, str]] = []
    for cluster in clusters(text):
        face, written = _choose(cluster, faces, found[-1][0] if found else faces[0])
        if face is None:
            continue
        if found and found[-1][0] == face:
            found[-1] = (face, found[-1][1] + written)
        else:
            found.append((face, written))
    return found


def undrawable(text: str) -> tuple[str, ...]:
    """The letters of ``text`` that no installed font has and a video would leave out, each once. Loads no font."""
    faces = chain(text)
    letters = dict.fromkeys(cluster for cluster in clusters(text) if not _is_control(cluster[0]))
    return tuple(cluster for cluster in letters if _choose(cluster, faces, faces[0])[0] is None)


def drawable(text: str, faces: tuple[Face, ...]) -> str:
    """``text`` as it can be written, line ends kept: what no face has is gone, tabs are spaces."""
    lines = text.replace("\t", _SPACE).splitlines()
    return "\n".join("".join(part for _, part in runs(line, faces)).strip() for line in lines)


@lru_cache(maxsize=8192)
def _choose(cluster: str, faces: tuple[Face, ...], current: Face) -> tuple[Face | None, str]:
    """The face for a letter, and how it is written: as it is, composed, decomposed, or without its marks."""
    if _is_control(cluster[0]):
        return None, ""
    if cluster[0].isspace():
        plain = faces[0] if current.pictorial else current
        return plain, cluster if plain.has(cluster[0]) else _SPACE
    order = faces
    if _EMOJI_STYLE in cluster or (ZWJ in cluster and is_pictograph(cluster[0])):
        order = faces[::-1]
    elif not cluster[0].isalpha():  # digits and punctuation stay with the letters before them
        order = (current, *faces)
    for written in _spellings(cluster):
        face = _first(order, written)
        if face is not None:
            return face, written
    return None, ""


def _spellings(cluster: str) -> Iterable[str]:
    bare = "".join(character for character in cluster if not is_mark(character))
    tried = (cluster, unicodedata.normalize("NFC", cluster), bare, unicodedata.normalize("NFD", cluster)[0])
    return (written for written in dict.fromkeys(tried) if written and not is_mark(written[0]))


def _first(faces: Iterable[Face], written: str) -> Face | None:
    visible = [character for character in written if not is_invisible(character)]
    return next((face for face in faces if visible and all(map(face.has, visible))), None)


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


@lru_cache(maxsize=16)
def _installed(package: str) -> tuple[Face, ...]:
    """The upright faces of a package of fonts; none where it is not installed."""
    if find_spec(package) is None:
        return ()
    files = sorted(path for path in _folder(package).rglob("*.[to]tf") if "Italic" not in path.name)
    return tuple(Face(path) for path in files)


def _language(text: str) -> str:
    if any("\u3040" <= character <= "\u30ff" for character in text):
        return "ja"
    if any("\uac00" <= character <= "\ud7af" for character in text):
        return "ko"
    return "zh-hans"


@lru_cache(maxsize=16)
def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"the font package {package} is not installed")
    return Path(spec.origin).parent


@lru_cache(maxsize=8)
def _load(face: Face, size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(face.path), size, index=face.index)


@lru_cache(maxsize=64)
def _coverage(face: Face) -> Coverage:
    return read_coverage(face.path, face.index)
