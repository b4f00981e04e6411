"""What config.toml says of a CRM's tables: their files, and which column is what."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from connectors.details import DetailMapping
from connectors.passwords import PasswordOptions
from connectors.paths import PathInside
from connectors.row_mapping import RowMapping


class TableMapping(RowMapping):
    """One table: its file, what its columns are, and the tables that tell more of its rows."""

    file: PathInside
    sheet: str = ""
    details: tuple[DetailMapping, ...] = ()


class TableOptions(PasswordOptions):
    """The tables of one export."""

    tables: tuple[TableMapping, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_file_once(self) -> Self:
        places = [(table.file, table.sheet) for table in self.tables]
        for place in places:
            if places.count(place) > 1:
                raise ValueError(f"{place[0]} is mapped twice; its rows would have the same ids")
        return self
