"""Kinds and values of the lexicon that belong together wherever they are asked for."""

from __future__ import annotations

LIGHT = frozenset({"function", "polite", "det", "descriptor", "mark"})
"""Kinds of words that ask for nothing by themselves."""
LAID = ("title", "text", "caption", "lower_third", "credits", "watermark", "logo", "overlay", "inset")
"""Nouns for what lies over the pictures."""
HEARD = ("music", "voice", "narration", "effect", "sound")
"""Nouns for what is heard."""
