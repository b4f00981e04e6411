"""Keep the names of customers and colleagues in the other script.

Those that records gave before are taken from what is matched with text, the longest of each.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

from ingest.names import alternate_name

revision = "0017"
down_revision = "0016"

_IDS = {"customers": "customer_id", "people": "person_id"}


def upgrade() -> None:
    for table, id_column in _IDS.items():
        op.add_column(
            table, sa.Column("alternate_name", sa.String(), nullable=False, server_default="")
        )
        _fill(table, id_column)


def downgrade() -> None:
    for table in _IDS:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("alternate_name")


def _fill(table: str, id_column: str) -> None:
    connection = op.get_bind()
    of = sa.table(table, *map(sa.column, (id_column, "name", "alternate_name", "record_id")))
    names = sa.table("entity_names", *map(sa.column, ("entity_id", "record_id", "name")))
    held: dict[tuple[str, str], list[str]] = {}
    for row in connection.execute(
        sa.select(of.c[id_column], of.c.name, names.c.name)
        .join(
            names,
            (names.c.entity_id == of.c[id_column]) & (names.c.record_id == of.c.record_id),
        )
        .order_by(sa.func.length(names.c.name).desc(), names.c.name)
    ):
        held.setdefault((row[0], row[1]), []).append(row[2])
    for (entity_id, name), others in held.items():
        if other := alternate_name(name, others):
            connection.execute(
                sa.update(of).where(of.c[id_column] == entity_id).values(alternate_name=other)
            )
