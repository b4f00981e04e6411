"""Counting and comparing: questions answered by exact numbers over structured records."""
