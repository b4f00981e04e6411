"""Keep conversations with what was answered, whom they are shared with, and the company's glossary.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("turns", sa.Column("answer", sa.JSON(), nullable=False, server_default="{}"))
    op.create_table(
        "conversations",
        sa.Column("conversation_id", sa.String(), primary_key=True),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("begun_at", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
    )
    op.create_index("ix_conversations_person", "conversations", ["person_id", "changed_at"])
    op.execute(
        "INSERT INTO conversations (conversation_id, person_id, title, named, begun_at, changed_at) "
        "SELECT t.conversation_id, t.person_id, SUBSTR(t.question, 1, 100), FALSE, t.asked_at, "
        "(SELECT MAX(l.asked_at) FROM turns l WHERE l.conversation_id = t.conversation_id) "
        "FROM turns t WHERE t.answer_id = "
        "(SELECT MIN(f.answer_id) FROM turns f WHERE f.conversation_id = t.conversation_id)"
    )
    op.create_table(
        "conversation_shares",
        sa.Column("conversation_id", sa.String(), primary_key=True),
        sa.Column("link", sa.String(), nullable=False, unique=True),
        sa.Column("everyone", sa.Boolean(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("shared_at", sa.String(), nullable=False),
    )
    op.create_table(
        "glossary",
        sa.Column("entry_id", sa.String(), primary_key=True),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("synonyms", sa.JSON(), nullable=False),
        sa.Column("abbreviations", sa.JSON(), nullable=False),
        sa.Column("code_names", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
    )
    op.create_table(
        "glossary_forms",
        sa.Column("form", sa.String(), primary_key=True),
        sa.Column("entry_id", sa.String()),
    )
    op.create_index("ix_glossary_forms_entry_id", "glossary_forms", ["entry_id"])


def downgrade() -> None:
    op.drop_table("glossary_forms")
    op.drop_table("glossary")
    op.drop_table("conversation_shares")
    op.drop_table("conversations")
    op.drop_column("turns", "answer")
