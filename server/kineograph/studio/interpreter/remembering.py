"""From one instruction to the next: what was spoken of, as a clause that stands before the first.

The words are read again rather than kept as drafts, so that a project remembers them across a restart as plain text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.doing.resolve import Plan, Unresolved, first_numbers
from kineograph.studio.interpreter.drafts.general import History, Reference, Remark, Removal
from kineograph.studio.interpreter.drafts.layers import Lines, TextDraft
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.scene import WRITTEN, Focus, Scene
from kineograph.timeline.apply import apply_all
from kineograph.timeline.clips import Timeline
from kineograph.timeline.edits import AddText, Edit, EditText, Redo, Undo
from kineograph.timeline.vocabulary import ClipId, TextRole

_WRITING = frozenset({"titles"})
"""The rule whose clauses leave texts to go on about."""
_LEANING = frozenset({"again", "further", "contrary", "withholding"})
"""Rules that read a clause by the one before it: its own words say nothing to the next."""
_LAYERS = ("text", "overlay", "music", "voice", "sound", "fade", "transition")
_TOPICS = dict.fromkeys(("title", "text", "caption", "lower_third", "credits", "watermark"), "text") | {
    "logo": "overlay", "overlay": "overlay", "inset": "overlay", "music": "music", "volume": "music",
    "narration": "voice", "effect": "voice", "voice": "voice", "sound": "sound", "transition": "transition",
    "clip": "clip",
}  # fmt: skip
_ROLES = {"text": None} | {role.value: role for role in TextRole if role.value in _TOPICS}
"""Words for texts, each with the role that it means."""
_NAMING = frozenset({"noun", "name", "ordinal", "own", "lines", "srt"})
_TURN = "\n\n"
"""Between two instructions that are remembered together."""
LONGEST = 500
"""Characters of what was said before that are kept beside words that mean nothing without them ("no, to the left")."""
BEFORE = -1
"""The number of the clause, and of the sentence, that was said before."""


def clause_before(scene: Scene, read: Callable[[str, Clause | None], Sequence[Clause]]) -> Clause | None:
    """The clause that the focus left, pointing at its clips where they stand now."""
    focus = scene.focus
    if not focus.said:
        return None
    told: list[Clause] = []
    does: list[Clause] = []
    for turn in focus.said.split(_TURN):
        said = read(turn, replace(told[-1], number=BEFORE, sentence=BEFORE) if told else None)
        # What was said of "it" does nothing by itself, and yet tells what was spoken of.
        does = [clause for clause in said if _does(clause)]
        told += does or ([] if told else said)
    if not told:
        return None
    texts, visuals = [clip.id for clip in scene.timeline.texts], [clip.id for clip in scene.timeline.visuals]
    topic = focus.about
    places = {clip: place for place, clip in enumerate(texts if topic == "text" else visuals, 1)}
    target = Reference(tuple(places[clip] for clip in focus.clips if clip in places))
    earlier = _alike(told)
    last = replace(told[-1], number=BEFORE, sentence=BEFORE, previous=earlier, target=target, topic=topic)
    last.step = "undone" if focus.undone else "one" if len(does) == 1 else ""
    if focus.undone and any(isinstance(draft, Removal) for draft in last.drafts):
        last.drafts, last.authors = [], []
    return last


def _alike(told: Sequence[Clause]) -> Clause | None:
    """The clauses before the last that asked for the same of other clips, for what "the rest" are."""
    earlier: Clause | None = None
    last = {type(draft) for draft in told[-1].drafts}
    for clause in told[:-1]:
        alike = {type(draft) for draft in clause.drafts} == last and not clause.target.is_open
        earlier = replace(clause, number=BEFORE, sentence=BEFORE, previous=earlier) if alike else None
    return earlier


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


def spoken_of(tokens: Sequence[Token], scene: Scene) -> Focus:
    """What an instruction named that did nothing, as a question does: "what does the title say?", and then "make it
    yellow". One thing that is there is what the next is about; of several it is clear no more, and without any it is
    what it was."""
    tokens = _numbered(tokens)
    several = [token for token in tokens if token.is_a("noun", "clip") and token.text.lower().endswith("s")]
    nouns = {token.value: token for token in tokens if token.is_a("noun", *_TOPICS) and token not in several}
    nouns |= {token.kind: token for token in tokens if token.kind == "transition"}
    clips = [token for token in tokens if token.kind == "ordinal" or (token.kind == "name" and token.value)]
    topics = {_TOPICS[value] for value in nouns} | ({"clip"} if clips else set())
    if scene.focus.said and (any(token.is_a("pronoun", "it", "them") for token in tokens) or _counts(tokens, scene)):
        return scene.focus
    if not topics and any(token.is_a("noun", "video") or token.is_a("quant", "total") for token in tokens):
        return Focus()
    if not topics or any(
        token.kind == "neg" or (token.kind == "quote" and token.text != token.value) for token in tokens
    ):
        return scene.focus
    if len(topics) > 1 or (len(nouns) > 1 and "text" in topics):
        return Focus()
    if clips:
        return _one_clip(clips, scene)
    value, noun = next(iter(nouns.items()))
    if value not in _ROLES:
        return Focus(noun.text, (), _TOPICS[value])
    texts = [clip.id for clip in scene.timeline.texts if _ROLES[value] in (None, clip.role)]
    texts = [texts[place - 1] for place in noun.places if 1 <= place <= len(texts)] if noun.places else texts
    return Focus(_ROLES[value] or "text", (texts[0],), "text") if len(texts) == 1 else Focus()


def _counts(tokens: Sequence[Token], scene: Scene) -> bool:
    """ "The first one red", after texts were spoken of: which of them, perhaps, and no clip."""
    ones = [token for token in tokens if token.kind == "ordinal"]
    pictures = any(token.is_a("noun", "picture", "clip") for token in tokens)
    bare = all(token.text.lower().endswith((" one", " ones", "st", "nd", "rd", "th")) for token in ones)
    return scene.focus.about == "text" and bool(ones) and bare and not pictures


def _numbered(tokens: Sequence[Token]) -> list[Token]:
    """ "The second title": which of the texts, and no clip."""
    found: list[Token] = []
    for token in tokens:
        led = bool(found) and found[-1].kind == "ordinal" and token.is_a("noun", *_ROLES) and not token.places
        found.append(replace(token, places=found.pop().places) if led else token)
    return found


def _one_clip(clips: Sequence[Token], scene: Scene) -> Focus:
    """The clip that was named, where it is one."""
    visuals, named = scene.timeline.visuals, clips[0]
    if len(clips) != 1:
        return Focus()
    if named.kind == "name":
        found = [clip.id for clip in visuals if clip.media.name.casefold() == named.value.casefold()]
    else:
        places = [place if place > 0 else len(visuals) + 1 + place for place in named.places]
        found = [visuals[place - 1].id for place in places if 1 <= place <= len(visuals)]
    return Focus(named.text, (found[0],), "clip") if len(found) == 1 else Focus()


def focus_after(
    text: str, done: Sequence[Clause], plan: Plan, edits: Sequence[Edit | Undo | Redo], after: Timeline
) -> Focus:
    """What the next instruction may refer to; a step back, and what did nothing, leave the focus where it was.
    ``after``: what the timeline becomes by the edits."""
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
    try:
        numbers = first_numbers(plan, clause.target)
    except Unresolved:
        numbers = ()
    if numbers and all(isinstance(draft, Removal) and not draft.keeping for draft in clause.drafts):
        gone = tuple(clip.id for number, clip in enumerate(scene.timeline.visuals, 1) if number in numbers)
        return Focus(_said(scene, text, clause), gone, clause.topic)  # they may come back
    if plan.adding is not None and scene.timeline.visuals and not numbers:
        numbers = tuple(range(len(scene.timeline.visuals) + 1, plan.count + 1))
    standing = len(after.visuals) == len(plan.order)
    places = [plan.order.index(number) for number in numbers if number in plan.order] if standing else []
    return Focus(_said(scene, text, clause), tuple(after.visuals[place].id for place in places), clause.topic)


def _said(scene: Scene, text: str, clause: Clause) -> str:
    """The words that the next instruction may lean on, with those before them that they lean on themselves."""
    if scene.focus.said and set(clause.authors) <= _LEANING:
        again = "further" not in clause.authors
        return _after(scene.focus.said, text) if again else scene.focus.said
    again = _goes_on(clause) or _leant(clause) or (clause.begins and any(each.text == "也" for each in clause.tokens))
    return _after(scene.focus.said, text) if scene.focus.said and again else text
