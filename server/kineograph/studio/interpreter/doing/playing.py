"""Drafts of how clips play → typed edits: speed, backwards, loops, trims, cuts and splits.

Clips that are cut apart or repeated keep the numbers of those they came from, so that what is said of them later in the
instruction finds them. Raises :class:`Unresolved` where the words leave open what goes. Knows no words.
"""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.doing import lasting
from kineograph.studio.interpreter.doing.planned import standing, stretch
from kineograph.studio.interpreter.doing.resolve import Plan, Said, Unresolved, positions
from kineograph.studio.interpreter.drafts import general as d
from kineograph.studio.interpreter.drafts import playing as p
from kineograph.timeline.clips import VisualClip
from kineograph.timeline.edits import CutRange, Edit, Loop, RemoveClips, Reverse, SetSpeed, SortClips, Split, Trim
from kineograph.timeline.looping import MOST_TIMES
from kineograph.timeline.span import seconds_text
from kineograph.timeline.timing import SPEEDS
from kineograph.timeline.vocabulary import MediaKind

MOST_PARTS = 20


def _clips(plan: Plan, reference: d.Reference) -> tuple[int, ...]:
    """Where the named clips stand. Raises where "the clip" may be any of several."""
    moving = sum(media.kind is not MediaKind.IMAGE for media in plan.media())
    if reference.kind == "clip" and reference.is_open and moving > 1:
        raise Unresolved("which_clip")
    return positions(plan, reference)


def _is_footage(clip: VisualClip) -> bool:
    return clip.media.kind is not MediaKind.IMAGE


def speed(plan: Plan, draft: p.Speed) -> None:
    target = _clips(plan, draft.target)
    clips = standing(plan).visuals
    if not SPEEDS[0] <= draft.factor <= SPEEDS[1]:
        raise Unresolved("bad_speed", f"{draft.factor:g}")
    groups: dict[float, list[int]] = {}
    for place in target or range(1, len(clips) + 1):
        played = clips[place - 1].speed if draft.absolute else 1.0
        groups.setdefault(round(draft.factor / played, 4), []).append(place)
    if draft.guessed:
        plan.say("step_speed", f"{draft.factor:g}")
    if list(groups) == [1.0]:
        plan.remarks.append(Said("own_speed"))
    for factor, places in groups.items():
        if factor != 1:
            stretch(plan, SetSpeed(factor, target if len(groups) == 1 else tuple(places)))


def pace(plan: Plan, draft: p.Pace) -> None:
    target = _clips(plan, draft.duration.target)
    clips = standing(plan).visuals
    chosen = [clips[place - 1] for place in target] or list(clips)
    if draft.whole or any(_is_footage(clip) for clip in chosen):
        speed(plan, p.Speed(draft.factor, guessed=True, target=draft.duration.target))
    else:
        lasting.duration(plan, draft.duration)


def backwards(plan: Plan, draft: p.Backwards) -> None:
    target = _clips(plan, draft.target)
    clips = standing(plan).visuals
    chosen = [place for place in target or range(1, len(clips) + 1) if _is_footage(clips[place - 1])]
    if draft.off:
        chosen = [place for place in chosen if clips[place - 1].backwards]
        if not chosen:
            plan.remarks.append(Said("forwards"))
            return
    if not chosen and len(clips) < 2:
        raise Unresolved("too_few")
    if draft.whole and not draft.off and len(clips) > 1:
        plan.ordered.append(SortClips("reverse"))
        plan.order.reverse()
    if draft.whole and chosen:
        stretch(plan, Reverse())
    elif not draft.whole:
        stretch(plan, Reverse(tuple(chosen) if draft.off else target))


def loop(plan: Plan, draft: p.Looping) -> None:
    clips = standing(plan).visuals
    alone = len(clips) == 1
    if draft.times is not None and not 1 <= draft.times <= MOST_TIMES:
        raise Unresolved("bad_times", str(draft.times))
    if draft.style == "seamless" and not alone:
        raise Unresolved("seamless_one")
    if draft.of_clip and not alone:
        raise Unresolved("loop_whole")
    if draft.style == "boomerang" and Loop(draft.times or 1, "boomerang") in plan.stretched:
        return
    if draft.style == "boomerang":
        stretch(plan, Loop(draft.times or 1, "boomerang"))
    elif draft.style == "seamless" or (draft.times is None and alone and not _is_footage(clips[0])):
        stretch(plan, Loop(style="seamless"))
    elif draft.times is None:
        plan.remarks.append(Said("players_repeat"))
    else:
        stretch(plan, Loop(max(2, draft.times)))


