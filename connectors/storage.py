"""The files at a storage address (S3, WebDAV, SFTP, SMB …), listed folder by folder, by fsspec's drivers."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, cast
from urllib.parse import urlsplit

import httpx

from connectors.addresses import allowed_addresses
from connectors.files import ClosedFolder, Unnameable, is_nameable, spelled_out
from connectors.outbound import OutboundTransport
from connectors.storage_address import WEBDAV, hosts_in, with_secrets
from ingest.errors import PermanentError, SettingsError, TransientError, ZhikeError

_EXTRAS = {"s3": "folder-s3", "dav": "folder-webdav", "davs": "folder-webdav", "smb": "folder-smb"}
_SECONDS = 60
_DEEPEST = 60
"""A server that makes folders up as it is asked has an end."""
_LISTING_BYTES = 64 * 1024 * 1024
_ETAGS = ("ETag", "etag", "e_tag", "md5Hash", "content_md5")
_TIMES = (
    "LastModified",
    "last_modified",
    "modified",
    "mtime",
    "updated",
    "last_write_time",
    "modify",
)
"""What drivers call it; fsspec does not say."""
_PASSING = frozenset({errno.EAGAIN, errno.EBUSY, errno.EIO, errno.ETIMEDOUT, errno.EHOSTUNREACH})
_PASSING_STATUSES = frozenset({408, 423, 425, 429})


class Driver(Protocol):
    """What is asked of a file system of fsspec."""

    def ls(self, path: str, detail: bool) -> list[dict[str, object]]: ...

    def cat_file(self, path: str, *, start: int, end: int) -> bytes: ...


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file by its path relative to the source, with what tells that it has changed: the store's own
    tag or time of change, empty where it keeps neither."""

    driver: Driver
    path: str
    relative: str
    size_bytes: int
    mark: str

    def read(self) -> bytes:
        """As many bytes as were listed.

        Raises OSError where this file cannot be read, TransientError where nothing can at the moment.
        """
        with _in_our_words(self.relative):
            return self.driver.cat_file(self.path, start=0, end=self.size_bytes)


Stored = StoredFile | ClosedFolder | Unnameable


def stored_files(
    url: str, options: Mapping[str, object], *, allow_private: bool, limit_bytes: int
) -> Iterator[Stored]:
    """Every file below a checked address, folder by folder, in order of name.

    `limit_bytes` is the largest file that will be read. Raises SettingsError for a secret or a driver
    that is missing, PermanentError if the place itself cannot be listed, TransientError where
    anything below it cannot be listed at the moment: what follows may be there.
    """
    with ExitStack() as ending:
        driver, root = _opened(url, options, allow_private, limit_bytes, ending)
        try:
            with _in_our_words(url):
                entries = driver.ls(root, True)
        except OSError as error:
            raise PermanentError(
                f"{url}: it cannot be listed ({_reason(error)}); check `url`, and that the account may list it.",
                reason="unavailable",
            ) from error
        yield from _below(driver, entries, root, "", 0)


def _below(
    driver: Driver, entries: list[dict[str, object]], folder: str, prefix: str, depth: int
) -> Iterator[Stored]:
    for name, entry in _named(entries, folder):
        relative = prefix + name
        if not is_nameable(name) or "/" in name or name in ("", ".", ".."):
            yield Unnameable(prefix + spelled_out(name))
            continue
        path = f"{folder}/{name}" if folder else name
        if entry.get("type") != "directory":
            yield StoredFile(driver, path, relative, _size(entry), _mark(entry))
            continue
        if depth >= _DEEPEST:
            yield ClosedFolder(relative, f"it lies more than {_DEEPEST} folders deep")
            continue
        try:
            with _in_our_words(relative):
                inner = driver.ls(path, True)
        except FileNotFoundError:
            continue  # gone since it was listed
        except OSError as error:
            yield ClosedFolder(relative, _reason(error))
            continue
        yield from _below(driver, inner, path, f"{relative}/", depth + 1)


def _named(entries: list[dict[str, object]], folder: str) -> list[tuple[str, dict[str, object]]]:
    """The entries by their names within the folder; it may itself be among them."""
    named: dict[str, dict[str, object]] = {}
    for entry in entries:
        path = str(entry.get("name", "")).strip("/")
        if path == folder.strip("/"):
            continue
        below = path.removeprefix(f"{folder.strip('/')}/") if folder.strip("/") else path
        named.setdefault(below, entry)
    return sorted(named.items())


def _size(entry: Mapping[str, object]) -> int:
    size = entry.get("size")
    return size if isinstance(size, int) else 0


