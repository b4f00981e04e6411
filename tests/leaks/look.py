"""One asker's look at a world: what they may read, and what is asked of everything that they are told."""

from __future__ import annotations

import json
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import select

from ingest.catalog.schema import entity_keys
from tests.leaks.company import Company
from tests.leaks.reference import Reference, Seen, words_of

SHOWN = 30
"""As many entries as a page's timeline has."""


class Look:
    """One asker's look at a world by every route."""

    def __init__(
        self,
        company: Company,
        reference: Reference,
        address: str,
        browser: TestClient,
        question: str,
    ) -> None:
        self.company = company
        self.reference = reference
        self.address = address
        self.browser = browser
        self.question = question
        self.visible = reference.visible(address)
        self.known = reference.known_words(address) | words_of(question)
        self.hidden_ids = {seen.record_id for seen in reference.all()} - {
            seen.record_id for seen in self.visible
        }

    def get(self, path: str, **params: Any) -> Any:
        """A page's JSON, once nothing hidden was found in it."""
        response = self.browser.get(path, params=params)
        assert response.status_code == 200, response.text
        self.holds_nothing_hidden(response.text)
        return response.json()

    def holds_nothing_hidden(self, said: str, *, ever: bool = False) -> None:
        allowed = self.known
        if ever:
            allowed = allowed | self.reference.ever_known_words(self.address)
        text = json.dumps(json.loads(said), ensure_ascii=False) if said[:1] == "{" else said
        assert words_of(text) <= allowed, (self.address, words_of(text) - allowed)
        found = {one for one in self.hidden_ids if one in text}
        assert not found, (self.address, found)

    def holds_only(self, said: str, also: set[str]) -> None:
        """Nothing but what the asker may read now, ever might have read, or typed themselves."""
        ever = self.reference.ever_known_words(self.address)
        told = words_of(said) - also - self.known - ever
        assert not told, (self.address, told)
        found = {one for one in self.hidden_ids if one in said}
        assert not found, (self.address, found)

    def is_not_found(self, path: str) -> None:
        response = self.browser.get(path)
        assert response.status_code == 404, (self.address, path)
        self.holds_nothing_hidden(response.text)

    def nameable(self, *, leavers: bool = False) -> set[str]:
        """Colleagues whose entry the asker may read."""
        return {
            one.external_id
            for one in self.reference.world.directory
            if (leavers or one.entity.active)  # type: ignore[union-attr]
            and self.reference.states(self.address, "directory", one.external_id)
        }

    def reasons_of(self, person: str, tied: list[Seen]) -> set[tuple[str, int]]:
        counts: dict[str, int] = {}
        for seen in tied:
            for role in {
                tie.role for tie in seen.record.involvements if tie.person.email == person
            }:
                counts[role] = counts.get(role, 0) + 1
        return set(counts.items())

    def customer_id(self, place: int) -> str:
        return self._entity_id("customer", f"id:crm:C{place}")

    def person_id(self, address: str) -> str:
        return self._entity_id("person", f"mail:{address}")

    def _entity_id(self, family: str, key: str) -> str:

        with self.company.application.store.catalog.reading() as connection:
            found = connection.scalar(
                select(entity_keys.c.entity_id).where(
                    entity_keys.c.family == family, entity_keys.c.key == key
                )
            )
        assert found is not None
        return str(found)


def shown(page: Any) -> list[str]:
    return [entry["record"]["record_id"] for entry in page["timeline"]]


def said_of(expert: Any) -> set[tuple[str, int]]:
    return {(reason["role"], reason["count"]) for reason in expert["reasons"]}
