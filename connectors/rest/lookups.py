"""What the ids in a system's items mean, read once in a listing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from connectors.rest.asking import Asker
from connectors.rest.columns import person
from connectors.rest.options import RestEntity
from connectors.rest.pages import Pages
from connectors.rest.requests import Lookup
from connectors.rest.templates import reach
from connectors.table_json import text_of


@dataclass(slots=True)
class Lookups:
    """Reads each list when an entity first needs it."""

    asker: Asker
    stated: Mapping[str, Lookup]
    _read: dict[str, dict[str, str]] = field(default_factory=dict, init=False)

    def of(self, entity: RestEntity) -> Mapping[str, Mapping[str, str]]:
        """By the name of each list that the entity's columns use: id -> what it means. Raises what asking raises."""
        used = dict.fromkeys(column.look_up for column in entity.columns_of.values())
        return {name: self._of(name) for name in used if name}

    def _of(self, name: str) -> dict[str, str]:
        if name not in self._read:
            self._read[name] = self._meanings(self.stated[name])
        return self._read[name]

    def _meanings(self, lookup: Lookup) -> dict[str, str]:
        names = (lookup.name,) if isinstance(lookup.name, str) else lookup.name
        meanings: dict[str, str] = {}
        for page in Pages(self.asker, lookup, {}):
            for item in page:
                written = " ".join(filter(None, (text_of(reach(item, path)) for path in names)))
                address = text_of(reach(item, lookup.email)) if lookup.email else ""
                key = text_of(reach(item, lookup.id))
                if meaning := person(written, address):
                    meanings[key] = meaning
        return meanings
