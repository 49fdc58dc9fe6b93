"""How the pictures look: black and white, brighter, warmer, a vignette, sharper, blurred; and back to how they came."""

from __future__ import annotations

from kineograph.studio.interpreter.clauses.clause import Clause, Sign
from kineograph.studio.interpreter.drafts.general import Draft, Remark
from kineograph.studio.interpreter.drafts.looks import LookDraft, LookRemoval
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.rules.grading import Amounts, changes
from kineograph.studio.interpreter.rules.looking import describes_subject, is_foreign, look_target
from kineograph.studio.interpreter.rules.pointing import unsaid
from kineograph.studio.interpreter.rules.refusals import refuse
from kineograph.timeline.vocabulary import Mood, Tone

_KINDS = ("tone", "plain", "field", "grade", "preset")
_COMPLAINTS = ("too ", "so ", "太", "偏", "有点", "not ", "不够", "过", "欠")
_LASTING = ("tone", "field", "filter", "preset")
_TELLING = ("is", "are", "it's", "was", "looks", "look")


def read(clause: Clause) -> None:
    _restore(clause)
    words = _words(clause)
    filters = clause.free("filter")
    if words:
        _read_manner(clause)
    else:
        _read_filters(clause, filters)
        return
    if _is_about_a_part(clause, words):
        return
    if _gives_a_reason(clause):
        for token in clause.words():
            clause.claim(token, State.NOTED, "reason")
        clause.drafts.append(Remark("noted", _span(clause.words())))
        return
    wanted = [word for word in words if clause.sign(word) is Sign.WANTED]
    if wanted:
        clause.trigger("look", *filters, *clause.free("palette"), *clause.free("edge", "whole"))
        _apply(clause, wanted)
        for word in words:
            if word not in wanted:
                clause.signed(word, "look")
                clause.trigger("look", word)
        return
    _leave_out(clause, words, filters)


def _gives_a_reason(clause: Clause) -> bool:
    """ "Remove the third, it is too dark"."""
    before = clause.previous
    gone = before is not None and before.sentence == clause.sentence and any(draft.destroys for draft in before.drafts)
    told = any(
        token.text.lower() in _TELLING or token.text.lower().startswith(("too ", "so ")) or is_han(token.text[0])
        for token in clause.tokens
    )
    return gone and told and clause.has("pronoun", "it", "them") and not clause.has("verb")


def _restore(clause: Clause) -> None:
    """ "Restore the colours of the second", 恢复第二张的颜色."""
    verbs = [*clause.free("restore"), *(token for token in clause.free("verb") if token.text.lower() == "restore")]
    colours = [*clause.free("noun", "color"), *clause.free("palette"), *clause.free("plain")]
    if not verbs or not colours or clause.has("noun", "title", "text", "caption"):
        return
    clause.store(verbs[0], "reset")
    clause.trigger("look", *colours)
    clause.drafts.append(LookDraft(reset=True, target=look_target(clause)))


def _words(clause: Clause) -> list[Token]:
    found = [token for kind in _KINDS for token in clause.free(kind)]
    found = [token for token in found if not is_foreign(clause, token) and not describes_subject(clause, token)]
    return sorted((*found, *_in_colour(clause)), key=lambda token: token.start)


def _in_colour(clause: Clause) -> list[Token]:
    """ "The rest in colour"."""
    texts = clause.has("noun", "title", "text", "caption") or clause.has("quote") or clause.has("color")
    if texts or clause.has("hex"):
        return []
    return [
        token
        for token in clause.free("noun", "color")
        if (before := clause.before(token, frozenset({"det"}))) is not None and before.text.lower() == "in"
    ]


def _is_about_a_part(clause: Clause, words: list[Token]) -> bool:
    """ "Blur the background", "make the sky bluer": a part of a picture, which is cut out for nobody."""
    parts = [token for token in clause.free("content") if _is_object(clause, token)]
    ground = [*clause.free("function", "background"), *clause.free("backdrop")]
    if clause.has("color") or clause.has("hex") or not (parts or ground):
        return False
    for token in (*parts, *ground, words[0]):
        refuse(clause, token, "matting")
    clause.refused[-len(parts) - len(ground) - 1 :] = [(_span(parts + ground + words[:1]), "matting")]
    return True


