"""Approved translations go in; in-context, exact and fuzzy matches come out."""
