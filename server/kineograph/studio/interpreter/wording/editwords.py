"""An edit in words, as something that was done, English and Chinese. Knows the edits and nothing of the instruction.

Every edit has words of its own and says every field that was set: :mod:`.clipwords`, :mod:`.layerwords` and
:mod:`.wholewords`.
"""

from __future__ import annotations

from kineograph.studio.interpreter.lexing.vocabulary import Language
from kineograph.studio.interpreter.wording import clipwords, layerwords, wholewords
from kineograph.studio.interpreter.wording.phrases import pick
from kineograph.timeline import edits as e

_WORDS = {**clipwords.WORDS, **layerwords.WORDS, **wholewords.WORDS}


def phrase(edit: e.Edit | e.Undo | e.Redo, language: Language) -> str:
    """One edit in words of the language."""
    return pick(_WORDS[type(edit)](edit), language)
