"""Which texts are left out and which are meant besides: "all texts except the title", "the other text", "and the other
one too", "the same for the caption"."""

from __future__ import annotations

from dataclasses import replace

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.drafts.general import Reference, Remark
from kineograph.studio.interpreter.drafts.layers import Fading, Spared, TextChange, TextDraft, TextRemoval
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.rules.entrances import NOUNS
from kineograph.studio.interpreter.rules.pointing import unsaid
from kineograph.timeline.vocabulary import TextRole

_ROLES = {name: TextRole(name) for name in NOUNS if name != "text"}
_REMAINING = (
    "remaining", "the remaining", "the rest of", "剩下的", "其余的", "剩余", "其余", "剩余的", "余下的", "剩下",
)  # fmt: skip
_FIELDS = {"color": "color", "letter_size": "size", "shape": "size", "position": "place"}
_LOOKS = ("color", "hex", "size", "place", "relative", "percent", "duration")
_SAME = (
    "same",
    "the same",
    "likewise",
    "ditto",
    "too",
    "as well",
    "also",
    "也一样",
    "一样",
    "同样",
    "也这样",
    "也是",
    "也要",
)
_BARE = LIGHT | {"break", "conj", "pronoun", "prep", "spare", "noun", "quant", "correction"}


def spared(clause: Clause, nouns: list[Token], quotes: list[Token]) -> list[Token]:
    """The words for the texts that are left out, behind "except"."""
    exception = clause.one("except", "except")
    if exception is None:
        return []
    stop = next(
        (
            t.start
            for t in clause.tokens
            if t.start > exception.start and (t.kind in ("break", "verb", "spare") or t.is_a("pronoun", "rest"))
        ),
        clause.tokens[-1].end + 1,
    )
    named = [token for token in nouns if token.text != "文字" or token.places]
    return [token for token in (*named, *quotes) if exception.start < token.start < stop]


def of_tokens(tokens: list[Token]) -> Spared:
    """The texts that the words name: by their kind, their number, what they say."""
    found: list[TextRole | int | str] = []
    for token in tokens:
        if token.places:
            found.extend(token.places)
        elif token.kind == "quote":
            found.append(token.value)
        elif token.value in _ROLES:
            found.append(_ROLES[token.value])
    return tuple(found)


def others(clause: Clause) -> tuple[Token, Spared] | None:
    """ "The other text": all but the one that was spoken of; None where that is not said."""
    words = clause.free("spare")
    words += [token for token in clause.free("det", "new") if token.text.lower() in _REMAINING]
    words += [token for token in clause.free("pronoun", "rest") if _is_of_texts(clause, token)]
    return (words[0], _spoken_of(clause.previous)) if words else None


def _is_of_texts(clause: Clause, rest: Token) -> bool:
    """ "其余文字", "the others of the texts": right before the word."""
    following = clause.after(rest)
    return following is not None and following.is_a("noun", "text") and is_han(rest.text[0])


def _spoken_of(before: Clause | None) -> Spared:
    """The texts that the clause before was about; none where that is not clear."""
    if before is None or before.topic != "text":
        return ()
    written = [draft.content for draft in before.drafts if isinstance(draft, TextDraft) and draft.content]
    if before.sentence < 0 and not before.target.is_open:
        return tuple(written[-1:]) or before.target.places
    found: list[TextRole | int | str] = []
    for draft in before.drafts:
        if isinstance(draft, TextChange | TextRemoval | Fading) and not draft.target.every:
            found.extend(draft.target.places)
            found += [draft.old] if draft.old is not None else []
            found += [draft.role] if draft.role is not None and not (draft.target.places or draft.old) else []
        elif isinstance(draft, Remark):
            found.extend(of_tokens([token for token in before.tokens if token.is_a("noun", *NOUNS)]))
    return tuple(found)


def same(clause: Clause, role: TextRole | None, nouns: list[Token], target: Reference) -> list[TextChange]:
    """ "The same for the caption", "same colour for the caption", "the caption too": what was just changed of another
    text."""
    before = clause.previous
    words = [token for token in clause.tokens if token.text.lower() in _SAME]
    plain = all(token.kind in _BARE or token.start in clause.claims for token in clause.tokens)
    if before is None or before.topic != "text" or not words or not plain:
        return []
    earlier = [draft for draft in before.drafts if isinstance(draft, TextChange) and draft.content is None]
    looks = [draft.look for draft in earlier]
    if not looks or any(look.is_open for look in looks) or any(clause.has("noun", noun) for noun in _FIELDS):
        return []
    several = any(noun.text.lower().endswith("s") for noun in nouns)
    return [TextChange(look=look, role=role, target=target, several=several) for look in looks]


