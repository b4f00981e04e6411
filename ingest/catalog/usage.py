"""The catalog's tables of what people do with Zhike: ask, judge, sign in, and what is kept of it all."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, Index, Integer, String, Table, Text

from ingest.catalog.schema import MomentText, metadata

feedback = Table(
    "feedback",
    metadata,
    Column("answer_id", String, primary_key=True),
    Column("person_id", String, primary_key=True),
    Column("useful", Boolean, nullable=False),
    Column("comment", Text, nullable=False),
    Column("given_at", MomentText, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("answer_id", String, primary_key=True),
    Column("conversation_id", String, nullable=False, index=True),
    Column("person_id", String, nullable=False, index=True),
    Column("asked_at", MomentText, nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("standalone_question", Text, nullable=False),
    Column("answered", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("customers", JSON, nullable=False),
    Column("people", JSON, nullable=False, server_default="[]"),  # whom the answer names
    Column("records", JSON, nullable=False),  # every record the answer used
    # What was said, and for each sentence the versions of records that whoever reads it must be able to read.
    Column("answer", JSON, nullable=False, server_default="{}"),
)

# What colleagues say of their own topics: that they know one, or are not to be named for it.
topic_claims = Table(
    "topic_claims",
    metadata,
    Column("person_id", String, primary_key=True),
    Column("subject", String, primary_key=True),  # a topic's id, or folded words of their own
    Column("words", Text, nullable=False),  # those words as they were typed; empty for a topic
    Column("state", String, nullable=False),  # confirmed, hidden
    Column("said_at", MomentText, nullable=False),
)

# Which version of a record a colleague has verified: it holds until another is live.
verifications = Table(
    "verifications",
    metadata,
    Column("record_id", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("person_id", String, nullable=False),
    Column("verified_at", MomentText, nullable=False),
)

conversations = Table(
    "conversations",
    metadata,
    Column("conversation_id", String, primary_key=True),
    Column("person_id", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("named", Boolean, nullable=False),  # by its owner; else the title is its first question
    Column("begun_at", MomentText, nullable=False),
    Column("changed_at", MomentText, nullable=False),
    Index("ix_conversations_person", "person_id", "changed_at"),
)

# By which link colleagues may read a conversation, each as far as they may read what it rests on.
conversation_shares = Table(
    "conversation_shares",
    metadata,
    Column("conversation_id", String, primary_key=True),
    Column("link", String, nullable=False, unique=True),
    Column("everyone", Boolean, nullable=False),  # who may sign in
    Column("people", JSON, nullable=False),  # else those
    Column("shared_at", MomentText, nullable=False),
)

# What the company says for what; whoever may sign in reads all of it.
glossary = Table(
    "glossary",
    metadata,
    Column("entry_id", String, primary_key=True),
    Column("term", Text, nullable=False),
    Column("synonyms", JSON, nullable=False),
    Column("abbreviations", JSON, nullable=False),
    Column("code_names", JSON, nullable=False),
    Column("note", Text, nullable=False),
    Column("changed_by", String, nullable=False),
    Column("changed_at", MomentText, nullable=False),
)

# Every spelling, folded, that stands in an entry or once did: what the text is segmented by.
glossary_forms = Table(
    "glossary_forms",
    metadata,
    Column("form", String, primary_key=True),
    Column("entry_id", String, index=True),  # null once it stands in none
)

# Who may sign in. Somebody whose directory entry is gone or inactive may not, whatever stands here.
accounts = Table(
    "accounts",
    metadata,
    Column("person_id", String, primary_key=True),
    Column("password_hash", String, nullable=False),  # argon2id; empty: not by password
    Column("roles", JSON, nullable=False),  # beyond member: curator, lead, admin
    Column("disabled", Boolean, nullable=False),
    Column("demo", Boolean, nullable=False),  # made for the demo, good for nothing else
    Column("created_at", MomentText, nullable=False),
)

# A word that lets somebody choose a password once. Only the SHA-256 of it is kept.
invitations = Table(
    "invitations",
    metadata,
    Column("code_hash", String, primary_key=True),
    Column("person_id", String, nullable=False, index=True),
    Column("expires_at", MomentText, nullable=False),
)

# Only the SHA-256 of what the cookie carries is kept.
sessions = Table(
    "sessions",
    metadata,
    Column("session_hash", String, primary_key=True),
    Column("person_id", String, nullable=False, index=True),
    Column("created_at", MomentText, nullable=False),
    Column("used_at", MomentText, nullable=False),
    Column("expires_at", MomentText, nullable=False),
)

# For scripts. Only the SHA-256 of a token is kept.
api_tokens = Table(
    "api_tokens",
    metadata,
    Column("token_id", String, primary_key=True),
    Column("token_hash", String, nullable=False, unique=True),
    Column("person_id", String, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("created_at", MomentText, nullable=False),
    Column("expires_at", MomentText, nullable=False),
    Column("used_at", MomentText),
    Column("revoked_at", MomentText),
)

# Append-only, each row bound to the one before it.
audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", MomentText, nullable=False),
    Column("person_id", String, nullable=False),  # who did it; empty: nobody known, or the system
    Column("action", String, nullable=False),
    Column("target", String, nullable=False),  # an id, never a name
    Column("text", Text, nullable=False),  # what was asked: for those who may read `records`
    Column("records", JSON, nullable=False),  # every record that was shown
    Column("details", JSON, nullable=False),  # plain facts without names of anybody's records
    Column("address", String, nullable=False),
    Column("hash", String, nullable=False),
    Index("ix_audit_at", "at"),
    Index("ix_audit_person", "person_id"),
)

# Where the log ends, and where it was cut: each signed with the installation's own key.
audit_marks = Table(
    "audit_marks",
    metadata,
    Column("kind", String, primary_key=True),  # head, cut
    Column("number", Integer, nullable=False),
    Column("hash", String, nullable=False),
    Column("at", MomentText, nullable=False),
    Column("signature", String, nullable=False),
)
