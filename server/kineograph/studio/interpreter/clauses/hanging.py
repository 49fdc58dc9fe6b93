"""What hangs on a clause that was left alone: "it" of what is not there, the subject that Chinese leaves unsaid, and a
bare list that goes on about it."""

from __future__ import annotations

from collections.abc import Container, Sequence

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.clauses.closing import is_clean
from kineograph.studio.interpreter.drafts import layers
from kineograph.studio.interpreter.drafts.general import Create, Draft, Duration, MotionDraft, Move
from kineograph.studio.interpreter.drafts.looks import LookDraft, TransformDraft
from kineograph.studio.interpreter.drafts.playing import Backwards, Cutout, Speed
from kineograph.studio.interpreter.lexing.lexer import is_han

_LAID = (layers.TextChange, layers.TextDraft, layers.OverlayChange)
_POINTING = frozenset({"noun", "ordinal", "name", "quant", "quote", "own"})
_THINGS = ("picture", "clip", "video", "title", "text", "caption", "music", "logo", "overlay")
_LAYERS = ("title", "text", "caption", "lower_third", "credits", "watermark", "logo", "overlay", "inset")


def hangs(clause: Clause, held: Container[int]) -> bool:
    """ "Do what I don't understand and make it red": "it" is not there, nor is what "add no-such.jpg, 3 s" adds."""
    before = clause.previous
    if before is not None and before.sentence == clause.sentence and _says_when(before) and _is_held(before, held):
        return True
    if (_lists_on(clause) and _adds_in_vain(before, clause.sentence, held)) or _is_of_pieces(clause):
        return True
    if before is not None and _is_of_held(clause, before, held):
        return True
    if before is None or before.sentence != clause.sentence or not _is_held(before, held):
        return False
    pointed = any(before.has(*kind) for kind in (("ordinal",), ("name",), ("det", "new"), ("pronoun", "it", "them")))
    if _lists_on(clause) and (pointed or clause.has("except", "but") or hangs(before, held)):
        return True
    if clause.has("pronoun"):
        return not clause.has("noun") and not clause.has("ordinal")
    if _names_its_own(clause) or not clause.drafts:
        return False
    return all(_leans(draft, before, pointed) for draft in clause.drafts)


def _is_of_pieces(clause: Clause) -> bool:
    """ "切成三段，中间那段删掉": a piece, and no clip that is there now."""
    before = clause.previous
    cut = before is not None and before.sentence == clause.sentence and before.says("split")
    pieces = any(token.kind == "ordinal" and token.text.endswith(("段", "截", "块", "份")) for token in clause.tokens)
    return cut and pieces and bool(clause.drafts)


def _is_of_held(clause: Clause, before: Clause, held: Container[int]) -> bool:
    """ "I'm unhappy with the second photo. Make it brighter.": of that photo, and not of all."""
    near = before.number >= 0 and before.sentence + 1 >= clause.sentence
    pointed = any(before.has(kind) for kind in ("ordinal", "name", "number")) or before.has("pronoun", "rest")
    if before.sentence == clause.sentence and pointed and _is_apiece(clause) and _is_held(before, held):
        return True
    named = clause.has("noun") or clause.has("ordinal") or clause.has("name") or clause.has("quant")
    whole = [draft for draft in clause.drafts if isinstance(draft, Duration | MotionDraft | LookDraft)]
    spread = bool(whole) and all(draft.target.is_open for draft in whole)
    return near and pointed and spread and clause.has("pronoun", "it") and not named and _is_held(before, held)


def _is_apiece(clause: Clause) -> bool:
    """ "…, a second and a half each": of those that were named before."""
    apiece = clause.has("duration") and clause.has("quant", "each")
    return apiece and all(token.kind in ("duration", "quant", "prep", "conj") for token in clause.words())


def _says_when(clause: Clause) -> bool:
    """ "When the title shows, …": what is asked for is meant for that time only."""
    words = [token for token in clause.tokens if token.kind not in ("break", "polite", "mark")]
    return bool(words) and words[0].text.lower() in ("when", "while", "once", "until", "as soon as", "whenever")


def loses_exception(clause: Clause, clauses: Sequence[Clause]) -> bool:
    """ "All photos 2 seconds, but not the blorp one", "except for the blorp one, all 2 seconds": whom it spares is not
    understood."""
    for other in clauses:
        said = other.sentence == clause.sentence or (other.sentence == clause.sentence + 1 and _excepts(other))
        beside = said and abs(other.number - clause.number) == 1
        pointed = bool(clause.target.places or clause.target.names) and not clause.target.others
        after = other.number > clause.number
        if (
            beside
            and not is_clean(other)
            and (_spares(other, after=after) or (after and not pointed and (_denies(other) or _but_keeps(other))))
        ):
            return True
    return False


