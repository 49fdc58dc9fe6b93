"""Letters that change with their neighbours, where nothing shapes them for us. Pure.

Pillow shapes text with FriBiDi, which it takes from the machine and not from its wheel; where there is none, Arabic is
written with the presentation forms of Unicode (blocks FB50 and FE70) after the joining rules of the Standard, chapter
9.2, and a line that runs left is handed over in the order in which it stands. Marks and most scripts need no more;
Indic conjuncts do, and stay as their parts, with a vowel that is written before them put there.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from kineograph.studio.render.plan.clusters import ZWJ, clusters, is_invisible

_KINDS = ("<isolated>", "<final>", "<initial>", "<medial>")
_LAM = "\u0644"
_BEFORE = "\u093f"  # the vowel sign I of Devanagari is written before its consonants


def stood(text: str, leftward: bool) -> str:
    """A run as letters to be put one after another from left to right."""
    joined = "".join(letter for letter in _joined(text) if not is_invisible(letter) and not _is_pointing(letter))
    if not leftward:
        return "".join(map(_vowel_first, clusters(joined))) if _BEFORE in joined else joined
    return "".join(_mirrored(cluster) for cluster in reversed(clusters(joined)))


def _is_pointing(letter: str) -> bool:
    """Vowel points of Hebrew and Arabic: read without them every day, and on the wrong letter worse than none."""
    return "\u0591" <= letter <= "\u0670" and unicodedata.category(letter) == "Mn"


def _vowel_first(cluster: str) -> str:
    return _BEFORE + cluster.replace(_BEFORE, "") if _BEFORE in cluster else cluster


def _mirrored(cluster: str) -> str:
    return _MIRRORS.get(cluster, cluster) if unicodedata.mirrored(cluster[0]) else cluster


_PAIRS = ("()", "[]", "{}", "<>", "«»", "‹›")
_MIRRORS = {one: other for pair in _PAIRS for one, other in ((pair[0], pair[1]), (pair[1], pair[0]))}


def _joined(text: str) -> str:
    forms = _forms()
    letters = _ligated(text, forms)
    skeleton = [index for index, letter in enumerate(letters) if unicodedata.category(letter[0]) != "Mn"]
    written = list(letters)
    for place, index in enumerate(skeleton):
        own = forms.get(letters[index])
        if own is None:
            continue
        before = letters[skeleton[place - 1]] if place else ""
        after = letters[skeleton[place + 1]] if place + 1 < len(skeleton) else ""
        kind = _leads_on(before, forms) * 1 + (_leads_on(letters[index], forms) and _takes_up(after, forms)) * 2
        written[index] = own.get(_KINDS[kind], own.get(_KINDS[kind % 2], letters[index]))
    return "".join(written)


def _ligated(text: str, forms: dict[str, dict[str, str]]) -> list[str]:
    """Letters, LAM and ALEF as one."""
    found: list[str] = []
    for letter in text:
        if found and found[-1] == _LAM and _LAM + letter in forms:
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _leads_on(letter: str, forms: dict[str, dict[str, str]]) -> bool:
    return letter in ("\u0640", ZWJ) or "<initial>" in forms.get(letter, {})


def _takes_up(letter: str, forms: dict[str, dict[str, str]]) -> bool:
    return letter in ("\u0640", ZWJ) or "<final>" in forms.get(letter, {})


@lru_cache(maxsize=1)
def _forms() -> dict[str, dict[str, str]]:
    """Presentation forms by what they stand for: single letters, and LAM with an ALEF."""
    found: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFDFC), *range(0xFE80, 0xFEFD)):
        kind, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        base = "".join(chr(int(letter, 16)) for letter in letters)
        if kind in _KINDS and (len(base) == 1 or (len(base) == 2 and code >= 0xFEF5)):
            found.setdefault(base, {}).setdefault(kind, chr(code))
    return found
