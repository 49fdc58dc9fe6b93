"""What a new video is to be made of, and whether one is spoken of at all: "a video from these", "a calm 20 s film"."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts.layers import Lines, OverlayDraft, SoundDraft, TextDraft
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token

_THINGS = ("picture", "clip")
_EPITHETS = frozenset(
    ("function", "polite", "descriptor", "aspect", "platform", "resolution", "level", "container", "tone", "preset")
) | {"duration", "mood", "unknown", "number"}
_PLAIN = frozenset({"function", "polite", "det", "descriptor", "mark", "unknown", "content", "mood"})
_LAYERS = (OverlayDraft, SoundDraft, TextDraft, Lines)
_OTHERS = (
    "title", "text", "caption", "lower_third", "credits", "watermark", "logo", "overlay", "inset", "music", "narration",
    "effect", "transition", "volume", "sound",
)  # fmt: skip
_BARE = LIGHT | _EPITHETS | {"break", "strength", "audience", "purpose", "count", "prep"}

MAX_EPITHET = 4
_CLIP_EPITHETS = frozenset(
    {"descriptor", "mood", "aspect", "platform", "resolution", "fps", "duration", "strength", "level", "unknown",
     "tone", "preset", "mark", "function", "container", "grade"}
)  # fmt: skip


def from_sources(clause: Clause, verb: Token | None) -> bool:
    """ "A video from these", "I want a film with all my photos", "a clip out of pictures 2 to 4"."""
    found = False
    if verb is not None and verb.value not in ("make", "create", "use", "turn", "show", "edit"):
        return False
    for token in clause.tokens:
        if token.is_a("noun", "video") or (token.is_a("noun", "clip") and not token.text.lower().endswith("s")):
            found = not _is_definite(clause, token) and clause.free("ordinal")[:1] != [clause.before(token)]
        elif found and (token.is_a("prep", "from", "of", "with") or token.text.lower() == "out of"):
            return _names_sources(clause, token)
    return False


def _names_sources(clause: Clause, link: Token) -> bool:
    after = clause.after(link, LIGHT - {"det"} | {"quant"})
    if after is None or any(isinstance(draft, _LAYERS) for draft in clause.drafts):
        return False
    pointed = after.kind in ("ordinal", "name") or after.is_a("noun", *_THINGS) or after.is_a("pronoun", "them", "it")
    if pointed or after.kind != "det":
        return pointed
    beyond = clause.after(after, LIGHT | {"quant", "number"})
    named = beyond is not None and (beyond.is_a("noun", *_THINGS) or beyond.kind in ("ordinal", "name"))
    return named or (after.is_a("det", "this") and (beyond is None or beyond.kind in ("break", "conj", "neg", "prep")))


def takes(clause: Clause, verb: Token | None) -> bool:
    """ "Show these five with hard cuts", "take pictures 1, 2 and 4": before there is anything to show."""
    if verb is None or verb.value not in ("show", "use") or not clause.begins:
        return False
    others = clause.has("noun", *_OTHERS) or clause.has("name") or clause.has("quote") or clause.has("neg")
    others = others or clause.has("quant", "only") or clause.has("pronoun") or clause.has("noun", "video")
    pointed = bool(clause.free("ordinal")) and not clause.drafts
    return not others and (pointed or clause.has("det", "this"))


def is_bare_video(clause: Clause) -> bool:
    """ "A video, please", "a calm 20 s video for meditation": nothing else was said."""
    named = False
    for token in clause.tokens:
        if token.is_a("noun", "video"):
            named = True
        elif token.is_a("quant", "only"):
            continue
        elif not (token.kind in _BARE or (token.kind in ("unknown", "content") and _is_purpose(clause, token, named))):
            return False
    return named and _opens(clause) and new_video(clause)


def _opens(clause: Clause) -> bool:
    """Whether nothing was asked for before it: "My client sells candles. She wants a cosy ad"."""
    before = clause.previous
    while before is not None and before.number >= 0:
        if before.drafts or before.refused:
            return False
        before = before.previous
    return clause.begins or before is None or before.number < 0


def _is_purpose(clause: Clause, token: Token, named: bool) -> bool:
    """Whether the word says what the video is of or for, rather than what is to be done."""
    if named:
        before = clause.before(token, _PLAIN | {"audience"})
        return before is not None and before.is_a("prep", "for", "about")
    following = clause.after(token, _BARE | {"unknown"})
    return following is not None and following.is_a("noun", "video")


def uploads_meant(clause: Clause) -> bool:
    return clause.has("det", "this") or clause.has("pronoun", "them")


def new_video(clause: Clause) -> bool:
    """ "a video", "slideshow": one that is not there yet, rather than "the video" or "this video"."""
    for token in clause.tokens:
        if token.is_a("noun", "video") or (token.is_a("noun", "clip") and clause.says("create")):
            return not _is_definite(clause, token)
    return clause.has("container") and clause.has("noun", *_THINGS)


def _is_definite(clause: Clause, token: Token) -> bool:
    before = clause.before(token, _EPITHETS | {"quant"})
    return before is not None and before.is_a("det", "definite", "mine", "this") and token.text != "slideshow"


def into_clip(clause: Clause) -> bool:
    """ "Turn my photos into a 24 fps clip": a video of its own."""
    for token in clause.tokens:
        article = clause.before(token, _CLIP_EPITHETS) if token.is_a("noun", "clip") else None
        goal = clause.before(article, frozenset()) if article is not None else None
        if goal is not None and goal.is_a("prep", "to") and article is not None and article.is_a("det", "indefinite"):
            return True
    return False


def invented(clause: Clause) -> list[Token]:
    """ "a video of a robot", "一只猫的视频": a subject nobody uploaded, rather than pictures or "my trip"."""
    another = clause.says("create") and (clause.has("det", "new") or clause.has("det", "indefinite"))
    things = [token for token in clause.tokens if token.is_a("noun", *_THINGS)]
    several = any(token.text.lower().endswith("s") for token in things)
    if (things and (several or not another)) or clause.has("det", "mine") or uploads_meant(clause):
        return []
    found: list[Token] = []
    for token in (*clause.free("unknown"), *clause.free("content")):
        before = clause.before(token, _PLAIN)
        told = before is not None and (before.is_a("prep", "of", "about") or before.is_a("verb", "show"))
        if told or (is_han(token.text[0]) and len(token.text) > MAX_EPITHET):
            found.append(token)
    return found
