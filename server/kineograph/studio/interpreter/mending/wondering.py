"""Questions, which change nothing: "how long is it now?", "should the pictures be longer?", 标题是黄色的吗？

A request in the shape of a question is none of them: "could it run backwards?", "is it possible to have it in 4K?". A
whole sentence that only asks is one token, which is answered and never carried out; its value is what it asks about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kineograph.studio.interpreter.lexing.groups import HEARD, LAID
from kineograph.studio.interpreter.lexing.lexer import is_han
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending.reporting import WISH
from kineograph.studio.interpreter.mending.steps import ALWAYS, when

_HARD = ".;!?\n"
_PARTICLES = ("吗", "嘛", "么")
_ASKING_ZH = (
    "什么",
    "多少",
    "怎么",
    "为什么",
    "多长",
    "多久",
    "哪里",
    "哪儿",
    "哪个",
    "哪张",
    "几张",
    "几秒",
    "几分钟",
    "几个",
    "第几",
    "谁",
    "几段",
    "怎样",
    "如何",
    "多大",
    "会不会",
    "是不是",
    "啥",
)
_NAMED = frozenset({"det", "noun", "function", "polite", "unknown", "degree"})
_CHOICE = re.compile(r"^是.+还是|好[，,]还是|[^，,、;；]还是")
"""“是先转场还是先调色？”, “红色还是黄色？”."""
_TELLING = frozenset(
    {"verb", "neg", "quote", "duration", "percent", "motion", "transition", "color", "hex", "relative", "grade", "tone",
     "place", "window", "ordinal", "mood", "multiple", "factor", "unsupported", "contentmotion", "preset", "turned"}
)  # fmt: skip
"""What tells rather than asks, where no question mark stands."""
_ASKED_FOR = ("可以", "能", "可否", "行吗", "行么", "好吗", "好么", "好嘛", "方便", "麻烦", "帮", "请")
_TOLD = re.compile(
    r"(?:we're|we are|i'm|i am|i took|we took|i shot|we shot|we went|i went|i have|we have|we just|i just|they are|"
    r"they're|(?:my|our|the) (?:client|customer|company|shop|brand|studio|team|store|agency)s?) (?!not |too |so )"
)
_SAID = frozenset(
    {
        "function",
        "polite",
        "det",
        "pronoun",
        "unknown",
        "descriptor",
        "number",
        "count",
        "prep",
        "conj",
        "mark",
        "content",
    }
) | {"audience", "purpose", "except", "quant", "participle"}
_CALLED = re.compile(r"(?:my|our|the|his|her|their) (?:\S+ ){1,2}(?:is|are) (?:called|named) ")
"""What a company is called is no title."""
_GREETINGS = ("hi", "hey", "hello", "ok", "okay", "so", "well", "morning", "good morning")
_OLD = 12
_SUBJECTS = (*LAID, *HEARD, "transition", "video", "picture", "clip")
_WEIGHING = ("relative", "gripe", "grade", "degree", "size")
_LONGEST = 12
_OPENING = (
    r"(?:(?:so|and|but|now|ok|okay|hey|hi|hello|hm+|um|well|wait|please|actually|by the way|btw|quick question) )*"
)
_HELPER = r"(?:is|are|was|were|do|does|did|can|could|will|would|has|have|should|am)"
_SUBJECT = r"(?:it|that|this|these|those|there|the|you|we|i|my|our|they|each|all|a|an)"
_OPEN = (
    r"(?:what|which|why|who|whose|whom|how|where|when)(?! about| if| not| (?:don't|dont) (?:you|we)| would it be if)"
)
_POSSIBLE = (
    r"(?:it|there|that|this) (?:a |any )?(?:possible|way|chance|ok|okay|fine)\b|you able|"
    r"there (?:a |any )?(?:possibility|option|chance|way)\b"
)
_ASKED = re.compile(
    rf"{_OPENING}(?:{_OPEN} (?:(?!(?:i|we|you|they|he|she)(?:'[a-z]+)? |my |the user )\S+ ){{0,3}}?"
    rf"{_HELPER} {_SUBJECT}\b|"
    r"(?:do you know|tell me|can you tell me|could you tell me|i wonder|i was wondering|any idea) "
    r"(?:what|which|why|who|how|where|when|whether)\b|"
    r"(?:what|which|how many|how long|how much) (?:\S+ ){0,2}(?:is|are|was) (?:left|used|selected|there|playing)\b|"
    rf"(?:is|are|was|were|isn't|aren't|wasn't|does|did|doesn't|didn't) (?!{_POSSIBLE}){_SUBJECT}\b)"
)
_MARKED = re.compile(
    rf"{_OPENING}(?:(?:what|which|why|who|whose|whom)(?! about| if| not| (?:don't|dont) (?:you|we))|"
    rf"(?:how|where|when) (?:\S+ )?(?:{_HELPER}|many|much|long|big|far|often)\b|"
    r"(?:is|are|was|were|isn't|aren't|wasn't) "
    rf"(?!{_POSSIBLE})|(?:does|did|doesn't|didn't|has|hasn't|am) |"
    r"(?:do|don't) (?:you(?! (?:mind|think you|wanna|want to))|we|they|i|these|those) |"
    r"have (?:you|we|they|i) |(?:should|will|wouldn't|shouldn't|won't) (?!you\b|we\b|i\b)|"
    r"would (?!you\b|(?:it|that) be (?:possible|ok|okay|fine|alright|all right|feasible|doable|too much)\b|"
    r"it (?:hurt|kill)\b|love|like|prefer))"
)
_BE = r"(?:is|are|was|were|isn't|aren't|wasn't|weren't|has|have|hasn't|haven't|does|doesn't|did|didn't)"
_UNMARKED = re.compile(
    rf"{_OPENING}(?:is|are|was|were|isn't|aren't|wasn't|weren't|does|doesn't|did|didn't|has|hasn't) "
    r"(?!(?:it|there|that|this) (?:a |any )?(?:possible|way|chance|ok|okay|fine|possibility|option)\b)"
    r"(?:the|my|our|this|that|it|they|there|these|those|all|each|both|any|every|you|we|"
    r"(?:photo|picture|image|slide|clip|number|title|caption|text|music|logo)s?)\b"
)
_GOING = r"(?:fade|play|start|end|last|show|zoom|pan|stay|read|say)s?"
_DONE = r"(?:\S+ed|put|set|made|cut|took|got|gave)"
_STATED = re.compile(
    rf"{_OPENING}(?:(?:\S+ )?(?:\S+ )?\S+(?:'s| (?:{_BE}|{_GOING}))|"
    rf"(?:you|we)(?:'ve|'d| have| had)?(?: \S+)? {_DONE}) "
)
"""What is stated, and a question only by its mark or its tag: "the title's yellow now?", "it fades out, right?"."""
_BY_NOW = re.compile(r"(?:^|.* )(?:now|already|yet|still|currently|at the moment|so|then) ")
_TAG = re.compile(
    r"(?:right|correct|yes|yeah|no|true|"
    r"(?:is|are|was|were|does|do|did|has|have|can|could|will|would|should)(?:n't| not)? "
    r"(?:it|they|that|there|you|we)|(?:it|they|that|there|you|we) not) "
)


@when(ALWAYS)
def gather(tokens: list[Token]) -> list[Token]:
    """The tokens in their places, those of a sentence that only asks in one."""
    found: list[Token] = []
    sentence: list[Token] = []
    for token in tokens:
        if token.kind == "break" and token.value in _HARD:
            found.extend(_wondered(sentence, asked=token.value == "?"))
            found.append(token)
            sentence = []
        else:
            sentence.append(token)
    return [*found, *_wondered(sentence, asked=False)]


def _wondered(sentence: list[Token], *, asked: bool) -> list[Token]:
    if not sentence:
        return sentence
    led = next((index for index, token in enumerate(sentence) if not token.is_a("polite", WISH)), 0)
    if led:
        return [*sentence[:led], *_wondered(sentence[led:], asked=asked)]
    if not sentence[0].text[0].isascii() or is_han(sentence[-1].text[0]):
        return [_as_one(sentence, "")] if _asks_in_chinese(sentence, asked=asked) else sentence
    line = _line(sentence[:_LONGEST])
    if _ASKED.match(line) or (asked and _MARKED.match(line)) or _is_stated(sentence, asked=asked):
        return [_as_one(sentence, " ")]
    return _told(_untagged(sentence))


def _line(tokens: Sequence[Token]) -> str:
    return " ".join(token.text.lower().replace("’", "'") for token in tokens) + " "


def _tag(sentence: Sequence[Token]) -> int:
    """Where ", isn't it", ", right" begins at the end; 0 where none does, and where it is a complaint that ends so."""
    comma = next(
        (index for index in range(len(sentence) - 2, max(len(sentence) - 5, 0), -1) if sentence[index].text == ","), 0
    )
    weighs = any(token.kind in _WEIGHING for token in sentence[:comma])
    return comma if comma and not weighs and _TAG.fullmatch(_line(sentence[comma + 1 :])) else 0


def _is_stated(sentence: Sequence[Token], *, asked: bool) -> bool:
    """ "Is the title still yellow", "the title's yellow now?", "it fades out, doesn't it": all in one part."""
    tag = _tag(sentence)
    said = sentence[: tag or len(sentence)]
    line = _line(said)
    if any(token.kind == "break" for token in said) or len(said) > _LONGEST:
        return False
    stated = (tag or (asked and _BY_NOW.match(line))) and _STATED.match(line)
    return bool(stated or _UNMARKED.match(line))


def _untagged(sentence: list[Token]) -> list[Token]:
    """ "Put the title at the top, right?": what asks for no more than consent."""
    tag = _tag(sentence)
    return (
        [*sentence[:tag], *(replace(token, kind="function", value="tag") for token in sentence[tag:])]
        if tag
        else sentence
    )


def _told(sentence: list[Token]) -> list[Token]:
    """ "We're launching our new brand.", "I took 200 photos, …": what is told before a video is asked for."""
    if sentence[0].text.lower() in _GREETINGS and len(sentence) > len(",x") and sentence[1].text == ",":
        return [*sentence[:2], *_told(sentence[2:])]
    stops = [index for index, token in enumerate(sentence) if token.text in (",", "—", "–", ":")]
    for end in (len(sentence), *reversed(stops)):
        part, rest = sentence[:end], sentence[end:]
        line = " ".join(token.text.lower() for token in part) + " "
        strange = any(token.kind in ("unknown", "content") for token in part)
        plain = all(token.kind in _SAID or token.is_a("noun", "picture", "video") or _is_age(token) for token in part)
        called = end == (stops[0] if stops else len(sentence)) and _CALLED.match(line)
        if called and not any(token.kind == "noun" for token in part):
            return [replace(_as_one(part, " "), kind="purpose", value="told"), *rest]
        asks = next((token for token in rest[1:] if token.kind != "polite"), None)
        if strange and plain and _TOLD.match(line) and (not rest or (asks is not None and asks.kind == "verb")):
            if rest:
                rest[0] = replace(rest[0], kind="break", value=",")
            return [replace(_as_one(part, " "), kind="purpose", value="told"), *rest]
    return sentence


def _is_age(token: Token) -> bool:
    """ "My grandma's 80th"."""
    return token.kind == "ordinal" and bool(token.places) and token.places[0] > _OLD


def _asks_in_chinese(sentence: Sequence[Token], *, asked: bool) -> bool:
    """What ends in 吗 or has a word that asks, and asks for no favour."""
    text = "".join(token.text for token in sentence)
    marked = asked
    asked = asked or not any(token.kind in _TELLING for token in sentence)
    asks = text.endswith(_PARTICLES) or (asked and any(word in text for word in _ASKING_ZH))
    asks = asks or (marked and _CHOICE.search(text) is not None)
    if text.endswith(_PARTICLES) and sentence[0].kind == "det" and all(token.kind in _NAMED for token in sentence):
        return True  # 这个音乐可以吗
    return asks and not any(word in text for word in _ASKED_FOR)


def _as_one(sentence: Sequence[Token], joint: str) -> Token:
    text = joint.join(token.text for token in sentence)
    about = next((token for token in sentence if _is_subject(token)), None)
    value, places = (_as_noun(about), about.places) if about is not None else ("", ())
    return replace(sentence[0], kind="asked", value=value, end=sentence[-1].end, text=text, places=places)


def _is_subject(token: Token) -> bool:
    return token.kind in ("ordinal", "name", "transition") or token.is_a("noun", *_SUBJECTS)


def _as_noun(token: Token) -> str:
    """Kind and value of what is asked about; of several clips, and of pictures in general, the video."""
    general = token.is_a("noun", "picture") or (token.is_a("noun", "clip") and token.text.lower().endswith("s"))
    if general or token.kind == "transition":
        return "noun:video" if general else "noun:transition"
    return f"{token.kind}:{token.value}"
