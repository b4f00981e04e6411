"""A mailbox on an IMAP server, opened for reading alone: nothing in it is marked, moved or deleted."""

from __future__ import annotations

import imaplib
import logging
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from imapclient import IMAPClient
from imapclient.exceptions import LoginError
from imapclient.tls import wrap_socket

from connectors.addresses import allowed_addresses
from ingest.errors import PermanentError, TransientError
from ingest.parsing.mail_headers import message_id
from ingest.records import revision_of

_HEADER = b"BODY[HEADER.FIELDS (MESSAGE-ID DATE)]"
_HEADERS_AT_ONCE = 500
_UIDS_AT_ONCE = (
    50_000  # so that the answer, which is one line, keeps within imaplib's million bytes
)
_BODIES_AT_ONCE_BYTES = 1_000_000
_NEVER_READ = (b"\\noselect", b"\\nonexistent")
_SERVER_SAYS = 200  # characters

Tls = bool | Literal["starttls"]


@dataclass(frozen=True, slots=True)
class Login:
    """Who opens the mailbox: `secret` is a password, or with `bearer` an OAuth2 token."""

    user: str
    secret: str
    bearer: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """The server, and how it is reached."""

    host: str
    port: int
    tls: Tls
    allow_private: bool
    timeout_seconds: float


@dataclass(frozen=True, slots=True)
class MailFolder:
    """A folder; `shown` has / between its levels, `use` holds its marks such as \\trash in lower case."""

    name: str
    shown: str
    use: frozenset[str]


@dataclass(frozen=True, slots=True)
class FolderState:
    """RFC 9051, 2.3.1.1: a mail keeps its UID while `validity` is the same, and a new one gets `next_uid` or more."""

    validity: int
    next_uid: int
    mails: int


@dataclass(frozen=True, slots=True)
class MailHead:
    """A mail as a listing shows it. `identity` is its Message-ID, else empty."""

    uid: int
    size_bytes: int
    identity: str
    digest: str


class Mailbox:
    """Gives folders, their states, and mails by UID. Raises TransientError when the connection is lost."""

    def __init__(self, client: Any, host: str) -> None:
        self._client = client
        self._host = host
        self._opened = ""

    def folders(self) -> tuple[MailFolder, ...]:
        """Those that hold mails, by name."""
        found = []
        with _in_our_words(self._host):
            for marks, divider, name in self._client.list_folders():
                use = frozenset(mark.lower() for mark in marks)
                if not use.intersection(_NEVER_READ):
                    level = (divider or b"/").decode()
                    shown = "/".join(part.replace("/", "_") for part in str(name).split(level))
                    found.append(MailFolder(str(name), shown, frozenset(map(_text, use))))
        return tuple(sorted(found, key=lambda folder: folder.shown))

    def state(self, folder: MailFolder) -> FolderState:
        """Raises PermanentError for a folder that cannot be opened."""
        with _in_our_words(self._host, f"folder {folder.shown}, which `exclude` can leave out"):
            held = self._client.folder_status(folder.name, ["UIDVALIDITY", "UIDNEXT", "MESSAGES"])
            return FolderState(held[b"UIDVALIDITY"], held[b"UIDNEXT"], held[b"MESSAGES"])

    def heads(self, folder: MailFolder, first_uid: int, next_uid: int) -> Iterator[MailHead]:
        """The mails of a folder with UIDs from `first_uid` up to but without `next_uid`, by UID."""
        if first_uid >= next_uid:
            return
        self._open(folder)
        yield from self._heads_of(self._uids(first_uid, next_uid))

    def with_identity(self, folder: MailFolder, identity: str) -> Iterator[MailHead]:
        """The mails of a folder with this Message-ID."""
        self._open(folder)
        with _in_our_words(self._host):
            # What is searched may stand anywhere in the header (RFC 9051, 6.4.4).
            uids = sorted(self._client.search(["HEADER", "Message-ID", identity]))
        yield from (head for head in self._heads_of(uids) if head.identity == identity)

    def _heads_of(self, uids: Sequence[int]) -> Iterator[MailHead]:
        for start in range(0, len(uids), _HEADERS_AT_ONCE):
            wanted = uids[start : start + _HEADERS_AT_ONCE]
            with _in_our_words(self._host):
                answer = self._client.fetch(wanted, [b"RFC822.SIZE", b"BODY.PEEK" + _HEADER[4:]])
            for uid in wanted:
                if uid in answer and _HEADER in answer[uid]:
                    header = answer[uid][_HEADER]
                    size = answer[uid][b"RFC822.SIZE"]
                    digest = revision_of(header, str(size))
                    yield MailHead(uid, size, message_id(header), digest)

    def _uids(self, first_uid: int, next_uid: int) -> list[int]:
        found: list[int] = []
        for start in range(first_uid, next_uid, _UIDS_AT_ONCE):
            last = min(start + _UIDS_AT_ONCE, next_uid) - 1
            with _in_our_words(self._host):
                found += self._client.search(["UID", f"{start}:{last}"])
        return sorted(set(found))

    def header_digest(self, folder: MailFolder, uid: int) -> str:
        """What tells a mail without Message-ID from another: a digest of its whole header."""
        for header in self._fetched(folder, [uid], b"BODY.PEEK[HEADER]", b"BODY[HEADER]").values():
            return revision_of(header)
        return ""

    def mails(
        self, folder: MailFolder, heads: Sequence[MailHead]
    ) -> Iterator[tuple[MailHead, bytes]]:
        """The mails themselves, a few at a time; one that is gone meanwhile is left out."""
        for group in _groups(heads):
            uids = [head.uid for head in group]
            bodies = self._fetched(folder, uids, b"BODY.PEEK[]", b"BODY[]")
            for head in group:
                if head.uid in bodies:
                    yield head, bodies[head.uid]

    def _open(self, folder: MailFolder) -> None:
        if self._opened != folder.name:
            with _in_our_words(self._host):
                self._client.select_folder(folder.name, readonly=True)
            self._opened = folder.name

    def _fetched(
        self, folder: MailFolder, uids: list[int], part: bytes, answered: bytes
    ) -> dict[int, bytes]:
        self._open(folder)
        with _in_our_words(self._host):
            answer = self._client.fetch(uids, [part])
        return {uid: found[answered] for uid, found in answer.items() if found.get(answered)}


