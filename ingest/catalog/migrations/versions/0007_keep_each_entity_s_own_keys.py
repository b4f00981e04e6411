"""Keep each entity's own keys, and what was decided of pairs that may be one."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_KEYS = sa.table(
    "entity_keys",
    sa.column("key", sa.String),
    sa.column("family", sa.String),
    sa.column("entity_id", sa.String),
    sa.column("stated_by", sa.String),
)


def upgrade() -> None:
    held = op.get_bind().execute(sa.text("SELECT key, family, entity_id FROM entity_keys")).all()
    op.drop_table("entity_keys")
    op.create_table(
        "entity_keys",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("stated_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("key", "family", "entity_id"),
    )
    op.create_index("ix_entity_keys_entity_id", "entity_keys", ["entity_id"])
    op.create_index("ix_entity_keys_stated_by", "entity_keys", ["stated_by"])
    _put_back(held)
    with op.batch_alter_table("people") as batch_op:
        batch_op.add_column(sa.Column("signs_in_as", sa.String(), nullable=True))
        batch_op.create_index("ix_people_merged_into", ["merged_into"])
        batch_op.create_index("ix_people_signs_in_as", ["signs_in_as"])
    with op.batch_alter_table("customers") as batch_op:
        batch_op.create_index("ix_customers_merged_into", ["merged_into"])
    op.execute("UPDATE people SET signs_in_as = merged_into")
    op.create_table(
        "entity_matches",
        sa.Column("match_id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("first_id", sa.String(), nullable=False),
        sa.Column("second_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("found_at", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", sa.String(), nullable=True),
        sa.Column("same_tax_number", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("match_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_entity_matches_pair", "entity_matches", ["first_id", "second_id"], unique=True
    )
    op.create_index("ix_entity_matches_state", "entity_matches", ["state", "score"])


def _put_back(held: Sequence[sa.Row[tuple[object, ...]]]) -> None:
    """Every key with its entity, but of several ids that one was given by merges the first alone: the
    others are issued again when their records are, which the new edition of reading sees to."""
    own: dict[tuple[str, str], str] = {}
    for row in held:
        if row.key.startswith("id:"):
            one = (row.family, row.entity_id)
            own[one] = min(own.get(one, row.key), row.key)
    rows = [
        {"key": row.key, "family": row.family, "entity_id": row.entity_id, "stated_by": None}
        for row in held
        if not row.key.startswith("id:") or own[row.family, row.entity_id] == row.key
    ]
    if rows:
        op.bulk_insert(_KEYS, rows)


def downgrade() -> None:
    op.drop_table("entity_matches")
    with op.batch_alter_table("customers") as batch_op:
        batch_op.drop_index("ix_customers_merged_into")
    with op.batch_alter_table("people") as batch_op:
        batch_op.drop_index("ix_people_signs_in_as")
        batch_op.drop_index("ix_people_merged_into")
        batch_op.drop_column("signs_in_as")
    held = (
        op.get_bind()
        .execute(
            sa.text("SELECT key, family, min(entity_id) FROM entity_keys GROUP BY key, family")
        )
        .all()
    )
    op.drop_table("entity_keys")
    op.create_table(
        "entity_keys",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", "family"),
    )
    op.create_index("ix_entity_keys_entity_id", "entity_keys", ["entity_id"])
    rows = [{"key": key, "family": family, "entity_id": one} for key, family, one in held]
    if rows:
        op.bulk_insert(_KEYS, rows)
