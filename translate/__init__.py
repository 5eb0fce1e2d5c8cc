"""Dragoman: English–Arabic news translation, from article to bilingual edition."""

__version__ = "0.1.0"
