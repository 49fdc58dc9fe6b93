"""Which upload is meant where the words name its use rather than its file: the song, the recording, the logo.

Names decide first ("logo.png", "voice-over.m4a"), then what is not used yet. Knows the project and no grammar.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kineograph.studio.interpreter.scene import Scene
from kineograph.timeline.clips import Media
from kineograph.timeline.vocabulary import MediaKind, SoundRole

_LOGO = re.compile(r"logo|water ?mark|brand|badge|emblem|徽|标志|商标|水印|图标", re.IGNORECASE)
_INSET = re.compile(r"pip|face|cam|selfie|react|talk|画中画|小窗|自拍", re.IGNORECASE)
_VOICE = re.compile(
    r"voice|narrat|(?<![a-z])vo(?![a-z])|speech|speak|record|comment|memo|旁白|配音|录音|解说|人声|口播|语音",
    re.IGNORECASE,
)
_EFFECT = re.compile(
    r"sfx|effect|(?<![a-z])fx(?![a-z])|ding|whoosh|click|applause|clap|laugh|beep|bell|boom|pop(?![a-z])|swoosh|shutter"
    r"|音效|掌声|叮|咔嚓|笑声|鼓掌",
    re.IGNORECASE,
)
LONGEST_EFFECT_MS = 15_000
_ROLES = {SoundRole.VOICE: _VOICE, SoundRole.EFFECT: _EFFECT}


def is_logo(name: str) -> bool:
    """Whether a file name says that it is laid over a video rather than shown in it."""
    return _LOGO.search(name) is not None


def by_name(scene: Scene, name: str) -> Media | None:
    """The upload called ``name``, the latest where several are."""
    return next((media for media in reversed(scene.library) if media.name.casefold() == name.casefold()), None)


def song(scene: Scene) -> Media | None:
    """The upload that serves as music: not one whose name says that somebody speaks in it."""
    songs = [media for media in scene.sounds if not _spoken_for(media)]
    return songs[-1] if songs else None


def own_song(scene: Scene) -> Media | None:
    """As ``song``, and any sound at all where there is no other: the words asked for an upload."""
    return song(scene) or next(iter(reversed(scene.sounds)), None)


def _spoken_for(media: Media) -> bool:
    return any(pattern.search(_stem(media)) for pattern in _ROLES.values())


def recording(scene: Scene, role: SoundRole) -> Media | None:
    """The upload that serves as a voice or an effect: by its name, else the only sound that is not heard yet."""
    named = [media for media in scene.sounds if _ROLES[role].search(_stem(media))]
    if named:
        return named[-1]
    heard = {clip.media.id for clip in scene.timeline.sounds if clip.media is not None}
    left = [media for media in scene.sounds if media.id not in heard and not _spoken_for(media)]
    if role is SoundRole.EFFECT:  # a song is none
        left = [media for media in left if (media.duration_ms or 0) <= LONGEST_EFFECT_MS]
    return left[0] if len(left) == 1 else None


def logo(scene: Scene) -> Media | None:
    """The picture called a logo, else the only picture that is not placed."""
    pictures = [media for media in scene.library if media.kind is MediaKind.IMAGE]
    named = [media for media in pictures if is_logo(media.name)]
    return named[-1] if named else _only(unplaced(scene, MediaKind.IMAGE))


def inset(scene: Scene) -> Media | None:
    """What can stand as a picture in the picture: called so, else the only one that is not placed."""
    left = unplaced(scene)
    named = [media for media in left if _INSET.search(_stem(media))]
    return named[-1] if len(named) == 1 else _only([media for media in left if not is_logo(media.name)]) or _only(left)


def unplaced(scene: Scene, kind: MediaKind | None = None) -> list[Media]:
    """The uploads to look at that are neither on the timeline nor laid over it."""
    over = {clip.media.id for clip in scene.timeline.overlays}
    return [media for media in scene.unused if media.id not in over and kind in (None, media.kind)]


def _only(media: Sequence[Media]) -> Media | None:
    return media[0] if len(media) == 1 else None


def _stem(media: Media) -> str:
    return media.name.rsplit(".", 1)[0]
