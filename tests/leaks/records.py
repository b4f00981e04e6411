"""Records: their pages, files, older versions and verifications, and how a hidden one is refused."""

from __future__ import annotations

from typing import Any

from ingest.records import record_id
from tests.leaks.look import Look
from tests.leaks.worlds import ADDRESSES, CUSTOMERS, RECORDS


def records(look: Look) -> None:
    readable = {seen.record_id for seen in look.visible}
    for source, known in (
        ("directory", ADDRESSES),
        ("crm", [f"C{place}" for place in range(CUSTOMERS)] + ["K0"]),
        ("files", [f"F{place}" for place in range(RECORDS)]),
    ):
        for external_id in known:
            wanted = record_id(source, external_id)
            if wanted not in readable:
                look.is_not_found(f"/api/records/{wanted}")
                look.is_not_found(f"/api/records/{wanted}?version=1")
                look.is_not_found(f"/api/records/{wanted}/file")
                continue
            page = look.get(f"/api/records/{wanted}")
            nameable = look.nameable(leavers=True)
            assert {one["person"]["email"] for one in page["people"]} <= nameable
            _belongs_with(look, wanted, page["thread"])
            file = look.browser.get(f"/api/records/{wanted}/file")
            assert file.status_code == 200
            look.holds_nothing_hidden(file.text)
            older = look.browser.get(
                f"/api/records/{wanted}", params={"version": max(1, page["version"] - 1)}
            )
            look.holds_nothing_hidden(older.text, ever=True)


def _belongs_with(look: Look, wanted: str, thread: list[Any]) -> None:
    """Of a conversation every visible record is shown, and no other."""
    own = next(seen.record for seen in look.visible if seen.record_id == wanted)
    others = {
        seen.record_id
        for seen in look.visible
        if own.thread and seen.record.thread == own.thread and seen.record_id != wanted
    }
    assert {entry["record"]["record_id"] for entry in thread} == others


def verifications(look: Look) -> None:
    """Who curates or made it says that a record is right, and those who may read it learn so."""
    versions = {
        seen.record_id: look.get(f"/api/records/{seen.record_id}")["version"]
        for seen in sorted(look.visible, key=lambda seen: seen.record_id)[:6]
    }
    for one, version in versions.items():
        said = look.browser.put(f"/api/records/{one}/verification", json={"version": version})
        assert said.status_code in ({200} if look.address == ADDRESSES[0] else {200, 403})
        look.holds_nothing_hidden(said.text)
    asked = [*versions, *sorted(look.hidden_ids)]
    for start in range(0, len(asked), 100):
        told = look.get("/api/verifications", record=asked[start : start + 100])
        for one in told["verifications"]:
            assert one["by"] is None or one["by"]["email"] in look.nameable(leavers=True)


def refusals(look: Look) -> None:
    """What is hidden and what is not there are told alike."""
    asked = [*sorted(look.hidden_ids)[:20], "a" * 26]
    assert look.get("/api/records", record=asked) == {"records": []}
    told = {
        look.browser.get(f"/api/records/{one}").text
        for one in [*sorted(look.hidden_ids)[:2], "a" * 26]
    }
    assert len(told) == 1
    files = {
        look.browser.get(f"/api/records/{one}/file").text
        for one in [*sorted(look.hidden_ids)[:2], "a" * 26]
    }
    assert len(files) == 1
    verified = {
        look.browser.put(f"/api/records/{one}/verification", json={"version": 1}).text
        for one in [*sorted(look.hidden_ids)[:2], "a" * 26]
    }
    assert len(verified) == 1
