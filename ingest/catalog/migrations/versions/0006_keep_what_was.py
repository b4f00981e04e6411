"""Keep what records said, what deleted ones were embedded as, and the revision of what failed."""

import sqlalchemy as sa
from alembic import op

from ingest.records import revision_of

revision = "0006"
down_revision = "0005"

_PAGE = 2000


def upgrade() -> None:
    with op.batch_alter_table("records") as batch_op:
        batch_op.add_column(
            sa.Column("latest_version", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(sa.Column("deleted_at", sa.String()))
        batch_op.create_index("ix_records_deleted_at", ["deleted_at"])
    with op.batch_alter_table("versions") as batch_op:
        for name in ("content_hash", "text_hash"):
            batch_op.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("changed_at", sa.String()))
        batch_op.add_column(sa.Column("changed_by", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("ended_at", sa.String()))
        batch_op.add_column(sa.Column("indexed", sa.Boolean(), nullable=False, server_default="1"))
        batch_op.create_index("ix_versions_ended_at", ["ended_at"])
        batch_op.drop_index("ix_versions_state")
        batch_op.create_index("ix_versions_state", ["state", "indexed"])
    with op.batch_alter_table("chunks") as batch_op:
        batch_op.add_column(
            sa.Column("indexed_hash", sa.String(), nullable=False, server_default="")
        )
        batch_op.create_index("ix_chunks_indexed_hash", ["indexed_hash"])
    with op.batch_alter_table("failures") as batch_op:
        batch_op.add_column(sa.Column("revision", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "kept_vectors",
        sa.Column("record_id", sa.String(), primary_key=True),
        sa.Column("indexed_hash", sa.String(), primary_key=True),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("sentences", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_kept_vectors_hash", "kept_vectors", ["indexed_hash"])
    op.create_table(
        "tag_leads",
        sa.Column("lead", sa.String(), primary_key=True),
        sa.Column("entities", sa.String(), nullable=False),
    )
    op.create_table("untagged", sa.Column("record_id", sa.String(), primary_key=True))
    _fill_in()


def downgrade() -> None:
    op.drop_table("untagged")
    op.drop_table("tag_leads")
    op.drop_index("ix_kept_vectors_hash", "kept_vectors")
    op.drop_table("kept_vectors")
    with op.batch_alter_table("failures") as batch_op:
        batch_op.drop_column("revision")
    with op.batch_alter_table("chunks") as batch_op:
        batch_op.drop_index("ix_chunks_indexed_hash")
        batch_op.drop_column("indexed_hash")
    with op.batch_alter_table("versions") as batch_op:
        batch_op.drop_index("ix_versions_state")
        batch_op.create_index("ix_versions_state", ["state"])
        batch_op.drop_index("ix_versions_ended_at")
        for name in (
            "content_hash", "text_hash", "changed_at", "changed_by", "ended_at", "indexed",
        ):  # fmt: skip
            batch_op.drop_column(name)
    with op.batch_alter_table("records") as batch_op:
        batch_op.drop_index("ix_records_deleted_at")
        batch_op.drop_column("latest_version")
        batch_op.drop_column("deleted_at")


def _fill_in() -> None:
    """What was superseded or deleted before counts as if it had been now."""
    now = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"
    if op.get_bind().dialect.name == "postgresql":
        now = "to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
    op.execute(
        "UPDATE records SET latest_version = coalesce((SELECT max(version) FROM versions"
        " WHERE versions.record_id = records.record_id), 0)"
    )
    op.execute(
        f"UPDATE records SET deleted_at = {now} WHERE live_version = 0 AND EXISTS (SELECT 1 FROM"  # noqa: S608
        " versions WHERE versions.record_id = records.record_id AND versions.state = 'deleted')"
    )
    op.execute(f"UPDATE versions SET ended_at = {now} WHERE state IN ('superseded', 'deleted')")  # noqa: S608
    _hash("versions", "text_hash", ("record_id", "version"), ("text",))
    _hash("chunks", "indexed_hash", ("chunk_id",), ("header", "text"))


def _hash(table: str, column: str, keys: tuple[str, ...], said: tuple[str, ...]) -> None:
    held = sa.table(table, *(sa.column(name) for name in (column, *keys, *said)))
    after: tuple[object, ...] = ()
    while True:
        query = sa.select(*(held.c[name] for name in (*keys, *said)))
        if after:
            query = query.where(sa.tuple_(*(held.c[name] for name in keys)) > sa.tuple_(*after))
        rows = op.get_bind().execute(query.order_by(*keys).limit(_PAGE)).all()
        if not rows:
            return
        op.get_bind().execute(
            sa.update(held)
            .where(*(held.c[name] == sa.bindparam(f"of_{name}") for name in keys))
            .values({column: sa.bindparam("hash")}),
            [
                {f"of_{name}": getattr(row, name) for name in keys}
                | {"hash": revision_of(*(getattr(row, name) for name in said))}
                for row in rows
            ],
        )
        after = tuple(getattr(rows[-1], name) for name in keys)
