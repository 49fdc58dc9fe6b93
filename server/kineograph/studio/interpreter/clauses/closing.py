"""What becomes of the tokens that no rule has claimed: grammar, colour, purpose, or not understood.

A clause is ``clean`` where nothing in it was left over and nothing refused; only clean clauses may change anything.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from kineograph.studio.interpreter.clauses import objects, removals
from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts import general as d
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.ledger import MEANINGFUL
from kineograph.studio.interpreter.lexing.tokens import State, Token

_FUNCTION = frozenset({"function", "polite", "det", "prep", "conj", "pronoun", "break", "mark", "says"})
_STYLES = frozenset({"mood", "strength", "aspect", "content", "color", "size", "unknown", "static", "number"})
_PURPOSES = frozenset({"unknown", "purpose", "audience", "content", "says", "mood", "number", "count"})
_PASSING = ("style", "purpose", "audience", "retracted", "platform")
_FINALLY = ("最后", "末了")
_THIS = ("this", "that", "这", "那", "这个", "那个", "这段", "那段")
_THAT_ONE = ("that one", "this one", "那张", "这张", "那一张", "这一张", "这个片段", "那个片段")
_AROUND = ("before", "after", "right after", "right before", "just after", "just before", "之前", "之后")
_THINGS = ("picture", "clip", "video")
_CHOOSING = "挑选取"
_MEANS = frozenset({"unknown", "descriptor", "function", "det", "audience", "content", "mark", "prep"})


def is_clean(clause: Clause) -> bool:
    return not clause.refused and not leftovers(clause)


def leftovers(clause: Clause) -> list[Token]:
    """The tokens nobody understood, in order; the words we do not know, where there are such."""
    found = _not_understood(clause)
    strange = [token for token in found if token.kind in ("unknown", "content", "contentmotion")]
    return strange or found


def _not_understood(clause: Clause) -> list[Token]:
    return [token for token in clause.tokens if clause.claims[token.start][0] is State.NOT_UNDERSTOOD]


def is_destructive(clause: Clause) -> bool:
    return any(draft.destroys for draft in clause.drafts)


def creates(clause: Clause) -> bool:
    return any(isinstance(draft, d.Create) for draft in clause.drafts)


def close(clause: Clause) -> None:
    _close_purpose(clause)
    _close_means(clause)
    if sum(draft.one_of_a_kind for draft in clause.drafts) > 1 and clause.has("conj", "or"):
        for token in clause.free("conj", "or"):
            clause.claim(token, State.NOT_UNDERSTOOD, "choice")
    if removals.takes_away(clause):
        removals.close(clause)
    for token in objects.strays(clause):
        clause.claim(token, State.NOT_UNDERSTOOD, "object")
    if _means_one(clause):
        _point_at_one(clause)
    for token in clause.tokens:
        if token.start not in clause.claims:
            state, where = _verdict(clause, token)
            clause.claim(token, state, where)


def _means_one(clause: Clause) -> bool:
    """ "That one", "this photo", 这张: a single clip, whichever it is; never all of them."""
    if clause.says("create", "turn", "animate"):
        return False
    for token in clause.tokens:
        word, following = token.text.lower(), clause.after(token, frozenset({"function"}))
        noun = following is not None and following.is_a("noun")
        if word in _THAT_ONE and (not noun or _is_single(following)):
            return True
        if word in _THIS and _is_single(following):
            return True
    return False


def _is_single(noun: Token | None) -> bool:
    clips = noun is not None and noun.is_a("noun", "picture", "clip")
    return noun is not None and clips and not noun.text.lower().removesuffix("'s").endswith(("s", "footage"))


def _point_at_one(clause: Clause) -> None:
    for place, draft in enumerate(clause.drafts):
        target = getattr(draft, "target", None)
        if isinstance(target, d.Reference) and target.is_open and not target.names_footage:
            clause.drafts[place] = replace(draft, target=replace(target, kind="this"))  # type: ignore[type-var]


_PLAIN_VERDICTS: dict[str, State] = {
    **dict.fromkeys(_FUNCTION, State.FUNCTION),
    "descriptor": State.DESCRIPTOR,
    "audience": State.NOTED,
    "purpose": State.NOTED,
    "retracted": State.NOTED,
}


def _verdict(clause: Clause, token: Token) -> tuple[State, str]:
    """What becomes of a token that no rule has claimed."""
    if token.kind == "verb":
        return _verb(clause, token)
    if token.kind == "noun":
        return _noun(clause, token)
    if _is_placed(clause, token) and token.is_a("prep", "before", "after", "between", "until"):
        return State.NOT_UNDERSTOOD, "unplaced"
    if token.kind in _PLAIN_VERDICTS and not token.is_a("pronoun", "rest") and not token.is_a("prep", "than"):
        state = _PLAIN_VERDICTS[token.kind]
        return state, token.kind if state is State.NOTED else ""
    if clause.drafts:
        return _beside(clause, token)
    return (State.FUNCTION, "") if _begins(clause, token) else _unplaced(token)


def _is_placed(clause: Clause, token: Token) -> bool:
    """Whether before and after say where something is: "the picture after the clip", not "after that"."""
    adding = any(isinstance(draft, d.Create) and draft.adding for draft in clause.drafts)
    following = clause.after(token)
    pointing = following is not None and (following.kind in ("ordinal", "name") or following.is_a("noun"))
    return is_destructive(clause) or adding or (pointing and token.text.lower() in _AROUND)


def _beside(clause: Clause, token: Token) -> tuple[State, str]:
    """What becomes of a word beside those that ask for something."""
    if _opens(clause, token):
        return State.FUNCTION, ""
    if token.is_a("quant", "only"):
        return State.TRIGGER, "only"
    if token.is_a("doubt", "doubt") and not is_destructive(clause):
        return State.FUNCTION, ""
    if _colours_only(clause, token):
        return State.NOTED, "style"
    return (State.TRIGGER, "but") if token.is_a("except", "but") else _unplaced(token)


def _opens(clause: Clause, token: Token) -> bool:
    """ "Actually, …", 最后…: how it goes on, not what."""
    finally_ = token.is_a("edge", "end") and token.text in _FINALLY and token is clause.words()[0]
    return finally_ or _begins(clause, token)


def _begins(clause: Clause, token: Token) -> bool:
    """ "No, …", "please, no, …": a correction of what was done before this was said."""
    opening = [other for other in clause.tokens if other.start <= token.start and other.kind not in LIGHT]
    return clause.begins and all(other.kind in ("correction", "break") for other in opening)


def _unplaced(token: Token) -> tuple[State, str]:
    return State.NOT_UNDERSTOOD, "unplaced" if token.kind in MEANINGFUL else "unknown"


def _colours_only(clause: Clause, token: Token) -> bool:
    """Whether the word only says what something is like: it changes nothing, and is repeated back."""
    degree = token.kind == "degree" and _follows_style(clause, token)
    style = token.kind in _STYLES and creates(clause) and _modifies(clause, token)
    return degree or style or _is_style(clause, token)


def _verb(clause: Clause, token: Token) -> tuple[State, str]:
    fits = any(token.value in draft.verbs for draft in clause.drafts)
    return (State.TRIGGER, token.value) if fits else (State.NOT_UNDERSTOOD, "unplaced")


def _noun(clause: Clause, token: Token) -> tuple[State, str]:
    general = token.value in (*_THINGS, "part", "logo", "step", "position", "order", "shape", "duration", "color")
    before = clause.before(token)
    if token.value in ("picture", "clip") and before is not None and before.text.lower() == "then":
        return State.NOT_UNDERSTOOD, "unplaced"
    if removals.takes_away(clause):
        general = removals.may_name(clause, token)
    if general and clause.drafts:
        return State.TRIGGER, token.value
    return State.NOT_UNDERSTOOD, "unplaced"


def _modifies(clause: Clause, token: Token) -> bool:
    """Whether the word only colours the thing it stands before: "golden wedding photos", or ends a cut-off sentence."""
    skip = _STYLES | {"descriptor", "function", "conj", "mark", "duration", "count", "fps", "resolution", "preset"}
    following = clause.after(token, skip)
    if following is None or following.kind == "break":
        return token.kind in ("strength", "mood") and clause.after(token, skip) is None
    return following.is_a("noun", *_THINGS) or following.kind in ("container", "resolution", "holds")


def _follows_style(clause: Clause, token: Token) -> bool:
    before = clause.before(token, frozenset({"function"}))
    return before is not None and before.kind == "descriptor"


def _is_style(clause: Clause, token: Token) -> bool:
    """ "a cinematic feel"."""
    following = clause.after(token, frozenset({"function"}))
    return (
        token.kind == "mood" and bool(clause.drafts) and following is not None and following.is_a("descriptor", "style")
    )


def _close_purpose(clause: Clause) -> None:
    """ "for my mum's birthday", "so I can post it": noted, as long as the job is to make or add something."""
    if is_destructive(clause) or not clause.drafts:
        return
    inside = False
    for token in clause.tokens:
        starts = token.is_a("prep", "for", "of", "about") or token.kind == "purpose" or _is_origin(clause, token)
        if starts:
            inside = token.kind == "purpose" or token.is_a("prep", "for") or creates(clause)
        elif token.kind == "break" or token.start in clause.claims:
            inside = False
        counts = token.kind in ("number", "count") and not creates(clause)
        if (
            inside
            and not counts
            and token.start not in clause.claims
            and token.kind in _PURPOSES
            and not _says_which(clause, token)
        ):
            clause.claim(token, State.NOTED, "purpose")


def _says_which(clause: Clause, token: Token) -> bool:
    """ "Black and white for the ugly photo": which clip is meant."""
    following = clause.after(token)
    return not creates(clause) and following is not None and following.is_a("noun", "picture", "clip")


def _is_origin(clause: Clause, token: Token) -> bool:
    """ "Photos from Japan", "the pictures from our holiday"."""
    before = clause.before(token)
    return token.is_a("prep", "from") and before is not None and before.is_a("noun", "picture", "clip")


def _close_means(clause: Clause) -> None:
    """ "Without installing software", "using AI": how, in a job to make a video, is nobody's business here; noted."""
    if not creates(clause):
        return
    for index, token in enumerate(clause.tokens):
        chosen = token.is_a("verb", "use") and token.text[0] in _CHOOSING
        if chosen or not (token.is_a("neg") or token.is_a("verb", "use")) or token.start in clause.claims:
            continue
        following = clause.tokens[index + 1 :]
        told = list(takewhile(lambda other: other.kind in _MEANS and other.start not in clause.claims, following))
        if any(other.kind == "unknown" for other in told):
            for other in (token, *told):
                clause.claim(other, State.NOTED, "purpose")


def said_in_passing(clause: Clause) -> list[tuple[int, int]]:
    """Where the words are that change nothing and are repeated back: spans of the text, neighbours together."""
    spans: list[tuple[int, int]] = []
    joined = False
    for token in clause.tokens:
        state, where = clause.claims[token.start]
        if state is State.NOTED and where in _PASSING:
            if joined and spans:
                spans[-1] = (spans[-1][0], token.end)
            else:
                spans.append((token.start, token.end))
            joined = True
        elif state not in (State.FUNCTION, State.DESCRIPTOR) or token.kind in ("break", "mark", "conj"):
            joined = False
    return spans
