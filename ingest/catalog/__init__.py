"""The catalog: the one place that is true."""
