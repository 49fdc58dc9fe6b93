"""The studio's answers, one file per resource. A route reads, checks, asks the room's other parts, answers."""