@contextmanager
def open_mailbox(place: Place, login: Login) -> Iterator[Mailbox]:
    """Raises PermanentError where the server may not be asked, is not trusted or refuses the login,
    TransientError where it cannot be reached. No message holds the secret."""
    addresses = allowed_addresses(place.host, place.port, allow_private=place.allow_private)
    # At its most talkative the library writes what is sent, tokens too.
    logging.getLogger("imapclient.imaplib").setLevel(logging.INFO)
    with _in_our_words(place.host):
        client = _Client(place, addresses)
    with client:
        with _in_our_words(place.host):
            if place.tls == "starttls":
                client.starttls(ssl.create_default_context())
        _log_in(client, place, login)
        yield Mailbox(client, place.host)


class _Client(IMAPClient):  # type: ignore[misc]  # the library comes without types
    """Connects to the addresses that were checked, and to nothing else."""

    def __init__(self, place: Place, addresses: Sequence[str]) -> None:
        self._addresses = addresses
        super().__init__(
            place.host, place.port, ssl=place.tls is True, timeout=place.timeout_seconds
        )

    def _create_IMAP4(self) -> imaplib.IMAP4:
        # The library has no argument for it; this is where it connects.
        return _Connection(
            self.host, self.port, self._addresses, tls=self.ssl, seconds=self._timeout.connect
        )


class _Connection(imaplib.IMAP4):
    def __init__(
        self, host: str, port: int, addresses: Sequence[str], *, tls: bool, seconds: float
    ) -> None:
        self._addresses = addresses
        self._tls = tls
        super().__init__(host, port, timeout=seconds)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        failed: OSError = OSError("it has no address")
        for address in self._addresses:
            try:
                connected = socket.create_connection((address, self.port), timeout)
            except OSError as error:
                failed = error
            else:
                return wrap_socket(connected, None, self.host) if self._tls else connected
        raise failed


def _log_in(client: Any, place: Place, login: Login) -> None:
    try:
        with _in_our_words(place.host):
            if login.bearer:
                client.oauth2_login(login.user, login.secret)
            else:
                client.login(login.user, login.secret)
            if client.has_capability("ID"):
                client.id_({"name": "zhike"})  # some providers let nobody in who does not say it
    except LoginError as error:
        answer = str(error).replace(login.secret, "…")[:_SERVER_SAYS]
        what = "token" if login.bearer else "password"
        raise PermanentError(
            f"{place.host}: it does not let {login.user} in ({answer}); check the user and the {what}."
        ) from None


@contextmanager
def _in_our_words(host: str, what: str = "") -> Iterator[None]:
    try:
        yield
    except LoginError:
        raise
    except ssl.SSLCertVerificationError as error:
        raise PermanentError(
            f"{host}: its certificate is not trusted here ({error.verify_message}); if a certificate "
            "authority of your own signed it, name its file in the environment variable SSL_CERT_FILE.",
            reason="unavailable",
        ) from error
    except (OSError, imaplib.IMAP4.abort) as error:
        raise TransientError(f"{host}: the connection is lost ({error})") from error
    except imaplib.IMAP4.error as error:
        raise PermanentError(
            f"{host}: it refuses {what or 'what was asked'} ({str(error)[:_SERVER_SAYS]}).",
            reason="unavailable",
        ) from error


def _groups(heads: Sequence[MailHead]) -> Iterator[list[MailHead]]:
    group: list[MailHead] = []
    held_bytes = 0
    for head in heads:
        if group and held_bytes + head.size_bytes > _BODIES_AT_ONCE_BYTES:
            yield group
            group, held_bytes = [], 0
        group.append(head)
        held_bytes += head.size_bytes
    if group:
        yield group


def _text(mark: bytes) -> str:
    return mark.decode("ascii", "replace")
