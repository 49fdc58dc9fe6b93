"""Wordings set right before a sentence is parted: each pass brings one frame into the wording that the rules know."""
