from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.errors import PermanentError
from ingest.records import Change, Checkpoint
from tests.connectors.contract import records_of
from tests.connectors.rest_server import Asked, Reply, deals_of, reader, system

ALL = [{"id": number} for number in range(1, 8)]
SIZE = 3


def page(start: int, **more: object) -> dict[str, object]:
    return {"results": ALL[start : start + SIZE], **more}


def by_cursor(asked: Asked) -> Reply:
    start = int(asked.query.get("after", "0"))
    following = {"next": {"after": str(start + SIZE)}} if start + SIZE < len(ALL) else {}
    return Reply(page(start, paging=following))


def by_cursor_in_the_body(asked: Asked) -> Reply:
    held = asked.body.get("page")
    start = int(held.get("cursor", "0")) if isinstance(held, dict) else 0
    return Reply(page(start, cursor=str(start + SIZE), done=start + SIZE >= len(ALL)))


def by_offset(asked: Asked) -> Reply:
    return Reply(page(int(asked.query["skip"])))


def by_offset_with_a_total(asked: Asked) -> Reply:
    return Reply(page(int(asked.query["skip"]), meta={"total": len(ALL)}))


def by_page(asked: Asked) -> Reply:
    return Reply(page((int(asked.query["page"]) - 1) * SIZE))


def by_page_of_pages(asked: Asked) -> Reply:
    number = int(asked.query["page"])
    return Reply(page((number - 1) * SIZE, pages=3)) if number < 4 else Reply({}, status=400)


def by_page_that_ends_again_and_again(asked: Asked) -> Reply:
    return Reply(page(min(int(asked.query["page"]) - 1, 2) * SIZE))


def by_link(asked: Asked) -> Reply:
    start = int(asked.query.get("from", "0"))
    link = f'</deals?from={start + SIZE}>; rel="next", </deals>; rel="first"'
    return Reply(page(start), headers={"Link": link} if start + SIZE < len(ALL) else {})


def by_next(asked: Asked) -> Reply:
    start = int(asked.query.get("from", "0"))
    following = f"/deals?from={start + SIZE}" if start + SIZE < len(ALL) else None
    return Reply({"results": ALL[start : start + SIZE], "@odata.nextLink": following})


def by_key(asked: Asked) -> Reply:
    assert isinstance(asked.body["after"], int)
    return Reply({"results": [one for one in ALL if one["id"] > asked.body["after"]][:SIZE]})


def in_one(_: Asked) -> Reply:
    return Reply({"results": ALL})


POST = {"method": "POST"}
STYLES: dict[str, tuple[Callable[[Asked], Reply], dict[str, object], dict[str, object]]] = {
    "cursor": (by_cursor, {"kind": "cursor", "param": "after", "next": "paging.next.after"}, {}),
    "cursor in the body": (
        by_cursor_in_the_body,
        {"kind": "cursor", "param": "page.cursor", "next": "cursor", "last": "done"},
        POST,
    ),
    "offset": (by_offset, {"kind": "offset", "param": "skip"}, {}),
    "offset with a total": (
        by_offset_with_a_total,
        {"kind": "offset", "param": "skip", "total": "meta.total"},
        {},
    ),
    "page": (by_page, {"kind": "page", "param": "page"}, {}),
    "page of pages": (by_page_of_pages, {"kind": "page", "param": "page", "pages": "pages"}, {}),
    "page again and again": (
        by_page_that_ends_again_and_again,
        {"kind": "page", "param": "page"},
        {},
    ),
    "link": (by_link, {"kind": "link"}, {}),
    "next": (by_next, {"kind": "next", "next": "@odata.nextLink"}, {}),
    "keyset": (by_key, {"kind": "keyset", "next": "id"}, {**POST, "body": {"after": "{after}"}}),
    "none": (in_one, {"kind": "none"}, {}),
}


