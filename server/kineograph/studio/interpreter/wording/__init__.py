"""What the studio says of an instruction and of edits, in English and Chinese."""
