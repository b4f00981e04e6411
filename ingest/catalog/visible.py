"""The gate: an access compiled to the catalog's filter, and every table of what the sources say as
that asker sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    String,
    Subquery,
    Table,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from ingest.access import Access
from ingest.catalog.among import among
from ingest.catalog.knowledge_tables import chunk_knowledge, chunk_topics
from ingest.catalog.schema import (
    audiences,
    chunk_tags,
    chunks,
    customers,
    entity_names,
    fields,
    involvements,
    people,
    record_customers,
    records,
    sections,
    versions,
)

_KEPT = 256  # askers with different tokens, or older versions, whose selectables are kept


@dataclass(frozen=True, slots=True)
class Visible:
    """What an asker may read now, as selectables that hold nothing else.

    Of every record they hold the live version, or all of them one numbered otherwise. People,
    customers and their names have no versions. What belongs to a record is joined by its id alone.
    SQLite reads the tables straight through these, as if the conditions stood in the query.

    records: record_id, version, live_version, source, external_id, revision, kind, title, uri, thread,
        occurred_at, text; `revision` is that of the live version
    chunks: chunk_id, record_id, version, ordinal, start, end; whole ones `readable_chunks` gives
    chunk_knowledge: chunk_id, record_id, version, knowledge
    chunk_topics: chunk_id, record_id, version, topic_id, nearness, language, title_terms, terms; a topic
        shows only by its chunks
    sections: record_id, version, ordinal, start, end, heading, page
    fields: record_id, version, ordinal, name, label, value, start, end, kind, folded, moment, number
    involvements: record_id, version, ordinal, role, person_id, of those whose person is known
    ties: record_id, kind, occurred_at, role, person_id: the same with their records, through the gate once
    record_customers: record_id, version, ordinal, customer_id, of those whose customer is known
    customers: customer_id, name, alternate_names (one a line), record_id, where a record that states them
        is readable: of one stated by several, as the first of those says; the id is the one they go by
    people: as `entries`, where a directory entry is readable, as above; of somebody who has none (any more)
        the name and the address, which `withdraw` leaves only where everyone might read them
    entity_names: normalised, entity_id (as issued, not as they go by), record_id, name, primary_name, where
        the record that says so is readable
    mentions: entity_id, chunk_id, record_id, version, heading, start, end: the chunks that are tagged with a
        customer or a person, known to the asker or not, and by what name whether known or not
    """

    records: Subquery
    chunks: Subquery
    chunk_knowledge: Subquery
    chunk_topics: Subquery
    sections: Subquery
    fields: Subquery
    involvements: Subquery
    ties: Subquery
    record_customers: Subquery
    customers: Subquery
    people: Subquery
    entity_names: Subquery
    mentions: Subquery


def visible(*, access: Access, version: int | None = None) -> Visible:
    """What the asker may read now: of every record the live version, or with a `version` that one, of
    the records that they may read now, where they might read it when it was live too."""
    return _visible(access.tokens, version)


def readable(*, access: Access) -> ColumnElement[bool]:
    """The condition on `records` and `versions`, joined, that the asker may read them now."""
    return _wanted(versions, access.tokens, None)


def stated_to(table: FromClause, *, access: Access) -> ColumnElement[bool]:
    """The condition on a table with a `record_id` that the asker may read that record now."""
    return _is_stated(table, access.tokens)


def all_entries() -> Select[tuple[object, ...]]:
    """Everybody in `people`, as `entries`, whoever they go by."""
    return _entries(people, people.c.person_id, people.c.alternate_name)


def entries() -> Select[tuple[object, ...]]:
    """Everybody in `people` who was not merged into another: person_id, name, alternate_names, email,
    title, department, manager, active, record_id. What stood in an entry that is gone went with it;
    the name and the address stay, for what they wrote."""
    return all_entries().where(people.c.merged_into.is_(None))


def _entries(
    table: FromClause, person_id: ColumnElement[str], alternate_names: ColumnElement[str]
) -> Select[tuple[object, ...]]:
    stands = table.c.record_id.is_not(None)
    return select(
        person_id.label("person_id"),
        table.c.name,
        alternate_names.label("alternate_names"),
        table.c.email,
        case((stands, table.c.title), else_="").label("title"),
        case((stands, table.c.department), else_="").label("department"),
        case((stands, table.c.manager), else_=null()).label("manager"),
        table.c.active,
        table.c.record_id,
    )


def _accounts(
    table: FromClause, customer_id: ColumnElement[str], alternate_names: ColumnElement[str]
) -> Select[tuple[object, ...]]:
    return select(
        customer_id.label("customer_id"),
        table.c.name,
        alternate_names.label("alternate_names"),
        table.c.record_id,
    )


def versions_of(record_id: str, *, access: Access) -> Select[tuple[object, ...]]:
    """The versions of a record that the asker may read now, the newest first: version, live, created_at,
    changed_at, changed_by. An older one only where they might have read it then."""
    tokens = access.tokens
    return (
        select(
            versions.c.version,
            (versions.c.version == records.c.live_version).label("live"),
            versions.c.created_at,
            versions.c.changed_at,
            versions.c.changed_by,
        )
        .join(records, records.c.record_id == versions.c.record_id)
        .where(
            records.c.record_id == record_id,
            versions.c.state != "pending",
            _is_within(records.c.live_version, tokens),
            _is_within(versions.c.version, tokens),
        )
        .order_by(versions.c.version.desc())
    )


def versions_among(record_ids: Sequence[str], *, access: Access) -> Select[tuple[str, int]]:
    """The same of several records: record_id and version."""
    tokens = access.tokens
    return (
        select(versions.c.record_id, versions.c.version)
        .join(records, records.c.record_id == versions.c.record_id)
        .where(
            records.c.record_id.in_(record_ids),
            versions.c.state != "pending",
            _is_within(records.c.live_version, tokens),
            _is_within(versions.c.version, tokens),
        )
    )


@lru_cache(maxsize=_KEPT)
def _visible(tokens: frozenset[str], version: int | None) -> Visible:
    """Kept, for building one takes longer than most queries take to run."""
    younger, other = customers.alias("younger"), people.alias("other_entries")
    nameable = people.c.record_id.is_(None) & (people.c.name != "")
    kept = {
        "chunks": "chunk_id record_id version ordinal start end",
        "chunk_knowledge": "chunk_id record_id version knowledge",
        "chunk_topics": "chunk_id record_id version topic_id nearness language title_terms terms",
        "sections": "record_id version ordinal start end heading page",
        "fields": "record_id version ordinal name label value start end kind folded moment number",
        "involvements": "record_id version ordinal role person_id",
        "record_customers": "record_id version ordinal customer_id",
    }

    def of_records(table: Table, *conditions: ColumnElement[bool]) -> Subquery:
        return (
            select(*(table.c[name] for name in kept[table.name].split()))
            .join(records, records.c.record_id == table.c.record_id)
            .where(_wanted(table, tokens, version), *conditions)
            .subquery(f"visible_{table.name}")
        )

    def stated(table: Table) -> Subquery:
        named = select(table).where(_is_stated(table, tokens))
        return named.subquery(f"visible_{table.name}")

    return Visible(
        records=select(
            records.c.record_id,
            versions.c.version,
            records.c.live_version,
            records.c.source,
            records.c.external_id,
            records.c.revision,
            versions.c.kind,
            versions.c.title,
            versions.c.uri,
            versions.c.thread,
            versions.c.occurred_at,
            versions.c.text,
        )
        .join(versions, versions.c.record_id == records.c.record_id)
        .where(_wanted(versions, tokens, version))
        .subquery("visible_records"),
        chunks=of_records(chunks),
        chunk_knowledge=of_records(chunk_knowledge),
        chunk_topics=of_records(chunk_topics),
        sections=of_records(sections),
        fields=of_records(fields),
        involvements=of_records(involvements, involvements.c.person_id.is_not(None)),
        ties=select(
            records.c.record_id,
            versions.c.kind,
            versions.c.occurred_at,
            involvements.c.role,
            involvements.c.person_id,
        )
        .join(versions, versions.c.record_id == records.c.record_id)
        .join(
            involvements,
            (involvements.c.record_id == versions.c.record_id)
            & (involvements.c.version == versions.c.version),
        )
        .where(_wanted(versions, tokens, version), involvements.c.person_id.is_not(None))
        .subquery("visible_ties"),
        record_customers=of_records(record_customers, record_customers.c.customer_id.is_not(None)),
        customers=union_all(
            _accounts(
                customers, customers.c.customer_id, _otherwise_called(customers, tokens)
            ).where(_goes_by_itself(customers), _is_stated(customers, tokens)),
            _accounts(younger, younger.c.merged_into, younger.c.alternate_name).where(
                _speaks(younger, customers, tokens)
            ),
        ).subquery("visible_customers"),
        people=union_all(
            _entries(people, people.c.person_id, _otherwise_called(people, tokens)).where(
                _goes_by_itself(people), or_(nameable, _is_stated(people, tokens))
            ),
            _entries(other, other.c.merged_into, other.c.alternate_name).where(
                _speaks(other, people, tokens)
            ),
        ).subquery("visible_people"),
        entity_names=stated(entity_names),
        mentions=select(
            chunk_tags.c.entity_id,
            chunks.c.chunk_id,
            chunks.c.record_id,
            chunks.c.version,
            chunks.c.heading,
            chunks.c.start,
            chunks.c.end,
        )
        .join(chunks, chunks.c.chunk_id == chunk_tags.c.chunk_id)
        .join(records, records.c.record_id == chunks.c.record_id)
        .where(_wanted(chunks, tokens, version))
        .subquery("visible_mentions"),
    )


def _wanted(table: Table, tokens: frozenset[str], version: int | None) -> ColumnElement[bool]:
    """The condition on `records` and a table with their versions, joined."""
    may_read_now = _is_within(records.c.live_version, tokens)
    if version is None:
        return and_(records.c.live_version == table.c.version, may_read_now)
    then = versions.alias("versions_then")
    was_live = exists().where(
        then.c.record_id == records.c.record_id,
        then.c.version == version,
        then.c.state != "pending",
    )
    might_read_then = _is_within(literal(version), tokens)
    return and_(table.c.version == version, may_read_now, was_live, might_read_then)


def _is_within(version: ColumnElement[int], tokens: frozenset[str]) -> ColumnElement[bool]:
    """The condition on `records` that the audience of that version shares a token."""
    return exists().where(
        audiences.c.record_id == records.c.record_id,
        audiences.c.version == version,
        among(audiences.c.token, sorted(tokens)),
    )


def _speaks(merged: FromClause, table: Table, tokens: frozenset[str]) -> ColumnElement[bool]:
    """The condition on rows merged into another that theirs is the first readable word on whom they are."""
    [id_column] = table.primary_key
    first = table.alias("first_stated")
    goes_by, own_id = first.c[id_column.name], merged.c[id_column.name]
    is_before = or_(
        goes_by == merged.c.merged_into,
        and_(first.c.merged_into == merged.c.merged_into, goes_by < own_id),
    )
    return and_(
        merged.c.merged_into.is_not(None),
        _is_stated(merged, tokens),
        ~exists().where(is_before, _is_stated(first, tokens)),
    )


def _otherwise_called(table: Table, tokens: frozenset[str]) -> ColumnElement[str]:
    """The alternate name of a row, else the names that the first readable one merged into it says. A text
    as the column is: where the halves of a union differ, SQLite does not read straight through them."""
    [id_column] = table.primary_key
    other = table.alias("otherwise_called")
    said = (
        select(other.c.alternate_name + "\n" + other.c.name)
        .where(other.c.merged_into == id_column, _is_stated(other, tokens))
        .order_by(other.c[id_column.name])
        .limit(1)
        .correlate(table)
        .scalar_subquery()
    )
    own = table.c.alternate_name
    return cast(case((own != "", own), else_=func.coalesce(said, "")), String)


def _goes_by_itself(table: Table) -> ColumnElement[bool]:
    """The condition on rows that are merged into no other; said so that an index on whom they are
    merged into, where nearly all are alike, is not taken for the one on their ids."""
    return func.coalesce(table.c.merged_into, "") == ""


def _is_stated(table: FromClause, tokens: frozenset[str]) -> ColumnElement[bool]:
    """The condition on a table that the record which states its row is readable."""
    return exists().where(
        records.c.record_id == table.c.record_id, _is_within(records.c.live_version, tokens)
    )
