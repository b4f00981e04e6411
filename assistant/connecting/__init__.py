"""Sources that administrators add on the page: what may be said, trying it, and keeping it."""
