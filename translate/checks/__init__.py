"""Unit in, issues out: one file a check."""
