"""Sentences in, one table out; the extractors do not know each other."""
