"""Years of articles go in; each comes out drafted exactly once, or quarantined with its reason."""
