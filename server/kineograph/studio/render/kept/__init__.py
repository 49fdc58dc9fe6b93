"""Encoded pieces as values, what they are called, and the folder that keeps them."""
