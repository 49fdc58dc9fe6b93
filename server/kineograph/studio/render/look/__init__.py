"""What is seen without encoding: the subject of a picture, single frames, the contact sheet."""
