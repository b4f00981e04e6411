"""A company of whom nothing is on record but who works there."""

from __future__ import annotations

from pathlib import Path

from assistant.bootstrap import open_application
from assistant.settings import load_settings
from tests.hash_embedder import HashEmbedder

_CONFIG = """
[company]
name = "Empty"
domains = ["empty.example"]
[[sources]]
name = "directory"
kind = "directory"
path = "people.csv"
audience = ["everyone"]
[sources.columns]
id = "id"
name = "name"
emails = ["email"]
title = "title"
department = "department"
"""


def test_every_page_says_that_there_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(
        "id,name,email,title,department\n1,Ann Lee,ann@empty.example,Engineer,Works\n", "utf-8"
    )
    (tmp_path / "config.toml").write_text(_CONFIG, "utf-8")
    settings = load_settings(tmp_path / "config.toml")
    with open_application(settings, embedder=HashEmbedder()) as application:
        application.sync()
        access = application.access("ann@empty.example")
        assert application.reads.projects.listed(access=access) == ()
        assert application.reads.learning.path("pumps", access=access).note is not None
        role = application.reads.learning.path("Engineer", access=access)
        assert (role.kind, role.items) == ("role", ())
        assert role.note is not None
        page = application.reads.people.page(access.person_id, access=access)
        assert page.note is not None
        pack = application.reads.handovers.pack(access.person_id, access=access, may_see_all=False)
        assert pack.customers == pack.take_over == pack.to_write == ()
