"""Colleagues: who they are, what they know, and what they say of it themselves."""
