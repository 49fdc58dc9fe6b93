"""The second stage of a first video: what a cloud adds unasked once the raw video is there (vendor's text 4.4: title,
music, effects). Chosen from the edits that anyone could ask for, so it can be undone, changed and rendered. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from kineograph.timeline import Mood, TextRole, Timeline, TransitionKind
from kineograph.timeline.edits import AddText, Edit, SetMusic, SetTransition

FIRST_TOOL = "generate_video_with_seedance"
TITLES = {"en": "My Story", "zh": "我的故事"}
GOLD = "#f5c542"
RAW = {"en": "The raw video is ready.", "zh": "原始视频已生成。"}
ADDED = {"en": "To finish it I also added: {what}.", "zh": "为了完善成片，我还添加了：{what}。"}
_JOINTS = {"en": ", ", "zh": "、"}
_TITLE = {"en": 'the title "{title}"', "zh": "标题“{title}”"}
_MUSIC = {"en": "calm background music", "zh": "舒缓的背景音乐"}
_FADES = {"en": "crossfades", "zh": "叠化转场"}


@dataclass(frozen=True, slots=True)
class Stage:
    """Edits, and the sentence that owns up to them."""

    edits: tuple[Edit, ...]
    says: str


def second_stage(before: Timeline, after: Timeline, language: str) -> Stage | None:
    """What is added to a video that has just got its first pictures. It takes nothing back: what the first stage has
    of texts, music or transitions stays. None where there is no such video, or nothing is left to add."""
    if before.visuals or not after.visuals:
        return None
    tongue = "zh" if language.startswith("zh") else "en"
    added: list[tuple[Edit, str]] = []
    if not after.texts:
        title = TITLES[tongue]
        added.append((AddText(title, TextRole.TITLE, color=GOLD), _TITLE[tongue].format(title=title)))
    if not after.sounds:
        added.append((SetMusic(mood=Mood.CALM), _MUSIC[tongue]))
    if len(after.visuals) > 1 and all(clip.transition.kind is TransitionKind.CUT for clip in after.visuals):
        added.append((SetTransition(TransitionKind.CROSSFADE), _FADES[tongue]))
    if not added:
        return None
    what = _JOINTS[tongue].join(words for _, words in added)
    return Stage(tuple(edit for edit, _ in added), ADDED[tongue].format(what=what))