def _mark(entry: Mapping[str, object]) -> str:
    for key in (*_ETAGS, *_TIMES):
        value = entry.get(key)
        if isinstance(value, datetime):
            return value.isoformat()
        if value not in (None, ""):
            return str(value)
    return ""


def _opened(
    url: str,
    options: Mapping[str, object],
    allow_private: bool,
    limit_bytes: int,
    ending: ExitStack,
) -> tuple[Driver, str]:
    address = urlsplit(url)
    told = with_secrets(options)
    for host, port in hosts_in(address, told):
        allowed_addresses(host, port, allow_private=allow_private)
    try:
        if address.scheme in WEBDAV:
            return _webdav(url, told, allow_private, limit_bytes, ending), ""
        from fsspec.core import url_to_fs

        # What a driver remembers between two syncs would hide what has changed.
        opened = url_to_fs(url, skip_instance_cache=True, use_listings_cache=False, **told)
    except ImportError as error:
        extra = _EXTRAS.get(address.scheme)
        advice = f"pip install 'zhike[{extra}]'" if extra else str(error)
        raise SettingsError(
            f"{url}: the driver of {address.scheme}:// is missing; install it: {advice}"
        ) from error
    except (TypeError, ValueError) as error:
        # Some connect when they are made, and say so that they could not.
        if isinstance(error.__cause__ or error.__context__, OSError):
            raise _passing(url, error) from error
        raise SettingsError(
            f"{url}: its driver does not take what stands under `storage`: {error}"
        ) from error
    except OSError as error:
        raise _passing(url, error) from error
    driver, root = opened
    return cast(Driver, driver), str(root).rstrip("/")


def _webdav(
    url: str,
    told: Mapping[str, object],
    allow_private: bool,
    limit_bytes: int,
    ending: ExitStack,
) -> Driver:
    from webdav4.fsspec import WebdavFileSystem

    unknown = told.keys() - {"username", "password"}
    if unknown:
        raise ValueError(f"unknown key {min(unknown)!r}; known: username, password_env")
    scheme, _, rest = url.partition("://")
    user = str(told.get("username", ""))
    files = WebdavFileSystem(
        f"{WEBDAV[scheme]}://{rest}",
        auth=(user, str(told.get("password", ""))) if user else None,
        transport=OutboundTransport(
            allow_private=allow_private,
            timeout_seconds=_SECONDS,
            limit_bytes=max(limit_bytes, _LISTING_BYTES),
        ),
        timeout=_SECONDS,
        trust_env=False,
        retry=False,
        skip_instance_cache=True,
    )
    ending.callback(files.client.http.close)
    return _Webdav(files)


class _Webdav:
    """Fetches a file with one request, where the driver itself asks three times."""

    def __init__(self, files: Any) -> None:
        self._files = files

    def ls(self, path: str, detail: bool) -> list[dict[str, object]]:
        return cast("list[dict[str, object]]", self._files.ls(path, detail))

    def cat_file(self, path: str, *, start: int, end: int) -> bytes:
        client = self._files.client
        response: httpx.Response = client.http.get(client.join_url(path), follow_redirects=True)
        return response.raise_for_status().content[start:end]


@contextmanager
def _in_our_words(what: str) -> Iterator[None]:
    """What the drivers raise, as OSError where it is about this file or folder, else as TransientError."""
    try:
        yield
    except ZhikeError:
        raise
    except OSError as error:
        if isinstance(error, (ConnectionError, TimeoutError)) or error.errno in _PASSING:
            raise _passing(what, error) from error
        raise
    except Exception as error:
        # Each driver has errors of its own, without a common ancestor.
        status = _status_of(error)
        if status in (401, 403):
            raise PermissionError(errno.EACCES, f"refused with status {status}") from error
        if status is not None and 400 <= status < 500 and status not in _PASSING_STATUSES:
            raise OSError(errno.EINVAL, f"refused with status {status}") from error
        raise _passing(what, error) from error


def _status_of(error: Exception) -> int | None:
    """The status of the HTTP response that an error is about, wherever a driver keeps it."""
    for holder in (error, getattr(error, "response", None)):
        for key in ("status_code", "status"):
            status = getattr(holder, key, None)
            if isinstance(status, int):
                return status
    if type(error).__name__ in ("ForbiddenOperation", "NoCredentialsError"):
        return 403
    return None


def _passing(what: str, error: Exception) -> TransientError:
    said = f": {error}" if str(error) else ""
    return TransientError(f"{what}: the store does not answer ({type(error).__name__}{said})")


def _reason(error: OSError) -> str:
    return error.strerror or str(error) or type(error).__name__
