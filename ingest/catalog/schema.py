"""The catalog's tables of what the sources say: the truth that both indexes are derived from.

Only the write path and the gate, `ingest.catalog.visible` and `reading`, read them.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    false,
)

from ingest.moments import from_text, to_text
from ingest.records import Moment


class MomentText(TypeDecorator[Moment]):
    """A date or an instant, kept as sortable text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Moment | None, _dialect: Dialect) -> str | None:
        return None if value is None else to_text(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Moment | None:
        return None if value is None else from_text(value)


metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)

sources = Table(
    "sources",
    metadata,
    Column("name", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("cursor", Text),
    # Nothing reads it until somebody resumes it.
    Column("paused", Boolean, nullable=False, server_default=false()),
)

sync_runs = Table(
    "sync_runs",
    metadata,
    Column("run_id", Integer, primary_key=True, autoincrement=True),
    Column("source", String, nullable=False, index=True),
    Column("state", String, nullable=False),
    Column("started_at", MomentText, nullable=False),
    Column("finished_at", MomentText),
    Column("seen", Integer, nullable=False, default=0),
    Column("changed", Integer, nullable=False, default=0),
    Column("removed", Integer, nullable=False, default=0),
    Column("failed", Integer, nullable=False, default=0),
    Column("chunks", Integer, nullable=False, default=0),
    Column("error", Text, nullable=False, default=""),
)

failures = Table(
    "failures",
    metadata,
    Column("source", String, primary_key=True),
    Column("external_id", String, primary_key=True),
    Column("reason", String, nullable=False),
    Column("message", Text, nullable=False),
    Column("first_at", MomentText, nullable=False),
    Column("last_at", MomentText, nullable=False),
    Column("attempts", Integer, nullable=False, default=1),
    # Who may know what failed: those who might have read it; nobody where that is not known.
    Column("audience", JSON, nullable=False, server_default="[]"),
    # What failed, so that it is not tried at every sync; empty where each sync is to try.
    Column("revision", String, nullable=False, server_default=""),
)

records = Table(
    "records",
    metadata,
    Column("record_id", String, primary_key=True),
    Column("source", String, nullable=False, index=True),
    Column("external_id", Text, nullable=False),
    Column("revision", String, nullable=False),
    # The version that readers see; 0 while the first is being written and after a tombstone.
    Column("live_version", Integer, nullable=False, default=0),
    # The last number given out: none is given twice, though versions are erased.
    Column("latest_version", Integer, nullable=False, server_default="0"),
    Column("deleted_at", MomentText, index=True),
)

versions = Table(
    "versions",
    metadata,
    Column("record_id", ForeignKey("records.record_id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("state", String, nullable=False),  # pending, live, superseded, deleted
    Column("kind", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("uri", Text, nullable=False),
    Column("thread", Text, nullable=False, server_default=""),
    Column("occurred_at", MomentText),
    Column("created_at", MomentText, nullable=False),
    Column("text", Text, nullable=False),
    # Alike where nothing that is indexed or cited differs, and where the text does not.
    Column("content_hash", String, nullable=False, server_default=""),
    Column("text_hash", String, nullable=False, server_default=""),
    # Who made it so, and when, as far as the source tells: keys that may lead to a colleague.
    Column("changed_at", MomentText),
    Column("changed_by", JSON, nullable=False, server_default="[]"),
    Column("ended_at", MomentText, index=True),
    # Whether the indexes may hold its chunks: of one that is not live, until they are cleared.
    Column("indexed", Boolean, nullable=False, server_default="1"),
    Index("ix_versions_state", "state", "indexed"),
    Index("ix_versions_thread", "thread"),
)

sections = Table(
    "sections",
    metadata,
    Column("record_id", String, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("heading", JSON, nullable=False),
    Column("page", String, nullable=False),
)

fields = Table(
    "fields",
    metadata,
    Column("record_id", String, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("name", String, nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    # What it is compared by: the kind of its record, and the value as `ingest.typed_values` has it.
    Column("kind", String, nullable=False, server_default=""),
    Column("folded", String, nullable=False, server_default=""),
    Column("moment", String, nullable=False, server_default=""),
    Column("number", Float),
    Index("ix_fields_value", "kind", "name", "folded"),
)

chunks = Table(
    "chunks",
    metadata,
    Column("chunk_id", String, primary_key=True),
    Column("record_id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("heading", JSON, nullable=False),
    Column("page", String, nullable=False),
    Column("header", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("vector", LargeBinary),  # float16, little-endian; null while pending
    Column("sentences", LargeBinary),  # int8, a row for each sentence of `text`
    Column("customers", JSON, nullable=False),
    Column("people", JSON, nullable=False),
    Column("indexed_hash", String, nullable=False, server_default="", index=True),
    Index("ix_chunks_record", "record_id", "version"),
)

# Vectors of records that were deleted, until these are erased: one that returns is not embedded again.
kept_vectors = Table(
    "kept_vectors",
    metadata,
    Column("record_id", String, primary_key=True),
    Column("indexed_hash", String, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
    Column("sentences", LargeBinary, nullable=False),
    Index("ix_kept_vectors_hash", "indexed_hash"),
)

# What words led to which entities when the tags were made: where nothing else leads elsewhere now,
# only chunks that say what does are tagged again.
tag_leads = Table(
    "tag_leads",
    metadata,
    Column("lead", String, primary_key=True),
    Column("entities", String, nullable=False),
)

# Records whose tags are changed here and not yet in the indexes.
untagged = Table("untagged", metadata, Column("record_id", String, primary_key=True))

# The same tags the other way round, for a search among what is about a customer or a person.
chunk_tags = Table(
    "chunk_tags",
    metadata,
    Column("entity_id", String, primary_key=True),
    Column("chunk_id", String, primary_key=True),
    Index("ix_chunk_tags_chunk", "chunk_id"),
)

audiences = Table(
    "audiences",
    metadata,
    Column("record_id", ForeignKey("records.record_id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("token", String, primary_key=True),
)

involvements = Table(
    "involvements",
    metadata,
    Column("record_id", String, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("role", String, nullable=False),
    Column("email", String, nullable=False),
    Column("external_id", String, nullable=False),
    Column("name", String, nullable=False),
    Column("person_id", String, index=True),
)

record_customers = Table(
    "record_customers",
    metadata,
    Column("record_id", String, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("source", String, nullable=False),
    Column("external_id", String, nullable=False),
    Column("name", String, nullable=False),
    Column("email", String, nullable=False),
    Column("customer_id", String, index=True),
)

people = Table(
    "people",
    metadata,
    Column("person_id", String, primary_key=True),
    Column("name", String, nullable=False),
    # The same in the other script, Chinese or Latin, where their record gives it.
    Column("alternate_name", String, nullable=False, server_default=""),
    Column("email", String, nullable=False),
    Column("title", String, nullable=False),
    Column("department", String, nullable=False),
    Column("manager", JSON, nullable=False),
    Column("active", Boolean, nullable=False),
    # Tokens of the teams and groups that the directory counts them in.
    Column("memberships", JSON, nullable=False, server_default="[]"),
    Column("record_id", String),  # the directory record that states them
    # Whom they go by, and whom they sign in as: a curator's word counts for the first alone.
    Column("merged_into", String, index=True),
    Column("signs_in_as", String, index=True),
)

customers = Table(
    "customers",
    metadata,
    Column("customer_id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("alternate_name", String, nullable=False, server_default=""),
    Column("record_id", String),  # the account record that states them
    Column("merged_into", String, index=True),
)

contacts = Table(
    "contacts",
    metadata,
    Column("contact_id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("record_id", String),
    Column("customer_source", String, nullable=False),
    Column("customer_external_id", String, nullable=False),
    Column("customer_name", String, nullable=False),
)

# What identifies an entity: "id:SOURCE:EXTERNAL ID", "mail:ADDRESS", "domain:DOMAIN", "tax:NUMBER",
# "phone:NUMBER". Several may hold one key; each keeps its own, merged or not.
entity_keys = Table(
    "entity_keys",
    metadata,
    Column("key", String, primary_key=True),
    Column("family", String, primary_key=True),  # person, customer, contact
    Column("entity_id", String, primary_key=True, index=True),
    # The record that gives it now; null once it does not any more, and for what no record gives.
    Column("stated_by", String, index=True),
)

# Pairs that are one, or may be, and what was decided of them. The ids are those that the two records
# were issued, never those that they go by.
entity_matches = Table(
    "entity_matches",
    metadata,
    Column("match_id", Integer, primary_key=True, autoincrement=True),
    Column("family", String, nullable=False),
    Column("first_id", String, nullable=False),
    Column("second_id", String, nullable=False),
    Column("state", String, nullable=False),  # likely, merged, accepted, refused
    Column("score", Integer, nullable=False),  # 0 to 100
    Column("reasons", JSON, nullable=False),  # [kind, words]
    Column("found_at", MomentText, nullable=False),
    Column("decision", String, nullable=False),  # accepted, refused, or empty
    Column("decided_by", String, nullable=False),
    Column("decided_at", MomentText),
    Column("same_tax_number", Boolean, nullable=False),  # when it was decided
    Index("ix_entity_matches_pair", "first_id", "second_id", unique=True),
    Index("ix_entity_matches_state", "state", "score"),
    sqlite_autoincrement=True,
)

# What an entity is called, and the record that says so; `normalised` is what text is matched with.
entity_names = Table(
    "entity_names",
    metadata,
    Column("normalised", String, primary_key=True),
    Column("entity_id", String, primary_key=True),
    Column("record_id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("primary_name", Boolean, nullable=False),
)
