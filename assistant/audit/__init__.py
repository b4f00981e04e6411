"""The audit log: who did what, bound together so that what is taken away shows."""
