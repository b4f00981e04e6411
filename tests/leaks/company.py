"""One store that is moved from world to world, and browsers of its people."""

from __future__ import annotations

from contextlib import suppress
from itertools import count
from pathlib import Path

from fastapi.testclient import TestClient
from sqlalchemy import select

from assistant.accounts.sessions import csrf_token
from assistant.api.app import create_app
from assistant.api.identity import CSRF_HEADER
from assistant.bootstrap import open_application
from assistant.settings import load_settings
from eval.exercises import SILENT
from ingest.catalog.knowledge_tables import topics
from ingest.errors import NotFoundError
from ingest.pipeline import Source
from ingest.records import Original, Record
from tests.hash_embedder import HashEmbedder
from tests.ingest.listing import Listing
from tests.leaks.reference import Reference
from tests.leaks.worlds import ADDRESSES, World

CONFIG = '[company]\nname = "Acme"\ndomains = ["acme.example"]\n[server]\nconcurrent_asks = 99\n'


WORLDS_A_STORE = 40
"""As many as one store goes through: its log grows with each, and is exported whole in each."""


class KeepingListing(Listing):
    """One that keeps a file of each record: its title and all that it says."""

    def original(self, external_id: str, revision: str) -> Original | None:
        held = {item.external_id: item for item in self.items if isinstance(item, Record)}
        if external_id not in held:
            return None
        item = held[external_id]
        data = "\n".join((item.title, *(section.text for section in item.sections))).encode()
        same = item.revision == revision
        return Original(f"{item.title}.txt", len(data), same, lambda: data)


class Company:
    """A store, moved from world to world as its sources change, and now and then a new one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.numbers = count(1)
        self._open(0)

    def close(self) -> None:
        self.application.close()

    def move_to(self, world: World) -> Reference:
        """Change what the sources say, and read them."""
        if world.number % WORLDS_A_STORE == 0:
            self.application.close()
            self._open(world.number)
        for name, records in world.sources.items():
            self.listings[name].items = list(records)
        for report in self.application.sync(confirm_removal=True):
            assert not report.error
            assert report.complete
        self.reference = self.reference or Reference(world)
        self.reference.move_to(world)
        return self.reference

    def _open(self, number: int) -> None:
        folder = self._folder / str(number)
        folder.mkdir()
        config = folder / "config.toml"
        config.write_text(CONFIG, "utf-8")
        self.listings = {name: KeepingListing() for name in ("directory", "crm", "files")}
        sources = [
            Source(name, name, listing, domains=("acme.example",))
            for name, listing in self.listings.items()
        ]
        self.application = open_application(
            load_settings(config), sources=sources, embedder=HashEmbedder(), pair_reader=SILENT
        )
        self.app = create_app(self.application)
        self.reference: Reference | None = None
        self.links: list[tuple[str, str, set[str]]] = []
        """Who shared a conversation, its link, and the words they knew then."""

    def topic_ids(self) -> set[str]:
        """Those of all topics, whoever may see them."""
        with self.application.store.catalog.reading() as connection:
            return set(connection.scalars(select(topics.c.topic_id)))

    def browser(self, address: str) -> TestClient:
        """Somebody's own, signed in."""
        # Whoever had left in a world before has their account opened again in this one.
        with suppress(NotFoundError):
            person_id = self.application.access(address).person_id
            self.application.accounts.disable(person_id, False)
        person_id = self.application.accounts.create(
            address, roles=["admin"] if address == ADDRESSES[0] else []
        )
        code = self.application.sessions.begin(person_id)
        client = TestClient(self.app, base_url="http://127.0.0.1:8321")
        client.cookies["zhike_session"] = code
        client.headers[CSRF_HEADER] = csrf_token(code)
        return client
