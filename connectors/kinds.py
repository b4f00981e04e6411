"""The kinds of source that config.toml may name, and the connector of each."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError

from connectors.audiences import checked_token
from connectors.directory import DirectoryConnector, DirectoryOptions
from connectors.folder import FolderConnector, FolderOptions
from connectors.mail import MailConnector, MailOptions
from connectors.option_faults import explain
from connectors.table import TableConnector
from connectors.table_mapping import TableOptions
from ingest.errors import SettingsError
from ingest.records import Connector

Options = TypeVar("Options", bound=BaseModel)
KINDS = ("directory", "table", "folder", "mail")


def connector_of(
    kind: str,
    name: str,
    options: Mapping[str, object],
    root: Path,
    audience: tuple[str, ...],
    timezone: ZoneInfo,
    domains: tuple[str, ...],
) -> Connector:
    """The connector of a source. `options` are its keys in config.toml but name, kind, path, audience.

    Raises SettingsError for an unknown kind or key, naming it and the nearest known one.
    """
    try:
        tokens = tuple(checked_token(token) for token in audience)
    except ValueError as error:
        raise SettingsError(f"Source {name}: {error}") from error
    place = (root, tokens, timezone, tuple(domain.lower() for domain in domains))
    match kind:
        case "directory":
            return DirectoryConnector(name, _options(DirectoryOptions, name, options), *place)
        case "table":
            return TableConnector(name, _options(TableOptions, name, options), *place)
        case "folder":
            return FolderConnector(name, _options(FolderOptions, name, options), *place)
        case "mail":
            return MailConnector(name, _options(MailOptions, name, options), *place)
        case _:
            nearest = get_close_matches(kind, KINDS, n=1)
            hint = f"did you mean {nearest[0]!r}?" if nearest else f"known: {', '.join(KINDS)}."
            raise SettingsError(f"Source {name}: unknown kind {kind!r}; {hint}")


def _options(model: type[Options], name: str, options: Mapping[str, object]) -> Options:
    try:
        return model.model_validate(options)
    except ValidationError as error:
        raise SettingsError(f"Source {name}: {explain(error, model)}") from error