@pytest.mark.parametrize("style", STYLES)
def test_every_page_is_read(style: str) -> None:
    answering, paging, entity = STYLES[style]
    with system(answering) as crm:
        changes = list(reader(crm.url, paging=paging, **deals_of(**entity)).changes({}, None))
    assert set(records_of(changes)) == {f"deals#{one['id']}" for one in ALL}
    assert isinstance(changes[-1], Checkpoint)
    assert changes[-1].complete


def test_a_system_that_gives_less_than_it_is_asked_is_read_to_its_end() -> None:
    paging = {"kind": "offset", "param": "skip", "size_param": "limit"}
    with system(by_offset) as crm:
        changes = list(reader(crm.url, paging=paging, page_size=1000).changes({}, None))
    assert len(records_of(changes)) == len(ALL)
    assert crm.asked[0].query["limit"] == "1000"


def test_a_list_that_changes_while_it_is_read_is_not_called_complete() -> None:
    held = list(ALL)

    def shifting(asked: Asked) -> Reply:
        start = int(asked.query["skip"])
        reply = Reply({"results": held[start : start + SIZE], "total": len(held)})
        if start == 0:
            del held[0]  # so that the fourth stands where the third was
        return reply

    paging = {"kind": "offset", "param": "skip", "total": "total"}
    with system(shifting) as crm:
        changes = list(reader(crm.url, paging=paging).changes({}, None))
    assert "deals#4" not in records_of(changes)
    assert not any(isinstance(one, Checkpoint) and one.complete for one in changes)


def test_pages_that_go_round_in_a_circle_are_given_up() -> None:
    def circle(asked: Asked) -> Reply:
        return Reply({"results": ALL[:1], "next": "/deals?from=1"})

    with system(circle) as crm, pytest.raises(PermanentError, match="circle"):
        list(reader(crm.url, paging={"kind": "next", "next": "next"}).changes({}, None))


def test_a_list_without_an_end_is_given_up() -> None:
    def endless(asked: Asked) -> Reply:
        number = int(asked.query.get("page", "1"))
        return Reply({"results": [{**ALL[0], "id": f"n{number}"}]})

    changes: list[Change] = []
    with (
        system(endless) as crm,
        pytest.raises(PermanentError, match="not ended after 7 pages; raise `page_size`"),
    ):
        connector = reader(crm.url, paging={"kind": "page", "param": "page"}, most_pages=7)
        for change in connector.changes({}, None):
            changes.append(change)
    assert len(records_of(changes)) == 7
    assert not any(isinstance(one, Checkpoint) and one.complete for one in changes)


@pytest.mark.parametrize(
    "tree", [{}, {"error": "no"}, {"results": {"a": 1}}, {"results": "x"}, ALL, None, 7]
)
def test_an_answer_without_the_list_is_no_empty_list(tree: object) -> None:
    changes = []
    with system(lambda _: Reply(tree)) as crm, pytest.raises(PermanentError, match="no list under"):
        for change in reader(crm.url).changes({}, None):
            changes.append(change)
    assert not any(isinstance(one, Checkpoint) and one.complete for one in changes)


@pytest.mark.parametrize("reply", [Reply({"results": None}), Reply(None, status=204)])
def test_nothing_and_no_content_are_an_empty_list(reply: Reply) -> None:
    with system(lambda _: reply) as crm:
        (last,) = reader(crm.url).changes({}, None)
    assert isinstance(last, Checkpoint)
    assert last.complete


@pytest.mark.parametrize("says", [{"more": "more"}, {"last": "last"}])
def test_a_system_that_has_more_and_does_not_say_where_has_not_been_read(
    says: dict[str, object],
) -> None:
    paging = {"kind": "cursor", "param": "after", "next": "after", **says}
    for said in ({"more": True, "last": False}, {}):
        answer = Reply({"results": ALL, "after": None, **said})
        with system(lambda _, reply=answer: reply) as crm, pytest.raises(PermanentError) as caught:
            list(reader(crm.url, paging=paging).changes({}, None))
        assert "does not say where" in str(caught.value)
