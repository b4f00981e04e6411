"""The writer: a language model that writes answers, and what keeps it to the records."""