def _span(tokens: list[Token]) -> str:
    ordered = sorted(tokens, key=lambda token: token.start)
    return (" " if ordered[0].text.isascii() else "").join(token.text.strip() for token in ordered)


def _is_object(clause: Clause, token: Token) -> bool:
    following, before = clause.after(token), clause.before(token, frozenset({"det", "function"}))
    of_picture = following is not None and following.is_a("noun", "picture", "clip")
    told = before is not None and (before.is_a("prep", "of", "with", "about") or before.is_a("says"))
    return not (of_picture or told)


def _read_manner(clause: Clause) -> None:
    """ "Make it pop", "a cinematic look": how it should feel, which no setting of ours says."""
    for token in (*clause.free("manner"), *clause.free("mood", Mood.CINEMATIC)):
        if token.kind == "manner" or _is_manner(clause, token):
            clause.claim(token, State.NOTED, "style")
            clause.drafts.append(Remark("style", token.text.strip()))


def _is_manner(clause: Clause, token: Token) -> bool:
    """ "Make it look more cinematic"; not "a cinematic video" or "cinematic music"."""
    following, before = clause.after(token, frozenset()), clause.before(token, frozenset())
    after = following is not None and (
        following.text.lower() in ("look", "looks") or following.is_a("descriptor", "style")
    )
    told = before is not None and before.text.lower() in ("more", "look", "looks", "feel", "feels", "it", "更", "得")
    done = following is None or following.kind == "break"
    return (after or (told and done)) and not clause.has("noun") and not clause.says("create", "turn", "animate")


def _read_filters(clause: Clause, filters: list[Token]) -> None:
    """ "Remove the filter" takes every look off; "add a filter" does not say which."""
    for token in filters:
        sign = clause.signed(token, "look")
        if sign is Sign.WANTED:
            refuse(clause, token, "filters")
        elif sign is Sign.KEPT or _forbids(clause, token):
            clause.claim(token, State.NOTED, "absent")
            clause.drafts.append(Remark("kept" if sign is Sign.KEPT else "avoided", token.text.strip()))
        else:
            clause.trigger("look", token)
            clause.drafts.append(LookRemoval(said=token.text.strip(), target=look_target(clause)))


def _forbids(clause: Clause, token: Token) -> bool:
    """ "Don't make it sepia" speaks of what shall not be done; "no sepia" also of what is there."""
    markers = clause.markers.get(token.start, ())
    if not markers or markers[0].kind != "neg":
        return False
    spoken = (
        len(markers) > 1 or markers[0].text.endswith("加") or markers[0].text.lower() in ("don't", "do not", "never")
    )
    return spoken or any(verb.start > markers[0].start for verb in clause.tokens if verb.kind == "verb")


def _leave_out(clause: Clause, words: list[Token], filters: list[Token]) -> None:
    lead = words[0]
    sign = clause.signed(lead, "look")
    clause.trigger("look", *words, *filters, *clause.free("palette"))
    lasting = [word for word in words if word.kind in _LASTING]
    if sign is Sign.KEPT:
        look_target(clause)
        clause.drafts.append(Remark("kept", lead.text.strip()))
    elif not lasting or _forbids(clause, lead):
        look_target(clause)
        clause.drafts.append(Remark("avoided", lead.text.strip()))
    else:
        _take_off(clause, lasting)


def _take_off(clause: Clause, words: list[Token]) -> None:
    tones = [Tone(word.value) for word in words if word.kind == "tone"]
    fields = tuple(word.value for word in words if word.kind == "field")
    said = words[0].text.strip()
    target = look_target(clause)
    if tones or fields:
        clause.drafts.append(LookRemoval(tones[0] if tones else None, fields, said, target))
    else:
        clause.drafts.append(LookRemoval(said=said, target=target))


