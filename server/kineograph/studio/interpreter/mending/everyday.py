"""Tokens whose meaning hangs on their neighbours, set right before the sentence is parted into clauses.

An adverb is no ordinal, a particle belongs to its verb, "everything but" excepts, "the 80th birthday" is no picture,
and what is taken back ("photo 2, no wait, photo 3") gives way to what replaces it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from kineograph.studio.interpreter.lexing.tokens import Token
from kineograph.studio.interpreter.mending import everyday_zh, excepting_en
from kineograph.studio.interpreter.mending.steps import Step, when

_ENDS = {"opening": 1, "closing": -1, "ending": -1}
_SEQUENCE = ("再", "先", "首先", "其次", "最后再", "再先", "接下来")
_INSTEAD = ("instead of", "rather than", "而不是", "而非")
_CLIPS = ("picture", "clip")
_CLOSING = ("instead", "then", "now", "again", "too", "though")
_POSITIONS = {"first": "start", "last": "end"}
_SWITCHED = (
    "music", "transition", "motion", "title", "text", "caption", "sound", "voice", "narration", "logo", "overlay",
)  # fmt: skip
_THINGS = ("picture", "clip", "video", "title", "text", "caption", "transition", "motion", "step")
_TIMED = frozenset({"duration", "clock", "window", "ends", "range", "percent", "factor", "relative"})
_EPITHETS = frozenset({"mood", "strength", "descriptor", "size"})


@when("style", also="contentmotion")
def _with_styles(tokens: list[Token]) -> list[Token]:
    """ "A calm, flowing pace": what the pace is like; nothing in a picture flows, and no new part begins."""
    found = list(tokens)
    for index, token in enumerate(tokens[:-1]):
        if token.kind == "contentmotion" and tokens[index + 1].is_a("descriptor", "style"):
            found[index] = replace(token, kind="purpose", value="style")
            if index > 1 and tokens[index - 1].text == "," and tokens[index - 2].kind in _EPITHETS:
                found[index - 1] = replace(tokens[index - 1], kind="mark")
                found[index - 2] = replace(tokens[index - 2], kind="purpose", value="style")
    return found


@when(*_INSTEAD)
def _with_contrasts(tokens: list[Token]) -> list[Token]:
    """ "Landscape instead of square": what it is not, up to the next stop; which clip it is not stays as it is said."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        if not (token.is_a("neg") and token.text.lower() in _INSTEAD):
            continue
        said = list(takewhile(lambda other: other.kind not in ("break", "conj"), tokens[index + 1 :]))
        leads = index == 0 or tokens[index - 1].kind in ("break", "polite")
        anew = next((at for at, other in enumerate(said) if other.kind == "verb"), 0)
        said = said[:anew] if leads and anew else said
        whole = not leads or len(said) + index + 1 < len(tokens)
        if whole and said and not any(other.kind in ("ordinal", "name", "beyond", "pronoun") for other in said):
            for place in range(index, index + 1 + len(said)):
                found[place] = replace(tokens[place], kind="retracted")
    return found


@when(*_POSITIONS, also="ordinal")
def _with_positions(tokens: list[Token]) -> list[Token]:
    """ "Put the clip first", "picture 5 last": where to, rather than which."""
    found = list(tokens)
    pointed = False
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        ends = following is None or following.kind in ("break", "polite") or following.text.lower() in _CLOSING
        led = next((other for other in reversed(tokens[:index]) if other.kind != "det"), None)
        beside = led is not None and led.is_a("prep", "before", "after", "between", "than")
        beside = beside or (led is not None and led.kind == "like")
        if pointed and ends and not beside and token.kind == "ordinal" and token.text.lower() in _POSITIONS:
            found[index] = replace(token, kind="edge", value=_POSITIONS[token.text.lower()], places=())
        pointed = token.kind not in ("break", "conj") and (
            pointed or token.kind in ("name", "ordinal") or token.is_a("noun", "clip") or token.is_a("pronoun", "it")
        )
    return found


@when("-", "−")
def _with_signs(tokens: list[Token]) -> list[Token]:
    """ "-3 seconds": a sign that changes what the number is, and means nothing here."""
    found = list(tokens)
    for index, token in enumerate(tokens[:-1]):
        following, free = tokens[index + 1], index == 0 or tokens[index - 1].end < token.start
        sign = token.kind == "mark" and token.text in "-−" and following.start == token.end and free
        if sign and following.kind in ("duration", "count", "ordinal"):
            found[index] = replace(token, kind="unknown")
    return found


