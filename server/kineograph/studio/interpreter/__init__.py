"""Plain words → typed edits: normalise → lex → clauses → rules → resolve → ledger of tokens.

Pure: the same text and scene give the same answer. A word counts as understood only where it was written into a field
or chose an edit; a clause with anything left over changes nothing and is reported. Knows no HTTP, no file, no history.
"""

from kineograph.studio.interpreter.interpreting import interpret, language_of
from kineograph.studio.interpreter.lexing.ledger import Entry, violations
from kineograph.studio.interpreter.lexing.tokens import State, Token
from kineograph.studio.interpreter.scene import ClauseRead, Focus, Interpretation, Report, Scene

__all__ = [
    "ClauseRead",
    "Entry",
    "Focus",
    "Interpretation",
    "Report",
    "Scene",
    "State",
    "Token",
    "interpret",
    "language_of",
    "violations",
]