def _apply(clause: Clause, words: list[Token]) -> None:
    resets = [word for word in words if word.kind == "plain"]
    for word in resets:
        clause.store(word, "reset")
    amounts = Amounts()
    if not changes(clause, [word for word in words if word.kind in ("field", "grade", "preset")], amounts):
        return
    tone = _tone(clause, [word for word in words if word.kind in ("tone", "noun")])
    draft = LookDraft(
        tone,
        tuple(amounts.set_to.items()),
        tuple(amounts.by.items()),
        tuple(amounts.times.items()),
        reset=bool(resets),
        scaled=amounts.scaled,
        guessed=amounts.guessed,
        target=look_target(clause),
    )
    _overtake(clause, draft)
    clause.drafts.append(draft)
    if tone is not None:
        for token in (*clause.free("strength"), *clause.free("degree")):
            clause.claim(token, State.NOTED, "style")


def _overtake(clause: Clause, draft: LookDraft) -> None:
    """ "It is too dark, brighten it by 20%": the complaint is no second wish."""
    before = clause.previous
    if before is None or before.sentence != clause.sentence:
        return
    if before.refused and all(category == "filters" for _, category in before.refused) and _is_bare_filter(before):
        before.refused.clear()
        for token in before.tokens:
            before.claim(token, State.TRIGGER, "overtaken")
    complaints = [token for token in before.tokens if token.kind == "grade" and token.text.startswith(_COMPLAINTS)]
    said = {name for name, _ in draft.by} | {name for name, _ in draft.set_to}
    for index, old in reversed(list(enumerate(before.drafts))):
        same = isinstance(old, LookDraft) and {name for name, _ in old.by} <= said and old.target == draft.target
        if (complaints and same) or _says_once_more(old, draft):
            del before.drafts[index], before.authors[index]
            for token in complaints:
                before.claim(token, State.TRIGGER, "overtaken")
            if isinstance(old, LookDraft) and old.by == draft.by:
                _say_twice(clause, before)


def _say_twice(*clauses: Clause) -> None:
    """ "Icy, colder": either of them asks for the same step, so neither has written it alone."""
    for clause in clauses:
        for token in clause.tokens:
            if token.kind == "grade" and clause.claims.get(token.start, (State.FUNCTION, ""))[0] is State.STORED:
                clause.claim(token, State.TRIGGER, "again")


def _says_once_more(old: Draft, draft: LookDraft) -> bool:
    """ "Colder, bluish", "crisp it up, it's soft": one wish in two words."""
    if not isinstance(old, LookDraft) or old.tone or draft.tone or not _is_same(old, draft):
        return False
    ways = [tuple((name, value > 0) for name, value in each.by) for each in (old, draft)]
    guessed = old.guessed and draft.guessed and bool(old.by)
    return ways[0] == ways[1] and old.set_to == draft.set_to and old.reset == draft.reset and (guessed or old.reset)


def _is_same(old: LookDraft, draft: LookDraft) -> bool:
    return old.target == draft.target or (old.target.is_open and draft.target.is_open)


def _is_bare_filter(clause: Clause) -> bool:
    """ "调色就行，亮一点": only that something be graded."""
    return all(token.kind == "filter" or token.is_a("verb", "add", "make", "use", "create") for token in clause.words())


def _tone(clause: Clause, words: list[Token]) -> Tone | None:
    """One tone at a time; "vintage" beside another is only its style."""
    if not words:
        return None
    plain = [word for word in words if word.value != Tone.VINTAGE] or words
    chosen = Tone.COLOR if plain[0].kind == "noun" else Tone(plain[0].value)
    for word in words:
        if word.kind == "noun" or word.value == chosen:
            clause.store(word, "tone")
        elif word.value == Tone.VINTAGE:
            clause.claim(word, State.NOTED, "style")
        else:
            unsaid(clause, word, "second_tone")
    return chosen
