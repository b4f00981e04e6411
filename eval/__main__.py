"""`python -m eval` is `zhike eval`."""

from eval.command import app

app()
