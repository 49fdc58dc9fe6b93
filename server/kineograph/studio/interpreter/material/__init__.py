"""Words that are material rather than instruction: file names, captions, titles, texts called by their words."""
