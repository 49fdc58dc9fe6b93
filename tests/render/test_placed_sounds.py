"""A voice and an effect that are put somewhere sound there, from the timeline through the draft to the samples."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from tests.render.conftest import Studio, sequence
from tests.render.sounds import sine, wav

from kineograph.studio.drafts import read_timeline
from kineograph.studio.render.orders import from_json, to_json
from kineograph.studio.render.plan.cues import RATE
from kineograph.studio.render.plan.plan import compile_plan
from kineograph.studio.render.sound.mixing import Desk
from kineograph.timeline.clips import SoundClip, Timeline
from kineograph.timeline.layout import rebuild
from kineograph.timeline.span import Span
from kineograph.timeline.vocabulary import ClipId, MediaKind, SoundRole
from kineograph.wire.draft import write_draft


def placed(studio: Studio) -> Timeline:
    """Music all along, a voice from 1 s to 2 s, an effect at 3.5 s that comes from the middle of its file."""
    music, voice = (
        wav(studio.folder / "music.wav", sine(0.2, 5.0, 220)),
        wav(studio.folder / "voice.wav", sine(0.3, 1.0)),
    )
    horn = wav(studio.folder / "horn.wav", np.concatenate([np.zeros((2, RATE), np.float32), sine(0.5, 0.25, 3000)], 1))
    song, spoken, blown = (
        studio.add(path, MediaKind.AUDIO, ms=ms, sound=True)
        for path, ms in ((music, 5000), (voice, 1000), (horn, 1250))
    )
    timeline = sequence([studio.flat("a.png", (9, 9, 9)), studio.flat("b.png", (90, 9, 9))], 2000)
    plain = SoundClip(ClipId("x"), Span(0, 0), volume=1.0, fade_in_ms=0, fade_out_ms=0, whole=False)
    sounds = [
        SoundClip(ClipId("m"), Span(0, 1), song, volume=0.5, duck=0.9),
        replace(plain, id=ClipId("v"), span=Span(1000, 2000), media=spoken, role=SoundRole.VOICE),
        replace(plain, id=ClipId("e"), span=Span(3500, 3750), media=blown, role=SoundRole.EFFECT, source_start_ms=1000),
    ]
    return rebuild(timeline, sounds=sounds)


def test_a_draft_carries_placed_sounds_to_the_renderer_as_they_were(studio: Studio) -> None:
    timeline = placed(studio)
    used = [clip.media for clip in timeline.visuals] + [clip.media for clip in timeline.sounds if clip.media]
    library = {media.id: media for media in used}
    read = read_timeline(json.loads(json.dumps(write_draft(timeline).raw)), library)
    assert read == timeline
    order = studio.order(read)
    assert from_json(to_json(order)) == order


@pytest.mark.parametrize("shorter", [False, True])
def test_placed_sounds_sound_where_they_were_put(studio: Studio, shorter: bool) -> None:
    timeline = placed(studio)
    if shorter:  # the effect lies beyond the end, and the rest stays where it is
        timeline = rebuild(timeline, visuals=timeline.visuals[:1])
    plan = compile_plan(timeline)
    desk = Desk(plan.cues, plan.samples, studio.sources)
    sound = np.concatenate(list(desk.blocks()), axis=1)[0]

    def level(first: float, end: float, low: float, high: float) -> float:
        part = sound[round(first * RATE) : round(end * RATE)]
        power = np.abs(np.fft.rfft(part * np.hanning(len(part)))) ** 2
        hertz = np.fft.rfftfreq(len(part), 1 / RATE)
        return float(power[(hertz > low) & (hertz < high)].sum() / len(part) ** 2)

    voice, music = (800, 1200), (150, 300)
    assert level(1.1, 1.9, *voice) > 1e4 * level(0.1, 0.9, *voice)
    assert level(1.2, 1.8, *music) < 0.05 * level(0.3, 0.7, *music)
    if shorter:
        assert plan.samples == 2 * RATE
        assert len(plan.cues) == 2
    else:
        assert level(2.1, 3.4, *voice) < 1e-4 * level(1.1, 1.9, *voice)
        assert level(3.5, 3.75, 2800, 3200) > 1e4 * level(3.2, 3.45, 2800, 3200)
