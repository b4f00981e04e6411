"""Keep topics: their centres, and which chunk is of which and says what.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "topics",
        sa.Column("topic_id", sa.String(), primary_key=True),
        sa.Column("centre", sa.LargeBinary(), nullable=False),
        sa.Column("chunks", sa.Integer(), nullable=False),
    )
    op.create_table(
        "topic_means",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("mean", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "chunk_topics",
        sa.Column("chunk_id", sa.String(), primary_key=True),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.String()),
        sa.Column("nearness", sa.Float(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("title_terms", sa.JSON(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
    )
    op.create_index("ix_chunk_topics_topic_id", "chunk_topics", ["topic_id"])
    op.create_index("ix_chunk_topics_record", "chunk_topics", ["record_id", "version"])


def downgrade() -> None:
    op.drop_table("chunk_topics")
    op.drop_table("topic_means")
    op.drop_table("topics")
