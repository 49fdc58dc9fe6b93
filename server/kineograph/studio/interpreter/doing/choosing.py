"""Which texts of the timeline are meant: by their words, their number, their kind, all of them or the last; those that
are left out; and what one is to have of another. Raises :class:`Unresolved` where there are none. Knows no words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kineograph.studio.interpreter.doing.resolve import Plan, Unresolved
from kineograph.studio.interpreter.drafts import general as d
from kineograph.studio.interpreter.drafts import layers as y
from kineograph.timeline.apply import apply_all
from kineograph.timeline.clips import TextClip
from kineograph.timeline.vocabulary import TextRole


def chosen(texts: Sequence[TextClip], draft: y.TextChange) -> list[TextClip]:
    """The texts that are meant: by words, by number among their kind, all, or the last one."""
    if draft.old is not None:
        return _saying(texts, draft.old) or _containing(texts, draft)
    mine = [clip for clip in texts if draft.role in (None, clip.role)] or list(texts)
    if draft.at:
        return _outermost(mine, draft.at)
    if draft.spared and draft.content is None:
        return _without(texts, mine, draft.spared)
    if draft.target.count and len(mine) != draft.target.count:
        raise Unresolved("other_count", f"{draft.target.count}/{len(mine)}")
    if draft.target.every or (draft.several and draft.content is None):
        return mine
    if draft.target.places:
        counted = [clip for clip in _numbered(texts, draft.target) if clip in mine]
        return _numbered(mine, draft.target) or counted or _missing(str(draft.target.places[0]))
    if draft.role is TextRole.CAPTION and draft.content is None and all(clip.role is draft.role for clip in mine):
        return mine
    titles = [clip for clip in mine if clip.role is TextRole.TITLE] if draft.content is not None else []
    return titles if len(titles) == 1 else [mine[-1]]


def _row(clip: TextClip) -> str:
    row = str(clip.place).split("_")[0]
    return row if row in ("top", "bottom") else "center"


def _outermost(texts: Sequence[TextClip], at: str) -> list[TextClip]:
    """The one that stands there, or else the uppermost or lowermost. Raises ``Unresolved`` where it may be several."""
    rows = ("top", "center", "bottom")
    order = rows if at == "top" else rows[::-1] if at == "bottom" else (at,)
    found = next((there for row in order if (there := [clip for clip in texts if _row(clip) == row])), [])
    return found if len(found) == 1 and len(found) < max(len(texts), 2) else _missing(at)


def _without(texts: Sequence[TextClip], mine: Sequence[TextClip], spared: y.Spared) -> list[TextClip]:
    """Those that are not left out. Raises ``Unresolved`` where those to be left out are not there, or none is left."""
    out = [
        clip for number, clip in enumerate(texts, 1)
        if any(each in (clip.role, number) or str(each).casefold() == clip.text.casefold() for each in spared)
    ]  # fmt: skip
    left = [clip for clip in mine if clip not in out]
    return left if out and left else _missing(str(spared[0]))


def _saying(texts: Sequence[TextClip], words: str) -> list[TextClip]:
    return [clip for clip in texts if clip.text.casefold() == words.casefold()]


def _containing(texts: Sequence[TextClip], draft: y.TextChange) -> list[TextClip]:
    if draft.part is None:
        return _missing(draft.old or "")
    found = [clip for clip in texts if draft.part in clip.text]
    return found or _missing(draft.part)


def _numbered(texts: Sequence[TextClip], reference: d.Reference) -> list[TextClip]:
    found = [place if place > 0 else len(texts) + 1 + place for place in reference.places]
    return [texts[place - 1] for place in found] if all(1 <= place <= len(texts) for place in found) else []


def _missing(about: str) -> list[TextClip]:
    raise Unresolved("no_such_text", about)


def removed(texts: Sequence[TextClip], draft: y.TextRemoval) -> list[TextClip]:
    if draft.old is not None:
        return _saying(texts, draft.old) or _missing(draft.old)
    mine = [clip for clip in texts if draft.role in (None, clip.role) or clip.role in draft.others]
    if draft.target.count and len(mine) != draft.target.count:
        raise Unresolved("other_count", f"{draft.target.count}/{len(mine)}")
    if draft.at:
        return [clip for clip in mine if _row(clip) == draft.at] or _missing(draft.at)
    if draft.spared:
        return _without(texts, mine, draft.spared)
    if draft.target.places:
        return _numbered(mine, draft.target) or _numbered(texts, draft.target) or _missing(str(draft.target.places[0]))
    return mine


def likened(plan: Plan, clip: TextClip, draft: y.TextChange) -> dict[str, Any]:
    """The fields that are to be as those of another text: the one that was named, else the only other one."""
    if not draft.like:
        return {}
    texts = apply_all(plan.scene.timeline, plan.edits).texts if plan.texts else plan.scene.timeline.texts
    others = [each for each in texts if each.id != clip.id]
    if draft.model:
        others = [
            each for number, each in enumerate(texts, 1) if each in others
            and any(word in (each.role, number) or str(word).casefold() == each.text.casefold() for word in draft.model)
        ]  # fmt: skip
    if len(others) != 1:
        raise Unresolved("no_such_text", str(next(iter(draft.model), "")))
    return {name: getattr(others[0], name) for name in draft.like}
