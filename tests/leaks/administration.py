"""Administration: closed to whoever does not administer, and no way round an audience for who does."""

from __future__ import annotations

from tests.leaks.look import Look
from tests.leaks.reference import words_of
from tests.leaks.worlds import ADDRESSES

CLOSED = (
    "/api/audit",
    "/api/audit/export",
    "/api/failures",
    "/api/accounts",
    "/api/roles",
    "/api/condition",
    "/api/settings",
    "/api/source-kinds",
    "/api/source-views",
)


def administration(look: Look) -> None:
    """Open to administrators alone; the log tells them ids of everything, and words only where all that
    was shown is visible."""
    if look.address != ADDRESSES[0]:
        for path in CLOSED:
            assert look.browser.get(path).status_code == 403, path
        return
    asked = _asked(look)
    for path in ("/api/audit?limit=200", "/api/audit/export"):
        response = look.browser.get(path)
        assert response.status_code == 200, path
        assert words_of(response.text) - asked <= look.known
    accounts = look.get("/api/accounts")["accounts"]
    told = {one["person"]["email"] for one in accounts if one["person"]}
    assert told <= look.nameable(leavers=True)
    found = look.get(f"/api/accounts?q={look.question.split()[-1][:50]}")["accounts"]
    assert {one["person"]["email"] for one in found if one["person"]} <= told
    hidden = _hidden_words(look)
    for path in (
        "/api/condition",
        "/api/settings",
        "/api/source-kinds",
        "/api/failures",
        "/api/source-views",
    ):
        response = look.browser.get(path)
        assert response.status_code == 200, path
        assert not words_of(response.text) & hidden


def _hidden_words(look: Look) -> set[str]:
    """What stands in records that the asker may not read, and in nothing that they know."""
    said = set().union(*(seen.words for seen in look.reference.all()))
    return said - look.known


def _asked(look: Look) -> set[str]:
    """The words that the administrator asked with themselves, now or before."""
    own = look.company.application.access(look.address)
    entries = look.company.application.audit_export(access=own)
    return words_of(" ".join(entry.text for entry in entries if entry.person_id == own.person_id))
