"""Pairs of a passage and what a model might write of it."""
