"""Keep which records colleagues have verified.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "verifications",
        sa.Column("record_id", sa.String(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("verified_at", sa.String(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("verifications")
