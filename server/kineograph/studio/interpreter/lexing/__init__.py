"""Text → tokens: folded spellings, the lexicon, numbers, times and places; and what becomes of every token."""
