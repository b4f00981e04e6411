"""The demo company: an invented automation supplier, written from the content kept beside this file."""
