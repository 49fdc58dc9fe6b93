"""One picture in the place of another: "replace the second photo with f.jpg", 把第二张换成新上传的那张."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import OPEN, Reference, Removal
from kineograph.studio.interpreter.drafts.moves import Replacement
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules.pointing import carried, is_sound_name

_OTHERS = ("title", "text", "caption", "music", "transition", "motion", "sound", "volume", "voice", "color", "order")
_OTHER_KINDS = ("motion", "transition", "fade", "mood", "own", "quote", "duration", "ratio", "aspect", "sortkey")
_REPLACING = ("replac", "替", "换", "更换", "改换", "改放", "顶", "代", "取代")
_INSTEAD = ("instead of", "rather than", "in place of", "in the place of")
_CHANGED_TO = ("换成", "换为", "换回", "换作", "替换成", "改成", "改用", "改回", "换到")
_COUNTING = ("upload", "uploaded", "上传的")


def read(clause: Clause) -> None:
    if not _says_more(clause) and _fills_gap(clause):
        return
    verb = _verb(clause)
    if verb is None or _says_more(clause):
        return
    if clause.signed(verb, "replace") is not Sign.WANTED and not clause.has("neg"):
        return
    named = sorted((*clause.free("ordinal"), *_names(clause)), key=lambda token: token.start)
    fresh = _fresh(clause)
    if (not named and not fresh) or _exchanges_two(verb, named):
        return
    old, new = _parties(clause, named, fresh)
    if old is None and _spoken_of(clause).is_open and not clause.has("pronoun"):
        return
    target = _spoken_of(clause) if old is None else _reference(old)
    _claim(clause, verb, [token for token in (old, new) if token is not None])
    upload = new is not None and _counts_uploads(clause, new)
    if fresh is not None:
        ones = [token for token in clause.free("number") if token.text.lower() == "one"]
        clause.trigger("media", fresh, *ones)
    source = _reference(new) if new is not None else OPEN
    clause.drafts.append(Replacement(target, source, upload, asked=new is None and fresh is None))
    clause.target, clause.topic = target, "clip"


def _says_more(clause: Clause) -> bool:
    others = clause.has("noun", *_OTHERS) or any(clause.has(kind) for kind in _OTHER_KINDS)
    return bool(clause.refused) or others


def _fills_gap(clause: Clause) -> bool:
    """ "Photo 3 has to go, use f.jpg instead", 第三张不要了，换成 f.jpg: what goes is replaced."""
    before = clause.previous
    verb = clause.one("verb", "use", "add", "change", "swap")
    named = [*clause.free("ordinal"), *_names(clause)]
    if before is None or before.sentence + 1 < clause.sentence or len(named) != 1 or verb is None:
        return False
    gone = before.drafts[0] if len(before.drafts) == 1 else None
    instead = any(token.text.lower() in ("instead", "there", "in its place") for token in clause.tokens)
    if not isinstance(gone, Removal) or gone.keeping or not (instead or verb.text.startswith(("换", "改"))):
        return False
    target = gone.target
    if len(target.places) + len(target.names) != 1 or clause.sign(verb) is not Sign.WANTED or before.number < 0:
        return False
    _claim(clause, verb, named)
    before.drafts, before.authors = [], []
    clause.drafts.append(Replacement(target, _reference(named[0]), _counts_uploads(clause, named[0])))
    clause.target, clause.topic = target, "clip"
    return True


def _verb(clause: Clause) -> Token | None:
    for token in (*clause.free("verb", "change"), *clause.free("verb", "swap")):
        word = token.text.lower()
        if word.startswith(_REPLACING) and (token.value == "change" or _exchanges(clause)):
            return token
        if token.value == "change" and not is_han(word[0]) and clause.has("prep", "to") and _names(clause):
            return token
        if token.value == "swap" and (word.startswith("swap out") or clause.has("prep", "for")):
            return token
    used = clause.one("verb", "use", "add")
    instead = next((token for token in clause.free("neg") if token.text.lower() in _INSTEAD), None)
    if used is not None and (instead is not None or _stands_for(clause, used)):
        return used
    pair = len(_names(clause)) + len(clause.free("ordinal")) == len(("old", "new"))
    return instead if pair and not clause.has("verb") and clause.free("name") else None


def _stands_for(clause: Clause, used: Token) -> bool:
    """ "Use f.jpg for the first picture"."""
    names, places = _names(clause), clause.free("ordinal")
    linked = len(names) == len(places) == 1 and names[0].start < places[0].start
    before = clause.before(places[0]) if linked else None
    return used.value == "use" and before is not None and before.is_a("prep", "for")


def _exchanges(clause: Clause) -> bool:
    """ "换一下" of one picture is a replacement, of two a swap."""
    return sum(max(1, len(token.places)) for token in (*clause.free("ordinal"), *_names(clause))) == 1


def _exchanges_two(verb: Token, named: list[Token]) -> bool:
    """ "把b.jpg跟d.jpg换过来": the one for the other, and the other for the one."""
    both = len(named) == 2 and named[1].start < verb.start
    return both and is_han(verb.text[0]) and not verb.text.endswith(("成", "为", "作", "做"))


def _names(clause: Clause) -> list[Token]:
    return [token for token in clause.free("name") if not is_sound_name(token)]


def _fresh(clause: Clause) -> Token | None:
    """ "The new one", 新上传的那张; "the remaining photos" are not one."""
    for token in (*clause.free("det", "new"), *(t for t in clause.free("det", "this") if t.text.startswith("刚"))):
        if not token.text.lower().startswith(("the rest", "remaining", "the remaining", "剩", "其余")):
            return token
    return None


def _parties(clause: Clause, named: list[Token], fresh: Token | None) -> tuple[Token | None, Token | None]:
    """What goes and what comes. "Use B instead of A", 用B替换A and "put B in place of A" name the new one first."""
    if fresh is not None:
        return (named[0] if named else None), None
    if len(named) == 1:
        carried_over = not _spoken_of(clause).is_open or clause.has("pronoun", "it")
        alone = carried_over and _follows_link(clause, named[0])
        return (None, named[0]) if alone else (named[0], None)
    first, second = named[0], named[1]
    return (second, first) if _new_comes_first(clause, first, second) else (first, second)


def _spoken_of(clause: Clause) -> Reference:
    """The clip that the clause leans on: "it", or in "换成 f.jpg" and "还是换回 a.jpg" the one that was spoken of."""
    before, words = clause.previous, clause.words()
    said = carried(clause)
    if not said.is_open or before is None or before.topic != "clip" or before.sentence + 1 < clause.sentence:
        return said
    opens = bool(words) and words[0].is_a("verb", "change") and words[0].text in _CHANGED_TO
    one = len(before.target.places) + len(before.target.names) == 1 and not before.target.others
    return before.target if opens and one and not before.target.beyond else said


def _follows_link(clause: Clause, token: Token) -> bool:
    before = clause.before(token)
    return before is not None and (
        before.is_a("prep", "with", "by", "for", "to") or before.text.endswith(("成", "为", "回"))
    )


def _new_comes_first(clause: Clause, first: Token, second: Token) -> bool:
    between = [token for token in clause.tokens if first.start < token.start < second.start]
    opening = clause.before(first)
    used = opening is not None and opening.is_a("verb", "use")
    if used and any(token.is_a("prep", "for") for token in between):
        return True
    taken = used and opening is not None and is_han(opening.text[0])
    instead = any(token.text.lower() in _INSTEAD for token in between)
    return instead or (taken and any(token.is_a("verb", "change") for token in between))


def _reference(token: Token) -> Reference:
    return Reference(token.places, () if token.places else (token.value,))


def _counts_uploads(clause: Clause, token: Token) -> bool:
    """ "Upload 6", "the sixth upload", 上传的第六张."""
    before, after = clause.before(token, LIGHT - {"det"}), clause.after(token, frozenset({"function"}))
    beside = [other.text.lower() for other in (before, after) if other is not None]
    return token.text.lower().startswith("upload") or any(word.startswith(_COUNTING) for word in beside)


def _claim(clause: Clause, verb: Token, parties: list[Token]) -> None:
    for token in parties:
        clause.store(token, "target")
    clause.trigger("replace", verb, *clause.free("verb", "change", "use", "add"), *clause.free("neg"))
    clause.trigger("replace", *clause.free("noun", "picture", "clip", "position"), *clause.free("quant", "only"))