@when("cut", "trim", "remove")
def _with_cuts(tokens: list[Token]) -> list[Token]:
    """ "Cut the second photo" takes it away; "cut 5 seconds", "cut it to 10 seconds" is about time. And the particles
    of such verbs: "trim 2 seconds off", "cut it down"."""
    found = list(tokens)
    for index, token in enumerate(tokens):
        ahead = list(takewhile(lambda other: other.kind not in ("break", "verb"), tokens[index + 1 :]))
        if token.is_a("verb", "cut"):
            timed = any(other.kind in _TIMED or other.is_a("edge", "both") for other in ahead) or _in_parts(ahead)
            found[index] = replace(token, value="trim" if timed else "remove")
        if token.is_a("verb", "cut", "trim", "remove"):
            for later, other in enumerate(ahead, index + 1):
                if other.text.lower() in ("off", "down"):
                    found[later] = replace(found[later], kind="function")
    return found


def _in_parts(tokens: Sequence[Token]) -> bool:
    """ "In two", "into 3 parts"."""
    return any(before.text.lower() in ("in", "into") and token.kind == "number" for before, token in pairwise(tokens))


@when(*_ENDS)
def _with_edges(tokens: list[Token]) -> list[Token]:
    """ "The opening picture", "the closing shot": the first and the last."""
    found = list(tokens)
    for index, token in enumerate(tokens[:-1]):
        named = tokens[index + 1].is_a("noun", "picture", "clip") or tokens[index + 1].text.lower() == "slide"
        if named and token.is_a("edge") and token.text.lower() in _ENDS:
            found[index] = replace(token, kind="ordinal", value="", places=(_ENDS[token.text.lower()],))
    return found


@when("matting")
def _with_backgrounds(tokens: list[Token]) -> list[Token]:
    """ "Remove the background music": nothing is cut out of a picture."""
    found = list(tokens)
    for index, token in enumerate(tokens[:-1]):
        cut = token.is_a("unsupported", "matting") or token.is_a("backdrop", "matting")
        if cut and token.text.lower().endswith("background") and tokens[index + 1].is_a("noun", "music", "sound"):
            verb = "change" if token.text.lower().startswith(("change", "replace", "swap")) else "remove"
            found[index] = replace(token, kind="verb", value=verb)
    return found


@when("(", "（", "place")
def _with_asides(tokens: list[Token]) -> list[Token]:
    """ "Captions (red, at the top)": what stands in parentheses parts nothing. "…: place top left" says where."""
    found = list(tokens)
    opened: int | None = None
    for index, token in enumerate(tokens):
        if token.kind == "mark" and token.text in "(（":
            opened = index
        elif token.kind == "mark" and token.text in ")）" and opened is not None:
            inside = range(opened + 1, index)
            if not any(tokens[place].kind == "verb" and tokens[place].text.lower() != "place" for place in inside):
                for place in (place for place in inside if tokens[place].kind == "break"):
                    found[place] = replace(tokens[place], kind="mark")
            opened = None
        placed = (
            token.text.lower() == "place" and index + 1 < len(tokens) and tokens[index + 1].kind in ("place", "side")
        )
        if placed and index and tokens[index - 1].kind in ("break", "mark"):
            found[index] = replace(token, kind="noun", value="position")
    return found


@when("no", "nope", "not", "不", "别")
def _with_objections(tokens: list[Token]) -> list[Token]:
    """ "5 seconds. No, 6": a no that stands alone takes back."""
    found = list(tokens)
    for index, token in enumerate(tokens[:-1]):
        if not index and token.text.lower() in ("no", "nope", "不") and tokens[1].text in ",，":
            found[index] = replace(token, kind="function")
            continue
        alone = index > 0 and tokens[index - 1].kind == "break" and tokens[index + 1].kind == "break"
        if alone and token.is_a("neg") and token.text.lower() in ("no", "not", "不", "别"):
            found[index] = replace(token, kind="correction", value="correction")
    return found


