"""A clause: a stretch of an instruction that asks for one thing, and what the rules have made of its tokens so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from kineograph.studio.interpreter.drafts.general import OPEN, Draft, Reference
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.tokens import State, Token

_CONTRASTING = ("not", "instead of", "rather than", "而不是", "不是", "别", "不要")
_REFUSING = ("别", "不要")
_HEARD = ("noun", "music", "sound", "voice", "narration", "effect")
_ADDING = ("add", "加", "添加")


class Sign(Enum):
    WANTED = "wanted"
    UNWANTED = "unwanted"
    KEPT = "kept"


@dataclass(slots=True)
class Clause:
    """A clause being read. Rules claim tokens and leave drafts; ``authors`` names the rule that left each of them;
    ``topic`` is what a later "it" refers to; ``leant``: it was read with
    what was spoken of before. ``label``: what the sentence is about by its head, "Photo 2: …"."""

    number: int
    sentence: int
    tokens: tuple[Token, ...]
    previous: Clause | None = None
    signs: dict[int, Sign] = field(default_factory=dict)
    markers: dict[int, tuple[Token, ...]] = field(default_factory=dict)
    claims: dict[int, tuple[State, str]] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    topic: str = ""
    target: Reference = OPEN
    label: Reference = OPEN
    reason: tuple[str, str] = ("", "")
    leant: bool = False
    step: str = ""
    _by_kind: dict[str, list[Token]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # rules ask for a kind hundreds of times a clause
        self._by_kind = {}
        for token in self.tokens:
            self._by_kind.setdefault(token.kind, []).append(token)

    @property
    def begins(self) -> bool:
        """Whether nothing was said before it in this instruction."""
        return self.number == 0

    def free(self, kind: str, *values: str) -> list[Token]:
        """The unclaimed tokens of a kind, in order."""
        found = self._by_kind.get(kind)
        if found is None:
            return []
        return [token for token in found if token.start not in self.claims and (not values or token.value in values)]

    def one(self, kind: str, *values: str) -> Token | None:
        return next(iter(self.free(kind, *values)), None)

    def has(self, kind: str, *values: str) -> bool:
        """Whether such a token is here, claimed or not."""
        found = self._by_kind.get(kind)
        return found is not None and (not values or any(token.value in values for token in found))

    def claim(self, token: Token, state: State, where: str) -> None:
        self.claims[token.start] = (state, where)

    def store(self, token: Token, where: str) -> None:
        self.claim(token, State.STORED, where)

    def trigger(self, where: str, *tokens: Token | None) -> None:
        for token in tokens:
            if token is not None and token.start not in self.claims:
                self.claim(token, State.TRIGGER, where)

    def drop(self, draft: Draft) -> None:
        """Take back what a rule has left."""
        index = self.drafts.index(draft)
        del self.drafts[index], self.authors[index]

    def sign(self, token: Token) -> Sign:
        return self.signs.get(token.start, Sign.WANTED)

    def signed(self, token: Token, where: str) -> Sign:
        """The token's sign; the words that make it so are claimed as triggers."""
        self.trigger(where, *self.markers.get(token.start, ()))
        return self.sign(token)

    def only_not_added(self, token: Token) -> bool:
        """ "Don't add captions", 先别加字幕: that none come is asked, not that any go."""
        markers = self.markers.get(token.start, ())
        if not markers or markers[0].kind != "neg":
            return False
        added = any(marker.is_a("verb", "add") and marker.text.lower().startswith(_ADDING) for marker in markers)
        return added or markers[0].text.endswith(_ADDING)

    def contrasts(self, token: Token) -> bool:
        """ "Mute the clip, not the music": the thing is named only to say that it is not meant."""
        markers = self.markers.get(token.start, ())
        if markers and markers[0].start > token.start:
            return False  # 字幕不要: what stands before the negation is not wanted
        bare = len(markers) == 1 and markers[0].text.lower() in _CONTRASTING and not self.has("verb")
        before = self.previous
        if bare and markers[0].text in _REFUSING and (before is None or before.topic != "text" or self.has(*_HEARD)):
            return False  # 第二张5秒，不要音乐: it goes
        return bare and before is not None and before.sentence == self.sentence and before.has("verb")

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
        said = [token for token in self.tokens if token.start >= 0]
        body = [token for token in said if token.kind not in ("break", "conj")] or said
        return original[body[0].start : body[-1].end].strip(" ,，、")
