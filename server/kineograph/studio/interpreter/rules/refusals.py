"""What nobody here can do, recognised by kind, and what already holds. Runs first: a refused clause changes nothing."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import Reference, Remark
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.tokens import State, Token

_FADING = ("music", "title", "text", "caption", "credits")
_BACKS = ("remove the background", "remove background", "去掉背景", "移除背景", "去背景", "背景去掉")
_MAKING = (
    "make", "create", "generate", "produce", "cut", "turn", "build", "export", "render", "split",
    "做", "做成", "制作", "制作成", "生成", "剪成", "剪", "导出", "剪辑成", "拆成", "输出",
)  # fmt: skip
_EPITHETS = frozenset({"descriptor", "aspect", "platform", "ratio", "mood", "size", "duration", "strength"})
_LAID = ("title", "text", "caption", "logo", "overlay", "effect", "sound", "music", "watermark")
_COMPOSING = ("compose", "write", "invent", "写", "写首", "写一首", "作", "创作", "谱", "谱写")
_TOPICS = dict.fromkeys(("watermark", "logo", "overlay", "inset"), "overlay") | dict.fromkeys(
    ("voice", "narration", "effect"), "voice"
)
_TOPICS |= {"music": "music", "sound": "sound", "transition": "transition", "video": "", "clip": "clip"}
"""What a question leaves to speak of, where that is no text."""
_RUNNING = ("run", "runs")


def read(clause: Clause) -> None:
    for token in clause.free("doubt", "question"):
        refuse(clause, token, "advice")
    for token in clause.free("asked"):
        refuse(clause, token, "question")
        _speak_of(clause, token)
    _composing(clause)
    _content_motion(clause)
    _content_removal(clause)
    _best_of(clause)
    _several(clause)
    for token in clause.free("unsupported"):
        if _is_of_layer(clause, token) or _is_later(clause, token):
            continue
        _refuse_or_agree(clause, token)
    for token in clause.free("filesize"):
        refuse(clause, token, "quality")
    for token in (*clause.free("holds"), *clause.free("untrue")):
        clause.claim(token, State.NOTED, token.kind)
        clause.trigger("holds", *clause.markers.get(token.start, ()))
        clause.drafts.append(Remark(token.kind, token.text.strip()))
    for token in clause.free("verb", "export"):
        clause.claim(token, State.NOTED, "export")
        clause.drafts.append(Remark("export"))


def _composing(clause: Clause) -> None:
    """ "Compose a song", "write me a tune": music that does not exist yet."""
    for verb in clause.free("verb", "add", "create", "make") if clause.has("noun", "music") else ():
        word, following = verb.text.lower(), clause.after(verb, LIGHT | _EPITHETS)
        invented = word in _COMPOSING or (word == "make" and following is not None and following.text.lower() == "up")
        if following is not None and following.is_a("side", "up"):
            following = clause.after(following, LIGHT | _EPITHETS)
        if invented and following is not None and following.is_a("noun", "music"):
            refuse(clause, verb, "compose")


def _speak_of(clause: Clause, token: Token) -> None:
    """ "Is photo 2 too dark? Brighten it": what is asked about is what comes next."""
    kind, _, value = token.value.partition(":")
    if kind in ("ordinal", "name"):
        clause.target, clause.topic = Reference(token.places, (value,) if kind == "name" else ()), "clip"
    elif kind:
        clause.topic = _TOPICS.get(value, "text")


def _is_later(clause: Clause, token: Token) -> bool:
    """ "So that I can email it": what somebody else will do with the video."""
    later = any(other.is_a("purpose", "purpose") and other.start < token.start for other in clause.tokens)
    if later:
        clause.claim(token, State.NOTED, "purpose")
    return later


def _is_of_layer(clause: Clause, token: Token) -> bool:
    """ "Fade out at the end" of the music, "remove the background" of a text: can be done, by their own rules."""
    if token.value == "fade":
        return clause.has("noun", *_FADING)
    backed = token.value == "matting" and token.text.lower() in _BACKS
    return backed and clause.has("noun", *_FADING[1:])


def refuse(clause: Clause, token: Token, category: str) -> None:
    """The token asks for what we cannot do: the whole clause is refused for it."""
    clause.claim(token, State.UNSUPPORTED, category)
    clause.refused.append((token.text.strip(), category))


def _refuse_or_agree(clause: Clause, token: Token) -> None:
    """ "No effects" is easy: there are none."""
    if clause.signed(token, token.value) is Sign.UNWANTED and clause.markers[token.start][0].kind == "neg":
        clause.claim(token, State.NOTED, "absent")
        clause.drafts.append(Remark("absent", token.text.strip()))
    else:
        refuse(clause, token, token.value)


def _content_motion(clause: Clause) -> None:
    playing = any(clause.has(kind) for kind in ("speed", "tempo", "backwards")) or clause.says("reverse")
    moving = [token for token in clause.free("contentmotion") if not (playing and token.text.lower() in _RUNNING)]
    if clause.has("noun", "motion") and not clause.has("content") and (clause.has("side") or clause.has("place")):
        moving = []
    things = clause.free("content")
    added = things and clause.says("add") and not (clause.has("quote") or clause.has("noun", *_LAID))
    if moving or added or (things and clause.says("move", "animate")):
        for token in (*moving, *things):
            clause.claim(token, State.UNSUPPORTED, "content_motion")
        words = sorted((*moving, *things), key=lambda token: token.start)
        clause.refused.append((" ".join(token.text for token in words), "content_motion"))


def _content_removal(clause: Clause) -> None:
    """ "Remove the person", "crop out the car": a thing inside a picture. "The cat photo": one that we cannot see."""
    crops = [token for token in clause.free("verb", "change") if token.text.lower().startswith("crop")]
    cut = crops[0] if crops else clause.one("verb", "remove", "swap") or _replacing(clause)
    things = [token for token in clause.free("content") if _is_object(clause, token)]
    reshaped = any(clause.has(kind) for kind in ("ratio", "aspect", "platform", "pixels", "fit"))
    if cut is None or reshaped or (not things and not crops):
        return
    following = clause.after(things[0]) if things else None
    seen = following is not None and following.is_a("noun", "picture", "clip")
    if seen and not cut.is_a("verb", "remove"):
        return
    for token in (*things, *crops):
        refuse(clause, token, "crop" if not things else "semantic" if seen else "matting")


def _replacing(clause: Clause) -> Token | None:
    """ "Replace the sky in photo 4"."""
    return next((token for token in clause.free("verb", "change") if token.text.lower() in ("replace", "change")), None)


def _best_of(clause: Clause) -> None:
    """ "A highlight reel from my footage": which parts are the best, nobody here sees; of photos it is a slideshow."""
    reels = [token for token in clause.free("noun", "video") if token.text.lower().startswith("highlight")]
    others = [token for token in clause.free("noun", "video", "clip") if token not in reels]
    if reels and others and not clause.has("noun", "picture") and clause.has("prep", "from", "of"):
        refuse(clause, reels[0], "semantic")


def _several(clause: Clause) -> None:
    """ "Make three videos": a project is one."""
    makes = [token for token in clause.tokens if token.kind == "verb" and token.text.lower() in _MAKING]
    for token in (*clause.free("number"), *clause.free("count")):
        before, after = clause.before(token), clause.after(token, LIGHT | _EPITHETS)
        made = before is not None and (before in makes or before.is_a("prep", "to", "into"))
        if made and makes and token.amount > 1 and after is not None and after.is_a("noun", "video"):
            refuse(clause, token, "several")


def _is_object(clause: Clause, thing: Token) -> bool:
    """ "The person", 图片里的人; not "the photo with the dog", 有狗的那张."""
    before = clause.before(thing, LIGHT | {"ordinal"})
    last = clause.before(thing, frozenset({"det"}))
    if last is not None and last.text == "有":
        return False
    inside = any(token.text in ("里", "中", "里面") for token in clause.tokens)
    return before is None or before.kind == "verb" or before.text == "out" or inside
