"""A small language model behind a real server, for the mechanics of the writer."""
