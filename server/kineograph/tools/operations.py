"""The operations of ``edit_timeline``, as they are advertised: names, and signatures in few letters.

Written out because a list of tools needs no timeline; a test holds them against the edits, and
``python tests/tools/test_surface.py`` writes them anew.
"""

from __future__ import annotations

OPERATIONS = (
    "add_clips",
    "remove_clips",
    "replace_clip",
    "move_clip",
    "swap_clips",
    "sort_clips",
    "set_duration",
    "trim",
    "cut_range",
    "split",
    "set_speed",
    "reverse",
    "loop",
    "set_transition",
    "set_motion",
    "fade",
    "add_text",
    "edit_text",
    "remove_text",
    "add_captions",
    "add_overlay",
    "edit_overlay",
    "remove_overlay",
    "set_music",
    "remove_music",
    "add_sound",
    "remove_sound",
    "set_volume",
    "set_look",
    "set_frame",
    "transform",
    "set_output",
    "undo",
    "redo",
)

SIGNATURES = """
add_clips(media,at=-1,duration=3,motions,transition,transition_duration,fit=auto)
remove_clips(target)
replace_clip(target,media)
move_clip(target,to)
swap_clips(first,second)
sort_clips(by)
set_duration(duration,scope=each,target)
trim(head,tail,target)
cut_range(start,end,mode=remove)
split(at)
set_speed(factor,target)
reverse(target)
loop(times=2,style=repeat)
set_transition(kind,duration=.6,target)
set_motion(motions,target)
fade(edge,duration=1,color,of=video,target)
add_text(text,role=title,place,when,color,size,ground=auto,enter,leave,opacity)
edit_text(target=-1,any of add_text)
remove_text(target)
add_captions(lines,srt,color,size=.05,place=bottom)
add_overlay(media,place=top_right,when,size=.2,opacity=1,style=plain)
edit_overlay(target=-1,any of add_overlay)
remove_overlay(target)
set_music(media,mood=lo-fi,volume=.35)
remove_music()
add_sound(media,role=voice,at,volume=1,duck=.6)
remove_sound(role)
set_volume(level,of=music,relative,target)
set_look(tone,brightness,contrast,saturation,warmth,vignette,grain,sharpen,blur,relative,reset,target)
set_frame(width,height,fps,background,fit,target,aspect)
transform(rotate,flip,target)
set_output(container,quality,short_side,fps)
undo(steps=1)
redo(steps=1)
"""
