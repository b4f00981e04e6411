"""When a newcomer reads what: the stage of each record, and the newest edition of each document."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from assistant.bilingual import Bilingual
from assistant.editions import edition_age, edition_family
from assistant.projects.items import Item
from assistant.projects.vocabulary import any_of, project_words
from ingest.names import fold
from ingest.records import DOCUMENTS

_TOPIC = (
    "intro", "product", "policy", "overview", "project", "plan", "contract", "detail", "price",
    "progress", "acceptance", "review", "case",
)  # fmt: skip
_ROLE = ("intro", "policy", *(one for one in _TOPIC if one not in ("intro", "policy")))
_CASE = Bilingual("实际发生过的一例", "A case as it happened")
_PRODUCT = Bilingual("产品本身", "The product itself")


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage by name, and why it is read then."""

    name: str
    why: Bilingual

    @property
    def place(self) -> int:
        """When it is read by whoever learns about a topic or a customer."""
        return _TOPIC.index(self.name)

    @property
    def place_for_a_role(self) -> int:
        return _ROLE.index(self.name)


def stage_of(item: Item) -> Stage:
    """Of a document by its title and folder, of any other record by its kind."""
    if item.kind == "product":
        return Stage("product", _PRODUCT)
    if item.kind not in DOCUMENTS:
        return Stage("case", _CASE)
    said = fold(" ".join((item.title, *item.folder)))
    for words, stage in _stages():
        if words.search(said):
            return stage
    genre = project_words().genre(item.title)
    return Stage(genre.name, genre.why)


def newest_editions(documents: Iterable[Item]) -> Mapping[str, Item]:
    """Of each document that was replaced the newest edition; the newest are their own."""
    families: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in documents:
        families[item.source, edition_family(item.title) or item.title].append(item)
    newest: dict[str, Item] = {}
    for editions in families.values():
        last = max(editions, key=lambda one: edition_age(one.title, one.occurred_at))
        newest |= {one.record_id: last for one in editions}
    return newest


@lru_cache(maxsize=1)
def _stages() -> tuple[tuple[re.Pattern[str], Stage], ...]:
    held = tomllib.loads(files("assistant.projects").joinpath("learning.toml").read_text("utf-8"))
    return tuple(
        (any_of(one["words"]), Stage(one["name"], Bilingual(one["zh"], one["en"])))
        for one in held["stages"]
    )
