"""Keep what the value of a field can be compared as, and the kind of its record.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

from ingest.typed_values import typed

revision = "0009"
down_revision = "0008"

_PAGE = 5000
_KEYS = ("record_id", "version", "ordinal")


def upgrade() -> None:
    for name in ("kind", "folded", "moment"):
        op.add_column("fields", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.add_column("fields", sa.Column("number", sa.Float()))
    _fill_in()
    op.create_index("ix_fields_value", "fields", ["kind", "name", "folded"])


def downgrade() -> None:
    op.drop_index("ix_fields_value", "fields")
    with op.batch_alter_table("fields") as batch_op:
        for name in ("kind", "folded", "moment", "number"):
            batch_op.drop_column(name)


def _fill_in() -> None:
    op.execute(
        "UPDATE fields SET kind = coalesce((SELECT versions.kind FROM versions WHERE"
        " versions.record_id = fields.record_id AND versions.version = fields.version), '')"
    )
    held = sa.table(
        "fields", *(sa.column(name) for name in (*_KEYS, "value", "folded", "moment", "number"))
    )
    keys = [held.c[name] for name in _KEYS]
    after: tuple[object, ...] = ()
    while True:
        query = sa.select(*keys, held.c.value)
        if after:
            query = query.where(sa.tuple_(*keys) > sa.tuple_(*map(sa.literal, after)))
        rows = op.get_bind().execute(query.order_by(*keys).limit(_PAGE)).all()
        if not rows:
            return
        made = [(row, typed(row.value)) for row in rows]
        op.get_bind().execute(
            sa.update(held)
            .where(*(held.c[name] == sa.bindparam(f"of_{name}") for name in _KEYS))
            .values({name: sa.bindparam(f"new_{name}") for name in ("folded", "moment", "number")}),
            [
                {f"of_{name}": getattr(row, name) for name in _KEYS}
                | {
                    "new_folded": one.folded,
                    "new_moment": one.moment,
                    "new_number": None if one.number is None else float(one.number),
                }
                for row, one in made
            ],
        )
        after = tuple(getattr(rows[-1], name) for name in _KEYS)
