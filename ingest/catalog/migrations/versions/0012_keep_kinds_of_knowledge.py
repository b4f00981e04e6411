"""Keep of which kind of customer knowledge each chunk is.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "chunk_knowledge",
        sa.Column("chunk_id", sa.String(), primary_key=True),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("knowledge", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
    )
    op.create_index("ix_chunk_knowledge_knowledge", "chunk_knowledge", ["knowledge"])
    op.create_index("ix_chunk_knowledge_record", "chunk_knowledge", ["record_id", "version"])
    op.create_table(
        "likened_sentences",
        sa.Column("sentence", sa.String(), primary_key=True),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("likened_sentences")
    op.drop_table("chunk_knowledge")
