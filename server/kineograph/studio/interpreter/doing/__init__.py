"""Drafts and the project as it stands → typed edits, in the order in which they apply."""
