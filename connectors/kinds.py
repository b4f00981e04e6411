"""The kinds of source that config.toml may name, and the connector of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError

from connectors.audiences import checked_token
from connectors.option_faults import explain
from connectors.vendors import VENDORS, with_definition
from ingest.errors import SettingsError
from ingest.records import Connector

Options = TypeVar("Options", bound=BaseModel)

KINDS_OF_A_PATH = ("directory", "table", "folder", "mail", "chat")
"""Those that read what lies at the source's `path`."""
KINDS = (
    *KINDS_OF_A_PATH,
    "rest",
    *VENDORS,
    "sql",
    "tryton",
    "imap",
    "ldap",
    "redmine",
    "wiki",
)


def needs_a_path(kind: str, options: Mapping[str, object]) -> bool:
    """Whether a source of this kind, with these options, lies at a `path`; a folder may have a `url`."""
    return kind in KINDS_OF_A_PATH and not (kind == "folder" and "url" in options)


def connector_of(
    kind: str,
    name: str,
    options: Mapping[str, object],
    root: Path | None,
    audience: tuple[str, ...],
    timezone: ZoneInfo,
    domains: tuple[str, ...],
) -> Connector:
    """The connector of a source. `options` are its keys in config.toml but name, kind, path, audience.

    Raises SettingsError for an unknown kind or key, naming it and the nearest known one, and for a
    path that is missing or of no use.
    """
    try:
        tokens = tuple(checked_token(token) for token in audience)
    except ValueError as error:
        raise SettingsError(f"Source {name}: {error}") from error
    if kind not in KINDS:
        nearest = get_close_matches(kind, KINDS, n=1)
        hint = f"did you mean {nearest[0]!r}?" if nearest else f"known: {', '.join(KINDS)}."
        raise SettingsError(f"Source {name}: unknown kind {kind!r}; {hint}")
    rules = (tokens, timezone, tuple(domain.lower() for domain in domains))
    if needs_a_path(kind, options):
        if root is None:
            raise SettingsError(f"Source {name}: a source of kind {kind} needs a `path`")
        return _at_a_path(kind, name, options, (root, *rules))
    if root is not None:
        where = "with a `url`" if "url" in options else f"of kind {kind}"
        raise SettingsError(f"Source {name}: a source {where} has no `path`; leave it out")
    return _elsewhere(kind, name, options, rules)


def _at_a_path(
    kind: str,
    name: str,
    options: Mapping[str, object],
    place: tuple[Path, tuple[str, ...], ZoneInfo, tuple[str, ...]],
) -> Connector:
    # Imported here, so that a company pays in time and memory only for the kinds it has.
    match kind:
        case "directory":
            from connectors.directory import DirectoryConnector, DirectoryOptions

            return DirectoryConnector(name, _options(DirectoryOptions, name, options), *place)
        case "table":
            from connectors.table import TableConnector
            from connectors.table_mapping import TableOptions

            return TableConnector(name, _options(TableOptions, name, options), *place)
        case "mail":
            from connectors.mail import MailConnector, MailOptions

            return MailConnector(name, _options(MailOptions, name, options), *place)
        case "chat":
            from connectors.chat import ChatConnector, ChatOptions

            return ChatConnector(name, _options(ChatOptions, name, options), *place)
        case _:
            from connectors.folder import FolderConnector, FolderOptions

            return FolderConnector(name, _options(FolderOptions, name, options), *place)


def _elsewhere(
    kind: str,
    name: str,
    options: Mapping[str, object],
    rules: tuple[tuple[str, ...], ZoneInfo, tuple[str, ...]],
) -> Connector:
    """A source that is asked over the network."""
    match kind:
        case "folder":
            from connectors.folder import FolderConnector, FolderOptions

            return FolderConnector(name, _options(FolderOptions, name, options), None, *rules)
        case _ if kind == "rest" or kind in VENDORS:
            from connectors.rest.connector import RestConnector
            from connectors.rest.options import RestOptions

            stated = options if kind == "rest" else with_definition(kind, options)
            return RestConnector(name, _options(RestOptions, name, stated), *rules)
        case "sql":
            from connectors.sql import SqlConnector
            from connectors.sql_options import SqlOptions

            return SqlConnector(name, _options(SqlOptions, name, options), *rules)
        case "tryton":
            from connectors.tryton import TrytonConnector
            from connectors.tryton_options import TrytonOptions

            return TrytonConnector(name, _options(TrytonOptions, name, options), *rules)
        case "imap":
            with _extra("imap", name):
                from connectors.imap import ImapConnector, ImapOptions

            return ImapConnector(name, _options(ImapOptions, name, options), *rules)
        case "ldap":
            from connectors.ldap import LdapConnector, LdapOptions

            return LdapConnector(name, _options(LdapOptions, name, options), *rules)
        case "redmine":
            from connectors.redmine import RedmineConnector, RedmineOptions

            return RedmineConnector(name, _options(RedmineOptions, name, options), *rules)
        case "wiki":
            from connectors.wiki import WikiConnector, WikiOptions

            return WikiConnector(name, _options(WikiOptions, name, options), *rules)
        case _:
            raise SettingsError(f"Source {name}: unknown kind {kind!r}")


@contextmanager
def _extra(extra: str, name: str) -> Iterator[None]:
    """What only some companies need is installed by those."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name and error.name.partition(".")[0] in ("connectors", "ingest"):
            raise
        raise SettingsError(
            f"Source {name}: {error.name} is not installed; run: pip install 'zhike[{extra}]'"
        ) from error


def _options(model: type[Options], name: str, options: Mapping[str, object]) -> Options:
    try:
        return model.model_validate(options)
    except ValidationError as error:
        raise SettingsError(f"Source {name}: {explain(error, model)}") from error
