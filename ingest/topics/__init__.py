"""Finds what the company's texts are about: clusters of chunks, and the words each chunk says it with."""
