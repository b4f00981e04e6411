"""Find the records of one conversation without going through all.

Revision ID: 0014
Revises: 0013
"""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_index("ix_versions_thread", "versions", ["thread"])


def downgrade() -> None:
    op.drop_index("ix_versions_thread", "versions")
