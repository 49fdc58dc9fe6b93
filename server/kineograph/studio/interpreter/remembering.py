"""From one instruction to the next: what was spoken of, as a clause that stands before the first.

The words are read again rather than kept as drafts, so that a project remembers them across a restart as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from kineograph.studio.interpreter.clauses.clause import LIGHT, Clause
from kineograph.studio.interpreter.doing.resolve import Plan, Unresolved, first_numbers
from kineograph.studio.interpreter.drafts.general import History, Reference, Remark
from kineograph.studio.interpreter.drafts.layers import Lines, TextDraft
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.scene import WRITTEN, Focus, Scene
from kineograph.timeline.apply import apply_all
from kineograph.timeline.clips import TextClip
from kineograph.timeline.edits import AddText, Edit, EditText, Redo, Undo
from kineograph.timeline.vocabulary import ClipId

_WRITING = frozenset({"titles"})
"""The rule whose clauses leave texts to go on about."""
_LEANING = frozenset({"again", "further", "contrary"})
"""Rules that read a clause by the one before it: its own words say nothing to the next."""
_RESTORING = ("恢复", "还原", "恢复吧", "恢复一下", "恢复回来")
_SPARED = re.compile(
    r"(?:算了|不|不对|等等|哦|啊|那|嗯)*(?:我)?(?:还是)?(?:先)?(?:把它)?(?:留着|留下|保留|不删|别删|不用删|不去掉|别去掉|留)(?:它)?(?:了|吧|好了)*"
)
_TAKING = re.compile(r"删|去掉|不要|撤|拿掉|移除|去除|清除")
"""What was taken away a moment ago, and is to stay after all: "算了，还是留着"."""
_FEW = 5
"""Words around 恢复: "算了，还是恢复吧"."""
_LAYERS = ("text", "overlay", "music", "voice", "sound", "fade", "transition")
_NAMING = frozenset({"noun", "name", "ordinal", "own", "lines", "srt"})
_TURN = "\n\n"
"""Between two instructions that are remembered together."""
LONGEST = 500
"""Characters of what was said before that are kept beside words that mean nothing without them ("no, to the left")."""
_TOPICS = {
    **dict.fromkeys(("title", "text", "caption", "lower_third", "credits", "watermark"), "text"),
    **dict.fromkeys(("logo", "overlay"), "overlay"),
    "music": "music",
    **dict.fromkeys(("narration", "effect"), "voice"),
}
"""What a question can be about, beside clips."""
BEFORE = -1
"""The number of the clause, and of the sentence, that was said before."""


def clause_before(scene: Scene, read: Callable[[str, Clause | None], Sequence[Clause]]) -> Clause | None:
    """The clause that the focus left, pointing at its clips where they stand now."""
    focus = scene.focus
    if not focus.said:
        return None
    told: list[Clause] = []
    for turn in focus.said.split(_TURN):
        said = read(turn, replace(told[-1], number=BEFORE, sentence=BEFORE) if told else None)
        # What was said of "it" does nothing by itself, and yet tells what was spoken of.
        told += [clause for clause in said if _does(clause)] or ([] if told else said)
    if not told:
        return None
    texts, visuals = [clip.id for clip in scene.timeline.texts], [clip.id for clip in scene.timeline.visuals]
    topic = focus.about
    places = {clip: place for place, clip in enumerate(texts if topic == "text" else visuals, 1)}
    target = Reference(tuple(places[clip] for clip in focus.clips if clip in places))
    earlier = _alike(told)
    return replace(told[-1], number=BEFORE, sentence=BEFORE, previous=earlier, target=target, topic=topic)


def _alike(told: Sequence[Clause]) -> Clause | None:
    """The clauses before the last that asked for the same of other clips, for what "the rest" are."""
    earlier: Clause | None = None
    last = {type(draft) for draft in told[-1].drafts}
    for clause in told[:-1]:
        alike = {type(draft) for draft in clause.drafts} == last and not clause.target.is_open
        earlier = replace(clause, number=BEFORE, sentence=BEFORE, previous=earlier) if alike else None
    return earlier


def restored(tokens: Sequence[Token], scene: Scene) -> tuple[Token, ...]:
    """恢复 and nothing else: what a step back took away, or else what was there before the last instruction."""
    words = "".join(token.text for token in tokens if token.kind not in ("break", "polite"))
    if _SPARED.fullmatch(words) and _TAKING.search(scene.focus.said.split(_TURN)[-1]) and not scene.focus.undone:
        step = replace(tokens[0], kind="verb", value="undo")
        return (step, *(replace(token, kind="function") for token in tokens[1:]))
    said = [token for token in tokens if token.kind not in LIGHT | {"break", "correction", "neg"}]
    known = scene.focus.undone or bool(scene.focus.said)
    if not known or len(said) != 1 or said[0].text not in _RESTORING or len(tokens) > _FEW:
        return tuple(tokens)
    step = replace(said[0], kind="verb", value="redo" if scene.focus.undone else "undo")
    return tuple(step if token is said[0] else replace(token, kind="function") for token in tokens)


def _after(said: str, text: str) -> str:
    """What was said before and the new words, turn by turn; of too much, the first turns are forgotten."""
    turns = f"{said}{_TURN}{text}".split(_TURN)
    while len(turns) > 1 and sum(map(len, turns)) > LONGEST:
        turns = turns[1:]
    return _TURN.join(turns)


def _goes_on(clause: Clause) -> bool:
    """ "And yellow", "for 5 seconds", "fade it out, over 3 s": of the layer that was spoken of before, unnamed."""
    here: Clause | None = clause
    while here is not None and here.number >= 0:
        if here.topic != clause.topic or any(token.kind in _NAMING for token in here.tokens):
            return False
        here = here.previous
    return here is not None and here.topic == clause.topic and clause.topic in _LAYERS


def _leant(clause: Clause) -> bool:
    """ "Quieter", "再低一点": nothing by itself."""
    before = clause.previous
    return clause.leant and before is not None and before.number < 0 and clause.topic in (*_LAYERS, "sound")


def _texts(scene: Scene, edits: Sequence[Edit | Undo | Redo]) -> tuple[ClipId, ...]:
    """The texts that the last edits of texts changed alike, or those that were added."""
    done = [edit for edit in edits if not isinstance(edit, Undo | Redo)]
    last = next((index for index in range(len(done) - 1, -1, -1) if isinstance(done[index], EditText | AddText)), -1)
    edit = done[last] if last >= 0 else None
    if isinstance(edit, AddText):
        known = {clip.id for clip in scene.timeline.texts}
        return tuple(clip.id for clip in apply_all(scene.timeline, done).texts if clip.id not in known)
    if not isinstance(edit, EditText):
        return ()
    now = apply_all(scene.timeline, done[: last + 1]).texts
    alike = [each for each in done if isinstance(each, EditText) and replace(each, target=edit.target) == edit]
    found = [now[each.target - 1 if each.target > 0 else each.target].id for each in alike if each.target <= len(now)]
    return tuple(found)


def _does(clause: Clause) -> bool:
    return any(not isinstance(draft, Remark | History) for draft in clause.drafts)


def focus_after(text: str, done: Sequence[Clause], plan: Plan, edits: Sequence[Edit | Undo | Redo]) -> Focus:
    """What the next instruction may refer to; a step back, and what did nothing, leave the focus where it was."""
    scene, told = plan.scene, [clause for clause in done if _does(clause)]
    steps = [edit for edit in edits if isinstance(edit, Undo | Redo)]
    if steps:
        return replace(scene.focus, undone=isinstance(steps[-1], Undo))
    if not told or not edits:
        return scene.focus
    clause = told[-1]
    if clause.topic == "text" and set(clause.authors) <= _WRITING | _LEANING:
        wrote = any(isinstance(draft, TextDraft | Lines) for draft in clause.drafts)
        return Focus(_said(scene, text, clause), _texts(scene, edits), WRITTEN if wrote else "text")
    after = apply_all(scene.timeline, [edit for edit in edits if not isinstance(edit, Undo | Redo)]).visuals
    try:
        numbers = first_numbers(plan, clause.target)
    except Unresolved:
        numbers = ()
    if plan.adding is not None and scene.timeline.visuals and not numbers:
        numbers = tuple(range(len(scene.timeline.visuals) + 1, plan.count + 1))
    standing = len(after) == len(plan.order)
    places = [plan.order.index(number) for number in numbers if number in plan.order] if standing else []
    return Focus(_said(scene, text, clause), tuple(after[place].id for place in places), clause.topic)


def _said(scene: Scene, text: str, clause: Clause) -> str:
    """The words that the next instruction may lean on, with those before them that they lean on themselves."""
    if scene.focus.said and set(clause.authors) <= _LEANING:
        again = set(clause.authors) <= {"again", "contrary"}
        return _after(scene.focus.said, text) if again else scene.focus.said
    return _after(scene.focus.said, text) if scene.focus.said and (_goes_on(clause) or _leant(clause)) else text


def focus_of_question(scene: Scene, tokens: Sequence[Token]) -> Focus:
    """The one thing that a question was about, for "now make it bigger"; else the focus stays where it was."""
    things: list[Token] = []
    for token in filter(_is_thing, tokens):
        numbered = bool(things) and things[-1].kind == "ordinal" and _TOPICS.get(token.value) == "text"
        things.append(replace(token, places=things.pop().places) if numbered else token)  # "the second title"
    found = [_asked_about(scene, token) for token in things]
    alike = {(each.clips, each.topic) for each in found}
    return found[0] if len(alike) == 1 and found[0].topic else scene.focus


def _is_thing(token: Token) -> bool:
    return token.kind in ("ordinal", "name") or token.is_a("noun", *_TOPICS)


def _asked_about(scene: Scene, token: Token) -> Focus:
    said = f"the {token.text}" if token.kind == "noun" and token.text.isascii() else token.text
    topic = _TOPICS.get(token.value, "clip") if token.kind == "noun" else "clip"
    if topic == "text":
        texts = [*enumerate(scene.timeline.texts, 1)]
        mine = [clip.id for place, clip in texts if place in token.places or (not token.places and _is_of(clip, token))]
        return Focus(said, (mine[0],), topic) if len(mine) == 1 else Focus()
    if topic != "clip":
        return Focus(said, (), topic)
    visuals = scene.timeline.visuals
    named = [clip.id for clip in visuals if clip.media.name.casefold() == token.value.casefold()]
    placed = [visuals[place - 1 if place > 0 else place].id for place in token.places if 0 < abs(place) <= len(visuals)]
    return Focus(said, tuple(placed or named), topic) if placed or named else Focus()


def _is_of(clip: TextClip, token: Token) -> bool:
    return token.value in ("text", clip.role.value)
