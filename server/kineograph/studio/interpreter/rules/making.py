"""Making a video from what was uploaded, and adding what was uploaded since."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import (
    OPEN,
    Counted,
    Create,
    Duration,
    MotionDraft,
    Reference,
    Remark,
    Shape,
)
from kineograph.studio.interpreter.drafts.layers import Lines, OverlayDraft, SoundDraft, TextDraft, Volume
from kineograph.studio.interpreter.drafts.looks import FrameDraft, LookDraft, TransformDraft
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.rules.pointing import is_sound_name, point
from kineograph.studio.interpreter.rules.refusals import refuse
from kineograph.studio.interpreter.rules.sources import (
    from_sources,
    into_clip,
    invented,
    is_bare_video,
    new_video,
    takes,
    uploads_meant,
)

_MAKING = ("create", "turn", "animate", "make", "use", "edit", "lengthen", "add", "show", "change")
_THINGS = ("picture", "clip")
_GIVING = ("gets", "receives", "receive", "give", "giving", "lend", "apply", "assign")
_EDGES = {"start": 1, "end": -1}
_EPITHETS = frozenset(
    ("function", "polite", "descriptor", "aspect", "platform", "resolution", "level", "container", "tone", "preset")
) | {"duration", "mood", "unknown", "number"}
_LAYERS = (OverlayDraft, SoundDraft, TextDraft, Lines)
_LAID_FILES = ("logo", "watermark", "overlay")
_AT_ONCE = ("先来一版", "先出一版", "先做一版", "先剪一版", "出片", "来一版", "出一版", "做一版", "成个片", "出视频")
_TELLING = (
    "用户上传了", "客户上传了", "用户传了", "客户传了", "用户给了", "客户给了", "我上传了", "我传了", "uploaded",
    "here", "上传了",
)  # fmt: skip
_TOLD = LIGHT | {"noun", "number", "count", "break", "pronoun", "input"}
_OTHERS = (
    "title", "text", "caption", "lower_third", "credits", "watermark", "logo", "overlay", "inset", "music", "narration",
    "effect", "transition", "volume", "sound",
)  # fmt: skip


def read(clause: Clause) -> None:
    wish = clause.one("wish")
    if wish is not None and not clause.refused:
        clause.trigger("create", wish)
        clause.drafts.append(Create(OPEN, None, vague=True))
        return
    if _goes_on_making(clause):
        clause.trigger("create", *clause.free("pronoun", "rest"))
        clause.drafts.append(Create(adding=True))
        return
    _read_count(clause)
    verb = clause.one("verb", "animate") or clause.one("verb", "turn", "create") or clause.one("verb", *_MAKING)
    if (verb is not None and clause.sign(verb) is not Sign.WANTED) or clause.refused:
        return
    if _adds_uploads(clause, verb):
        _add(clause)
    elif _makes(clause, verb):
        _make(clause, verb)


def _goes_on_making(clause: Clause) -> bool:
    """ "Make a video of the first three. And the other two."."""
    before = clause.previous
    made = before is not None and any(isinstance(d, Create) and not d.chosen.is_open for d in before.drafts)
    rest = clause.has("pronoun", "rest") and all(
        token.kind in LIGHT or token.kind in ("pronoun", "conj", "break") for token in clause.tokens
    )
    return made and rest and not clause.drafts


def _read_count(clause: Clause) -> None:
    """ "I uploaded five photos" says what there is; "5 pictures, 3 seconds each" says that all are meant."""
    if clause.has("verb"):
        return
    told = any(token.text.lower() in _TELLING for token in clause.tokens) and clause.has("noun", *_THINGS)
    if told and not clause.drafts and all(token.kind in _TOLD for token in clause.tokens):
        for token in clause.tokens:
            clause.claim(token, State.NOTED, "told")
        clause.drafts.append(Remark("noted", clause.tokens[0].text if len(clause.tokens) == 1 else _span(clause)))
    for token in clause.free("number") if clause.drafts and not told else ():
        following = clause.after(token)
        if following is not None and following.is_a("noun", *_THINGS):
            clause.store(token, "count")
            clause.drafts.append(Counted(int(token.amount)))


def _span(clause: Clause) -> str:
    words = [token.text for token in clause.tokens if token.kind != "break"]
    return (" " if words[0].isascii() else "").join(words)


def _adds_uploads(clause: Clause, verb: Token | None) -> bool:
    """ "Add them", "add the new photos at the beginning"."""
    before = clause.previous
    if before is not None and before.sentence == clause.sentence and before.says("startwith") and not clause.begins:
        return False  # 先放视频，再放照片: in what order, and nothing new
    if verb is None or not verb.is_a("verb", "add", "use") or clause.has("noun", *_OTHERS):
        return False
    if verb.text.startswith(("挑", "选", "取")) and clause.has("unknown"):
        return False  # 挑出笑得最开心的镜头: nobody here can see which
    if any(token.kind == "name" and not is_sound_name(token) for token in clause.tokens):
        return _adds_files(clause, verb)
    if verb.text.lower() in _GIVING or clause.has("noun", "video") or clause.drafts:
        return False
    things = clause.has("noun", *_THINGS) or clause.has("pronoun", "them", "it", "rest") or clause.has("quant", "all")
    return things and not clause.free("ordinal")


def _adds_files(clause: Clause, verb: Token) -> bool:
    """ "Add f.jpg", "add f.jpg for 4 seconds", "use f.jpg too"; not "give a.jpg 4 seconds"."""
    names = [token for token in clause.tokens if token.kind == "name"]
    laid = any(is_sound_name(token) or token.value.startswith(_LAID_FILES) for token in names)
    timed = bool(clause.drafts) and all(
        isinstance(draft, Duration) and draft.scope == "each" for draft in clause.drafts
    )
    if (
        laid
        or clause.has("ordinal")
        or clause.has("relative")
        or not (timed or (not clause.drafts and clause.free("name")))
    ):
        return False
    return (
        _too(clause)
        if verb.value == "use"
        else not timed or (clause.has("prep", "for") and verb.text.lower() not in _GIVING)
    )


def _too(clause: Clause) -> bool:
    """ "Use f.jpg as well"."""
    return any(token.text.lower() in ("too", "as well", "also") for token in clause.tokens)


def _add(clause: Clause) -> None:
    at = -1
    clause.trigger("create", *clause.free("pronoun", "rest"))
    for edge in clause.free("edge", *_EDGES):
        clause.store(edge, "at")
        at = _EDGES[edge.value]
    count = _count(clause)
    names = [token for token in clause.tokens if token.kind == "name"]
    for token in (*names, *clause.free("quant", "all")):
        clause.store(token, "media")
    chosen = Reference(names=tuple(token.value for token in names))
    clause.drafts.append(Create(chosen, count, adding=True, at=at))
    clause.target, clause.topic = chosen, "clip"


def _makes(clause: Clause, verb: Token | None) -> bool:
    pictures = clause.has("noun", *_THINGS)
    at_once = verb is not None and _makes_at_once(clause, verb)
    if at_once or from_sources(clause, verb) or takes(clause, verb):
        return True
    if verb is None:
        return (pictures and _into_video(clause)) or is_bare_video(clause) or _is_video_of(clause)
    if verb.value == "turn" and is_han(verb.text[0]) and not (pictures or clause.has("ordinal")) and new_video(clause):
        return True
    if verb.value == "animate":
        return True
    if verb.value in ("add", "show", "change") and any(isinstance(draft, _LAYERS) for draft in clause.drafts):
        return False
    if verb.value == "turn" and any(isinstance(draft, Volume) for draft in clause.drafts):
        return False
    if verb.value in ("turn", "edit", "lengthen", "use", "add", "show", "change"):
        return _into_video(clause) or (
            verb.value == "turn"
            and (pictures or uploads_meant(clause))
            and not any(token.text.lower() in ("around", "round", "over") for token in clause.tokens)
            and (into_clip(clause) or not _reshapes(clause))
        )
    return new_video(clause) or (pictures and _into_video(clause)) or (verb.value == "create" and pictures)


def _makes_at_once(clause: Clause, verb: Token) -> bool:
    """ "出片吧", "来个视频", "除了e.jpg，其余都用": a video, in so many words."""
    if clause.drafts or clause.has("noun", *_OTHERS) or not is_han(verb.text[0]):
        return False
    if verb.is_a("verb", "create") and verb.text.startswith(_AT_ONCE):
        return True
    if verb.is_a("verb", "add") and verb.text.startswith(("来", "要")):
        return clause.has("noun", "video") and new_video(clause)
    spared = clause.has("except", "except") and (clause.has("pronoun", "rest") or clause.has("quant", "all"))
    spared = spared or (clause.has("except", "except") and verb.text.startswith(("都", "全")))
    return verb.is_a("verb", "use") and spared


def _is_video_of(clause: Clause) -> bool:
    """ "Vertical video of all my pictures", "slideshow of the first three", without a verb."""
    videos = clause.free("noun", "video")
    sources = [token for token in clause.tokens if token.is_a("noun", *_THINGS) or token.kind in ("ordinal", "name")]
    if len(videos) != 1 or not sources or clause.has("verb") or not new_video(clause) or not clause.begins:
        return False
    joint = clause.after(videos[0])
    return joint is not None and joint.is_a("prep", "of", "from", "with") and videos[0].start < sources[0].start


def _reshapes(clause: Clause) -> bool:
    return any(isinstance(draft, Shape | LookDraft | TransformDraft | FrameDraft) for draft in clause.drafts)


def _into_video(clause: Clause) -> bool:
    videos = [token for token in clause.tokens if token.is_a("noun", "video")]
    sources = clause.has("noun", *_THINGS) or clause.has("ordinal") or uploads_meant(clause) or clause.has("pronoun")
    return (
        bool(videos) and sources and (clause.has("prep", "to") or clause.says("use", "turn", "create", "show", "add"))
    )


def _make(clause: Clause, verb: Token | None) -> None:
    for token in invented(clause):
        refuse(clause, token, "generate")
    if clause.refused:
        return
    count = _count(clause)
    anew = takes(clause, verb)
    chosen = _chosen(clause)
    chosen = _claimed(clause) if chosen.is_open else chosen
    clause.trigger("create", verb)
    named = clause.has("noun", *_THINGS) or uploads_meant(clause) or clause.has("pronoun") or clause.has("det", "mine")
    if verb is not None and verb.value == "animate" and chosen.places and not clause.has("noun", "video"):
        clause.drafts.append(MotionDraft((), None, chosen))
        return
    moving = verb is not None and verb.value == "animate" and not clause.has("noun", "video")
    clause.drafts.append(Create(chosen, count, vague=not named, moving=moving, anew=anew))
    clause.topic = clause.topic or "video"


def _claimed(clause: Clause) -> Reference:
    """ "From the first three pictures, 5 s each": which make the video, though another rule took them for its own."""
    sources = [token for token in clause.tokens if token.kind in ("ordinal", "name") and _is_source(clause, token)]
    target = clause.target
    if not sources or target.is_open or target.others:
        return OPEN
    for place, draft in enumerate(clause.drafts):
        if getattr(draft, "target", None) == target:
            clause.drafts[place] = replace(draft, target=OPEN)  # type: ignore[type-var]
    return target


def _is_source(clause: Clause, token: Token) -> bool:
    before = clause.before(token)
    led = before is not None and before.is_a("prep", "from", "of", "with")
    return led and clause.claims.get(token.start) == (State.STORED, "target")


def _chosen(clause: Clause) -> Reference:
    """ "from the first two photos"."""
    named = [*clause.free("ordinal"), *clause.free("name")]
    if not named:
        for token in clause.free("quant", "all"):
            clause.store(token, "target")
        return OPEN
    unwanted = clause.sign(named[0]) is Sign.UNWANTED or (clause.has("except") and not clause.has("except", "but"))
    clause.trigger("media", *clause.free("quant", "only"), *clause.free("except", "except"))
    clause.trigger("media", *clause.free("pronoun", "rest"))
    if unwanted:
        clause.signed(named[0], "media")
    return replace(point(clause, "media"), others=unwanted)


def _count(clause: Clause) -> int | None:
    """How many pictures the words mention; said back where it is not how many there are."""
    for token in (*clause.free("number"), *clause.free("count")):
        before = clause.before(token, frozenset())
        if before is not None and (before.is_a("det", "this") or before.is_a("quant", "all")):
            clause.claim(token, State.NOTED, "count")
            return int(token.amount)
        following = clause.after(
            token, frozenset({"function", "polite", "det", "descriptor", "unknown", "aspect", "platform", "static"})
        )
        if token.kind == "count" or (following is not None and following.is_a("noun", *_THINGS)):
            clause.claim(token, State.NOTED, "count")
            return int(token.amount)
    return None
