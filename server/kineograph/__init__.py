"""Kineograph turns still pictures into video for AI agents. Importing it does nothing."""

__version__ = "0.1.0"