@when("first", "还是", *_SEQUENCE)
def _without_adverbs(tokens: list[Token]) -> list[Token]:
    """ "First make it square": an order of doing, not a picture."""
    found = list(tokens)
    for index, token in enumerate(tokens[:-1]):
        opens = all(before.kind in ("polite", "break", "mark") for before in tokens[max(0, index - 1) : index])
        listed = index > 1 and tokens[index - 2].kind == "ordinal"
        first = opens and not listed and token.kind == "ordinal" and token.text.lower() == "first"
        done = tokens[index + 1].kind in ("motion", "grade", "turned") and _goes_on_then(tokens[index + 1 :])
        adverb = first and (tokens[index + 1].kind == "verb" or tokens[index + 1].text == "," or done)
        after_all = token.text == "还是" and _opens(tokens, index)
        if adverb or after_all or _is_sequence(tokens, index):
            found[index] = replace(token, kind="function")
        elif first and tokens[index + 1].is_a("det", "definite", "mine"):
            # "first the clip, then …": an order of things that nobody here puts together
            clips = any(other.is_a("noun", *_CLIPS) for other in tokens[index + 2 : index + 3])
            found[index] = replace(token, kind="unknown" if clips else "function", places=())
    return found


def _goes_on_then(rest: Sequence[Token]) -> bool:
    """ "First zoom in, then …"."""
    said = takewhile(lambda token: not (token.kind == "break" and token.text in ".;!?\n"), rest)
    return any(token.is_a("conj", "then") for token in said)


def _is_sequence(tokens: Sequence[Token], index: int) -> bool:
    """ "先把…，再把…": an order of doing, where 再长一点 is a degree."""
    following = tokens[index + 1]
    done = following.kind in ("verb", "motion", "name", "ordinal") or following.text.startswith(
        ("把", "将", "给", "让", "用")
    )
    if tokens[index].text == "再" and following.is_a("verb", "add"):
        return True
    return _opens(tokens, index) and done and tokens[index].text in _SEQUENCE


def _opens(tokens: Sequence[Token], index: int) -> bool:
    """Whether a clause may begin here."""
    return index == 0 or tokens[index - 1].kind in ("break", "polite") or tokens[index - 1].is_a("conj", "then")


@when("off", "out")
def _with_particles(tokens: list[Token]) -> list[Token]:
    """ "Turn the music off": the verb stands apart from the particle that makes it a removal, or less by so much."""
    found = list(tokens)
    verb: int | None = None
    timed = False
    for index, token in enumerate(tokens):
        if token.kind == "verb":
            verb, timed = index if token.text.lower() in ("turn", "switch", "take") else None, False
        elif token.kind in ("break", "conj"):
            verb = None
        elif token.kind == "duration":
            timed = True
        elif token.text.lower() == "off" and verb is not None:
            found[verb] = replace(tokens[verb], value="shorten" if timed else "remove")
            found[index] = replace(token, kind="function", value="off")
        elif token.text.lower() == "out" and verb is not None and tokens[verb].text.lower() == "take":
            found[verb] = replace(tokens[verb], value="remove")
            found[index] = replace(token, kind="function", value="out")
        elif token.text.lower() == "off" and index and tokens[index - 1].is_a("noun", *_SWITCHED):
            found[index] = replace(token, kind="verb", value="remove")
    return found


@when("subject", also="ordinal")
def _without_ages(tokens: list[Token]) -> list[Token]:
    """ "My grandmother's 80th birthday": a number of something that is no clip."""
    found = list(tokens)
    for index, token in enumerate(tokens[:-1]):
        following = [other for other in tokens[index + 1 : index + 4] if other.kind != "function"]
        counts = token.kind == "ordinal" and token.text[0].isdigit() and token.text.isascii()
        if counts and following and following[0].is_a("descriptor", "subject") and not _names_thing(following):
            found[index] = replace(token, kind="unknown", value=token.text, places=())
    return found


def _names_thing(tokens: Sequence[Token]) -> bool:
    return any(token.is_a("noun", *_THINGS) for token in tokens)


STEPS: tuple[Step, ...] = (
    *everyday_zh.STEPS,
    _with_backgrounds,
    _with_asides,
    _with_particles,
    _with_cuts,
    _without_adverbs,
    _with_edges,
    _with_styles,
    _with_contrasts,
    _with_positions,
    _with_signs,
    _with_objections,
    _without_ages,
    excepting_en.but_some,
)
"""In this order."""
