"""Records that try to give orders to a language model."""
