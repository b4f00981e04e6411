"""Find the records of one conversation without going through all.

Revision ID: 0015
Revises: 0014
"""

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_index("ix_versions_thread", "versions", ["thread"])


def downgrade() -> None:
    op.drop_index("ix_versions_thread", "versions")
