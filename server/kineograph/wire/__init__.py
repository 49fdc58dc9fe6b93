"""The HTTP contract between a studio and its callers, readable and writable from both ends. Pure: no socket, no clock.

``routes`` (paths), ``codes`` (meanings), ``envelope`` (answers), ``bodies`` (payloads), ``events`` (a turn's stream),
``renders`` (a render's status), ``draft`` (a timeline's spelling), ``attribution`` (the skill's headers).
"""
