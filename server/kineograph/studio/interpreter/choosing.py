"""Which texts of the timeline are meant: by their words, by number among their kind, all, all but some, or the last one.

Raises :class:`Unresolved` where there is no such text. Knows no words of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from kineograph.studio.interpreter import drafts as d
from kineograph.studio.interpreter import layer_drafts as y
from kineograph.studio.interpreter.resolve import Unresolved
from kineograph.timeline.clips import TextClip
from kineograph.timeline.vocabulary import TextRole


def chosen(texts: Sequence[TextClip], draft: y.TextChange) -> list[TextClip]:
    """The texts that are meant: by words, by number among their kind, all, or the last one."""
    if draft.old is not None:
        return _saying(texts, draft.old) or _containing(texts, draft)
    if draft.spared:
        return [clip for clip in texts if clip.role not in draft.spared] or _missing("")
    mine = [clip for clip in texts if draft.role in (None, clip.role)] or list(texts)
    if draft.target.every or (draft.several and draft.content is None):
        return mine
    if draft.target.places:
        return _numbered(mine, draft.target) or _numbered(texts, draft.target) or _missing(str(draft.target.places[0]))
    if draft.role is TextRole.CAPTION and draft.content is None and all(clip.role is draft.role for clip in mine):
        return mine
    return [mine[-1]]


def _saying(texts: Sequence[TextClip], words: str) -> list[TextClip]:
    return [clip for clip in texts if clip.text.casefold() == words.casefold()]


def _containing(texts: Sequence[TextClip], draft: y.TextChange) -> list[TextClip]:
    found = [clip for clip in texts if draft.part is not None and draft.part in clip.text]
    return found or _missing(draft.part or draft.old or "")


def _numbered(texts: Sequence[TextClip], reference: d.Reference) -> list[TextClip]:
    found = [place if place > 0 else len(texts) + 1 + place for place in reference.places]
    return [texts[place - 1] for place in found] if all(1 <= place <= len(texts) for place in found) else []


def _missing(about: str) -> list[TextClip]:
    raise Unresolved("no_such_text", about)


def removed(texts: Sequence[TextClip], draft: y.TextRemoval) -> list[TextClip]:
    if draft.old is not None:
        return _saying(texts, draft.old) or _missing(draft.old)
    mine = [clip for clip in texts if draft.role in (None, clip.role) or clip.role in draft.others]
    mine = [clip for clip in mine if clip.role not in draft.spared]
    if draft.target.places:
        return _numbered(mine, draft.target) or _numbered(texts, draft.target) or _missing(str(draft.target.places[0]))
    return mine
