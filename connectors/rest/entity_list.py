"""One entity's list as a REST system gives it: all of it, or what changed since a mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from connectors.rest.asking import Asker, NotThereError
from connectors.rest.marks import mark_of, sent_as
from connectors.rest.options import Naming, RestEntity
from connectors.rest.pages import Pages
from connectors.rest.requests import Asked, Related, Since
from connectors.rest.templates import Tree, merged, reach
from connectors.table_json import text_of
from ingest.errors import PermanentError


@dataclass(slots=True)
class EntityList:
    """Reads one entity's items. `started` is when the listing began, by the clock here.

    After it was read to its end, `mark` is the time up to which it is known, and `whole` says whether
    nothing can have slipped through.
    """

    asker: Asker
    part: str
    entity: RestEntity
    started: datetime
    mark: datetime | None
    whole: bool = field(default=True, init=False)

    def everything(self) -> Iterator[Tree]:
        """Every item. Raises what asking raises."""
        yield from self._paged(self.entity, None)

    def changed(self, since: Since, mark: datetime) -> Iterator[Tree]:
        """The items that changed since `mark`, a little overlapping."""
        asked = _laid_over(self.entity, since)
        overlap = timedelta(seconds=self.asker.options.overlap_seconds)
        begin = mark - overlap
        while True:
            values = {"mark": sent_as(begin, since.form, self.started)}
            at_most = since.at_most
            count, reached = 0, begin
            for item in self._paged(asked, values):
                yield item
                count += 1
                reached = max(reached, mark_of(reach(item, since.mark)) or begin)
                if at_most and count >= at_most:
                    break
            if not at_most or count < at_most:
                return
            if reached <= begin:
                raise PermanentError(
                    f"{self.part}: more than {at_most} items changed in one instant; "
                    "set full_listing_hours lower, so that everything is listed again."
                )
            begin = reached

    def deleted(self, mark: datetime) -> Iterator[str]:
        """The ids of what was deleted since `mark`."""
        deletions = self.entity.deletions
        if deletions is None:
            return
        form = deletions.form_of_mark
        begin = mark - timedelta(seconds=self.asker.options.overlap_seconds)
        values: dict[str, Tree] = {
            "mark": sent_as(begin, form, self.started),
            "now": sent_as(self.started, form, self.started),
        }
        for page in Pages(self.asker, deletions, values):
            yield from filter(None, (text_of(reach(item, deletions.id)) for item in page))

    def _paged(self, asked: Asked, values: Mapping[str, Tree] | None) -> Iterator[Tree]:
        named = asked_columns(self.entity, self.asker.options.naming)
        pages = Pages(self.asker, asked, {**(values or {}), "asked": named})
        newest = self.mark
        for page in pages:
            for item in self._with_related(page):
                if self.entity.since:
                    found = mark_of(reach(item, self.entity.since.mark))
                    newest = max(filter(None, (newest, found)), default=None)
                yield item
        self.whole = self.whole and pages.whole
        # What changed while the list was read may stand on a page read before.
        self.mark = min(newest, self.started) if newest else None

    def _with_related(self, page: list[Tree]) -> list[Tree]:
        if not self.entity.related:
            return page
        related: dict[str, dict[str, Tree]] = {}
        id_path = id_of(self.entity)
        ids = [text_of(reach(item, id_path)) for item in page]
        there = [key for key, item in zip(ids, page, strict=True) if not self.entity.is_gone(item)]
        for name, asked in self.entity.related.items():
            for key, value in self._related(asked, list(filter(None, there))):
                related.setdefault(key, {})[name] = value
        return [
            merged(item, {"related": related.get(key, {})}) if isinstance(item, dict) else item
            for item, key in zip(page, ids, strict=True)
        ]

    def _related(self, asked: Related, ids: list[str]) -> Iterator[tuple[str, Tree]]:
        """Of each item that something is said of: its id, and what is said."""
        if not asked.id:
            for one in ids:
                # One that is not there any more is told of with the next changes.
                with suppress(NotThereError):
                    pages = Pages(self.asker, asked, {"ids": [one]})
                    yield one, [reach(entry, asked.value) for page in pages for entry in page]
            return
        for first in range(0, len(ids), asked.at_most):
            for page in Pages(self.asker, asked, {"ids": ids[first : first + asked.at_most]}):
                for entry in page:
                    yield text_of(reach(entry, asked.id)), reach(entry, asked.value)


def id_of(entity: RestEntity) -> str:
    """The path of an item's id."""
    column = entity.columns_of.get(entity.id)
    return column.path[0] if column and column.path else entity.id


def asked_columns(entity: RestEntity, naming: Naming) -> list[Tree]:
    """The names by which a system that wants them is asked for the columns."""
    paths = [
        path for column in entity.columns_of.values() if column.asked for path in column.paths()
    ]
    if entity.since:
        paths.append(entity.since.mark)
    below = [
        path.removeprefix(naming.under)
        for path in paths
        if path.startswith(naming.under) and not path.startswith("related.")
    ]
    return list(dict.fromkeys(path.partition(".")[0] if naming.first else path for path in below))


def _laid_over(entity: RestEntity, since: Since) -> Asked:
    query = {**entity.query, **since.query}
    if since.param:
        query[since.param] = "{mark}"
    body = merged(entity.body, since.body)
    return Asked(
        path=since.path or entity.path,
        method=since.method or entity.method,
        query=query,
        headers={**entity.headers, **since.headers},
        body=body if isinstance(body, dict) else {},
        form=entity.form,
        items=entity.items if since.items is None else since.items,
        paging=since.paging or entity.paging,
        page_size=since.page_size or entity.page_size,
    )
