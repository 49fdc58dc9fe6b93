"""Frames in planes: pictures and footage on their stages, moves, transitions, looks, overlays."""
