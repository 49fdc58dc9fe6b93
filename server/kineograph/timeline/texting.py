"""Edits of texts: titles put on, changed and taken away, captions laid along the video."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kineograph.timeline.captions import Caption, captions_from_lines, captions_from_srt
from kineograph.timeline.clips import TextClip, Timeline
from kineograph.timeline.layer_edits import AddCaptions, AddText, EditText, RemoveText
from kineograph.timeline.layout import rebuild
from kineograph.timeline.span import Span, seconds_text
from kineograph.timeline.targets import EditError, at_most, checked_color, checked_when, name, position, positions
from kineograph.timeline.vocabulary import Anchor, Place, TextEffect, TextRole, When


@dataclass(frozen=True, slots=True)
class Usual:
    """What a text of a role has where nobody says otherwise; ``size`` as a share of the canvas height."""

    place: Place
    when: When
    size: float
    effect: TextEffect = TextEffect.FADE
    opacity: float = 1.0


USUAL: dict[TextRole, Usual] = {
    TextRole.TITLE: Usual(Place.CENTER, When(), 0.08),
    TextRole.CAPTION: Usual(Place.BOTTOM, When(Anchor.WHOLE), 0.05),
    TextRole.LOWER_THIRD: Usual(Place.BOTTOM_LEFT, When(Anchor.START, 500, 4000), 0.05),
    TextRole.CREDITS: Usual(Place.CENTER, When(Anchor.END, 0, 5000), 0.05, TextEffect.NONE),
    TextRole.WATERMARK: Usual(Place.BOTTOM_RIGHT, When(Anchor.WHOLE), 0.035, TextEffect.NONE),
}
MAX_TEXT = 500


def add_text(timeline: Timeline, edit: AddText) -> Timeline:
    if not edit.text.strip():
        raise EditError("NO_TEXT", "The text is empty.", 'Say what it should read, in quotes: add the title "Summer".')
    usual = USUAL[edit.role]
    when = edit.when or usual.when
    if edit.when is not None:
        checked_when(when, timeline.duration_ms, "The text")
    clip_id, timeline = name(timeline)
    clip = TextClip(
        clip_id,
        Span(0, when.duration_ms),
        edit.text,
        edit.role,
        edit.place or usual.place,
        when,
        usual.size if edit.size is None else edit.size,
        edit.color,
        ground=edit.ground,
        enter=edit.enter or usual.effect,
        leave=edit.leave or usual.effect,
        opacity=usual.opacity if edit.opacity is None else edit.opacity,
    )
    _check(clip)
    return rebuild(timeline, texts=[*timeline.texts, clip])


_FIELDS = ("text", "role", "place", "when", "color", "size", "ground", "enter", "leave", "opacity")


def edit_text(timeline: Timeline, edit: EditText) -> Timeline:
    texts = list(timeline.texts)
    index = position(edit.target, len(texts), "text")
    if edit.when is not None:
        checked_when(edit.when, timeline.duration_ms, "The text")
    texts[index] = replace(
        texts[index], **{field: value for field in _FIELDS if (value := getattr(edit, field)) is not None}
    )
    _check(texts[index])
    return rebuild(timeline, texts=texts)


def _check(clip: TextClip) -> None:
    if not clip.text.strip():
        raise EditError("NO_TEXT", "The text is empty.", "Say what it should read, or remove the text.")
    if len(clip.text) > MAX_TEXT:
        raise EditError("TEXT_TOO_LONG", f"A text has {MAX_TEXT} letters at most, not {len(clip.text)}.")
    at_most(clip.size, 0.02, 0.3, "A text's size")
    at_most(clip.opacity, 0, 1, "An opacity")
    checked_color(clip.color)


def remove_text(timeline: Timeline, edit: RemoveText) -> Timeline:
    texts = timeline.texts
    gone = set(positions(edit.target, len(texts), "text"))
    return rebuild(timeline, texts=[clip for index, clip in enumerate(texts) if index not in gone])


def add_captions(timeline: Timeline, edit: AddCaptions) -> Timeline:
    at_most(edit.size, 0.02, 0.3, "A text's size")
    captions = _from_srt(edit.srt) if edit.srt.strip() else _from_lines(edit.lines, timeline.duration_ms)
    texts = list(timeline.texts)
    for caption in captions:
        clip_id, timeline = name(timeline)
        texts.append(
            TextClip(
                clip_id,
                caption.span,
                caption.text,
                TextRole.CAPTION,
                edit.place,
                When(Anchor.ABSOLUTE, caption.span.start, caption.span.duration),
                edit.size,
                edit.color,
                fade_ms=0,
                enter=TextEffect.NONE,
                leave=TextEffect.NONE,
            )
        )
    return rebuild(timeline, texts=texts)


def _from_srt(text: str) -> tuple[Caption, ...]:
    read = captions_from_srt(text)
    if not read.captions:
        first = f": line {read.faults[0].line}, {read.faults[0].reason}" if read.faults else ""
        raise EditError(
            "NO_CAPTIONS",
            f"No caption could be read from the subtitles{first}.",
            "Give SubRip text: a number, a line such as 00:00:01,000 --> 00:00:03,500, the words, an empty line.",
        )
    return read.captions


def _from_lines(lines: tuple[str, ...], total_ms: int) -> tuple[Caption, ...]:
    if not any(line.strip() for line in lines):
        raise EditError("NO_TEXT", "There are no captions to add.", "Give the lines, or subtitles as SRT text.")
    try:
        return captions_from_lines(lines, total_ms)
    except ValueError:
        raise EditError(
            "TOO_MANY_CAPTIONS",
            f"{len(lines)} captions have no room in a video of {seconds_text(total_ms)} s: each needs a second.",
            "Use fewer lines, or make the video longer first.",
        ) from None
