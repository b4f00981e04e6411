"""Which model the vectors in the catalog are of."""

from __future__ import annotations

from sqlalchemy import Connection, select

from ingest.catalog.database import upsert
from ingest.catalog.schema import meta

_KEY = "fingerprint"


def held_fingerprint(connection: Connection) -> str | None:
    """The fingerprint of the model that made the vectors held; None before the first."""
    return connection.scalar(select(meta.c.value).where(meta.c.key == _KEY))


def hold_fingerprint(connection: Connection, fingerprint: str) -> None:
    """Remember that every vector held is of this model."""
    upsert(connection, meta, [{"key": _KEY, "value": fingerprint}])
