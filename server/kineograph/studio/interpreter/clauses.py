"""Tokens → clauses: stretches that ask for one thing each, so that what is not understood in one harms no other.

Hard punctuation always parts. Commas, "and", "then", "with" part only where what follows asks for something by itself;
otherwise it belongs to what came before, and so can hold it back. Whether a thing is wanted, unwanted or to be kept is
decided here, once, for every rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from kineograph.studio.interpreter.drafts import OPEN, Draft, Reference
from kineograph.studio.interpreter.lexer import is_han
from kineograph.studio.interpreter.tokens import State, Token

HARD = frozenset(".;!?。；！？\n…")
LIGHT = frozenset({"function", "polite", "det", "descriptor", "mark"})
_ASKING = frozenset(
    {
        "verb", "transition", "motion", "fade", "ratio", "aspect", "own", "quote",
        "relative", "factor", "unsupported", "holds", "format", "resolution", "duration", "window",
        "range", "multiple", "ends", "percent", "neg", "contentmotion", "slide", "speed",
        "tempo", "loop", "backwards",
    }
)  # fmt: skip
_ASKING_NOUNS = frozenset({"title", "text", "caption", "music", "transition", "motion", "volume", "sound"})
_CREATING = ("create", "turn", "animate", "make", "edit", "use")
_GIVING = (*_CREATING, "add", "show")
_COLOURED = frozenset(
    {"noun", "transition", "fade", "slide", "motion", "quote", "mood", "own", "speed", "loop", "backwards"}
)
_FEATURES = frozenset({"noun", "transition", "fade", "slide", "motion"})


class Sign(Enum):
    WANTED = "wanted"
    UNWANTED = "unwanted"
    KEPT = "kept"


@dataclass(slots=True)
class Clause:
    """A clause being read. Rules claim tokens and leave drafts; ``topic`` is what a later "it" refers to."""

    number: int
    sentence: int
    tokens: tuple[Token, ...]
    previous: Clause | None = None
    signs: dict[int, Sign] = field(default_factory=dict)
    markers: dict[int, tuple[Token, ...]] = field(default_factory=dict)
    claims: dict[int, tuple[State, str]] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    topic: str = ""
    target: Reference = OPEN
    reason: tuple[str, str] = ("", "")

    def free(self, kind: str, *values: str) -> list[Token]:
        """The unclaimed tokens of a kind, in order."""
        return [token for token in self.tokens if token.start not in self.claims and token.is_a(kind, *values)]

    def one(self, kind: str, *values: str) -> Token | None:
        return next(iter(self.free(kind, *values)), None)

    def has(self, kind: str, *values: str) -> bool:
        """Whether such a token is here, claimed or not."""
        return any(token.is_a(kind, *values) for token in self.tokens)

    def claim(self, token: Token, state: State, where: str) -> None:
        self.claims[token.start] = (state, where)

    def store(self, token: Token, where: str) -> None:
        self.claim(token, State.STORED, where)

    def trigger(self, where: str, *tokens: Token | None) -> None:
        for token in tokens:
            if token is not None and token.start not in self.claims:
                self.claim(token, State.TRIGGER, where)

    def sign(self, token: Token) -> Sign:
        return self.signs.get(token.start, Sign.WANTED)

    def signed(self, token: Token, where: str) -> Sign:
        """The token's sign; the words that make it so are claimed as triggers."""
        self.trigger(where, *self.markers.get(token.start, ()))
        return self.sign(token)

    def after(self, token: Token, skip: frozenset[str] = LIGHT) -> Token | None:
        """The next token that is not of the skipped kinds."""
        later = (other for other in self.tokens if other.start > token.start and other.kind not in skip)
        return next(later, None)

    def before(self, token: Token, skip: frozenset[str] = LIGHT) -> Token | None:
        earlier = [other for other in self.tokens if other.start < token.start and other.kind not in skip]
        return earlier[-1] if earlier else None

    def says(self, *verbs: str) -> bool:
        return self.has("verb", *verbs)

    def words(self) -> list[Token]:
        """The tokens that carry something: no function words, no politeness, no punctuation."""
        return [token for token in self.tokens if token.kind not in LIGHT and token.kind != "break"]

    def text(self, original: str) -> str:
        """The words of the clause, as written."""
        body = [token for token in self.tokens if token.kind not in ("break", "conj")] or list(self.tokens)
        return original[body[0].start : body[-1].end].strip(" ,，、")


