"""How a conversation with a studio must go. Sans-I/O: no clock, no socket, no log, no task; time is an argument.

``turn`` reads one stream, ``settling`` says what became of it, ``routing`` keeps requests that are not edits from the
studio's agent, ``gui`` translates what the agent says of screens, ``exports`` is the schedule of a render.
"""