def _excepts(clause: Clause) -> bool:
    """ "Sepia. Except for number 2."."""
    words = clause.words()
    return bool(words) and words[0].is_a("except", "except")


def _spares(clause: Clause, *, after: bool) -> bool:
    words = [token for token in clause.tokens if token.kind not in ("break", "conj", "polite", "mark", "function")]
    if not words or clause.has("verb") or clause.drafts:
        return bool(words) and words[0].is_a("except", "except") and not after
    if words[0].is_a("except", "except"):
        return True
    opened = words[0].is_a("except", "but") or words[0].is_a("quant", "only")
    return after and len(words) > 1 and opened and words[1].is_a("neg") and words[1].text.lower() == "not"


def _but_keeps(clause: Clause) -> bool:
    """ "Reverse the order but keep the first one first"."""
    words = [token for token in clause.tokens if token.kind not in ("break", "conj", "polite", "mark", "function")]
    return len(words) > 1 and words[0].is_a("except", "but") and words[1].is_a("verb", "keep")


def _denies(clause: Clause) -> bool:
    """ "图片加转场，视频前后别加": whom the rule of all spares, though it is not clear where."""
    words = clause.words()
    named = any(token.kind in ("ordinal", "name") or token.is_a("noun", "picture", "clip", "video") for token in words)
    return bool(words) and words[-1].kind == "neg" and named and not clause.drafts


def _leans(draft: Draft, before: Clause, pointed: bool) -> bool:
    """ "加哔叭字幕“早安”，放在底部": of the text that was held; 把第三张噗咔一下，放大: of that picture."""
    if isinstance(draft, _LAID):
        return before.has("quote") or before.has("noun", *_LAYERS)
    chinese = any(is_han(token.text[0]) for token in before.tokens)
    of_clips = Duration | MotionDraft | LookDraft | TransformDraft | Speed | Backwards | Cutout
    whole = isinstance(draft, of_clips) and (draft.target.is_open or (draft.target.every and not draft.target.kind))
    return chinese and pointed and whole


def _names_its_own(clause: Clause) -> bool:
    plain = [token for token in clause.tokens if not token.is_a("noun", "duration", "color", "shape", "position")]
    plain = [token for token in plain if not (token.is_a("quant", "all") and token.text == "都")]
    if _rewords(clause):  # “…”那个标题，改成“…”: what it is to say, and not which
        plain = [token for token in plain if token.kind != "quote"]
    return any(token.kind in _POINTING for token in plain)


def _rewords(clause: Clause) -> bool:
    """ "变成“Sumer”", "change it to “Rome”": of a text that was named before."""
    texts = [draft for draft in clause.drafts if isinstance(draft, layers.TextChange | layers.TextDraft)]
    turned = clause.says("change", "turn") and not clause.has("noun")
    return turned and len(texts) == len(clause.drafts) and all(draft.content for draft in texts)


def _is_held(clause: Clause, held: Container[int]) -> bool:
    return clause.number in held or not is_clean(clause)


def _adds_in_vain(clause: Clause | None, sentence: int, held: Container[int]) -> bool:
    """Whether the bare list goes on about files that were to be added, and are not."""
    if clause is None or clause.sentence != sentence:
        return False
    if clause.says("add") and clause.has("name"):
        return _is_held(clause, held)
    return _lists_on(clause) and _adds_in_vain(clause.previous, sentence, held)


def goes_on_adding(clause: Clause | None, sentence: int) -> bool:
    """ "Add the new photo at the end, 2 seconds, zooming in": a bare list goes on about what is added."""
    if clause is None or clause.sentence != sentence:
        return False
    placing = clause.says("add") and any(isinstance(draft, Move) and draft.target.names for draft in clause.drafts)
    if placing or any(isinstance(draft, Create) and draft.adding for draft in clause.drafts):
        return True
    return _lists_on(clause) and goes_on_adding(clause.previous, sentence)


def _lists_on(clause: Clause) -> bool:
    """Whether the clause says how something should be, and neither what nor that anything is to be done."""
    told = clause.has("verb") or clause.has("ordinal") or clause.has("pronoun") or clause.has("quant", "all", "total")
    return not (told or clause.has("noun", *_THINGS) or clause.has("quote") or clause.has("name"))
