"""Tokens → clauses: stretches that ask for one thing each, so that what is not understood in one harms no other.

Hard punctuation always parts. Commas, "and", "then", "with" part only where what follows asks for something by itself;
otherwise it belongs to what came before, and so can hold it back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile, zip_longest

from kineograph.studio.interpreter.clauses.clause import Clause
from kineograph.studio.interpreter.clauses.joining import ends_in_verb, excepts, leads, stands_alone
from kineograph.studio.interpreter.clauses.joints import (
    asks_of_files,
    cuts_too,
    deals_too,
    does_something_strange,
    ends_in_place,
    excepts_too,
    fades_anew,
    fades_too,
    follows,
    goes_on_grading,
    in_colour,
    is_plus,
    looks_anew,
    places_too,
    refused_too,
    spares,
    stands_apart,
    stretch,
    takes_role,
    tells_too,
    turns_to_what_cannot,
    wishes_for_mood,
)
from kineograph.studio.interpreter.clauses.signs import assign_signs
from kineograph.studio.interpreter.lexing.groups import LIGHT
from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending import listing

HARD = frozenset(".;!?。；！？\n…")
_ASKING = frozenset(
    {
        "verb", "transition", "motion", "fade", "ratio", "aspect", "own", "quote",
        "relative", "factor", "unsupported", "untrue", "holds", "format", "resolution", "container", "level",
        "compress", "fps", "pixels", "platform", "fit", "tone", "plain", "grade",
        "preset", "field", "filter", "turned", "duration", "window", "percent", "neg", "contentmotion",
        "slide", "sortkey", "range", "multiple", "ends", "speed", "tempo", "loop",
        "backwards", "static", "aloft", "lines", "srt", "duck", "swell", "gripe", "opacity", "entrance", "ground",
    }
)  # fmt: skip
_ASKING_NOUNS = frozenset(
    {
        "title", "text", "caption", "lower_third", "credits", "watermark", "logo", "overlay", "inset", "music",
        "narration", "effect", "transition", "motion", "volume", "sound", "voice",
    }
)  # fmt: skip
_CREATING = ("create", "turn", "animate", "make", "edit", "use")
_GIVING = (*_CREATING, "add", "show")
_LISTED = ("title", "text", "caption", "watermark", "logo", "credits", "music", "narration", "transition", "motion")
_USES = ("music", "narration", "effect", "logo", "watermark", "inset", "overlay")
_EMPTY = LIGHT | {"correction", "break", "conj"}
_GOING_ON = (
    "rotation",
    "angle",
    "duration",
    "motion",
    "tone",
    "grade",
    "preset",
    "turned",
    "relative",
    "factor",
    "multiple",
    "tempo",
)
_TITLING = frozenset(
    {"mood", "duration", "unknown", "audience", "prep", "aspect", "platform", "strength", "resolution"}
)
_EPITHETS = LIGHT | {"mood", "strength", "static", "size", "color"}


def split(tokens: Sequence[Token], before: Clause | None = None) -> list[Clause]:
    """The clauses in order, the first after ``before``. Every token is in exactly one of them."""
    clauses: list[Clause] = []
    for sentence, body in enumerate(_sentences(tokens)):
        label = listing.label(body)
        for part in _merged(list(_parts(body))):
            previous = clauses[-1] if clauses else before
            if clauses and all(token.kind in _EMPTY | {"gripe", "pronoun"} for token in clauses[-1].tokens):
                previous = clauses[-1].previous
            clauses.append(Clause(len(clauses), sentence, tuple(part), previous, label=label))
    for clause in clauses:
        assign_signs(clause)
    return clauses


def _sentences(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    body: list[Token] = []
    for token, following in zip_longest(tokens, tokens[1:]):
        body.append(token)
        stops = token.kind == "break" and token.value in HARD
        if stops and not (following is not None and following.kind == "break" and following.value in HARD):
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
    if stands_apart(before[-1], token):
        return asks(before) and asks([token, *stretch(rest)])
    if token.kind == "break":
        if token.value == ":" or fades_too(before, rest):
            return token.value == ":" and _announces(before)
        if token.value == "、" or excepts(before):
            return token.value == "、" and (cuts_too(before, rest) or tells_too(before, rest))
        return token.value in ",，" and not (goes_on_grading(before, rest) or _goes_on_pointing(before, rest))
    if token.is_a("conj", "then") or token.is_a("except", "but") or turns_to_what_cannot(token, before, rest):
        return True
    if is_plus(token, rest) or spares(token, rest):
        return not is_plus(token, rest)
    if token.is_a("conj", "and") or (token.is_a("mark") and token.value != "list"):
        anew = not (fades_too(before, rest) or excepts_too(before, rest)) and any(
            rule(before, rest)
            for rule in (
                _begins_anew,
                _goes_on,
                _titles_too,
                _features_too,
                cuts_too,
                _files_too,
                places_too,
                refused_too,
                _told_too,
                deals_too,
                does_something_strange,
            )
        )
        return token.text in "&+" if token.kind == "mark" else anew
    return token.is_a("prep", "with") and _is_making(before) and _offers(rest)


def _announces(before: Sequence[Token]) -> bool:
    """ "Make a 30 second video: …", 制作一个30秒的视频：…: what it should have follows."""
    words = [token for token in before if token.kind not in LIGHT]
    named = any(token.is_a("noun", "video") for token in before)
    bare = named and all(token.kind in _TITLING or token.is_a("noun", "video") for token in words)
    return bare or (_is_making(before) and words[-1].is_a("noun", "video"))


def _goes_on_pointing(before: Sequence[Token], rest: Sequence[Token]) -> bool:
    """ "Set the look of clip 1, clip 2 and clip 3: …", "fit clip 1, clip 2 …": of the first nothing was said yet."""
    looks = any(token.text.lower() in ("look", "fit") for token in before)
    listed = before[-1].kind == "ordinal" and bool(rest) and rest[0].kind == "ordinal"
    return looks and listed and not any(token.kind in _ASKING and token.kind != "verb" for token in before)


def _begins_anew(before: Sequence[Token], rest: Sequence[Token]) -> bool:
    first = next((token for token in rest if token.kind not in LIGHT), None)
    if first is not None and first.kind == "quote" and before[-1].kind == "quote":
        return not any(len(token.places) > 1 for token in rest)
    kinds = ("verb", "motion", "neg", "quote", "unsupported", "correction", "speed", "loop", "backwards", "wish")
    altered = first is not None and (
        (first.kind in ("grade", "turned") and follows(first, rest, "pronoun", "det", "ordinal", "name", "portion"))
        or (first.kind == "transition" and follows(first, rest, "quant"))
        or (
            first.is_a("transition", "fade_black", "fade_white")
            and any(token.kind in ("quote", "duration") for token in before)
        )
    )
    if altered and any(token.kind == "verb" for token in before):
        return True
    if first is not None and first.kind == "window" and asks_of_files(before, rest):
        return True
    if rest and rest[0].text.lower() == "play" and any(token.kind == "verb" for token in before):
        return True
    return first is not None and (first.kind in kinds or fades_anew(first, rest) or looks_anew(first, before, rest))


def _titles_too(before: Sequence[Token], rest: Sequence[Token]) -> bool:
    """ "Calm music and the title "Rome"": a text with words of its own, where nothing is taken away or changed."""
    first = next((token for token in rest if token.kind not in LIGHT), None)
    ahead = rest[: next((i for i, token in enumerate(rest) if token.kind == "break"), None)]
    plain = not any(token.kind == "neg" or (token.kind == "verb" and token.value not in _GIVING) for token in before)
    titled = first is not None and first.is_a(
        "noun", "title", "text", "caption", "lower_third", "credits", "watermark", "logo"
    )
    return titled and plain and any(token.kind == "quote" for token in ahead) and asks(before)


def _files_too(before: Sequence[Token], rest: Sequence[Token]) -> bool:
    """ "Voice.mp3 as narration and song.mp3 as music": a file and its use, and then another."""
    ahead = list(stretch(rest))
    first = next((token for token in ahead if token.kind not in LIGHT), None)
    named = first is not None and first.kind == "name" and any(token.kind == "name" for token in before)
    return named and all(any(token.is_a("noun", *_USES) for token in part) for part in (before, ahead))


def _features_too(before: Sequence[Token], rest: Sequence[Token]) -> bool:
    """ "With music and text overlays", "add transitions and a title": one feature and then another, each wanted or
    unwanted by itself."""
    features = [token for token in before if token.is_a("noun", *_LISTED) or token.kind == "transition"]
    ahead = list(stretch(rest))
    first = next((token for token in ahead if token.kind not in _EPITHETS), None)
    if not features or first is None or not (first.is_a("noun", *_LISTED) or first.kind == "transition"):
        return False
    if first.kind == features[-1].kind == "transition" or ends_in_verb(before, ahead):
        return False
    plain = all(token.kind in _EPITHETS or token in features for token in before[before.index(features[-1]) :])
    other = first.kind != features[-1].kind or first.value != features[-1].value
    changed = any(token.is_a("verb", "change", "swap", "move", "raise", "lower") for token in before)
    definite = len(before) > 1 and before[-2].is_a("det", "definite") and before[0].is_a("verb", "make")
    changed = changed or definite
    return plain and other and not changed


def _told_too(before: Sequence[Token], rest: Sequence[Token]) -> bool:
    """ "The fourth must be removed and the fifth set to 7 seconds": a thing and what is done to it, twice."""
    ahead = [token for token in stretch(rest) if token.kind not in LIGHT]
    named = bool(ahead) and (ahead[0].kind in ("ordinal", "name", "noun"))
    done = next((token for token in ahead if token.kind in ("verb", "motion", "turned", "grade")), None)
    passive = any(token.kind in ("verb", "motion") and _is_passive(token) for token in before)
    passive = passive or (done is not None and done.text.lower().startswith("be ") and asks(before))
    return named and done is not None and passive and (_is_passive(done) or done.text.lower() in ("set", "put", "cut"))


def _is_passive(verb: Token) -> bool:
    return verb.text.lower().startswith("be ") or verb.text.lower().endswith(
        ("ed", "ed in", "ed out", "be set", "gone", "made")
    )


def _goes_on(before: Sequence[Token], rest: Sequence[Token]) -> bool:
    """ "The first 3 s and the second 6 s": the same thing of another clip."""
    first = next((token for token in rest if token.kind not in LIGHT), None)
    heard = first is not None and first.is_a("noun", "music", "sound", "voice", "narration", "effect")
    if first is None or not (first.kind in ("ordinal", "name") or first.is_a("pronoun", "rest") or heard):
        return False
    ahead = {token.kind for token in rest[: next((i for i, token in enumerate(rest) if token.kind == "break"), None)]}
    said = {token.kind for token in before}
    shared = ("percent", "relative") if heard else _GOING_ON
    return ("tone" in said and in_colour(rest)) or any(kind in ahead and kind in said for kind in shared)


def _is_making(before: Sequence[Token]) -> bool:
    verbs = [token for token in before if token.kind == "verb"]
    things = any(token.is_a("noun", "picture", "clip", "video") or token.kind == "pronoun" for token in before)
    return things and bool(verbs) and all(token.is_a("verb", *_CREATING) for token in verbs)


def _offers(rest: Sequence[Token]) -> bool:
    near = list(takewhile(lambda token: token.kind != "break", rest))
    return asks(near) or any(token.kind in ("unknown", "content") for token in near)


def asks(part: Sequence[Token]) -> bool:
    """Whether the stretch asks for something by itself."""
    return (
        in_colour(part)
        or takes_role(part)
        or wishes_for_mood(part)
        or any(
            token.kind in _ASKING
            or (token.kind == "angle" and token.text[0] in "转旋顺逆")
            or token.kind == "correction"
            or token.is_a("noun", *_ASKING_NOUNS)
            for token in part
        )
    )


def _merged(parts: list[list[Token]]) -> list[list[Token]]:
    merged: list[list[Token]] = []
    for part in parts:
        placed = part[0].is_a("conj", "and") and bool(merged) and all(ends_in_place(p) for p in (merged[-1], part[1:]))
        if len(merged) == 1 and leads(merged[0], part):
            merged[0] = merged[0] + part
        elif merged and not placed and (not asks(part) or not asks(merged[-1])):
            if stands_alone(part) or does_something_strange(merged[-1], part):
                merged.append(part)
            else:
                merged[-1] = merged[-1] + part
        else:
            merged.append(part)
    return merged
