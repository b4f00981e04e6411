"""Runs migrations on the connection that the catalog hands over."""

from alembic import context

from ingest.catalog import usage

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=usage.turns.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
