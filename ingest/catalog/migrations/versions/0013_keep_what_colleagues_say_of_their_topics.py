"""Keep what colleagues say of their own topics.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "topic_claims",
        sa.Column("person_id", sa.String(), primary_key=True),
        sa.Column("subject", sa.String(), primary_key=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("said_at", sa.String(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("topic_claims")
