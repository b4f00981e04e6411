"""The catalog's tables of what chunks are about; derived from them, and made again after each sync.

Only the write path and the gate, `ingest.catalog.visible`, read them.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, Float, Index, Integer, LargeBinary, String, Table

from ingest.catalog.schema import metadata

# A topic keeps its id as long as its centre is matched by one of the next clustering.
topics = Table(
    "topics",
    metadata,
    Column("topic_id", String, primary_key=True),
    Column("centre", LargeBinary, nullable=False),  # float16, little-endian, of length 1
    Column("chunks", Integer, nullable=False),  # when it was clustered: readers count their own
)

# What vectors are freed of before they are compared: of all, of a kind of record, of a customer.
topic_means = Table(
    "topic_means",
    metadata,
    Column("name", String, primary_key=True),  # all, kind:KIND, customer:ID
    Column("mean", LargeBinary, nullable=False),
)

# A chunk without a topic is near none.
chunk_topics = Table(
    "chunk_topics",
    metadata,
    Column("chunk_id", String, primary_key=True),
    Column("record_id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("topic_id", String, index=True),
    Column("nearness", Float, nullable=False),  # cosine to the topic's centre
    Column("language", String, nullable=False),  # zh, en
    # What it says in its title and in its text, without anybody's name.
    Column("title_terms", JSON, nullable=False),
    Column("terms", JSON, nullable=False),
    Index("ix_chunk_topics_record", "record_id", "version"),
)

# What each chunk is to the company and its customers, and what that was told by.
chunk_knowledge = Table(
    "chunk_knowledge",
    metadata,
    Column("chunk_id", String, primary_key=True),
    Column("record_id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("knowledge", String, nullable=False, index=True),  # about, for, from, with, none
    Column("basis", String, nullable=False),
    Index("ix_chunk_knowledge_record", "record_id", "version"),
)

# The sentences that chunks are likened to, embedded once by each model.
likened_sentences = Table(
    "likened_sentences",
    metadata,
    Column("sentence", String, primary_key=True),  # the digest of the sentence and its model
    Column("vector", LargeBinary, nullable=False),
)
