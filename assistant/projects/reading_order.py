"""The documents of a project in the order in which a newcomer reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from assistant.answers import RecordLink
from assistant.editions import edition_age, edition_family
from assistant.projects.items import Item
from assistant.projects.views import ProjectDocument
from assistant.projects.vocabulary import project_words
from ingest.moments import to_text
from ingest.records import DOCUMENTS


def in_reading_order(items: Iterable[Item]) -> tuple[ProjectDocument, ...]:
    """Overview before detail, plan before review, within these the older first; of several editions of
    one document the newest alone, which names the others."""
    words = project_words()
    families: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        if is_document(item):
            families[item.source, edition_family(item.title) or item.title].append(item)
    ordered: list[tuple[tuple[int, str, str], ProjectDocument]] = []
    for editions in families.values():
        *older, newest = sorted(editions, key=lambda one: edition_age(one.title, one.occurred_at))
        genre = words.genre(newest.title)
        day = to_text(newest.occurred_at) if newest.occurred_at else "9"
        document = ProjectDocument(
            RecordLink(newest.record_id, newest.title),
            newest.kind,
            newest.occurred_at,
            genre.name,
            genre.why,
            tuple(RecordLink(one.record_id, one.title) for one in reversed(older)),
        )
        ordered.append(((genre.place, day, newest.title), document))
    return tuple(document for _, document in sorted(ordered, key=lambda one: one[0]))


def is_document(item: Item) -> bool:
    """Whether it was written to be read: a file, an article, a mail kept among files."""
    return item.kind in DOCUMENTS
