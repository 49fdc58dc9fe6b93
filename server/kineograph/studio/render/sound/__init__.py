"""Everything that sounds, read, composed, mixed and brought to its loudness."""