def ask(_: Plan, draft: p.Ambiguous) -> None:
    raise Unresolved(draft.code, draft.about)


def cut_out(plan: Plan, draft: p.Cutout) -> None:
    if draft.stretch is None:
        raise Unresolved("which_stretch")
    target = _clips(plan, draft.target)
    if target or draft.target.names_footage or not draft.target.is_open:
        _trim(plan, draft.stretch, target, keep=draft.keep)
    else:
        _cut_range(plan, draft.stretch, keep=draft.keep)


def _cut_range(plan: Plan, piece: p.Stretch, *, keep: bool) -> None:
    """Of the whole video's time, as it was before what else is cut out beside it."""
    first = len(plan.stretched)
    while first and isinstance(plan.stretched[first - 1], CutRange):
        first -= 1
    pending = plan.stretched[first:]
    total = standing(replace(plan, stretched=plan.stretched[:first])).duration_ms
    for start, end in _absolute(piece, total):
        if not 0 <= start < min(end, total) or (keep and pending):
            raise Unresolved("no_such_stretch", seconds_text(total))
        edit = CutRange(start, min(end, total), "keep" if keep else "remove")
        later = [index for index in range(first, len(plan.stretched)) if _starts(plan.stretched[index]) > start]
        stretch(plan, edit, later[-1] + 1 if later else first)


def _starts(edit: Edit) -> int:
    return edit.start_ms if isinstance(edit, CutRange) else 0


def _absolute(piece: p.Stretch, total: int) -> list[tuple[int, int]]:
    """The stretch in the time of something ``total`` ms long; the later first."""
    length = round(piece.share * total) or piece.length
    head, tail = (0, length), (total - length, total)
    if piece.edge == "both":
        return [tail, head]
    if piece.edge is not None:
        return [head if piece.edge == "first" else tail]
    return [(piece.start, total if piece.end is None else piece.end)]


def _trim(plan: Plan, piece: p.Stretch, target: tuple[int, ...], *, keep: bool) -> None:
    clips = standing(plan).visuals
    places = target or tuple(range(1, len(clips) + 1))
    lengths = {clips[place - 1].span.duration for place in places}
    if len(lengths) > 1 and (keep or piece.edge is None or piece.share):
        for place in places:
            _trim(plan, piece, (place,), keep=keep)
        return
    length = min(lengths)
    pieces = _absolute(piece, length)
    if any(not 0 <= start < min(end, length) or (not keep and end - start >= length) for start, end in pieces):
        raise Unresolved("no_such_stretch", seconds_text(length))
    head, tail = _ends(pieces, length, keep=keep)
    if head is None or tail is None:
        span = clips[places[0] - 1].span
        start, end = pieces[0]
        stretch(plan, CutRange(span.start + start, span.start + min(end, length)))
    elif head or tail:
        last = plan.stretched[-1] if plan.stretched else None
        if (
            isinstance(last, Trim)
            and last.target == target
            and not ((last.head_ms and head) or (last.tail_ms and tail))
        ):
            plan.stretched[-1] = Trim(last.head_ms + head, last.tail_ms + tail, target)
        else:
            stretch(plan, Trim(head, tail, target))


def _ends(pieces: list[tuple[int, int]], length: int, *, keep: bool) -> tuple[int | None, int | None]:
    """How much goes at the head and at the tail; None where the stretch lies in the middle."""
    start, end = pieces[0]
    if keep:
        return start, length - min(end, length)
    if len(pieces) == 2:
        return length - start, length - start
    if start <= 0:
        return end, 0
    return (0, length - start) if end >= length else (None, None)


def remove_piece(plan: Plan, draft: p.PieceRemoval) -> None:
    stretch(plan, RemoveClips(positions(plan, draft.target)))


def split(plan: Plan, draft: p.Splitting) -> None:
    target = _clips(plan, draft.target)
    if len(target) > 1 or not (draft.moments or draft.parts or draft.every_ms):
        raise Unresolved("which_moment")
    now = standing(plan)
    clip = now.visuals[target[0] - 1] if target else None
    start = clip.span.start if clip is not None else 0
    length = clip.span.duration if clip is not None else now.duration_ms
    moments = list(draft.moments)
    if draft.parts:
        moments = [round(length * part / draft.parts) for part in range(1, draft.parts)]
    elif draft.every_ms:
        moments = list(range(draft.every_ms, length, draft.every_ms))
    if not moments or len(moments) > MOST_PARTS or any(not 0 < moment < length for moment in moments):
        raise Unresolved("no_such_stretch", seconds_text(length))
    for moment in moments:
        stretch(plan, Split(start + moment))
