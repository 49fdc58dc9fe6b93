"""Tokens → clauses: where a sentence parts, what is wanted or kept, what a clause leans on, and what is left over."""
