"""Searches in an LDAP directory, carried out by OpenLDAP's own `ldapsearch`.

Why a program and not a library: docs/decisions/ldap-by-its-own-program.md.
"""

from __future__ import annotations

import base64
import binascii
import os
import shutil
import ssl
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO
from urllib.parse import urlsplit

from connectors.addresses import allowed_addresses, stays_on_this_machine
from ingest.errors import PermanentError, TransientError

_PORTS = {"ldap": 389, "ldaps": 636}
_SERVER_SAYS = 300  # characters
_CONNECT_SECONDS = 20
_PAGE = 500  # Active Directory gives at most 1,000 at once
_PASSING = frozenset([3, 51, 52, 251, 255])
"""What may go better later: time limit, busy, unavailable (RFC 4511, 4.1.9), and libldap's own -5
and -1, time-out and no connection, as an exit status shows them."""
_NO_TLS = "ldap_start_tls:"
_NO_CONNECTION = "(-1)"  # said where the exit status says nothing: while TLS is begun
_UNTRUSTED = (
    "; if a certificate authority of your own signed its certificate, name its file in the environment "
    "variable SSL_CERT_FILE"
)
_MEANINGS = {
    4: "it gives no more entries than it has given; raise its size limit for this user",
    8: "it wants a stronger way to sign in",
    10: "it names another server; ask that one",
    13: "it wants TLS",
    32: "there is nothing under `base`",
    49: "it does not take the user or the password; check bind_dn and password_env",
    50: "this user may not search there",
    249: "the filter cannot be read",
}


@dataclass(frozen=True, slots=True)
class LdapPlace:
    """The server, and who asks it; without `bind_dn` nobody in particular does."""

    url: str
    start_tls: bool
    allow_private: bool
    allow_plain: bool
    timeout_seconds: float
    bind_dn: str = ""
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: `values` by the attribute's name in lower case, without options such as `;lang-en`."""

    dn: str
    values: dict[str, tuple[bytes, ...]]


def search(place: LdapPlace, base: str, query: str, attributes: Sequence[str]) -> Iterator[Entry]:
    """Every entry below `base` that the filter `query` means. Where the listing does not come to its end,
    raises PermanentError or TransientError after what there was."""
    _check(place)
    with tempfile.TemporaryFile() as said, _secret_file(place.secret) as secret:
        process = subprocess.Popen(  # noqa: S603 - a list of arguments, no shell
            [*_command(place, secret), "-b", base, "--", query, *attributes],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            pass_fds=[secret.fileno()],
            env=_environment(),
        )
        late = threading.Timer(place.timeout_seconds, process.kill)
        late.start()
        try:
            if process.stdout is not None:
                yield from _entries(process.stdout)
            code = process.wait()
        finally:
            late.cancel()
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()
        if code:
            said.seek(0)
            raise _error(place, code, said.read().decode("utf-8", "replace"))


def _check(place: LdapPlace) -> None:
    parts = urlsplit(place.url)
    host = parts.hostname or ""
    allowed_addresses(host, parts.port or _PORTS[parts.scheme], allow_private=place.allow_private)
    secure = parts.scheme == "ldaps" or place.start_tls
    if place.secret and not secure and not place.allow_plain and not stays_on_this_machine(host):
        raise PermanentError(
            f"{host}: without TLS the password could be read on its way; write ldaps://, leave `start_tls` "
            "out, or write allow_plain = true if this is meant."
        )


def _command(place: LdapPlace, secret: IO[bytes]) -> list[str]:
    program = shutil.which("ldapsearch")
    if program is None:
        raise PermanentError(
            "ldapsearch is not installed; install OpenLDAP's client programs "
            "(Debian: apt-get install ldap-utils; Fedora: openldap-clients).",
            reason="unavailable",
        )
    command = [program, "-x", "-LLL", "-o", "ldif-wrap=no", "-o", f"nettimeout={_CONNECT_SECONDS}"]
    command += [
        "-l",
        str(int(place.timeout_seconds)),
        "-E",
        f"pr={_PAGE}/noprompt",
        "-H",
        place.url,
    ]
    if place.start_tls and place.url.startswith("ldap://"):
        command.append("-ZZ")
    if place.bind_dn:
        command += ["-D", place.bind_dn, "-y", f"/dev/fd/{secret.fileno()}"]
    return command


def _secret_file(secret: str) -> IO[bytes]:
    """The secret where no list of processes shows it; the file has no name, and is gone when closed."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller's `with` closes it
    file.write(secret.encode())
    file.flush()
    file.seek(0)
    return file


def _environment() -> dict[str, str]:
    trusted = os.environ.get("SSL_CERT_FILE") or ssl.get_default_verify_paths().cafile
    return {
        "PATH": os.environ.get("PATH", ""),
        "HOME": "/nonexistent",  # the user's own .ldaprc counts for nothing
        "LDAPTLS_REQCERT": "demand",
        **({"LDAPTLS_CACERT": trusted} if trusted else {}),
    }


def _entries(lines: IO[bytes]) -> Iterator[Entry]:
    """LDIF (RFC 2849) as `ldapsearch -LLL` writes it with its lines unbroken."""
    dn, values = "", {}  # type: str, dict[str, list[bytes]]
    for line in lines:
        name, value = _pair(line.rstrip(b"\r\n"))
        if not name:
            if dn:
                yield Entry(dn, {name: tuple(held) for name, held in values.items()})
            dn, values = "", {}
        elif name == "dn":
            dn = value.decode("utf-8", "replace")
        elif name:
            values.setdefault(name, []).append(value)
    if dn:
        yield Entry(dn, {name: tuple(held) for name, held in values.items()})


def _pair(line: bytes) -> tuple[str, bytes]:
    name, divider, rest = line.partition(b":")
    if not divider or line.startswith(b"#"):
        return "", b""
    bare = name.partition(b";")[0].decode("ascii", "replace").lower()
    if not rest.startswith(b":"):
        return bare, rest.removeprefix(b" ")
    try:
        return bare, base64.b64decode(rest[1:].strip(), validate=True)
    except binascii.Error:
        return bare, b""


def _error(place: LdapPlace, code: int, said: str) -> PermanentError | TransientError:
    host = urlsplit(place.url).hostname
    if code < 0:
        seconds = f"{place.timeout_seconds:g}"
        return TransientError(f"{host}: its directory was not listed within {seconds} seconds")
    shown = " ".join(said.split())
    if place.secret:
        shown = shown.replace(place.secret, "…")
    shown = shown[:_SERVER_SAYS]
    if code in _PASSING or _NO_CONNECTION in shown:
        # Over ldaps:// libldap tells a certificate that it refuses from a server that is away by nothing.
        hint = _UNTRUSTED if place.url.startswith("ldaps:") else ""
        return TransientError(
            f"{host}: the directory cannot be asked at the moment ({shown}){hint}"
        )
    meaning = _MEANINGS.get(code, "it does not answer the search")
    if shown.startswith(_NO_TLS):
        meaning = f"no TLS could be agreed on{_UNTRUSTED}"
    return PermanentError(f"{host}: {meaning} ({shown}).", reason="unavailable")
