"""Where a line may end. Pure.

After Unicode Standard Annex #14 in what matters on a picture: after spaces and hyphens, between wide characters but
never before closing or after opening punctuation, in Thai, Lao, Khmer and Burmese (written without spaces) between
syllable parts that cannot be read apart; a cluster is never cut.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from kineograph.studio.render.plan.clusters import clusters

_NOT_FIRST = frozenset(
    "、。，．！？：；）」』】》〉〕’”…ー々〜・ゝゞぁぃぅぇぉっゃゅょァィゥェォッャュョヶ,.!?:;)]}%॥।"
)
_NOT_LAST = frozenset("（「『【《〈〔‘“([{¿¡")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff\U0001f000-\U0001faff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3\u3130-\u318f]")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_LEADING_VOWELS = frozenset("เแโใไເແໂໃໄ")
_FOLLOWING = frozenset("ะาำๅๆฯະາຽໆຯ")
_SHORT = frozenset("\u0e31\u0e34\u0e36\u0e38\u0eb1")  # a vowel that one consonant closes
_NO_END = frozenset("ะำๆฯະຳ")
_TAIL = 12
_SILENCED = "\u0e4c"  # THANTHAKHAT: the consonant under it belongs to the syllable before


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line that stays together. ``hard``: breaking after it cuts a word that has no spaces."""

    text: str
    hard: bool = False


def pieces(line: str) -> list[Piece]:
    """``line`` cut wherever it may break; joined, the pieces are the line."""
    found: list[str] = []
    parts = clusters(line)
    for cluster, after in itertools.zip_longest(parts, parts[1:], fillvalue=""):
        if found and _together(found[-1], cluster, after):
            found[-1] += cluster
        else:
            found.append(cluster)
    following = itertools.zip_longest(found, found[1:], fillvalue="")
    return [Piece(part, _is_unspaced(part, after)) for part, after in following]


def _is_unspaced(part: str, after: str) -> bool:
    return bool(after and _UNSPACED.match(part[-1]) and _UNSPACED.match(after[0]))


def _together(before: str, cluster: str, after: str) -> bool:
    last = before[-1]
    if cluster.isspace() and cluster != "\n":
        return True
    if last.isspace():
        return last == "\u00a0"
    if cluster[0] in _NOT_FIRST or last in _NOT_LAST:
        return True
    if _UNSPACED.match(last) and _UNSPACED.match(cluster[0]):
        return _one_syllable(before, cluster, after)
    if last in "-–—/" and cluster[0].isalpha() and before[:-1].strip():
        return False
    return not (_breaks_around(last) or _breaks_around(cluster[0]) or _breaks_around(before[0]))


def _breaks_around(character: str) -> bool:
    return bool(_WIDE.match(character)) and not _HANGUL.match(character)


def _one_syllable(before: str, cluster: str, after: str) -> bool:
    """Whether ``cluster`` may be read with what stands before it: a syllable surely begins at a vowel written before
    its consonant, after a sign that ends one, and at a vowel where the one before has ended or is closed."""
    tail = clusters(before[-_TAIL:])
    last = tail[-1]
    if last[0] in _LEADING_VOWELS or cluster[0] in _FOLLOWING or _SILENCED in cluster:
        return True
    if cluster[0] in _LEADING_VOWELS or last[-1] in _NO_END:
        return False
    if _is_bare(cluster) and after[:1] not in _FOLLOWING:
        return True
    closed = len(tail) > 1 and bool(_SHORT & set(tail[-2]))
    return _is_bare(last) and not closed


def _is_bare(cluster: str) -> bool:
    """A consonant alone, with no vowel on it."""
    return len(cluster) == 1 and cluster not in _FOLLOWING
