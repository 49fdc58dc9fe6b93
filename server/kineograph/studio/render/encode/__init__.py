"""Chunks encoded side by side and joined in a file with the sound."""