def split(tokens: Sequence[Token]) -> list[Clause]:
    """The clauses in order. Every token is in exactly one of them."""
    clauses: list[Clause] = []
    for sentence, body in enumerate(_sentences(tokens)):
        for part in _merged(list(_parts(body))):
            previous = clauses[-1] if clauses else None
            clauses.append(Clause(len(clauses), sentence, tuple(part), previous))
    for clause in clauses:
        _assign_signs(clause)
    return clauses


def _sentences(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    body: list[Token] = []
    for token in tokens:
        body.append(token)
        if token.kind == "break" and token.value in HARD:
            yield body
            body = []
    if body:
        yield body


def _parts(body: list[Token]) -> Iterator[list[Token]]:
    """The stretches between soft separators; a separator opens the stretch it introduces."""
    part: list[Token] = []
    for index, token in enumerate(body):
        if part and _parts_here(token, part, body[index + 1 :]):
            yield part
            part = []
        part.append(token)
    if part:
        yield part


def _parts_here(token: Token, before: Sequence[Token], rest: Sequence[Token]) -> bool:
    if token.kind == "break":
        return token.value in ",，"
    if token.is_a("conj", "then") or token.is_a("except", "but"):
        return True
    if token.is_a("conj", "and") or token.is_a("mark"):
        anew = _begins_anew(before, rest) or _goes_on(before, rest) or _titles_too(before, rest)
        return token.text in "&+" if token.kind == "mark" else anew
    return token.is_a("prep", "with") and _is_making(before) and _offers(rest)


def _begins_anew(before: Sequence[Token], rest: Sequence[Token]) -> bool:
    first = next((token for token in rest if token.kind not in LIGHT), None)
    if first is not None and first.kind == "quote" and before[-1].kind == "quote":
        return not any(len(token.places) > 1 for token in rest)
    kinds = ("verb", "motion", "neg", "quote", "unsupported", "correction", "speed", "loop", "backwards")
    return first is not None and first.kind in kinds


def _titles_too(before: Sequence[Token], rest: Sequence[Token]) -> bool:
    """ "Calm music and the title "Rome"": a text with words of its own, where nothing is taken away or changed."""
    first = next((token for token in rest if token.kind not in LIGHT), None)
    ahead = rest[: next((i for i, token in enumerate(rest) if token.kind == "break"), None)]
    plain = not any(token.kind == "neg" or (token.kind == "verb" and token.value not in _GIVING) for token in before)
    titled = first is not None and first.is_a("noun", "title", "text", "caption")
    return titled and plain and any(token.kind == "quote" for token in ahead) and _asks(before)


def _goes_on(before: Sequence[Token], rest: Sequence[Token]) -> bool:
    """ "The first 3 s and the second 6 s": the same thing of another clip."""
    first = next((token for token in rest if token.kind not in LIGHT), None)
    if first is None or not (first.kind == "ordinal" or first.is_a("pronoun", "rest")):
        return False
    ahead = {token.kind for token in rest[: next((i for i, token in enumerate(rest) if token.kind == "break"), None)]}
    return any(kind in ahead and any(token.kind == kind for token in before) for kind in ("duration", "motion"))


def _is_making(before: Sequence[Token]) -> bool:
    verbs = [token for token in before if token.kind == "verb"]
    things = any(token.is_a("noun", "picture", "clip", "video") or token.kind == "pronoun" for token in before)
    return things and bool(verbs) and all(token.is_a("verb", *_CREATING) for token in verbs)


def _offers(rest: Sequence[Token]) -> bool:
    stretch = []
    for token in rest:
        if token.kind == "break":
            break
        stretch.append(token)
    return _asks(stretch) or any(token.kind in ("unknown", "content") for token in stretch)


def _asks(part: Sequence[Token]) -> bool:
    """Whether the stretch asks for something by itself."""
    return any(
        token.kind in _ASKING or token.kind == "correction" or token.is_a("noun", *_ASKING_NOUNS) for token in part
    )


def _merged(parts: list[list[Token]]) -> list[list[Token]]:
    merged: list[list[Token]] = []
    for part in parts:
        if merged and (not _asks(part) or not _asks(merged[-1])):
            if _stands_alone(part):
                merged.append(part)
            else:
                merged[-1] = merged[-1] + part
        else:
            merged.append(part)
    return merged


def _stands_alone(part: Sequence[Token]) -> bool:
    """ "with sprinkles": nothing we know is asked for, and yet it is not part of what came before."""
    return part[0].is_a("prep", "with") and any(token.kind in ("unknown", "content") for token in part)


def _assign_signs(clause: Clause) -> None:
    """A negation or a verb colours what follows it, until the next one."""
    sign, markers = _inherited(clause), ()  # type: tuple[Sign, tuple[Token, ...]]
    pending: Token | None = None
    for token in clause.tokens:
        if token.kind == "neg":
            pending, sign, markers = token, Sign.UNWANTED, (token,)
        elif token.kind == "verb":
            sign, markers = _coloured(token, pending, sign, markers)
            pending = None
        elif token.is_a("prep", "with") and pending is None:
            sign, markers = (Sign.WANTED, ()) if sign is not Sign.UNWANTED else (sign, markers)
        elif token.is_a("except", "but"):
            sign, markers, pending = Sign.WANTED, (), None
        clause.signs[token.start], clause.markers[token.start] = sign, markers
    _colour_backwards(clause)


def _colour_backwards(clause: Clause) -> None:
    """ "把音乐关掉", "标题不要了", "music off": the verb or the negation may close the clause it colours."""
    last = next((token for token in reversed(clause.tokens) if token.kind in ("verb", "neg")), None)
    if (
        last is None
        or not (is_han(last.text[0]) or last.text.lower() == "off")
        or not (last.kind == "neg" or last.value in ("remove", "mute", "keep"))
    ):
        return
    if any(token.start > last.start and token.kind in _COLOURED for token in clause.tokens):
        return
    for token in clause.tokens:
        if token.start < last.start and token.kind in _COLOURED:
            clause.signs[token.start] = clause.signs[last.start]
            clause.markers[token.start] = clause.markers[last.start] or (last,)


def _coloured(
    verb: Token, pending: Token | None, sign: Sign, markers: tuple[Token, ...]
) -> tuple[Sign, tuple[Token, ...]]:
    negated = pending is not None
    mine = (*((pending,) if pending is not None else ()), verb)
    if verb.is_a("verb", "remove", "mute"):
        return (Sign.KEPT if negated else Sign.UNWANTED), mine
    if verb.is_a("verb", "keep"):
        return (Sign.UNWANTED if negated else Sign.KEPT), mine
    if negated:
        touched = verb.is_a("verb", "change", "touch", "edit", "move", "lengthen", "shorten", "raise", "lower")
        return (Sign.KEPT if touched else Sign.UNWANTED), mine
    if sign is Sign.UNWANTED and markers and markers[0].kind == "neg":
        return sign, markers
    return Sign.WANTED, ()


def _inherited(clause: Clause) -> Sign:
    """ "no music, titles or transitions": a bare list goes on as it began."""
    bare = all(
        token.kind in _FEATURES or token.kind in LIGHT or token.kind in ("conj", "break") for token in clause.tokens
    )
    before = clause.previous
    if not bare or before is None or before.sentence != clause.sentence:
        return Sign.WANTED
    features = [token for token in before.tokens if token.kind in _FEATURES]
    return before.sign(features[-1]) if features else Sign.WANTED
