"""The MCP surface: one file per tool, an ordered list of them, one boundary for failures, one place for wording.

Knows sessions only as values (``sessions.views``) and as the six calls of ``seam``; it never imports a client, a
studio, or anything that reads the environment. What is heavy loads when a tool first needs it.
"""
