"""One cell of a row out of the JSON of an item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field

from connectors.cells import moment
from connectors.rest.requests import Stated, Texts
from connectors.rest.rich_text import text_of_rich
from connectors.rest.templates import Tree, reach
from connectors.row_mapping import Columns
from connectors.table_json import text_of

_DIVIDERS = str.maketrans(dict.fromkeys(",;；|、，<>\n", " "))
Reading = Literal["text", "utc", "unix", "unix_ms", "day_ms", "micros", "rich"]


class History(Stated):
    """A list of changes, or of what was said, as lines: the time at `when`, who at `who`, what at `what`.
    Without `what` it is who alone, with their address."""

    what: str = ""
    when: str = ""
    who: str = ""


class Column(Stated):
    """What a column holds: what stands at the first `path` that holds something, or somebody's `name` and
    `email`, or always `value`.

    `reads` says how: "utc" for a time without zone that is of UTC, "unix" and "unix_ms" for seconds and
    milliseconds since 1970, "day_ms" for a day so written, "micros" for millionths, "rich" for Atlassian's
    document format.
    `look_up` names the list that says what an id means, `words` what a code does; of a history that
    tells who, the look-up is of these, and somebody it does not know is not named.
    `only_if` leaves out of a list whatever has something else at one of its paths ("" for nothing).
    `asked` is false for what the system is not to be asked for by name.
    """

    path: Columns = ()
    name: Columns = ()
    email: str = ""
    value: str = ""
    reads: Reading = "text"
    look_up: str = ""
    words: Texts = Field(default_factory=dict)
    history: History | None = None
    only_if: dict[str, Columns] = Field(default_factory=dict)
    first: bool = False
    asked: bool = True

    def paths(self) -> tuple[str, ...]:
        """Every path that an item is to have for it."""
        return tuple(filter(None, (*self.path, *self.name, self.email)))


def _as_column(value: object) -> object:
    return {"path": value} if isinstance(value, str | list) else value


ColumnAt = Annotated[Column, BeforeValidator(_as_column)]
"""A column; a path alone may stand for it."""


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads cells; `lookups` holds by name what ids mean. `false_is_nothing` for systems that write false for null."""

    timezone: ZoneInfo
    lookups: Mapping[str, Mapping[str, str]]
    false_is_nothing: bool = False

    def cell(self, column: Column, item: Tree) -> str:
        """The text of a column of an item, several values one a line."""
        if column.value:
            return column.value
        if column.email or column.name:
            address = self._text(reach(item, column.email)) if column.email else ""
            return person(self._joined(column.name, item), address)
        for path in column.path:
            if values := list(dict.fromkeys(filter(None, self._values(column, reach(item, path))))):
                return values[0] if column.first else "\n".join(values)
        return ""

    def _values(self, column: Column, found: Tree) -> Iterator[str]:
        for one in found if isinstance(found, list) else (found,):
            if not holds(one, column.only_if):
                continue
            if column.history:
                yield self._line(column, column.history, one)
            else:
                yield self._meant(column, one)

    def _line(self, column: Column, history: History, entry: Tree) -> str:
        if not history.who:
            what = self._meant(column, reach(entry, history.what))
            return f"{self._clock(entry, history)} {what}".strip() if what else ""
        who = self._text(reach(entry, history.who))
        if column.look_up:
            who = self.lookups.get(column.look_up, {}).get(who, "")
        if not history.what:
            return who
        what = self._meant(column.model_copy(update={"look_up": ""}), reach(entry, history.what))
        by = f"{self._clock(entry, history)} {who.partition(' <')[0]}".strip()
        return f"{by}: {what}" if by and what else what

    def _clock(self, entry: Tree, history: History) -> str:
        stated = self._text(reach(entry, history.when)) if history.when else ""
        when = moment(stated, self.timezone)
        if not isinstance(when, datetime):
            return stated
        try:
            return f"{when.astimezone(self.timezone):%Y-%m-%d %H:%M}"
        except OverflowError:
            return stated

    def _meant(self, column: Column, value: Tree) -> str:
        if column.reads == "rich":
            return text_of_rich(value)
        text = self._text(value)
        text = self.lookups.get(column.look_up, {}).get(text, text)
        text = column.words.get(text, text)
        match column.reads:
            case "utc" if text and not text.endswith("Z"):
                return f"{text}Z"
            case "micros" if text.removeprefix("-").isdecimal():
                return f"{Decimal(text) / 1_000_000:f}"
            case "unix" | "unix_ms" | "day_ms":
                return self._time(text, column.reads)
            case _:
                return text

    def _time(self, text: str, reads: str) -> str:
        try:
            seconds = float(text) / (1 if reads == "unix" else 1000)
            if reads == "day_ms":
                return datetime.fromtimestamp(seconds, self.timezone).date().isoformat()
            return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"
        except (ValueError, OverflowError, OSError):
            return text

    def _joined(self, paths: Columns, item: Tree) -> str:
        return " ".join(filter(None, (self._text(reach(item, path)) for path in paths)))

    def _text(self, value: Tree) -> str:
        return "" if value is False and self.false_is_nothing else text_of(value).strip()


def holds(item: Tree, stated: Mapping[str, Columns]) -> bool:
    """Whether there stands at every path one of its values, "" where nothing stands."""
    return all(text_of(reach(item, path)) in values for path, values in stated.items())


def person(name: str, address: str) -> str:
    """Somebody as a cell names them: name <address>, or what there is of it."""
    name = " ".join(name.translate(_DIVIDERS).split()) if address else name
    return f"{name} <{address}>" if name and address else name or address