def like(clause: Clause, nouns: list[Token]) -> tuple[list[Token], TextChange] | None:
    """ "The caption in the same colour as the title", "same size for the caption": the texts that are meant, and what
    of another text they are to have; None where nothing is likened."""
    words = [token for token in clause.tokens if token.text.lower() in _SAME[:2]]
    fields = [token for token in clause.tokens if token.kind == "noun" and _field(token)]
    if not words or not fields or clause.has("quote") or any(clause.has(kind) for kind in _LOOKS):
        return None
    as_ = next(
        (token for token in clause.tokens if token.text.lower() in ("as", "like") and token.start > words[0].start),
        None,
    )
    models = [noun for noun in nouns if as_ is not None and noun.start > as_.start]
    meant = [noun for noun in nouns if noun not in models]
    model = of_tokens(models) if models else _spoken_of(clause.previous)
    if not meant or (as_ is not None and not models):
        return None
    clause.trigger("text", *fields, *models)
    return meant, TextChange(like=tuple(dict.fromkeys(map(_field, fields))), model=model)


def without_models(clause: Clause, nouns: list[Token]) -> list[Token]:
    """ "Same colour for the title as for the caption: light blue": the text that is only likened to."""
    colon = next((token for token in clause.tokens if token.text in (":", "：")), None)
    as_ = next((token for token in clause.tokens if token.text.lower() == "as"), None)
    same = any(token.text.lower() in _SAME[:2] for token in clause.tokens)
    if colon is None or as_ is None or not same or clause.has("quote"):
        return nouns
    models = [noun for noun in nouns if as_.start < noun.start < colon.start and noun.value in NOUNS]
    clause.trigger("text", *models)
    return [noun for noun in nouns if noun not in models] or nouns


def _field(token: Token) -> str:
    return _FIELDS.get(token.value, "") if token.value != "shape" or token.text.lower() == "size" else ""


def again_of_other(clause: Clause) -> bool:
    """ "And the other one too": the clause before once more, of the texts it was not about. Whether that was it."""
    words, before = clause.free("spare"), clause.previous
    if not words or before is None or not all(token.kind in _BARE - {"noun"} for token in clause.tokens):
        return False
    found = _spoken_of(before)
    drafts = [draft for draft in before.drafts if isinstance(draft, TextChange | TextRemoval)]
    if not found or not drafts or any(isinstance(draft, TextChange) and draft.content for draft in drafts):
        return False
    clause.store(words[0], "target")
    for draft in drafts:
        again = replace(draft, role=None, old=None, target=replace(draft.target, places=()), spared=found)
        clause.drafts.append(again)
    clause.topic = "text"
    return True


def is_unclear(clause: Clause, nouns: list[Token]) -> bool:
    """ "Clear everything that is not a title", "remove the title or the caption": not by guessing."""
    verb = next((token for token in clause.tokens if token.is_a("verb", "remove")), None)
    denied = verb is not None and any(token.kind == "neg" and token.start > verb.start for token in clause.tokens)
    chosen = clause.has("conj", "or") and len({noun.value for noun in nouns}) > 1
    return chosen or (denied and clause.has("quant"))


def place(clause: Clause) -> None:
    """ "The bottom one": of the texts that stand there."""
    for token in clause.free("at"):
        for index, draft in enumerate(clause.drafts):
            if isinstance(draft, TextChange | TextRemoval):
                clause.store(token, "target")
                clause.drafts[index] = replace(draft, at=token.value)


def spare(clause: Clause, left: list[Token]) -> None:
    """Of all the texts that are meant, those that "except" or "the other one" leaves out."""
    other = others(clause)
    spared = of_tokens(left) or (other[1] if other is not None else ())
    if not spared:
        for token in [*left, *([other[0]] if other is not None else [])]:
            unsaid(clause, token, "exception")
        return
    for token in (*left, *([other[0]] if other is not None else [])):
        clause.store(token, "spared")
    clause.trigger("spared", clause.one("except", "except"), *clause.free("quant", "all", "each"))
    drafts = [draft for draft in clause.drafts if isinstance(draft, TextChange | TextRemoval)]
    for index, draft in enumerate(clause.drafts):
        if isinstance(draft, TextChange | TextRemoval) and draft.old is None and not draft.target.places:
            clause.drafts[index] = replace(draft, spared=spared)
        elif not drafts or draft in drafts:
            unsaid(clause, (*left, *([other[0]] if other is not None else []))[0], "exception")
