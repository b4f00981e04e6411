from __future__ import annotations

from ingest.documents import Parsed
from ingest.errors import UnreadableError
from ingest.pipeline import Source, SyncReport, sync
from ingest.records import File
from ingest.store import Store
from tests.connectors.rest_server import Asked, Reply, System, deals_of, reader, system
from tests.ingest.listing import texts


def no_files(file: File) -> Parsed:
    raise UnreadableError(f"{file.name} cannot be read", reason="damaged")


def read(served: System, store: Store) -> SyncReport:
    options = deals_of(since={"mark": "updated", "param": "after"}, gone_if={"state": "deleted"})
    connector = reader(served.url, **options)
    return sync(Source("crm", "rest", connector, ()), store, no_files, chunk_tokens=64)


def test_a_sync_takes_up_where_the_last_one_ended(store: Store) -> None:
    deals = {
        number: {"id": number, "title": f"恒岳{number}期", "updated": "2026-03-01T00:00:00Z"}
        for number in range(3)
    }
    deals[2]["updated"] = "2026-03-02T00:00:00Z"

    def answering(asked: Asked) -> Reply:
        after = asked.query.get("after", "")
        return Reply({"results": [one for one in deals.values() if str(one["updated"]) >= after]})

    with system(answering) as served:
        assert read(served, store).changed == 3
        assert read(served, store).changed == 0
        assert served.asked[-1].query == {"after": "2026-03-01T23:55:00Z"}
        deals[0] = {"id": 0, "title": "恒岳零期", "updated": "2026-03-03T00:00:00Z"}
        deals[1] |= {"state": "deleted", "updated": "2026-03-03T00:00:00Z"}
        report = read(served, store)
    assert (report.changed, report.removed) == (1, 1)
    said = "\n".join(texts(store))
    assert "恒岳零期" in said
    assert "恒岳2期" in said
    assert "恒岳1期" not in said


def test_a_list_that_is_refused_later_takes_nothing_away(store: Store) -> None:
    def answering(asked: Asked) -> Reply:
        return Reply({"results": [{"id": 1, "title": f"恒岳 {asked.path}"}]})

    with system(answering) as served:
        both = {
            part: {"entity": "deals", "path": part, "id": "id", "items": "results"}
            for part in ("deals", "old")
        }

        def listed() -> SyncReport:
            connector = reader(served.url, entities=both)
            return sync(Source("crm", "rest", connector, ()), store, no_files, chunk_tokens=64)

        assert listed().changed == 2
        served.answering = lambda asked: (
            Reply(None, 404) if asked.path == "/old" else answering(asked)
        )
        report = listed()
    assert report.removed == 0
    assert report.failed == 1
    assert len(texts(store)) == 2
