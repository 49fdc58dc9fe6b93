"""Texts as ink: fonts, order, line breaks, letters. Knows no planes and no frames."""
