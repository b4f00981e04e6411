"""The pages of a list, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from uuid import uuid4

from connectors.rest.asking import Answer, Asker, Request, body_with, joined
from connectors.rest.requests import Asked, Paging
from connectors.rest.templates import Tree, filled, placed, reach, text_filled
from connectors.table_json import text_of
from ingest.errors import PermanentError


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a list a page begins."""

    offset: int = 0
    page: int = 1
    after: str = "0"
    cursor: str = ""
    address: str = ""


@dataclass(slots=True)
class Pages:
    """Reads a list page by page. `values` fill the names in the request.

    `whole` is false after a list whose length changed while it was read, or was not what it said to be:
    an item may have slipped from a page not yet read to one that was.
    """

    asker: Asker
    asked: Asked
    values: Mapping[str, Tree]
    whole: bool = field(default=True, init=False)

    def __iter__(self) -> Iterator[list[Tree]]:
        """Raises PermanentError if an answer holds no list, and what asking raises."""
        paging = self._paging
        place = _Place(page=paging.first, after=str(paging.start))
        met = {place}
        before: list[Tree] = []
        count, totals = 0, set[str]()
        while True:
            answer = self.asker.ask(self._request(place))
            items = self._items(answer)
            if paging.kind in ("offset", "page") and items and items == before:
                break  # beyond its end such a list gives its last page again
            count += len(items)
            totals.add(text_of(reach(answer.tree, paging.total)) if paging.total else "")
            yield items
            before = items
            following = self._next(place, answer, items)
            if following is None:
                break
            if following in met:
                raise PermanentError(
                    f"{answer.address.host}{answer.address.path}: its pages go round in a circle."
                )
            if len(met) >= self.asker.options.most_pages:
                raise PermanentError(
                    f"{answer.address.host}{answer.address.path}: its list has not ended after "
                    f"{len(met):,} pages; raise `page_size`, or `most_pages` if it is so long."
                )
            met.add(following)
            place = following
        # A negative one says that the system does not count.
        if paging.kind in ("offset", "page") and any(total.isdecimal() for total in totals):
            self.whole = totals == {str(count)}

    @property
    def _paging(self) -> Paging:
        return self.asked.paging or self.asker.options.paging

    def _request(self, place: _Place) -> Request:
        asked, paging, asker = self.asked, self._paging, self.asker
        size = asked.page_size or asker.options.page_size
        values = {
            **asker.options.values,
            **self.values,
            "page_size": size,
            "offset": place.offset,
            "page": place.page,
            "after": int(place.after) if isinstance(paging.start, int) else place.after,
            "uuid": str(uuid4()),
        }
        query = {key: text_filled(value, values) for key, value in asked.query.items()}
        headers = {key: text_filled(value, values) for key, value in asked.headers.items()}
        body = filled(asked.body, values) or ({} if asked.method == "POST" else None)
        if place.address:
            address = joined(asker.address(text_filled(asked.path, values)), place.address)
            return Request(address, headers=headers)
        request = Request(
            asker.address(text_filled(asked.path, values)),
            asked.method,
            query,
            headers,
            body,
            asked.form,
        )
        if paging.size_param:
            request = _with(request, paging.size_param, size)
        match paging.kind:
            case "cursor" if place.cursor:
                request = _with(request, paging.param, place.cursor)
            case "offset" if paging.param:
                request = _with(request, paging.param, place.offset)
            case "page" if paging.param:
                request = _with(request, paging.param, place.page)
        return request

    def _items(self, answer: Answer) -> list[Tree]:
        stated = self.asked.items
        path = self.asker.options.items if stated is None else stated
        if answer.is_empty:
            return []
        items = None if path and isinstance(answer.tree, list) else reach(answer.tree, path)
        if items is None and path and _holds(answer.tree, path):
            return []  # null is how some write an empty list
        if not isinstance(items, list):
            where = f"under {path!r}" if path else "in its answer"
            raise PermanentError(
                f"{answer.address.host}{answer.address.path}: there is no list {where}; "
                "check `items` and the path in config.toml."
            )
        return items

    def _next(self, place: _Place, answer: Answer, items: list[Tree]) -> _Place | None:
        paging = self._paging
        if answer.is_empty or paging.kind == "none":
            return None
        # An answer that does not say whether there is more is no last page.
        if paging.more and text_of(reach(answer.tree, paging.more)) in ("false", "0"):
            return None
        if paging.last and text_of(reach(answer.tree, paging.last)) in ("true", "1"):
            return None
        if paging.kind in ("link", "next", "cursor"):
            stated = answer.next_link
            if paging.kind != "link":
                stated = text_of(reach(answer.tree, paging.next))
            if not stated and (paging.more or paging.last):
                raise PermanentError(
                    f"{answer.address.host}{answer.address.path}: there is more, and it does not say where."
                )
            if not stated:
                return None
            by_cursor = paging.kind == "cursor"
            return _Place(cursor=stated) if by_cursor else _Place(address=stated)
        # A page shorter than was asked for proves nothing: a system may give less at once than it is asked.
        if not items:
            return None
        if paging.kind == "keyset":
            after = text_of(reach(items[-1], paging.next))
            if not after or (isinstance(paging.start, int) and not after.isdecimal()):
                raise PermanentError(
                    f"{answer.address.host}{answer.address.path}: its last item has no {paging.next!r}."
                )
            return replace(place, after=after)
        if paging.pages and text_of(reach(answer.tree, paging.pages)) in ("0", str(place.page)):
            return None
        offset = place.offset + len(items)
        if paging.total and text_of(reach(answer.tree, paging.total)) == str(offset):
            return None
        return replace(place, offset=offset, page=place.page + 1)


def _with(request: Request, name: str, value: int | str) -> Request:
    if request.method == "GET":
        return replace(request, query={**request.query, name: str(value)})
    return replace(request, body=body_with(request.body, placed({}, name, value)))


def _holds(tree: Tree, path: str) -> bool:
    outer, _, name = path.rpartition(".")
    holder = reach(tree, outer)
    return isinstance(holder, dict) and name in holder
