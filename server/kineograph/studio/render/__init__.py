"""The studio's job that makes an MP4: ``plan`` (pure) decides, ``worker`` paints, sounds and encodes in a process of
its own, and ``service`` starts that process and answers for it.

Only ``service`` is for other rooms.
"""
