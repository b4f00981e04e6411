"""Where a folder that is not on this machine lies: the addresses that may be written for it, and how
the secrets that open it are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator

from connectors.secrets import read_secret
from ingest.errors import SettingsError

WEBDAV = {"dav": "http", "davs": "https"}
"""WebDAV's schemes, plain and by TLS, and what each is asked by."""
HOST_IN_ADDRESS = frozenset({"ftp", "sftp", "smb", "webhdfs"})
"""Schemes whose address begins with a host; that of the others begins with a bucket or container."""
SCHEMES = (*WEBDAV, *sorted(HOST_IN_ADDRESS), "s3", "gs", "az", "abfs", "oss", "oci")
"""All that lie elsewhere. Not those of fsspec that read this machine's files or wrap another address:
they would open what `path` and the network rules keep closed."""

_SECRET_WORDS = ("secret", "password", "passphrase", "token", "credential", "connection_string")
_SECRET_KEYS = frozenset({"account_key", "sas", "pkey", "passwd"})
_SUFFIX = "_env"


def _checked(url: str) -> str:
    if "::" in url:
        raise ValueError(f"{url!r} chains addresses; write the one that the files lie at")
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise ValueError(f"{url!r} is no address: {error}") from error
    if parts.scheme in ("", "file", "local"):
        raise ValueError(f'{url!r} is on this machine; write path = "…" instead')
    if parts.scheme not in SCHEMES:
        raise ValueError(f"{parts.scheme}:// is not read; known: {', '.join(SCHEMES)}")
    if not parts.netloc:
        raise ValueError(f"{parts.scheme}:// … must go on with a host or a bucket")
    if parts.password is not None:
        raise ValueError(
            "the address holds a password: put it into the environment, and write "
            'password_env = "VARIABLE" under [sources.storage]'
        )
    if ".." in parts.path.split("/") or parts.query or parts.fragment or not url.isprintable():
        raise ValueError(f"{url!r} must be a plain address, without .., ? or #")
    return url.rstrip("/")


StorageUrl = Annotated[str, AfterValidator(_checked)]
"""Such as s3://bucket/prefix, davs://host/path, sftp://host/path or smb://host/share/path."""


def _without_secrets(options: dict[str, object]) -> dict[str, object]:
    for key, value in options.items():
        plain = not key.endswith(_SUFFIX) and isinstance(value, str)
        if plain and (key in _SECRET_KEYS or any(word in key for word in _SECRET_WORDS)):
            raise ValueError(
                f"a secret stands under {key!r}: put it into the environment and write "
                f'{key}_env = "VARIABLE"'
            )
        if isinstance(value, dict):
            _without_secrets(value)
    return options


StorageOptions = Annotated[dict[str, object], AfterValidator(_without_secrets)]
"""What the driver of an address is told; a secret is NAME_env, the variable that holds it."""


def with_secrets(options: Mapping[str, object]) -> dict[str, object]:
    """The options with what their variables hold. Raises SettingsError for one that is not set."""
    told: dict[str, object] = {}
    for key, value in options.items():
        if isinstance(value, dict):
            told[key] = with_secrets(value)
        elif key.endswith(_SUFFIX):
            if not isinstance(value, str):
                raise SettingsError(f"storage.{key} must name an environment variable")
            told[key.removesuffix(_SUFFIX)] = read_secret(value, key=f"storage.{key}")
        else:
            told[key] = value
    return told


def hosts_in(address: SplitResult, options: Mapping[str, object]) -> list[tuple[str, int]]:
    """The hosts and ports that the address and the options name, as far as they can be told."""
    hosts: list[tuple[str, int]] = []
    if address.scheme in HOST_IN_ADDRESS and address.hostname:
        hosts.append((address.hostname, address.port or 0))
    for key, value in options.items():
        if isinstance(value, dict):
            hosts.extend(hosts_in(SplitResult("", "", "", "", ""), value))
        elif isinstance(value, str) and value.startswith(("http://", "https://")):
            parts = urlsplit(value)
            hosts.append((parts.hostname or "", parts.port or 0))
        elif key in ("host", "hostname", "server") and isinstance(value, str):
            hosts.append((value, 0))
    return hosts
